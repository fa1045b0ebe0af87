"""Ten thousand nudges on a platform that takes so many a second: how long, how many refusals, how people wait."""

import argparse
import asyncio
import contextlib
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path

import aiohttp

from bot import settings, wiring
from bot.chat.discord.outbox import DiscordOutbox
from bot.chat.slack.api import PLATFORM
from bot.chat.slack.desk import Desks
from bot.chat.slack.outbox import SlackOutbox
from bot.chat.slack.render import Labels
from bot.chat.slack.workspace import ManyWorkspaces
from bot.core.message import Incoming, Invocation
from bot.core.people import Person, Standing
from bot.core.situation import Address, Flow, Installation
from bot.settings import StorageSettings
from bot.storage.vault import new_key
from tests.chaos.filling import DUE, fill, fill_ground
from tests.chaos.ground import DISCORD, SLACK, Asked, Voice, calls
from tests.chaos.pace import run_fast
from tests.chaos.trial import slack
from tests.chaos.worker import FastClock, World, warm
from tests.dialogues.playing import finder, library
from tests.emulators.discord import OPEN_DIRECT, POST_MESSAGE
from tests.emulators.slack import BOT_TOKEN

Speaking = Callable[[wiring.Parts, FastClock, "World"], AbstractAsyncContextManager[Voice]]
A_SECOND, BURST, TEAMS, BETWEEN_LINES = 5.0, 10, 10, 0.2
DISCORD_TAKES = 50  # requests a second, of any kind
SPEEDS = {"slack": 4.0, "discord": 2.0}


@dataclass
class Drained:
    """What was measured, in seconds on the wall."""

    took: float = 0.0
    busy: float = 0.0
    heard: list[float] = field(default_factory=list)  # how long each line of a person took meanwhile

    def line(self, came: Counter[str], due: int, floor: float, refused: int) -> str:
        """Say it in one line."""
        return (
            f"{len(came)} of {due}: {self.took:.1f} s, {self.took / floor:.2f} times the floor; {refused} refused, "
            f"{sum(came.values()) - len(came)} twice; {self.busy * 1000 / due:.1f} ms of a processor each; "
            f"{len(self.heard)} lines of people meanwhile, p99 "
            f"{sorted(self.heard)[int(len(self.heard) * 0.99)] * 1000:.0f} ms\n"
        )


def on_slack(folder: Path, due: int, speed: float, say: Callable[[str], object]) -> None:
    """Drain once over several workspaces, a card to each person."""
    limits = ["--teams", str(TEAMS), "--users", str(due), "--a-second", str(A_SECOND * speed), "--at-once", str(BURST)]
    with slack(folder, *limits) as api_url, opened(folder) as parts:
        parts.store.database.write_now(fill, parts.store, due, True, TEAMS)
        world = World("", "", api_url, DUE, time.time(), speed)
        made = Drained()
        run_fast(_drained(parts, world, _many_workspaces, made), speed)
    came = Counter(mark for marks in SLACK.said(folder).values() for mark in marks if len(mark) > 16)
    floor = (due / TEAMS - BURST) / (A_SECOND * speed)
    say(f"slack, {TEAMS} workspaces, {A_SECOND:g} a second each, {speed:g} times as fast: ")
    say(made.line(came, due, floor, refusals(folder)))


def on_discord(folder: Path, due: int, speed: float, say: Callable[[str], object]) -> None:
    """Drain once: half of it posts in channels, half private cards, a share of which goes along with another.

    The floor is that of the requests: a card opens its direct message first.
    """
    with opened(folder) as parts:
        people = parts.store.database.write_now(lambda c: fill_ground(c, parts.store, DISCORD, due, is_readable=True))
        world = World("", "", "", DUE, time.time(), speed, DiscordOutbox.flow, ground=DISCORD)
        with DISCORD.played(folder, Asked(people, due, a_second=DISCORD_TAKES), world) as api_url:
            made = Drained()
            run_fast(_drained(parts, replace(world, api_url=api_url), DISCORD.speaking, made), speed)
    asked = sum(1 for name in (POST_MESSAGE, OPEN_DIRECT) for _ in calls(folder, name))
    say(f"discord, {DiscordOutbox.flow.a_second:g} of {DISCORD_TAKES} requests a second, {speed:g} times as fast: ")
    came = Counter(mark for marks in DISCORD.said(folder).values() for mark in marks)
    say(made.line(came, due, asked / (DiscordOutbox.flow.a_second * speed), refusals(folder)))


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[wiring.Parts]:
    """Open a database of its own."""
    warm()
    chosen = replace(settings.read({}), storage=StorageSettings(str(folder / "boffin.db"), (new_key(),)))
    parts = wiring.build(chosen, library=library(), finder=finder(), exclusive=True)
    yield parts
    parts.store.close()


def refusals(folder: Path) -> int:
    """Return how often a platform said that it was asked too often."""
    return (folder / "refused").stat().st_size if (folder / "refused").exists() else 0


@contextlib.asynccontextmanager
async def _many_workspaces(parts: wiring.Parts, clock: FastClock, world: World) -> AsyncIterator[Voice]:
    for number in range(TEAMS):
        token = BOT_TOKEN if not number else f"{BOT_TOKEN}-{number + 1}"
        grant = {"token": token, "team": f"T{number + 1}", "user": "UBOFFIN", "bot": ""}
        await parts.store.installations.put(Installation(PLATFORM, f"T{number + 1}", grant), clock.now())
    async with aiohttp.ClientSession() as session:
        labels = Labels.of(parts.words)
        desks = Desks(world.api_url, session, parts.words, labels, clock)
        outbox = SlackOutbox(labels, ManyWorkspaces(desks, parts.store.installations, clock))
        outbox.flow = Flow(A_SECOND, at_once=5)
        yield Voice({PLATFORM: outbox})


async def _drained(parts: wiring.Parts, world: World, speaking: Speaking, made: Drained) -> None:
    clock, busy = FastClock(world), time.process_time()
    async with speaking(parts, clock, world) as voice:
        ticker = parts.ticker(voice.outboxes, clock, away=voice.away)
        talking = asyncio.create_task(_talk(parts, clock, world, made.heard))
        began = time.perf_counter()
        while await ticker.tick() or await parts.store.ledger.next_free(clock.now()):
            pass
        made.took, made.busy = time.perf_counter() - began, time.process_time() - busy
        talking.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await talking


async def _talk(parts: wiring.Parts, clock: FastClock, world: World, heard: list[float]) -> None:
    who = Person(await parts.store.accounts.person(Address("console", "console", "ana")), "Ana", Standing.REGULAR)
    while True:
        began = time.perf_counter()
        await parts.assistant.hear(Incoming(f"line-{len(heard)}", who, Invocation(("card",), {})), clock.now())
        heard.append(time.perf_counter() - began)
        await asyncio.sleep(BETWEEN_LINES * world.speed)


def main() -> int:
    """Drain as many as were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--on", choices=tuple(SPEEDS), default="slack")
    parser.add_argument("--due", type=int, default=10_000)
    parser.add_argument("--speed", type=float)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="boffin-drain-") as name:
        drain = on_slack if asked.on == "slack" else on_discord
        drain(Path(name), asked.due, asked.speed or SPEEDS[asked.on], sys.stdout.write)
    return 0


if __name__ == "__main__":
    sys.exit(main())
