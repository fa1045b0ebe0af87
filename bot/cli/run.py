"""`boffin run`: every configured platform and the ticker in one process, until it is told to stop."""

import argparse
import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

from bot import settings
from bot.cli import CONFIG

NONE_CONFIGURED = """\
No chat platform is configured, so there is nobody to talk to.
To talk to Boffin in this terminal: boffin run --console
To look around first, keeping nothing: boffin demo"""
SIGNALS = (signal.SIGTERM, signal.SIGINT)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    parser.add_argument("--console", action="store_true", help="talk to Boffin in this terminal")


def run(args: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Run until the input ends or a signal comes."""
    chosen = settings.read(environ)
    for remark in chosen.remarks:
        print(remark, file=sys.stderr)
    if not args.console:
        print(NONE_CONFIGURED, file=sys.stderr)
        return CONFIG
    return asyncio.run(_serve(chosen))


async def _serve(chosen: settings.Settings) -> int:
    from bot import wiring
    from bot.chat.console.app import Console
    from bot.chat.console.live import Lines, Screen, is_terminal, talk, width_of
    from bot.ops import log
    from bot.ops.clock import SystemClock

    log.configure(chosen.ops.log_level, sys.stderr)  # the conversation has the standard output to itself
    clock = SystemClock()
    settings.make_home(chosen)
    parts = wiring.build(chosen, exclusive=True)
    door, screen = parts.door(clock), Screen(sys.stdout)
    console = Console(
        door,
        parts.words,
        clock,
        session=f"console-{os.urandom(6).hex()}",  # what is said today is not what was said yesterday
        zone=zone_of_this_machine(),
        width=width_of(sys.stdout),
        write=screen.write,
    )
    ticker = parts.ticker({"console": console.outbox}, clock, at_once=1)
    stopped = stop_at_signals()
    try:
        await ticker.start()
        if is_terminal():
            console.note("console.hello")
        talking = asyncio.create_task(talk(console, Lines(sys.stdin.fileno()).start(), screen, prompts=is_terminal()))
        waiting = asyncio.create_task(stopped.wait())
        await asyncio.wait({talking, waiting}, return_when=asyncio.FIRST_COMPLETED)
        # What comes in ends first, then what goes out, and the database is closed last.
        ticker.pause()
        waiting.cancel()
        talking.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await talking
        await door.settled()
    finally:
        await ticker.stop()
        parts.store.close()
    return 0


def stop_at_signals() -> asyncio.Event:
    """Return an event that the first signal sets; the second one ends the process at once."""
    stopped, loop = asyncio.Event(), asyncio.get_running_loop()

    def heard(number: int) -> None:
        if stopped.is_set():
            os._exit(128 + number)
        stopped.set()

    for number in SIGNALS:
        with contextlib.suppress(NotImplementedError):  # Windows has no handlers on its loop
            loop.add_signal_handler(number, heard, number)
    return stopped


def zone_of_this_machine() -> str:
    """Return the IANA zone that this machine is set to, UTC where it does not say."""
    from bot.core.nudges.rhythm import zone_of

    _, mark, name = str(Path("/etc/localtime").resolve()).partition("zoneinfo/")
    return name if mark and zone_of(name) else "UTC"
