"""Which tools answer the needs best: exact over all small sets, with one sentence's worth of reasons.

The worth of a set is the sum over needs of priority × the best fit in the set, weighed 70 to 30
with ease of use. Ties go to the smaller set, then by name, so the same plan gives the same answer.
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


def worth(tools: Iterable[ToolCard], needs: Mapping[str, Need]) -> int:
    """Return the worth of a set of tools for these needs; an integer, so that equal is equal."""
    cards = tuple(tools)
    if not cards:
        return 0
    fit = sum(weight(need) * max(card.fits.get(need.kind, 0) for card in cards) for need in needs.values())
    most = sum(weight(need) * 3 for need in needs.values()) or 1
    ease = sum(card.ease for card in cards)
    return FIT * 1000 * fit // most + EASE * 1000 * ease // (5 * len(cards))


def best(
    cards: Mapping[str, ToolCard], needs: Mapping[str, Need], most: int, minutes: int | None = None, *, least: int = 1
) -> Chosen:
    """Return the best set of `least` to `most` of these tools, within `minutes` a week where given."""
    names = sorted(cards)
    sets = [
        chosen
        for size in range(least, most + 1)
        for chosen in combinations(names, size)
        if minutes is None or size == 1 or sum(cards[name].weekly_minutes for name in chosen) <= minutes
    ]
    if not sets:
        return Chosen((), {})
    top = max(sets, key=lambda chosen: (worth((cards[n] for n in chosen), needs), -len(chosen)))
    best_for = {}
    for name in top:
        fits = {key: weight(need) * cards[name].fits.get(need.kind, 0) for key, need in needs.items()}
        best_for[name] = max(fits, key=lambda key: fits[key]) if any(fits.values()) else ""
    others = [name for name in names if name not in top]
    close = max(others, key=lambda name: worth((cards[name],), needs), default="")
    return Chosen(top, best_for, close)
