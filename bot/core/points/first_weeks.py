"""After the first four known weeks: what changed since the beginning, once; as it was told, without a verdict."""

from dataclasses import dataclass

from bot.core.moment import Moment
from bot.core.plan.document import Stage
from bot.core.plan.load import known_weeks
from bot.core.points.verdict import last_suggested

RULE = "first_weeks"  # the name under which it is remembered


@dataclass(frozen=True, slots=True)
class FirstWeeks:
    """How many weeks, what the first and the last half took in the middle (minutes), and what rests since."""

    weeks: int
    first: int
    last: int
    rests: tuple[str, ...]


def first_weeks(moment: Moment) -> FirstWeeks | None:
    """Return what changed, None before so many weeks are known, and once it was said."""
    wanted = moment.library.rules.first_known_weeks
    if last_suggested(moment, RULE):
        return None
    days, logs = moment.library.rules.away_days_that_free_a_week, moment.situation.logs.values()
    weeks = known_weeks(moment.situation.weeks, logs, moment.free, days, moment.today)
    totals = [week.total for week in reversed(weeks) if week.total is not None]
    if len(totals) < wanted:
        return None
    half = len(totals) // 2
    begun, oldest = moment.plan.settings.begun, weeks[-1].monday
    rests = tuple(
        name
        for name, tool in moment.plan.tools.items()
        if tool.stage in (Stage.PAUSED, Stage.RETIRED) and tool.since > (begun or oldest)
    )
    return FirstWeeks(len(totals), sum(totals[:half]) // half, sum(totals[-half:]) // half, rests)
