"""Choosing among more tools, for more needs, than anybody has: how long one exact answer takes."""

from dataclasses import replace
from random import Random
from time import perf_counter

from bot.content import find_content, read
from bot.core.plan.choosing import best
from bot.core.plan.document import Need
from tests.bench.commands import Times

TOOLS, NEEDS = 60, 20


def choose(samples: int) -> Times:
    """Return the times of choosing, each among other tools; seeded, so that every run weighs the same."""
    real, seconds = read(find_content(None)).tools["youtube"], []
    kinds = [f"need-{number}" for number in range(NEEDS)]
    for number in range(samples):
        chance = Random(number)  # noqa: S311 - it shuffles numbers, nothing else
        cards = {
            f"tool-{n}": replace(
                real,
                id=f"tool-{n}",
                fits={kind: chance.randint(0, 3) for kind in kinds},
                ease=chance.randint(1, 5),
                weekly_minutes=chance.choice((5, 15, 30, 45)),
            )
            for n in range(TOOLS)
        }
        needs = {kind: Need("", kind, chance.randint(1, 3)) for kind in kinds}
        start = perf_counter()
        best(cards, needs, 3, 60, quick_ease=4)
        seconds.append(perf_counter() - start)
    return Times(seconds)
