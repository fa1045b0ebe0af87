"""How much time a week took, as far as it was told: totals, known weeks, what the plan adds up to.

Minutes throughout. A week is known once checked in; a log alone leaves it open. Its total is the
larger of the tapped estimate and the sum of its logs. Weeks that are busy or away count for nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.plan.document import Away, Plan, Promise, Stage, Term, Tool
from bot.core.plan.weeks import Log, Told, Week, monday


@dataclass(frozen=True, slots=True)
class KnownWeek:
    """A week that counts: its Monday, its total (None: felt, not measured), and tool by tool."""

    monday: date
    week: Week
    total: int | None
    by_tool: Mapping[str, int]


def logged(logs: Iterable[Log], start: date) -> dict[str, int]:
    """Return the minutes logged by tool in the week that starts on `start`; help with a topic is under ""."""
    minutes: dict[str, int] = {}
    for log in logs:
        if monday(log.day) == start:
            minutes[log.tool] = minutes.get(log.tool, 0) + log.minutes
    return minutes


def total(week: Week | None, logs: Iterable[Log], start: date) -> int | None:
    """Return the larger of estimate and logs, None where neither was told."""
    told = [value for value in (week.minutes if week else None, sum(logged(logs, start).values()) or None) if value]
    if told:
        return max(told)
    return week.minutes if week else None


def is_away(start: date, away: Iterable[Away], days_that_free: int) -> bool:
    """Say whether so many working days (Monday to Friday) of this week are away that it does not count."""
    days = [start + timedelta(days=n) for n in range(5)]
    near = [stretch for stretch in away if stretch.first <= days[-1] and start <= stretch.last]
    return sum(is_away_on(day, near) for day in days) >= days_that_free


def is_away_on(day: date, away: Iterable[Away]) -> bool:
    """Say whether this very day is away."""
    return any(stretch.first <= day <= stretch.last for stretch in away)


def known_weeks(
    weeks: Mapping[date, Week], logs: Iterable[Log], away: Iterable[Away], days_that_free: int, until: date
) -> tuple[KnownWeek, ...]:
    """Return the weeks that count, up to the week of `until`, newest first."""
    logs, away = tuple(logs), tuple(away)
    found = []
    for start in sorted((day for day in weeks if day <= until), reverse=True):
        week = weeks[start]
        if week.told is Told.BUSY or is_away(start, away, days_that_free):
            continue
        by_tool = dict(week.by_tool)
        for tool, minutes in logged(logs, start).items():
            if tool:
                by_tool[tool] = max(minutes, by_tool.get(tool, 0))
        found.append(KnownWeek(start, week, total(week, logs, start), by_tool))
    return tuple(found)


def planned(plan: Plan, typical: Mapping[str, int]) -> int:
    """Return what the plan adds up to a week: each tool's budget, else what it typically takes."""
    return sum(
        tool.budget if tool.budget is not None else typical.get(name, 0)
        for name, tool in plan.tools.items()
        if tool.stage in (Stage.IN_USE, Stage.TRYOUT)
    )


def as_planned(plan: Plan, minutes: int | None) -> Week:
    """Return the week in which everything went as planned: budgets as they are, promises kept."""
    active = {name: tool for name, tool in plan.tools.items() if tool.stage in (Stage.IN_USE, Stage.TRYOUT)}
    return Week(
        Told.AS_PLANNED,
        minutes,
        {name: tool.budget for name, tool in active.items() if tool.budget is not None},
        kept=tuple(name for name, tool in active.items() if tool.promise),
    )


def promised(tools: Mapping[str, Tool]) -> dict[str, Promise]:
    """Return the promises of the tools that are in use."""
    return {
        name: tool.promise
        for name, tool in tools.items()
        if tool.promise and tool.stage in (Stage.IN_USE, Stage.TRYOUT)
    }


def in_term(day: date, terms: Iterable[Term]) -> bool:
    """Say whether `day` is teaching time; where no dates are known, every day is."""
    terms = tuple(terms)
    return not terms or any(term.first <= day <= term.last for term in terms)


def term_of(day: date, terms: Iterable[Term]) -> date:
    """Return the first day of the term that `day` is in or after; 1 January where none is known."""
    begun = [term.first for term in terms if term.first <= day]
    return max(begun) if begun else date(day.year, 1, 1)
