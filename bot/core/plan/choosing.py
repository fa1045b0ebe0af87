"""Which tools answer the needs best: exact over all small sets, with one sentence's worth of reasons.

The worth of a set is the sum over needs of priority × the best fit in the set, weighed 70 to 30
with ease of use. Ties go to the smaller set, then by name, so the same plan gives the same answer.

Which tools to keep is asked otherwise: their number is given, and each stays for a reason of its own.
So the fit decides first, then what the tools are worth one by one, then what shows that they are used.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from bot.core.library import ToolCard
from bot.core.plan.document import Need

FIT, EASE = 70, 30


@dataclass(frozen=True, slots=True)
class Chosen:
    """The best set, what each tool is best for (a need's key), and the closest tool left out."""

    tools: tuple[str, ...]
    best_for: Mapping[str, str]
    close: str = ""


def weight(need: Need) -> int:
    """Return how much a need counts: priority 1 counts three times as much as priority 3."""
    return 4 - need.priority


def fit(tools: Iterable[ToolCard], needs: Mapping[str, Need]) -> int:
    """Return how well a set of tools answers these needs: each need counts its best tool only."""
    cards = tuple(tools)
    return sum(
        weight(need) * max((card.fits.get(need.kind, 0) for card in cards), default=0) for need in needs.values()
    )


def worth(tools: Iterable[ToolCard], needs: Mapping[str, Need]) -> int:
    """Return the worth of a set of tools for these needs; an integer, so that equal is equal."""
    cards = tuple(tools)
    if not cards:
        return 0
    most = sum(weight(need) * 3 for need in needs.values()) or 1
    ease = sum(card.ease for card in cards)
    return FIT * 1000 * fit(cards, needs) // most + EASE * 1000 * ease // (5 * len(cards))


def ranked(cards: Mapping[str, ToolCard], needs: Mapping[str, Need], used: Mapping[str, int]) -> tuple[str, ...]:
    """Return the tools one by one, the best first; of two that are worth the same, the one that is used more."""
    return tuple(sorted(cards, key=lambda name: (-worth((cards[name],), needs), -used.get(name, 0), name)))


def keep(cards: Mapping[str, ToolCard], needs: Mapping[str, Need], most: int, used: Mapping[str, int]) -> Chosen:
    """Return the `most` tools to keep, best first; `used` counts what shows that a tool is in real use."""

    def merit(chosen: tuple[str, ...]) -> tuple[int, int, int]:
        alone = sum(worth((cards[name],), needs) for name in chosen)
        return fit((cards[name] for name in chosen), needs), alone, sum(used.get(name, 0) for name in chosen)

    order = ranked(cards, needs, used)
    if len(order) < most:
        return Chosen((), {})
    return _chosen(max(combinations(order, most), key=merit), order, cards, needs)


def best(cards: Mapping[str, ToolCard], needs: Mapping[str, Need], most: int, minutes: int | None = None) -> Chosen:
    """Return the best set of one to `most` of these tools, within `minutes` a week where given."""
    names = sorted(cards)
    sets = [
        chosen
        for size in range(1, most + 1)
        for chosen in combinations(names, size)
        if minutes is None or size == 1 or sum(cards[name].weekly_minutes for name in chosen) <= minutes
    ]
    if not sets:
        return Chosen((), {})
    top = max(sets, key=lambda chosen: (worth((cards[n] for n in chosen), needs), -len(chosen)))
    return _chosen(top, names, cards, needs)


def _chosen(
    top: tuple[str, ...], names: Iterable[str], cards: Mapping[str, ToolCard], needs: Mapping[str, Need]
) -> Chosen:
    """Return a set with what each of its tools is best for, and the first closest of the others."""
    best_for = {}
    for name in top:
        fits = {key: weight(need) * cards[name].fits.get(need.kind, 0) for key, need in needs.items()}
        best_for[name] = max(fits, key=lambda key: fits[key]) if any(fits.values()) else ""
    close = max((name for name in names if name not in top), key=lambda name: worth((cards[name],), needs), default="")
    return Chosen(top, best_for, close)
