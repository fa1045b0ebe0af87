"""When a weekly moment comes next, on the wall clock of its zone.

Computed per local date, so that a changed clock neither repeats nor loses a moment: a time that
does not exist comes as much later as the clock jumps, a time that exists twice comes the first time
(RFC 5545, section 3.3.5).
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.core.situation import Rhythm

LIKELY_ZONES = (
    "Europe/London", "Europe/Dublin", "Europe/Berlin", "America/New_York", "Australia/Sydney", "Asia/Singapore",
)  # fmt: skip


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


def next_after(rhythm: Rhythm, after: datetime) -> datetime:
    """Return the first instant of the rhythm strictly after `after`, in UTC.

    Raises ValueError for an unknown zone: settings check zones before they are kept.
    """
    zone = zone_of(rhythm.zone)
    if zone is None:
        raise ValueError(f"unknown zone {rhythm.zone!r}")
    day = local_date(after, zone) - timedelta(days=1)
    while True:
        day += timedelta(days=1)
        if day.weekday() == rhythm.day and (found := instant(day, rhythm.at, zone)) > after:
            return found
