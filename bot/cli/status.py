"""`boffin status`: asks the Boffin that runs here how it stands."""

import argparse
import asyncio
import http.client
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot import settings
from bot.core.errors import CannotStart

if TYPE_CHECKING:
    from bot.storage.parts import Store
    from bot.storage.standing import Late

SECONDS = 5.0
OK = 200
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - where something listens, not where we do


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    parser.add_argument("--nudges", action="store_true", help="what the database says of nudges of the last 90 days")
    parser.add_argument("--live", action="store_true", help="ask only whether it is alive, not whether it is ready")


def run(args: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Print one line for each part; return 1 where one is not well or nobody answers."""
    chosen = settings.read(environ)
    if args.nudges:
        return _nudges(chosen)
    address = chosen.ops.http
    if address is None:
        raise CannotStart("BOFFIN_OPS_HTTP is not set, so nobody can be asked. Set it for `boffin run`, and here.")
    try:
        status, text = asked(address, "/livez" if args.live else "/readyz")
    except (OSError, http.client.HTTPException) as problem:
        print(f"wrong process: nobody answers there ({type(problem).__name__})")
        return 1
    if args.live:
        print(f"{'ok   ' if status == OK else 'wrong'} process: {text.strip()}")
    else:
        for name, line in lines_of(text).items():
            print(f"{'ok   ' if line == 'ok' else 'wrong'} {name}: {line}")
    return 0 if status == OK else 1


STATES = ("pending", "claimed", "sent", "uncertain", "skipped", "failed")


def _nudges(chosen: settings.Settings) -> int:
    """Print how many are in each state and for how long the oldest has been due."""
    from bot import wiring
    from bot.ops.clock import SystemClock

    store = wiring.open_store(chosen)
    try:
        counts, lag, late, failed, doubted = asyncio.run(_asked_of(store, SystemClock().now()))
    finally:
        store.close()
    for state in STATES:
        print(f"{state}: {counts.get(state, 0)}")
    print(f"lag: {lag.total_seconds():.0f} s")
    for one in late:
        print(f"too late to be said: {_told(one)}")
    for one in failed:
        print(f"could not be said: {_told(one)} ({one.why})")
    for one in doubted:
        print(f"nobody knows whether it was said: {_told(one)} ({one.why})")
    return 0


def _told(one: "Late") -> str:
    return f"{one.count} {one.kind}, due {one.due_at:%Y-%m-%d %H:%M} UTC {one.place}".rstrip()


async def _asked_of(
    store: "Store", now: datetime
) -> "tuple[dict[str, int], timedelta, tuple[Late, ...], tuple[Late, ...], tuple[Late, ...]]":
    return *await store.nudges(now), await store.late(now), await store.failed(now), await store.doubted(now)


def asked(address: tuple[str, int], path: str) -> tuple[int, str]:
    """Return the status and the text that come back."""
    host, port = address
    connection = http.client.HTTPConnection(ANYWHERE.get(host, host), port, timeout=SECONDS)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")
    finally:
        connection.close()


def lines_of(text: str) -> dict[str, str]:
    """Return what is told of each part; something else that answers there is said as such."""
    try:
        told = json.loads(text)
    except ValueError:
        told = None
    if not isinstance(told, dict):
        return {"process": "what answers there is not Boffin"}
    return {str(name): str(line) for name, line in told.items() if name != "ready"}
