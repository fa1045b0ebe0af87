"""`boffin run`: every configured platform and the ticker in one process, until it is told to stop."""

import argparse
import asyncio
import contextlib
import importlib.util
import os
import signal
import sys
import threading
from collections.abc import Coroutine, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import settings
from bot.cli import CONFIG, installed_version
from bot.core.errors import CannotKeep, CannotStart
from bot.core.ports import SILENT, Clock, Signals

if TYPE_CHECKING:
    from bot.chat.door import Door
    from bot.http import Route, Routes
    from bot.ops.supervision import Platform
    from bot.wiring import Parts

NONE_CONFIGURED = """\
No chat platform is configured, so there is nobody to talk to.
To connect Slack, set SLACK_BOT_TOKEN and SLACK_APP_TOKEN: deploy/slack.md has the ten minutes.
To connect Discord, set DISCORD_TOKEN: deploy/discord.md has the ten minutes.
To talk to Boffin in this terminal: boffin run --console
To look around first, keeping nothing: boffin demo"""
SIGNALS = (signal.SIGTERM, signal.SIGINT)
SECONDS_TO_END = 28.0  # all steps together need less; service managers lose patience after 30


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    parser.add_argument("--console", action="store_true", help="talk to Boffin in this terminal")


def run(args: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Run until the input ends or a signal comes."""
    chosen = settings.read(environ)
    for remark in chosen.remarks:
        print(remark, file=sys.stderr)
    if not args.console and chosen.slack is None and chosen.discord is None:
        print(NONE_CONFIGURED, file=sys.stderr)
        return CONFIG
    from bot import wiring
    from bot.ops import log
    from bot.ops.turns import take_short_turns

    log.configure(chosen.ops.log_level, sys.stderr)  # a conversation has the standard output to itself
    settings.make_home(chosen)
    if not args.console and chosen.slack:
        needs_slack()
    if not args.console and chosen.discord:
        needs_discord()
    serve = _in_terminal if args.console else _on_platforms
    take_short_turns()
    return asyncio.run(serve(wiring.build(chosen, exclusive=True, signals=_signals(chosen))))


def _signals(chosen: settings.Settings) -> Signals:
    """Return what counts, where somebody can read it."""
    if chosen.ops.http is None:
        return SILENT
    if importlib.util.find_spec("aiohttp") is None:
        raise CannotStart("BOFFIN_OPS_HTTP is set, but what listens is not installed: pip install 'boffin-bot[slack]'")
    from bot.ops.metrics import Metrics

    return Metrics(installed_version() or "unknown")


def needs_slack() -> None:
    """Raise CannotStart where the libraries that Slack needs are not installed."""
    if any(importlib.util.find_spec(name) is None for name in ("slack_bolt", "aiohttp")):
        raise CannotStart("Slack is configured, but its libraries are not installed: pip install 'boffin-bot[slack]'")


def needs_discord() -> None:
    """Raise CannotStart where the library that Discord needs is not installed."""
    if any(importlib.util.find_spec(name) is None for name in ("discord", "aiohttp")):
        raise CannotStart("Discord's library is not installed: pip install 'boffin-bot[discord]'")


def configured(parts: "Parts", door: "Door", clock: Clock) -> tuple[list["Platform"], "Routes"]:
    """Return every platform that has its settings, and what they answer over HTTP."""
    chosen, found, routes = parts.settings, list["Platform"](), dict["tuple[str, str]", "Route"]()
    if chosen.slack:
        from bot.chat.slack.app import Slack

        store = parts.store
        slack = Slack(chosen.slack, door, parts.words, clock, store.installations, store.expectations)
        found.append(slack)
        routes |= slack.routes
    if chosen.discord:
        from bot.chat.discord.app import Discord

        store = parts.store
        found.append(
            Discord(chosen.discord, door, parts.words, clock, store.installations, store.marks, gate=store.shards)
        )
    return found, routes


async def _on_platforms(parts: "Parts") -> int:
    from bot.ops.clock import SystemClock
    from bot.ops.listener import Listener
    from bot.ops.supervision import Supervision
    from bot.ops.watch import Watch

    clock, stopped, chosen = SystemClock(), stop_at_signals(), parts.settings
    door = parts.door(clock)
    platforms, routes = configured(parts, door, clock)
    supervision = Supervision(platforms, parts.signals)
    ticker = parts.ticker(supervision.outboxes, clock, away=supervision.away, tend=supervision.tend)
    looks = {"database": parts.store.look, "ticker": ticker.look, **supervision.looks}

    async def refresh() -> None:
        await supervision.observe()
        with contextlib.suppress(CannotKeep):  # what is counted in the process is shown all the same
            parts.signals.show("waiting", (await parts.store.waited(clock.now())).total_seconds())

    watch = Watch(chosen.ops, looks, parts.signals, refresh)
    address = chosen.slack.http if chosen.slack else None
    listener = Listener(*address, routes) if address else None
    try:
        await watch.start()
        if listener:
            await listener.start()
        supervision.start()
        await parts.store.follow_zones(clock.now())
        await ticker.start()
        watch.is_ready()
        await first_of(stopped.wait(), supervision.all_off())
    finally:
        # What comes in ends first, then what goes out, and the database is closed last. Every step is bounded.
        watch.is_stopping()
        ticker.pause()
        await asyncio.gather(supervision.pause(), *([listener.stop()] if listener else []))
        await door.settled()
        await ticker.stop()
        await supervision.stop()
        await watch.stop()
        parts.store.close()
    return 0


async def first_of(*works: Coroutine[Any, Any, object]) -> None:
    """Return once one of these is done, or raise what it raised; the others are cancelled."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _in_terminal(parts: "Parts") -> int:
    from bot.chat.console.app import Console
    from bot.chat.console.live import Lines, Screen, is_terminal, talk, width_of
    from bot.ops.clock import SystemClock
    from bot.ops.watch import Watch

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
    watch = Watch(parts.settings.ops, {"database": parts.store.look, "ticker": ticker.look}, parts.signals)
    stopped = stop_at_signals()
    try:
        await watch.start()
        await parts.store.follow_zones(clock.now())
        await ticker.start()
        watch.is_ready()
        if is_terminal():
            console.note("console.hello")
        lines = Lines(sys.stdin.fileno()).start()
        await first_of(talk(console, lines, screen, prompts=is_terminal()), stopped.wait())
    finally:
        # What comes in ended first, then what goes out ends, and the database is closed last.
        watch.is_stopping()
        ticker.pause()
        await door.settled()
        await ticker.stop()
        await watch.stop()
        parts.store.close()
    return 0


def stop_at_signals() -> asyncio.Event:
    """Return an event that the first signal sets; the second one ends the process at once, and so does time."""
    stopped, loop = asyncio.Event(), asyncio.get_running_loop()

    def heard(number: int) -> None:
        if stopped.is_set():
            os._exit(128 + number)
        stopped.set()
        # A thread that waits for a dead database can be neither cancelled nor left behind in any other way.
        last = threading.Timer(SECONDS_TO_END, os._exit, (128 + number,))
        last.daemon = True
        last.start()

    for number in SIGNALS:
        with contextlib.suppress(NotImplementedError):  # Windows has no handlers on its loop
            loop.add_signal_handler(number, heard, number)
    return stopped


def zone_of_this_machine() -> str:
    """Return the IANA zone that this machine is set to, UTC where it does not say."""
    from bot.core.nudges.rhythm import zone_of

    _, mark, name = str(Path("/etc/localtime").resolve()).partition("zoneinfo/")
    return name if mark and zone_of(name) else "UTC"
