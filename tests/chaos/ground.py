"""Where a trial is played: how a local platform is started, how a life speaks on it, and what it took."""

import asyncio
import json
import os
import re
import signal
import sys
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp

from bot import wiring
from bot.chat.discord.app import Discord
from bot.chat.slack.desk import Desks
from bot.chat.slack.history import MARK
from bot.chat.slack.outbox import SlackOutbox
from bot.chat.slack.render import Labels
from bot.chat.slack.workspace import OneWorkspace
from bot.core.ports import SILENT, Clock, Outbox
from bot.core.situation import Address
from bot.ops.supervision import Supervision
from bot.scheduling.ticker import Away
from bot.settings import DiscordSettings
from tests.chaos import discord as local_discord
from tests.chaos import slack as local_slack
from tests.emulators import discord, slack
from tests.emulators.discord.server import PREFIX

if TYPE_CHECKING:
    from tests.chaos.worker import World

LAG = 10.0  # seconds of the trial's time until what was said shows up in a history
ROW = re.compile(r'"(?:b1:|choice/|choose/)([0-9a-f]{16})[:/]')  # the row of choices in what a platform was sent


@dataclass(frozen=True)
class Asked:
    """What a local platform is to be like."""

    people: int
    channels: int = 0
    seed: int = 1
    faults: int = 0  # so many of 100 calls go wrong
    is_readable: bool = True
    a_second: int = 0  # requests that it takes, on Discord; 0 is all


@dataclass(frozen=True)
class Voice:
    """How a life speaks."""

    outboxes: dict[str, Outbox]
    away: Away | None = None


class Ground(ABC):
    """A platform for trials."""

    name: str

    def apart(self, replicas: int) -> float:
        """Return how many seconds on the wall a life has at most, once it began, before the next one is killed."""
        return 0.25

    @abstractmethod
    def person(self, number: int) -> Address:
        """Return where one of its people is reached."""

    @abstractmethod
    def place(self, number: int) -> Address:
        """Return where one of its channels is."""

    @abstractmethod
    def mixes(self, *, is_readable: bool) -> Sequence[bool]:
        """Return what is due: True private cards, False posts in channels, or both."""

    @abstractmethod
    def reads_private(self, *, is_readable: bool) -> bool:
        """Say whether a private message can always be read back; else one may stay uncertain, and nobody is asked."""

    @abstractmethod
    def played(self, folder: Path, asked: Asked, world: "World") -> AbstractContextManager[str]:
        """Run the local platform in a process of its own; give its address."""

    @abstractmethod
    def speaking(self, parts: wiring.Parts, clock: Clock, world: "World") -> AbstractAsyncContextManager[Voice]:
        """Connect a life of the bot."""

    @abstractmethod
    def said(self, folder: Path) -> dict[str, set[str]]:
        """Return of each message that stands there the marks in it: rows of choices, and ids of deliveries."""


class SlackGround(Ground):
    """The real outbox over slack_sdk. Nobody's channel history may be read; a direct message's, with `im:write`."""

    name = "slack"

    def person(self, number: int) -> Address:
        return Address(self.name, "T1", f"U{number}")

    def place(self, number: int) -> Address:
        return Address(self.name, "T1", f"C{number}")

    def mixes(self, *, is_readable: bool) -> Sequence[bool]:
        return (is_readable,)

    def reads_private(self, *, is_readable: bool) -> bool:
        return is_readable

    @contextmanager
    def played(self, folder: Path, asked: Asked, world: "World") -> Iterator[str]:
        arguments = ["--seed", str(asked.seed), "--faults", str(asked.faults), "--lag", str(LAG / world.speed)]
        arguments += ["--users", str(asked.people), "--channels", str(asked.channels)]
        arguments += ["--scope", "im:write"] if asked.is_readable else []
        with process(local_slack.main, folder, *arguments) as api_url:
            yield api_url

    @asynccontextmanager
    async def speaking(self, parts: wiring.Parts, clock: Clock, world: "World") -> AsyncIterator[Voice]:
        async with aiohttp.ClientSession() as session:
            labels = Labels.of(parts.words)
            desks = Desks(world.api_url, session, parts.words, labels, clock)
            workspaces = OneWorkspace(desks, slack.BOT_TOKEN, parts.store.installations)
            await workspaces.start()
            outbox = SlackOutbox(labels, workspaces)
            outbox.flow = world.flow
            yield Voice({self.name: outbox})

    def said(self, folder: Path) -> dict[str, set[str]]:
        found = dict[str, set[str]]()
        for call in calls(folder, "chat.postMessage"):
            payload = (call["body"].get("metadata") or {}).get("event_payload") or {}
            is_ours = (call["body"].get("metadata") or {}).get("event_type") == MARK
            marks = {payload["delivery"]} if is_ours else set()
            found[f"{call['answer']['channel']}/{call['answer']['ts']}"] = marks | rows(call["body"])
        return found


