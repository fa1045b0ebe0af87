"""Boffin in a local Discord: the real assistant, content and storage, the real discord.py, over real sockets."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot import settings, wiring
from bot.chat.console.clock import ManualClock
from bot.chat.discord.app import Discord
from bot.chat.door import Door
from bot.core.ports import Clock
from bot.scheduling.ticker import Ticker
from tests.dialogues.playing import in_memory
from tests.emulators.discord import TOKEN, Channel, Guild, LocalDiscord, Right, User
from tests.emulators.discord.replies import Replies

NOW = datetime(2026, 9, 4, 11, 0, tzinfo=UTC)
Open = Callable[[wiring.Parts, Clock], Door]


def plain_door(parts: wiring.Parts, clock: Clock) -> Door:
    """Return the door as it is."""
    return parts.door(clock)


@dataclass
class Room:
    """The local Discord with Boffin in it: Ana and Sam, Kim who may manage channels, Ada who may manage the server."""

    discord: LocalDiscord
    app: Discord
    door: Door
    clock: ManualClock
    ticker: Ticker
    parts: wiring.Parts
    guild: Guild
    channel: Channel
    ana: User
    sam: User
    kim: User
    ada: User
    made: Callable[..., Discord]

    async def command(self, words: str, options: dict[str, Any] | None = None, **more: Any) -> Replies:
        """Use a slash command as Ana in the channel, unless said otherwise."""
        user, place = more.pop("user", self.ana), more.pop("place", self.channel)
        return await self.discord.command(user, place, words, options, **more)

    async def settled(self) -> None:
        """Wait until everything that was begun is done."""
        if taking := set(self.app.hearing._taking):
            await asyncio.wait(taking, timeout=5)
        assert await self.door.settled() == 0

    async def at_home(self) -> None:
        """Wait until Boffin knows all its servers, so that one more is a new one."""
        assert self.app._client is not None
        await self.app._client.wait_until_ready()

    async def restarted(self) -> None:
        """Stop Boffin, and start it again on the same database."""
        await self.app.pause()
        await self.app.stop()
        self.app = self.made()
        await self.app.start()


@asynccontextmanager
async def opened(
    start: datetime = NOW, *, door: Open = plain_door, local: dict[str, Any] | None = None, **app: Any
) -> AsyncIterator[Room]:
    """Open a room, and connect Boffin."""
    async with LocalDiscord(**(local or {})) as discord:
        ana, sam, kim, ada = (discord.user(name) for name in ("Ana", "Sam", "Kim", "Ada"))
        guild = discord.guild("Faculty", members=(ana, sam, kim, ada))
        discord.role(guild, "channels", Right.MANAGE_CHANNELS, (kim,))
        discord.role(guild, "server", Right.MANAGE_GUILD, (ada,))
        channel = discord.channel("ecg-teaching", guild)
        clock = ManualClock(start)
        parts = in_memory()
        made_door = door(parts, clock)
        chosen = settings.DiscordSettings(TOKEN, discord.api_url, discord.gateway_url)

        def made(**more: Any) -> Discord:
            return Discord(
                chosen, made_door, parts.words, clock, parts.store.installations, parts.store.marks, **app | more
            )

        room = Room(
            discord, made(), made_door, clock, None, parts, guild, channel, ana, sam, kim, ada, made  # type: ignore[arg-type]
        )  # fmt: skip
        try:
            await room.app.start()
            room.ticker = parts.ticker({"discord": room.app.outbox}, clock, at_once=1)
            yield room
            await room.settled()
            await room.app.pause()
        finally:
            await room.app.stop()
            parts.store.close()
