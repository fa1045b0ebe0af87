"""Ten thousand nudges over ten workspaces that take so many a second: how long, how many refusals, how people wait."""

import argparse
import asyncio
import contextlib
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import aiohttp

from bot import settings, wiring
from bot.chat.slack.api import PLATFORM
from bot.chat.slack.desk import Desks
from bot.chat.slack.outbox import SlackOutbox
from bot.chat.slack.render import Labels
from bot.chat.slack.workspace import ManyWorkspaces
from bot.core.message import Incoming, Invocation
from bot.core.people import Person, Standing
from bot.core.situation import Address, Flow, Installation
from bot.scheduling.ticker import Ticker
from bot.settings import StorageSettings
from bot.storage.vault import new_key
from tests.chaos.filling import DUE, fill
from tests.chaos.ground import SLACK
from tests.chaos.trial import slack
from tests.chaos.worker import FastClock, World
from tests.dialogues.playing import library
from tests.emulators.slack import BOT_TOKEN

A_SECOND, BURST, TEAMS, BETWEEN_LINES = 5.0, 10, 10, 0.2


def drain(folder: Path, due: int, speed: float, say: Callable[[str], object]) -> None:
    """Drain once and say what was measured."""
    key = new_key()
    limits = ["--teams", str(TEAMS), "--users", str(due), "--a-second", str(A_SECOND * speed), "--at-once", str(BURST)]
    with slack(folder, *limits) as api_url:
        chosen = replace(settings.read({}), storage=StorageSettings(str(folder / "boffin.db"), (key,)))
        parts = wiring.build(chosen, library=library(), exclusive=True)
        parts.store.database.write_now(fill, parts.store, due, True, TEAMS)
        world = World("", key, api_url, DUE, time.time(), speed)
        busy = time.process_time()
        took, heard = asyncio.run(_drained(parts, world))
        busy = time.process_time() - busy
        parts.store.close()
    came = Counter(mark for marks in SLACK.said(folder).values() for mark in marks if len(mark) > 16)
    floor = (due / TEAMS - BURST) / (A_SECOND * speed)
    refused = (folder / "refused").stat().st_size if (folder / "refused").exists() else 0
    say(
        f"{len(came)} of {due} nudges over {TEAMS} workspaces, {A_SECOND:g} a second each, {speed:g} times as fast: "
        f"{took:.1f} s, {took / floor:.2f} times the floor; {refused} refused, {sum(came.values()) - len(came)} twice; "
        f"{busy * 1000 / due:.1f} ms of a processor each; "
        f"{len(heard)} lines of people meanwhile, p99 {sorted(heard)[int(len(heard) * 0.99)] * 1000:.0f} ms\n"
    )


async def _drained(parts: wiring.Parts, world: World) -> tuple[float, list[float]]:
    clock, heard = FastClock(world), list[float]()
    for number in range(TEAMS):
        token = BOT_TOKEN if not number else f"{BOT_TOKEN}-{number + 1}"
        grant = {"token": token, "team": f"T{number + 1}", "user": "UBOFFIN", "bot": ""}
        await parts.store.installations.put(Installation(PLATFORM, f"T{number + 1}", grant), clock.now())
    async with aiohttp.ClientSession() as session:
        labels = Labels.of(parts.words)
        desks = Desks(world.api_url, session, parts.words, labels, clock)
        outbox = SlackOutbox(labels, ManyWorkspaces(desks, parts.store.installations, clock))
        outbox.flow = Flow(A_SECOND, at_once=5)
        ticker = Ticker(
            parts.assistant, parts.store.ledger, {PLATFORM: outbox}, clock, doubts=parts.store.doubts,
            pause=lambda seconds: asyncio.sleep(seconds / world.speed),
        )  # fmt: skip
        talking = asyncio.create_task(_talk(parts, clock, heard))
        began = time.perf_counter()
        while await ticker.tick() or await parts.store.ledger.next_free(clock.now()):
            pass
        took = time.perf_counter() - began
        talking.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await talking
    return took, heard


async def _talk(parts: wiring.Parts, clock: FastClock, heard: list[float]) -> None:
    who = Person(await parts.store.accounts.person(Address("console", "console", "ana")), "Ana", Standing.REGULAR)
    while True:
        began = time.perf_counter()
        await parts.assistant.hear(Incoming(f"line-{len(heard)}", who, Invocation(("card",), {})), clock.now())
        heard.append(time.perf_counter() - began)
        await asyncio.sleep(BETWEEN_LINES)


def main() -> int:
    """Drain as many as were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--due", type=int, default=10_000)
    parser.add_argument("--speed", type=float, default=4.0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="boffin-drain-") as name:
        drain(Path(name), asked.due, asked.speed, sys.stdout.write)
    return 0


if __name__ == "__main__":
    sys.exit(main())
