"""Which tools answer the needs best: exact over all small sets, with one sentence's worth of reasons.

The worth of a set is the sum over needs of priority × the best fit in the set, weighed 70 to 30
with ease of use. Ties go to the smaller set, then by name, so the same plan gives the same answer.
Each tool of a set has to add something to a need, however easy it is: few is better than many.
What is in use may be fixed, what a local stop sign names is left out before it comes here, and one
quick win is kept where that costs the first needs nothing: a tool that is easy and helps a later need.

Which tools to keep is asked otherwise: their number is given, and each stays for a reason of its own.
So the fit decides first, then what the tools are worth one by one, then what shows that they are used.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from bot.core.library import ToolCard
from bot.core.plan.document import Need
from bot.core.plan.searching import MOST_FIT, Search, Set, mask, value
from bot.core.plan.searching import weight as weight

QUICK_FIT = 2  # helps a need well: 1 is of some use only


@dataclass(frozen=True, slots=True)
class Chosen:
    """The best set, what each tool is best for (a need's key), and the closest tool left out.

    `quick` is the tool that is a quick win, `nearness` how much of the set's worth the best one with `close` has, in
    percent.
    """

    tools: tuple[str, ...]
    best_for: Mapping[str, str]
    close: str = ""
    quick: str = ""
    nearness: int = 0


def fit(tools: Iterable[ToolCard], needs: Mapping[str, Need]) -> int:
    """Return how well a set of tools answers these needs: each need counts its best tool only."""
    cards = tuple(tools)
    return sum(
        weight(need) * max((card.fits.get(need.kind, 0) for card in cards), default=0) for need in needs.values()
    )


def worth(tools: Iterable[ToolCard], needs: Mapping[str, Need]) -> int:
    """Return the worth of a set of tools for these needs; an integer, so that equal is equal."""
    cards = tuple(tools)
    return value(fit(cards, needs), _most(needs), sum(card.ease for card in cards), len(cards)) if cards else 0


def _most(needs: Mapping[str, Need]) -> int:
    return sum(weight(need) * MOST_FIT for need in needs.values()) or 1


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


def quick_for(card: ToolCard, needs: Mapping[str, Need], ease: int) -> str:
    """Return the later need that this tool is a quick win for, "" where it is none: not easy, or of little help."""
    if card.ease < ease:
        return ""
    helped = [key for key, need in needs.items() if need.priority > 1 and card.fits.get(need.kind, 0) >= QUICK_FIT]
    return max(helped, key=lambda key: (weight(needs[key]), card.fits[needs[key].kind]), default="")


def best(
    cards: Mapping[str, ToolCard],
    needs: Mapping[str, Need],
    most: int,
    minutes: int | None = None,
    *,
    fixed: tuple[str, ...] = (),
    quick_ease: int = 6,
) -> Chosen:
    """Return the best set of one to `most` of these tools within `minutes` a week, the fixed ones among them.

    Where nothing fits into the minutes, the fixed ones alone are returned, else the one tool that is worth most.
    Tools of at least `quick_ease` may be quick wins; ease ends at 5.
    """
    wins = {name for name in cards if quick_for(cards[name], needs, quick_ease)}
    alone = {}
    for name, card in cards.items():
        bits = mask(card, needs)
        parts = () if name in fixed else (bits,)
        alone[name] = Set((name,), bits, card.ease, card.weekly_minutes, name in wins, parts)
    base = sum((alone[name] for name in fixed), Set())
    others = [alone[name] for name in cards if name not in fixed]
    free = tuple(sorted(others, key=lambda one: (-worth((cards[one.names[0]],), needs), one.names)))
    every = _most(needs)
    top = Search(free, every, most, minutes).run(base).found or Search(free, every, 1, None).run(base).found
    if top is None:
        return Chosen((), {})
    if wins and not top.marked:
        first = mask_of_first(needs)
        least = (top.mask & first).bit_count()
        top = Search(free, every, most, minutes, True, first, least).run(base).found or top
    unlike = tuple(replace(one, marked=one.names[0] not in top.names) for one in free)
    # A close call is one tool in place of another: a set with one more tool in it would not be.
    other = Search(unlike, every, len(top.names), minutes, True).run(replace(base, marked=False)).found
    return _explained(top, other, cards, needs, wins)


def mask_of_first(needs: Mapping[str, Need]) -> int:
    """Return the bits that belong to needs of the first priority."""
    width = 3 * MOST_FIT
    return sum(((1 << width) - 1) << number * width for number, need in enumerate(needs.values()) if need.priority == 1)


def _explained(
    top: Set, other: Set | None, cards: Mapping[str, ToolCard], needs: Mapping[str, Need], wins: set[str]
) -> Chosen:
    """Return a set with its reasons, its quick win, and the tool by which the next best set differs."""
    made = _chosen(top.names, (), cards, needs)
    easiest = sorted(wins & set(top.names), key=lambda name: (-cards[name].ease, name))
    if other is None:
        return replace(made, quick="".join(easiest[:1]))
    new = [name for name in other.names if name not in top.names]
    close = max(new, key=lambda name: worth((cards[name],), needs))
    mine, next_best = (worth((cards[n] for n in names), needs) for names in (top.names, other.names))
    return replace(made, close=close, quick="".join(easiest[:1]), nearness=100 * next_best // mine if mine else 100)


def _chosen(
    top: tuple[str, ...], names: Iterable[str], cards: Mapping[str, ToolCard], needs: Mapping[str, Need]
) -> Chosen:
    """Return a set with what each of its tools is best for, and the first closest of the others."""
    highest = {key: max(cards[name].fits.get(need.kind, 0) for name in top) for key, need in needs.items()}
    best_for = {}
    for name in top:
        fits = {key: cards[name].fits.get(need.kind, 0) for key, need in needs.items()}
        # What it does best of all comes first, then what it is of some use for beside a better one.
        merit = {key: (fits[key] == highest[key], weight(needs[key]) * fits[key]) for key in needs if fits[key]}
        best_for[name] = max(merit, key=lambda key: merit[key], default="")
    close = max((name for name in names if name not in top), key=lambda name: worth((cards[name],), needs), default="")
    return Chosen(top, best_for, close)
