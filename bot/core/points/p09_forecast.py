"""Point 9, the weeks ahead: what the told pace comes to, and what a new promise would do to the fullest of them.

Said when asked for, or when something new is about to be kept; never a suggestion of its own.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.moment import TAKES_TIME, Moment
from bot.core.plan.calendar import Kind, kind_of
from bot.core.plan.conference import Planned, still_open
from bot.core.plan.document import Finding
from bot.core.plan.forecast import Ahead, Pace, ahead, fullest, mondays, pace
from bot.core.plan.load import planned, total
from bot.core.plan.weeks import Told, monday
from bot.core.points.p15_more_than_teaching import steps_of
from bot.core.points.verdict import recent_weeks

AFTER_TERM = timedelta(weeks=6)  # exams that end later belong to another term


@dataclass(frozen=True, slots=True)
class Forecast:
    """The pace of told weeks, that of told exam weeks (None: none told), and the weeks to come."""

    pace: Pace
    exams: Pace | None
    weeks: tuple[Ahead, ...]
    steps: int = 0  # around conferences, in these weeks

    @property
    def fullest(self) -> Ahead | None:
        """The week to come that takes most."""
        return fullest(self.weeks)

    def count(self, kind: Kind) -> int:
        """Return how many weeks to come are of this kind."""
        return sum(week.kind is kind for week in self.weeks)


@dataclass(frozen=True, slots=True)
class Effect:
    """What the fullest week to come takes with something new in it, and without."""

    week: Ahead
    before: int
    after: int
    hour: int

    @property
    def is_over(self) -> bool:
        """Whether it would go above the time that was chosen."""
        return self.after > self.hour


def told_totals(moment: Moment) -> list[int]:
    """Return the minutes of the last known weeks, newest first."""
    totals = [week.total for week in recent_weeks(moment) if week.total is not None]
    return totals[: moment.library.rules.forecast_weeks_looked_at]


def forecast(moment: Moment) -> Forecast | None:
    """Return what the weeks ahead may take, None where too few weeks were told."""
    rules, totals = moment.library.rules, told_totals(moment)
    made = pace(totals)
    if made is None or made.told < rules.forecast_known_weeks:
        return None
    exams = pace(_exam_totals(moment))
    weeks = _weeks(moment, made.usual, exams.usual if exams else None)
    starts = {week.monday for week in weeks}
    return Forecast(made, exams, weeks, sum(monday(step.day) in starts for step in conference_steps(moment)))


def _exam_totals(moment: Moment) -> list[int]:
    """Return the minutes told of weeks in exams: they count for no rule, and say most about the next ones."""
    rules, found = moment.library.rules, []
    for start, week in sorted(moment.situation.weeks.items(), reverse=True):
        is_exams = _kind(start, moment) is Kind.EXAMS
        if is_exams and week.told is not Told.BUSY and (spent := total(week, moment.situation.logs.values(), start)):
            found.append(spent)
    return found[: rules.forecast_weeks_looked_at]


def _kind(start: date, moment: Moment) -> Kind | None:
    days = moment.library.rules.away_days_that_free_a_week
    return kind_of(start, moment.plan, moment.stretches, moment.situation.holidays.days, days)


def _weeks(moment: Moment, usual: int, in_exams: int | None) -> tuple[Ahead, ...]:
    """Return the weeks to the end of the term one is in or before, a fixed number where no dates are known."""
    rules = moment.library.rules
    starts = mondays(moment.today, _until(moment), rules.forecast_weeks_ahead, rules.forecast_weeks_most)
    kinds = {start: _kind(start, moment) for start in starts}
    return ahead(kinds, usual, in_exams, _extra(moment))


def _extra(moment: Moment) -> dict[date, int]:
    """Return the minutes of what is known to come, by Monday: items that are used then, steps around a conference."""
    rules = moment.library.rules
    minutes: Counter[date] = Counter()
    for item in moment.plan.items.values():
        if item.next_used and item.last is not Finding.DROP:
            minutes[monday(item.next_used)] += rules.item_minutes
    for step in conference_steps(moment):
        minutes[monday(step.day)] += rules.conference_step_minutes
    return minutes


def conference_steps(moment: Moment) -> tuple[Planned, ...]:
    """Return the steps around conferences that are still to come."""
    held = moment.plan.conferences.values()
    found = [
        one for each in held for one in still_open(each, steps_of(each, moment), moment.today, moment.library.rules)
    ]
    return tuple(one for one in found if one.day > moment.today)


def _until(moment: Moment) -> date | None:
    """Return the last day of the term one is in or before, and of the exams that follow on it."""
    ends = [term.last for term in moment.terms if term.last > moment.today][:1]
    if not ends:
        return None
    after = [one.dates.last for one in moment.stretches if one.kind is Kind.EXAMS and one.is_mine]
    return max(ends[0], *(last for last in after if last <= ends[0] + AFTER_TERM), ends[0])


def effect(moment: Moment, name: str) -> Effect | None:
    """Return what a first promise for a tool does to the fullest week to come, None where that changes nothing.

    A tool that is not in use brings all of its time along; one that is in use, the minutes of a small promise.
    """
    hour, held, rules = moment.plan.settings.weekly_minutes, moment.plan.tools.get(name), moment.library.rules
    if hour is None or (held and held.promise and held.stage in TAKES_TIME):
        return None
    adds = rules.promise_minutes
    if held is None or held.stage not in TAKES_TIME:
        card = moment.tool_card(name)
        adds = held.budget if held and held.budget is not None else card.weekly_minutes if card else adds
    made = forecast(moment)
    typical = {card.id: card.weekly_minutes for card in moment.library.tools.values()}
    weeks = made.weeks if made else _weeks(moment, planned(moment.plan, typical), None)
    week = fullest(weeks) or next((one for one in weeks if one.kind in (Kind.TERM, Kind.EXAMS)), None)
    return Effect(week, week.minutes, week.minutes + adds, hour) if week else None
