"""`boffin demo`: a scripted term with the real assistant, then a prompt to go on with."""

import argparse
import asyncio
import contextlib
import signal
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot import settings
from bot.chat.console.live import Lines, Screen
from bot.chat.console.script import Kind, Step
from bot.core.errors import CannotStart

if TYPE_CHECKING:
    from bot.chat.console.app import Console

SCRIPT = ("en", "demo.txt")
LARGEST_SCRIPT = 256 * 1024  # bytes
LONGEST_SECONDS = 110.0  # of all pauses together, so that the whole stays within two minutes
SECONDS_A_LINE = 0.9
LONGEST_PAUSE = 5.0


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    parser.add_argument("--fast", action="store_true", help="play it without pauses")


def run(args: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Play the script in a temporary folder and let the newcomer go on."""
    from bot.ops import log

    chosen = settings.read(environ)
    log.configure(chosen.ops.log_level, sys.stderr)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the temporary folder goes then too
    with tempfile.TemporaryDirectory(prefix="boffin-demo-") as folder:
        asyncio.run(_play(replace(chosen, storage=passing(Path(folder))), paused=not args.fast))
    return 0


def passing(folder: Path) -> settings.StorageSettings:
    """Return a database in a folder that goes away."""
    return settings.StorageSettings(str(folder / "demo.db"))


def script_of(chosen: settings.Settings) -> tuple[Step, ...]:
    """Return the steps of the demo; raise CannotStart where there is no script or a wrong one."""
    from bot.chat.console.script import ScriptError, parse
    from bot.content import find_content
    from bot.content.folder import read_bytes

    path = find_content(chosen.content.folder).joinpath(*SCRIPT)
    try:
        return parse(read_bytes(path, LARGEST_SCRIPT)[:LARGEST_SCRIPT].decode("utf-8"))
    except FileNotFoundError:
        what = "it is not there"
    except OSError as problem:
        what = f"it cannot be read ({problem.strerror})"
    except UnicodeDecodeError:
        what = "it is not UTF-8"
    except ScriptError as problem:
        what = str(problem)
    raise CannotStart(
        f"The demo plays {path}, and {what}. Nothing was changed. Put the file back as it came with Boffin, or leave "
        "BOFFIN_CONTENT empty to play the bundled one."
    )


async def _play(chosen: settings.Settings, *, paused: bool) -> None:
    from bot import wiring
    from bot.chat.console.app import Console
    from bot.chat.console.clock import ManualClock
    from bot.chat.console.live import is_terminal, talk, width_of
    from bot.chat.console.script import start_of

    steps = script_of(chosen)
    start, zone = start_of(steps)
    clock, screen = ManualClock(start), Screen(sys.stdout)
    parts = wiring.build(chosen)
    try:
        console = Console(parts.door(clock), parts.words, clock, session="demo", zone=zone, width=width_of(sys.stdout))
        console.ticker = parts.ticker({"console": console.outbox}, clock, at_once=1)
        live = is_terminal()
        lines = Lines(sys.stdin.fileno()).start() if live else None
        await show(console, steps, screen, lines if paused else None)
        if lines:
            console.writes_to(screen.write)
            console.note("console.your_turn", name=console.people[console.person].name)
            await talk(console, lines, screen, prompts=True)
    finally:
        parts.store.close()


async def show(console: "Console", steps: Sequence[Step], screen: Screen, lines: Lines | None) -> None:
    """Play the steps; with `lines`, pause after each as long as it takes to read, or until Enter."""
    from bot.chat.console.script import label, play

    left = LONGEST_SECONDS
    for step in steps:
        if step.kind is Kind.LABEL:
            screen.write(f"── {label(step)} ──")
        if step.kind not in (Kind.SAID, Kind.MOMENT):
            continue
        shown = await play(console, step)
        text = f"{step.line}\n{shown}".rstrip() if step.kind is Kind.SAID else shown
        if text:
            screen.write(text)
        if lines and text:
            pause = min(LONGEST_PAUSE, SECONDS_A_LINE * (1 + text.count("\n")), left)
            left -= pause
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(lines.next(), pause)
