"""When a rhythm comes next, on the wall clock of its zone.

Computed per local date, so that a changed clock neither repeats nor loses a moment: a time that
does not exist comes as much later as the clock jumps, a time that exists twice comes the first time
(RFC 5545, section 3.3.5).
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.core.nudges.weekend import weekend
from bot.core.plan.document import LAST, Every, Repeat
from bot.core.plan.weeks import monday
from bot.core.situation import Rhythm

LIKELY_ZONES = (
    "Europe/London", "Europe/Dublin", "Europe/Berlin", "America/New_York", "Australia/Sydney", "Asia/Singapore",
)  # fmt: skip

MOVED = timedelta(days=6)  # no further than the day before the next one
FURTHEST_WEEKS = 11  # two months have one of each kind, wherever they begin


@lru_cache(maxsize=600)
def zone_of(name: str) -> ZoneInfo | None:
    """Return the IANA zone of that name, or None where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return the UTC instant of a wall-clock time; the round trip resolves gaps forward."""
    return datetime.combine(day, at, zone).astimezone(UTC)


def local_date(moment: datetime, zone: ZoneInfo) -> date:
    """Return the date on the wall in `zone` at this instant."""
    return moment.astimezone(zone).date()


def next_after(rhythm: Rhythm, after: datetime) -> datetime | None:
    """Return the first instant of the rhythm strictly after `after`, in UTC, None where none comes any more.

    Raises ValueError for an unknown zone: settings check zones before they are kept.
    """
    zone = zone_of(rhythm.zone)
    if zone is None:
        raise ValueError(f"unknown zone {rhythm.zone!r}")
    today = local_date(after, zone)
    first = today - MOVED  # what fell on a closed day then may come today
    first += timedelta(days=(rhythm.day - first.weekday()) % 7)
    for week in range(_weeks_ahead(rhythm, today)):
        day = first + timedelta(weeks=week)
        comes = comes_on(rhythm, day) if counts(rhythm.repeat, day) else None
        if comes is not None and (found := instant(comes, rhythm.at, zone)) > after:
            return found
    return None


def _weeks_ahead(rhythm: Rhythm, today: date) -> int:
    """Return how many weeks to look at: until it surely came once, or until the last stretch in which it comes."""
    ends = [last for _, last in (*rhythm.only, *rhythm.closed)]
    return max(0, (max(ends) - today).days // 7 if ends else 0) + FURTHEST_WEEKS


def counts(repeat: Repeat, day: date) -> bool:
    """Say whether a day of the right weekday is one of those that count."""
    match repeat.every:
        case Every.FORTNIGHT if repeat.since is not None:
            return (monday(day) - monday(repeat.since)).days // 7 % 2 == 0
        case Every.MONTH if repeat.nth == LAST:
            return (day + timedelta(weeks=1)).month != day.month
        case Every.MONTH:
            return (day.day - 1) // 7 + 1 == repeat.nth
        case _:
            return True


def comes_on(rhythm: Rhythm, day: date) -> date | None:
    """Return on which day comes what falls on `day`: that one, the next working day, or none."""
    if not _is_in_term(rhythm, day):
        return None
    if not is_within(day, rhythm.closed):
        return day
    later = (day + timedelta(days=n) for n in range(1, MOVED.days + 1)) if rhythm.moves else iter(())
    off = weekend(rhythm.zone)
    return next(
        (one for one in later if one.weekday() not in off and not is_within(one, rhythm.closed)
         and _is_in_term(rhythm, one)), None
    )  # fmt: skip


def _is_in_term(rhythm: Rhythm, day: date) -> bool:
    return not rhythm.only or is_within(day, rhythm.only)


def is_within(day: date, stretches: Iterable[tuple[date, date]]) -> bool:
    """Say whether a day lies in one of these stretches, both ends included."""
    return any(first <= day <= last for first, last in stretches)
