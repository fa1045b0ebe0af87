"""A local Slack with bad weather, as a process of its own: drawn faults, a history that lags, limits it enforces."""

import argparse
import asyncio
import json
import random
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from tests.emulators.slack import SCOPES, Clock, LocalSlack
from tests.emulators.slack.server import Fault

POST = "chat.postMessage"


class Weather:
    """Draws what goes wrong with a post: of 100, so many are reset after and before, fail, and are too often."""

    def __init__(self, seed: int, percent: int) -> None:
        self._draw, self._percent = random.Random(seed), percent  # noqa: S311 - a seed that can be named again

    def __call__(self, method: str) -> Fault | None:
        """Return what goes wrong with this call."""
        if method != POST or self._draw.random() * 100 >= self._percent:
            return None
        return self._draw.choice((
            lambda: Fault(drop="after"), lambda: Fault(drop="before"), lambda: Fault(error="fatal_error", status=503),
            lambda: Fault(error="ratelimited", status=429, retry_after=1),
        ))()  # fmt: skip


class Limits:
    """Refuses what is more than a workspace takes: so many a second, and a few at once."""

    def __init__(self, clock: Clock, a_second: float, at_once: int) -> None:
        self._clock, self._a_second, self._at_once = clock, a_second, at_once
        self._full: dict[str, float] = defaultdict(float)

    def takes(self, team: str) -> bool:
        """Say whether one more may come now."""
        now = self._clock.now()
        full = max(self._full[team], now) + 1 / self._a_second
        if full - now > (self._at_once + 0.5) / self._a_second:
            return False
        self._full[team] = full
        return True


async def run(asked: argparse.Namespace) -> None:
    """Stay up until the process is ended."""
    clock = Clock(live=True)
    slack = LocalSlack(persist=asked.persist, clock=clock, scopes=(*SCOPES, *asked.scope))
    for number in range(1, asked.teams):
        slack.install(f"T{number + 1}", token=f"{slack.bot_token}-{number + 1}", scopes=(*SCOPES, *asked.scope))
    for number in range(asked.users):
        slack.user(f"U{number}", team=f"T{number % asked.teams + 1}")
    for number in range(asked.channels):
        slack.channel(f"C{number}", name=f"c{number}", members=("U0",))
        slack.state.channels[f"C{number}"].members.add("UBOFFIN")
    slack.state.lag = asked.lag
    weather, limits = Weather(asked.seed, asked.faults), Limits(clock, asked.a_second, asked.at_once)
    slack.server.weather = weather
    if asked.a_second:
        answer = slack.server._answer

        def limited(name: str, token: str, body: dict[str, object]) -> tuple[dict[str, object], str]:
            if name == POST and not limits.takes(token):
                with (asked.persist.parent / "refused").open("a") as refused:
                    refused.write("!")
                raise slack.server.too_often(1)
            return answer(name, token, body)

        slack.server._answer = limited  # type: ignore[method-assign]
    async with slack:
        sys.stdout.write(json.dumps({"api_url": slack.api_url}) + "\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persist", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", type=int, default=0, help="so many of 100 posts go wrong")
    parser.add_argument("--lag", type=float, default=0.0)
    parser.add_argument("--teams", type=int, default=1)
    parser.add_argument("--users", type=int, default=1)
    parser.add_argument("--channels", type=int, default=0)
    parser.add_argument("--scope", action="append", default=[])
    parser.add_argument("--a-second", type=float, default=0.0, help="what a workspace takes; 0 is all")
    parser.add_argument("--at-once", type=int, default=20)
    asyncio.run(run(parser.parse_args(arguments)))


if __name__ == "__main__":
    main()
