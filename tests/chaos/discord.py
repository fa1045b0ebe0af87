"""A local Discord with bad weather, as a process of its own: drawn faults, a history that lags, a window of nonces."""

import argparse
import asyncio
import json
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.emulators.discord import HISTORY, OPEN_DIRECT, POST_MESSAGE, Clock, Fault, LocalDiscord, Right

NONCE_SECONDS = 120.0  # Discord names none; two minutes are the least that others found
EACH, FIRST = 250, 1_000_000  # channels of one server; ids of people come before all others
FORGOTTEN = 0.3  # seconds after which a connection that was cut cannot be resumed
DRAWN = (
    *(lambda: Fault(drop="after"), lambda: Fault(drop="before"), lambda: Fault(status=500), lambda: Fault(status=503)),
    *(lambda: Fault(status=500, drop="after"), lambda: Fault(status=503, drop="after")),
    *(lambda: Fault(status=429, retry_after=1.0), lambda: Fault(status=429, retry_after=40.0)),
)


class FastClock(Clock):
    """The trial's time."""

    def __init__(self, start: float, began: float, speed: float) -> None:
        super().__init__(live=True)
        self._start, self._began, self._speed = start, began, speed

    def now(self) -> float:
        """Give the seconds since 1970."""
        return self._start + (time.time() - self._began) * self._speed


class Weather:
    """Draws what goes wrong when something is said, a direct message opened or a history read."""

    def __init__(self, seed: int, percent: int) -> None:
        self._draw, self._percent = random.Random(seed), percent  # noqa: S311 - a seed that can be named again

    def __call__(self, route: str) -> Fault | None:
        """Return what goes wrong with this call."""
        if route not in (POST_MESSAGE, OPEN_DIRECT, HISTORY) or self._draw.random() * 100 >= self._percent:
            return None
        return self._draw.choice(DRAWN)()


def fill(discord: LocalDiscord, people: int, channels: int, *, is_readable: bool) -> None:
    """Put in people, who all share a server, and channels."""
    members = [discord.user(f"u{number}", id=str(FIRST + number)) for number in range(people)]
    for number in range(max(1, -(-channels // EACH))):
        guild = discord.guild(f"g{number}", id=str(3 * FIRST + number), members=() if number else members)
        if not is_readable:
            for role in guild.roles.values():
                role.permissions &= ~Right.READ_MESSAGE_HISTORY
    for number in range(channels):
        here = discord.world.guilds[str(3 * FIRST + number // EACH)]
        discord.channel(f"c{number}", here, id=str(2 * FIRST + number))


def limit(discord: LocalDiscord, a_second: int, speed: float, refused: Path) -> None:
    """Take only so many requests in a second of the trial's time, and keep a mark of each that is refused."""
    discord.limit("*", a_second, 1 / speed)
    answer = discord.server._limited

    def limited(*of_it: Any) -> web.StreamResponse:
        with refused.open("a") as marks:
            marks.write("!")
        return answer(*of_it)

    discord.server._limited = limited  # type: ignore[method-assign]


async def run(asked: argparse.Namespace) -> None:
    """Stay up until the process is ended."""
    discord = LocalDiscord(persist=asked.persist, clock=FastClock(asked.start, asked.began, asked.speed))
    fill(discord, asked.users, asked.channels, is_readable=not asked.unreadable)
    discord.gateway.interval /= asked.speed
    discord.world.lag, discord.world.nonce_seconds = asked.lag, NONCE_SECONDS
    discord.server.weather = Weather(asked.seed, asked.faults)
    if asked.a_second:
        limit(discord, asked.a_second, asked.speed, asked.persist.parent / "refused")
    async with discord:
        sys.stdout.write(json.dumps({"api_url": discord.api_url}) + "\n")
        sys.stdout.flush()
        while True:
            there = set(discord.gateway.sessions)
            await asyncio.sleep(FORGOTTEN)
            kept = discord.gateway.sessions.items()
            discord.gateway.sessions = {id_: one for id_, one in kept if one.link is not None or id_ not in there}


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persist", type=Path, required=True)
    parser.add_argument("--start", type=float, required=True, help="the trial's time, when on the wall it was")
    parser.add_argument("--began", type=float, required=True)
    parser.add_argument("--speed", type=float, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", type=int, default=0, help="so many of 100 calls go wrong")
    parser.add_argument("--lag", type=float, default=0.0, help="of the trial's seconds")
    parser.add_argument("--users", type=int, default=1)
    parser.add_argument("--channels", type=int, default=0)
    parser.add_argument("--a-second", type=int, default=0, help="requests that it takes; 0 is all")
    parser.add_argument("--unreadable", action="store_true", help="no channel's history may be read")
    asyncio.run(run(parser.parse_args(arguments)))


if __name__ == "__main__":
    main()
