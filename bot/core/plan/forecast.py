"""What the weeks ahead may take, at the pace of those that were told: a middle with its width, never a promise.

Minutes throughout. Nothing is read from a week that was not told. Weeks ahead differ by what is known of them: exams,
days away, things on the content list that are used then, steps around a conference.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median_low

from bot.core.plan.calendar import Kind
from bot.core.plan.weeks import monday


@dataclass(frozen=True, slots=True)
class Pace:
    """What told weeks took: how many they are, the middle one, the least and the most."""

    told: int
    usual: int
    least: int
    most: int

    def is_wide(self, percent: int) -> bool:
        """Say whether they differ by more than so many percent of the middle one."""
        return (self.most - self.least) * 100 > self.usual * percent


@dataclass(frozen=True, slots=True)
class Ahead:
    """A week to come: what it is (None: out of term), and what it may take."""

    monday: date
    kind: Kind | None
    minutes: int


def pace(totals: Sequence[int]) -> Pace | None:
    """Return the pace of these weeks, None where there are none."""
    return Pace(len(totals), median_low(totals), min(totals), max(totals)) if totals else None


def ahead(
    kinds: Mapping[date, Kind | None], usual: int, in_exams: int | None, extra: Mapping[date, int]
) -> tuple[Ahead, ...]:
    """Return the weeks to come (by their Mondays, with their kinds); free ones and those out of term take nothing.

    `extra` is the minutes of what is known to come in a week, by its Monday.
    """
    made = []
    for start, kind in kinds.items():
        base = in_exams if kind is Kind.EXAMS and in_exams is not None else usual
        counts = kind in (Kind.TERM, Kind.EXAMS)
        made.append(Ahead(start, kind, base + extra.get(start, 0) if counts else 0))
    return tuple(made)


def fullest(weeks: Sequence[Ahead]) -> Ahead | None:
    """Return the first of the weeks that take most, None where none takes anything."""
    return max(
        (week for week in weeks if week.minutes),
        key=lambda week: (week.minutes, -week.monday.toordinal()),
        default=None,
    )


def mondays(today: date, until: date | None, least: int, most: int) -> tuple[date, ...]:
    """Return the Mondays from next week on: until the one of `until`, at least `least` and at most `most` of them."""
    first = monday(today) + timedelta(weeks=1)
    number = ((monday(until) - first).days // 7 + 1) if until else least
    return tuple(first + timedelta(weeks=n) for n in range(min(max(number, least if until is None else 1), most)))
