"""The search behind `choosing`: every small set of tools is looked at or ruled out, none is guessed.

A tool is a bit mask: for each need, priority × fit bits of that need's own. Then the best fit of a set, need by
need, is the bits of all its masks together, and a set is cut off only where even the best of the rest could not
make it better. So it is exact, and 60 tools with 20 needs take milliseconds.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.library import ToolCard
from bot.core.plan.document import Need

FIT, EASE = 70, 30
MOST_FIT = 3
Names = tuple[str, ...]


def weight(need: Need) -> int:
    """Return how much a need counts: priority 1 counts three times as much as priority 3."""
    return 4 - need.priority


def value(fits: int, most: int, ease: int, tools: int) -> int:
    """Return the worth of a set from its sums; an integer, so that equal is equal."""
    return FIT * 1000 * fits // most + EASE * 1000 * ease // (5 * tools)


def mask(card: ToolCard, needs: Mapping[str, Need]) -> int:
    """Return what a tool is worth to each need as bits: priority × fit of them, in that need's own place."""
    bits = 0
    for number, need in enumerate(needs.values()):
        bits |= ((1 << weight(need) * card.fits.get(need.kind, 0)) - 1) << number * 3 * MOST_FIT
    return bits


@dataclass(frozen=True, slots=True)
class Set:
    """Some tools with what they answer together, and how easy and how long they are; `marked`: one of them is.

    `parts` are the masks of those that have to earn their place, one by one.
    """

    names: Names = ()
    mask: int = 0
    ease: int = 0
    minutes: int = 0
    marked: bool = False
    parts: tuple[int, ...] = ()

    def __add__(self, other: "Set") -> "Set":
        return Set(
            tuple(sorted((*self.names, *other.names))),
            self.mask | other.mask,
            self.ease + other.ease,
            self.minutes + other.minutes,
            self.marked or other.marked,
            (*self.parts, *other.parts),
        )

    def is_lean(self, base: int) -> bool:
        """Say whether each tool adds to what the others and those at the base answer; one alone always may."""
        for number in range(len(self.parts) if len(self.names) > 1 else 0):
            without = base
            for part in (*self.parts[:number], *self.parts[number + 1 :]):
                without |= part
            if without == self.mask:
                return False
        return True


@dataclass(slots=True)
class Search:
    """One search: what may join, how many, and how long; `found` is the best set so far, `top` its worth.

    A set counts only if it is lean, has a marked tool in it where `wants_mark`, and answers at least `least` of the
    bits of `first`. What is not lean stays so however much is added, so the search goes no further there.
    """

    tools: tuple[Set, ...]
    most: int
    size: int
    minutes: int | None
    wants_mark: bool = False
    first: int = 0
    least: int = 0
    found: Set | None = None
    top: int = -1
    base: int = 0

    def run(self, base: Set) -> "Search":
        """Look at every set that holds `base`; return this search with what it found."""
        rest = [Set()]
        for tool in reversed(self.tools):  # what the tools from here on could add at best
            held = rest[-1]
            rest.append(Set((), held.mask | tool.mask, max(held.ease, tool.ease), 0, held.marked or tool.marked))
        rest.reverse()
        self.base = base.mask
        if base.names:
            self._consider(base)
        self._grow(base, 0, rest)
        return self

    def _grow(self, held: Set, start: int, rest: list[Set]) -> None:
        room = self.size - len(held.names)
        if room <= 0:
            return
        if room == 1:
            self._end(held, start)
            return
        for number in range(start, len(self.tools)):
            if self._is_beaten(held, rest[number], {1, room}):
                return
            tool = self.tools[number]
            if self.minutes is None or held.minutes + tool.minutes <= self.minutes:
                both = held + tool
                if both.is_lean(self.base):
                    self._consider(both)
                    self._grow(both, number + 1, rest)

    def _end(self, held: Set, start: int) -> None:
        """Try every last tool; most of the time goes here, so a sum decides before a set is made."""
        mask, ease, most, parts = held.mask, held.ease, self.most, 5 * (len(held.names) + 1)
        for tool in self.tools[start:]:
            fits = (mask | tool.mask).bit_count()
            if FIT * 1000 * fits // most + EASE * 1000 * (ease + tool.ease) // parts < self.top:
                continue
            fits_in = self.minutes is None or held.minutes + tool.minutes <= self.minutes
            if fits_in and not self._is_beaten(held, tool, {1}) and (both := held + tool).is_lean(self.base):
                self._consider(both)

    def _is_beaten(self, held: Set, more: Set, numbers: set[int]) -> bool:
        """Say whether no set can win that adds to these so many tools that are at best like `more`."""
        both, tools = held.mask | more.mask, len(held.names)
        if (self.wants_mark and not held.marked and not more.marked) or (both & self.first).bit_count() < self.least:
            return True
        fits = both.bit_count()
        worth = max(value(fits, self.most, held.ease + n * more.ease, tools + n) for n in numbers)
        return worth < self.top or (worth == self.top and self.found is not None and tools >= len(self.found.names))

    def _consider(self, tried: Set) -> None:
        if (self.wants_mark and not tried.marked) or (tried.mask & self.first).bit_count() < self.least:
            return
        worth = value(tried.mask.bit_count(), self.most, tried.ease, len(tried.names))
        order = (-worth, len(tried.names), tried.names)
        if self.found is None or order < (-self.top, len(self.found.names), self.found.names):
            self.found, self.top = tried, worth
