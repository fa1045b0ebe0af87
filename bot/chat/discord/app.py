"""The Discord platform: signs in, registers the commands that changed, connects, and closes again."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from bot.chat.discord import api, tree
from bot.chat.discord.client import Client
from bot.chat.discord.directory import PLATFORM
from bot.chat.discord.hearing import PATIENCE, Hearing
from bot.chat.discord.outbox import DiscordOutbox
from bot.chat.discord.quiet import quieten
from bot.chat.discord.render import Labels
from bot.chat.discord.sync import register_changed
from bot.chat.door import Door
from bot.core.errors import CannotKeep, CannotStart, StandsBy, Unreachable
from bot.core.ports import OPEN, Clock, Gate, Installations, Marks, Words
from bot.settings import DiscordSettings

LOG = logging.getLogger("bot.chat.discord.app")
SECONDS_TO_CONNECT = 30.0
SECONDS_TO_HOLD = 5.0  # between two looks whether this replica still is the one


class Discord:
    """The platform. `outbox` is there from the beginning; `pause` ends what comes in, `stop` closes."""

    name = PLATFORM

    def __init__(
        self,
        settings: DiscordSettings,
        door: Door,
        words: Words,
        clock: Clock,
        installations: Installations,
        marks: Marks,
        *,
        gate: Gate = OPEN,
        patience: tuple[float, float] = PATIENCE,
        seconds_to_connect: float = SECONDS_TO_CONNECT,
        pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._gate, self._pause_for = gate, pause
        self._settings, self._door, self._words, self._marks = settings, door, words, marks
        self._seconds = seconds_to_connect
        self.hearing = Hearing(door, installations, words, clock, patience=patience)
        self.outbox = DiscordOutbox(Labels.of(words))
        self._client: Client | None = None
        self._running: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Connect; raise Unreachable where that is worth another try, CannotStart where the operator must act first.

        Discord tells everything to everyone that is connected: of several replicas only one is, with all shards.
        """
        if not await self._may_connect():
            raise StandsBy("another replica is connected")
        quieten()
        api.point_at(self._settings)
        hearing = self.hearing
        self._client = client = Client(self._settings, hearing, self._door)
        for command in tree.commands(self._words, hearing.invoke, hearing.keep, hearing.suggest):
            client.tree.add_command(command)
        client.tree.error(hearing.take_mistake)
        try:
            await api.sign_in(client, self._settings.token)
            await register_changed(client.tree, self._marks)
            hearing.is_open = True
            await self._connect(client)
        except BaseException as problem:
            await self.stop()
            if isinstance(problem, Exception) and not isinstance(problem, CannotStart):
                raise api.sentence_of(problem) from None
            raise
        self.outbox.client = client

    async def _connect(self, client: Client) -> None:
        self._running = asyncio.create_task(client.connect())
        up = asyncio.create_task(client.up.wait())
        await asyncio.wait({self._running, up}, timeout=self._seconds, return_when=asyncio.FIRST_COMPLETED)
        up.cancel()
        if self._running.done():
            raise api.sentence_of(self._running.exception())
        if not client.is_up:
            raise api.sentence_of(None)
        self._running.add_done_callback(_ended)

    async def _may_connect(self) -> bool:
        try:
            return await self._gate.enter()
        except CannotKeep as away:
            raise Unreachable(away.reason) from None

    async def lost(self) -> None:
        """Return once another replica may connect in place of this one; while nobody can say, this one stays."""
        while True:
            await self._pause_for(SECONDS_TO_HOLD)
            with suppress(Unreachable):
                if not await self._may_connect():
                    return

    async def is_connected(self) -> bool:
        """Say whether every part of the gateway has us."""
        client = self._client
        return client is not None and self.hearing.is_open and client.is_up and not client.is_closed()

    async def tend(self) -> None:
        """Do nothing: discord.py keeps its connection alive by itself, and a token of Discord's does not run out."""

    async def pause(self, seconds: float = 3.0) -> None:
        """Take nothing more, and let what was taken be answered."""
        await self.hearing.close(seconds)
        if self._client:
            for shard in self._client.shards.values():
                await shard.disconnect()

    async def stop(self) -> None:
        """Close what is open; the door's tasks are over by now."""
        self.hearing.is_open, self.outbox.client = False, None
        try:
            if self._client:
                await self._client.close()
            if self._running:
                self._running.cancel()
                with suppress(asyncio.CancelledError, Exception):
                    await self._running
        finally:
            await self._gate.leave()


def _ended(running: asyncio.Task[None]) -> None:
    """Say in the log that the gateway has us no more, where nobody asked for that."""
    if not running.cancelled() and (problem := running.exception()):
        LOG.error("Discord ended the connection", extra={"error": type(problem).__name__})
