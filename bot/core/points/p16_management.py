"""Point 16, management tools: only for weeks over the chosen time, and after it is said where the time went.

Advice, never a lock: in other weeks the first step without a tool is said all the same.
"""

from enum import Enum

from bot.core.moment import Moment
from bot.core.points.p09_over_commit import is_too_much
from bot.core.points.verdict import recent_weeks


class Fullness(Enum):
    """How the told weeks stand to the chosen time."""

    OVER = "over"
    WITHIN = "within"
    UNKNOWN = "unknown"


def fullness(moment: Moment) -> Fullness:
    """Return whether the known weeks are over one's time; unknown where too few were told, or none was chosen."""
    if is_too_much(moment):
        return Fullness.OVER
    known = [week for week in recent_weeks(moment) if week.total is not None]
    enough = moment.plan.settings.weekly_minutes is not None and len(known) >= moment.library.rules.over_weeks
    return Fullness.WITHIN if enough else Fullness.UNKNOWN
