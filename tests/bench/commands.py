"""What people say, through the real assistant over the real database, timed one by one."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import quantiles
from time import monotonic, perf_counter

from bot.core.message import Incoming
from bot.core.people import Person, Standing
from bot.wiring import Parts
from tests.bench.disk import commits, syncs

SAID: Mapping[str, str] = {
    "log": "log 20m youtube",
    "plan": "plan",
    "checkin": "checkin as-planned",
    "ask": "Do I have to answer every post?",
}
WARM_UP = 20


@dataclass(frozen=True)
class Times:
    """Seconds, one by one."""

    seconds: Sequence[float]

    @property
    def p50(self) -> float:
        """The middle one."""
        return self._at(50)

    @property
    def p99(self) -> float:
        """Slower than this is one in a hundred."""
        return self._at(99)

    def _at(self, percent: int) -> float:
        if len(self.seconds) < 2:
            return self.seconds[0]
        return quantiles(self.seconds, n=100, method="inclusive")[percent - 1]


async def measure(
    parts: Parts, people: Sequence[str], folder: Path, now: datetime, *, samples: int, within: float
) -> dict[str, Times]:
    """Return the times of each command and, measured between them, of the disk; stops after `within` seconds."""
    commit, sync = commits(folder), syncs(folder)
    seconds: dict[str, list[float]] = {name: [] for name in ("fsync", "commit", *SAID)}
    until = monotonic() + within
    for number in range(-min(WARM_UP, samples), samples):
        if number > 0 and monotonic() > until:
            break
        took = {"fsync": sync(), "commit": commit()}
        for place, (name, text) in enumerate(SAID.items()):
            who = people[(number * len(SAID) + place * 7) % len(people)]  # not the one whose pages are still warm
            took[name] = await _say(parts, who, text, f"{name}/{number}", now)
        if number >= 0:
            for name, value in took.items():
                seconds[name].append(value)
    return {name: Times(values) for name, values in seconds.items()}


async def _say(parts: Parts, person: str, text: str, once: str, now: datetime) -> float:
    incoming = Incoming(once, Person(person, "Someone", Standing.REGULAR, zone="Europe/London"), text)
    await asyncio.sleep(0)
    began = perf_counter()
    answer = await parts.assistant.hear(incoming, now)
    took = perf_counter() - began
    assert answer and answer[0].lines, f"{text!r} was not answered"
    return took