class DiscordGround(Ground):
    """The whole platform as `boffin run` has it: supervised, let in by the gate, connected, with its outbox."""

    name = "discord"

    def apart(self, replicas: int) -> float:
        # Whoever stands by looks every five seconds whether it may connect, and then has to.
        return 0.25 if replicas == 1 else 0.6

    def person(self, number: int) -> Address:
        return Address(self.name, "", str(local_discord.FIRST + number))

    def place(self, number: int) -> Address:
        server = 3 * local_discord.FIRST + number // local_discord.EACH
        return Address(self.name, str(server), str(2 * local_discord.FIRST + number))

    def mixes(self, *, is_readable: bool) -> Sequence[bool]:
        return (True, False)

    def reads_private(self, *, is_readable: bool) -> bool:
        return True

    @contextmanager
    def played(self, folder: Path, asked: Asked, world: "World") -> Iterator[str]:
        arguments = ["--seed", str(asked.seed), "--faults", str(asked.faults), "--lag", str(LAG)]
        arguments += ["--start", str(world.start.timestamp()), "--began", str(world.began)]
        arguments += ["--speed", str(world.speed), "--users", str(asked.people), "--channels", str(asked.channels)]
        arguments += [] if asked.is_readable else ["--unreadable"]
        arguments += ["--a-second", str(asked.a_second)]
        with process(local_discord.main, folder, *arguments) as api_url:
            yield api_url

    @asynccontextmanager
    async def speaking(self, parts: wiring.Parts, clock: Clock, world: "World") -> AsyncIterator[Voice]:
        gateway = world.api_url.replace("http", "ws", 1).removesuffix(PREFIX) + "/gateway"
        chosen, store = DiscordSettings(discord.TOKEN, world.api_url, gateway), parts.store
        app = Discord(
            chosen, parts.door(clock), parts.words, clock, store.installations, store.marks, gate=store.shards
        )
        app.outbox.flow = replace(world.flow, each_tenant=False)
        supervision = Supervision([app], SILENT)
        supervision.start()
        (one,) = supervision.connections
        try:
            while not one.is_up and not one.stands_by:  # noqa: ASYNC110 - it tells nobody
                await asyncio.sleep(0.2)
            yield Voice(supervision.outboxes, supervision.away)
        finally:
            await supervision.pause()
            await supervision.stop()

    def said(self, folder: Path) -> dict[str, set[str]]:
        # The same message may have been accepted more often than once: it is the id that counts.
        return {call["answer"]["id"]: rows(call["body"]) for call in calls(folder, discord.POST_MESSAGE)}


@contextmanager
def process(main: Callable[[Sequence[str]], None], folder: Path, *arguments: str) -> Iterator[str]:
    """Run a local platform in a process of its own, forked so that nothing is imported again; give its address."""
    heard, says = os.pipe()
    child = os.fork()
    if not child:
        try:
            sys.stdout = os.fdopen(says, "w")
            main(["--persist", str(folder / "accepted.jsonl"), *arguments])
        finally:
            os._exit(1)
    os.close(says)
    try:
        with os.fdopen(heard) as told:
            yield str(json.loads(told.readline())["api_url"])
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def calls(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    """Return what the platform took."""
    for line in (folder / "accepted.jsonl").read_text(encoding="utf-8").splitlines():
        call = json.loads(line)
        if call["call"] == name:
            yield call


def rows(body: object) -> set[str]:
    """Return the rows of choices that stand in what was sent."""
    return set(ROW.findall(json.dumps(body)))


SLACK, DISCORD = SlackGround(), DiscordGround()
