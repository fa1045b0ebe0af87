"""`boffin run`: every configured platform and the ticker in one process, until it is told to stop."""

import argparse
import asyncio
import contextlib
import importlib.util
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bot import settings
from bot.cli import CONFIG
from bot.core.errors import CannotStart

if TYPE_CHECKING:
    from bot.wiring import Parts

NONE_CONFIGURED = """\
No chat platform is configured, so there is nobody to talk to.
To connect Slack, set SLACK_BOT_TOKEN and SLACK_APP_TOKEN: deploy/slack.md has the ten minutes.
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
    if not args.console and chosen.slack is None:
        print(NONE_CONFIGURED, file=sys.stderr)
        return CONFIG
    from bot import wiring
    from bot.ops import log

    log.configure(chosen.ops.log_level, sys.stderr)  # a conversation has the standard output to itself
    settings.make_home(chosen)
    if not args.console:
        needs_slack()
    serve = _in_terminal if args.console else _in_slack
    return asyncio.run(serve(wiring.build(chosen, exclusive=True)))


def needs_slack() -> None:
    """Raise CannotStart where the libraries that Slack needs are not installed."""
    if any(importlib.util.find_spec(name) is None for name in ("slack_bolt", "aiohttp")):
        raise CannotStart("Slack is configured, but its libraries are not installed: pip install 'boffin-bot[slack]'")


async def _in_slack(parts: "Parts") -> int:
    from bot.chat.slack.app import Slack
    from bot.ops.clock import SystemClock
    from bot.ops.listener import Listener

    chosen, clock, stopped = parts.settings.slack, SystemClock(), stop_at_signals()
    assert chosen is not None  # noqa: S101 - only called where Slack is configured
    door = parts.door(clock)
    slack = Slack(chosen, door, parts.words, clock, parts.store.installations, parts.store.expectations)
    listener = Listener(*chosen.http, slack.routes) if chosen.http else None
    try:
        await slack.start()
        ticker = parts.ticker({"slack": slack.outbox}, clock)
        if listener:
            try:
                await listener.start()
            except OSError as taken:
                raise CannotStart(f"BOFFIN_HTTP: cannot listen there: {type(taken).__name__}.") from None
        await ticker.start()
        await stopped.wait()
        # What comes in ends first, then what goes out, and the database is closed last.
        ticker.pause()
        if listener:
            await listener.stop()
        await slack.pause()
        await door.settled()
        await ticker.stop()
    finally:
        await slack.stop()
        parts.store.close()
    return 0


async def _in_terminal(parts: "Parts") -> int:
    from bot.chat.console.app import Console
    from bot.chat.console.live import Lines, Screen, is_terminal, talk, width_of
    from bot.ops.clock import SystemClock

    clock = SystemClock()
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
