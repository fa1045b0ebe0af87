"""`make bench`: what a command, a start and a running console cost, and whether that is within the aims.

Times differ from machine to machine, so each is shown as a ratio too: commands against a raw commit of
SQLite on the same disk in the same run, a start against a Python that does nothing.
"""

import asyncio
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bot import settings, wiring
from bot.ops.turns import take_short_turns
from tests.bench import discord, ledger, process, slack
from tests.bench.choosing import NEEDS, TOOLS, choose
from tests.bench.commands import SAID, measure
from tests.bench.disk import disk_of
from tests.bench.filling import fill
from tests.bench.finding import QUESTIONS, find

PLANS, SAMPLES, STARTS = 1000, 400, 5
SECONDS_FOR_COMMANDS = 30.0
AIM_COMMAND, AIM_CHOICE, AIM_START, AIM_MEMORY = 0.003, 0.05, 1.5, 90_000_000
AIM_FIND, AIM_SLOW_FIND, AIM_LOAD, AIM_FINDER = 0.015, 0.040, 0.5, 250_000_000
AIMED = ("log", "plan", "checkin")
NOW = datetime(2026, 11, 6, 12, 30, tzinfo=UTC)
ROW = "{:<34}{:>10}{:>10}{:>9}   {:<13}{}\n"


def main() -> int:
    """Measure and print; 0 whatever was measured, because a slow machine is no mistake of the code."""
    take_short_turns()  # as `boffin run` does
    folder = Path(tempfile.mkdtemp(prefix="boffin-bench-"))
    try:
        bench(folder, plans=PLANS, samples=SAMPLES, starts=STARTS, questions=QUESTIONS, say=sys.stdout.write)
        sys.stdout.write("\n")
        slack.report(asyncio.run(slack.measure(slack.Sizes(), _progress)), sys.stdout.write)
        ledger.main()
        discord.report(asyncio.run(discord.measure(discord.Sizes(), _progress)), sys.stdout.write)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def bench(folder: Path, *, plans: int, samples: int, starts: int, questions: int, say: Callable[[str], object]) -> None:
    """Fill a database in `folder`, measure on it, and say a table."""
    parts = wiring.build(settings.read({"BOFFIN_HOME": str(folder)}), exclusive=True)
    try:
        people = fill(parts.store, plans, NOW, lambda done: _progress(f"{done} of {plans} plans"))
        _progress("timing commands")
        times = asyncio.run(measure(parts, people, folder, NOW, samples=samples, within=SECONDS_FOR_COMMANDS))
    finally:
        parts.store.close()
    _progress("timing starts")
    size = sum(path.stat().st_size for path in folder.glob("boffin.db*"))
    bare = process.bare_python(starts)
    (folder / "first").mkdir()
    first, _ = process.start(folder / "first", 1)
    ready, memory = process.start(folder, starts)
    _progress("")

    each = len(times["log"].seconds)
    say(f"{plans:,} plans in SQLite (WAL, synchronous=FULL), {size / 1e6:.1f} MB, {each} of each\n")
    say(f"Python {platform.python_version()}, {os.cpu_count()} cores; commits on {disk_of(folder)}\n\n")
    say(ROW.format("", "p50", "p99", "ratio", "aim", ""))
    floor = times["commit"].p50
    for name, label in (("fsync", "fsync alone"), ("commit", "one raw commit of sqlite3"), *SAID.items()):
        took = times[name]
        say(_row(label, took.p50, took.p99, took.p50 / floor, AIM_COMMAND if name in AIMED else None))
    chosen = choose(samples)
    say(_row(f"choosing, {TOOLS} tools, {NEEDS} needs", chosen.p50, chosen.p99, chosen.p50 / floor, AIM_CHOICE))
    say("\n")
    say(_row("python -c pass", bare, None, 1, None))
    say(_row("run --console, until it answers", ready, None, ready / bare, AIM_START))
    say(_row("the same, first start of all", first, None, first / bare, None))
    say("\n")
    verdict = "met" if memory <= AIM_MEMORY else "not met"
    held, aim = f"{memory / 1e6:.0f} MB", f"<= {AIM_MEMORY / 1e6:.0f} MB"
    say(ROW.format("resident memory, console only", held, "", "", aim, verdict))
    _finder(questions, bare, say)


def _finder(questions: int, bare: float, say: Callable[[str], object]) -> None:
    _progress("asking the finder")
    found = find(questions)
    _progress("")
    say("\n")
    say(_row("finder, one question, one thread", found.times.p50, found.times.p99, found.times.p50 / bare, AIM_FIND))
    slow = "met" if found.times.p99 <= AIM_SLOW_FIND else "not met"
    say(ROW.format("the same, p99", "", _seconds(found.times.p99), "", f"<= {_seconds(AIM_SLOW_FIND)}", slow))
    say(_row("until its first answer", found.loaded, None, found.loaded / bare, AIM_LOAD))
    verdict = "met" if found.memory <= AIM_FINDER else "not met"
    held, aim = f"{found.memory / 1e6:.0f} MB", f"<= {AIM_FINDER / 1e6:.0f} MB"
    say(ROW.format("memory it adds", held, "", "", aim, verdict))


def _row(label: str, middle: float, slow: float | None, ratio: float, aim: float | None) -> str:
    verdict = "" if aim is None else "met" if middle <= aim else "not met"
    told = "" if aim is None else f"<= {_seconds(aim)}"
    return ROW.format(label, _seconds(middle), "" if slow is None else _seconds(slow), f"{ratio:.1f} x", told, verdict)


def _seconds(value: float) -> str:
    return f"{value * 1000:.2f} ms" if value < 0.1 else f"{value:.2f} s"


def _progress(text: str) -> None:
    """Show where the run is, on a terminal only; the next line takes its place."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
