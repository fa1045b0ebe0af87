"""A clock that stands still or runs, and can be moved forwards."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.ports import Clock

SHIFT = re.compile(r"\+(\d{1,4})\s*(w|d|h|m)")
MOMENT = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d?):(\d\d))?")


class ManualClock(Clock):
    """Shows `start` until it is moved; with a `real` clock behind it, it runs on from there."""

    def __init__(self, start: datetime, real: Clock | None = None) -> None:
        self._real = real
        self.set(start)

    def now(self) -> datetime:
        """Return the moment shown, in UTC."""
        return self._shown + (self._real.now() - self._since) if self._real else self._shown

    def set(self, moment: datetime) -> None:
        """Show this moment from now on, wherever it lies."""
        self._shown = moment.astimezone(UTC)
        self._since = self._real.now() if self._real else self._shown


def moment_of(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant that `+2h` or `2027-01-11 09:00` means on the wall in `zone`.

    Weeks and days keep the time on the wall, hours and minutes are as long as they are. Raises
    ValueError for anything else.
    """
    if shift := SHIFT.fullmatch(text.strip()):
        many, unit = int(shift[1]), shift[2]
        if unit in "hm":
            return now + (timedelta(hours=many) if unit == "h" else timedelta(minutes=many))
        return _later(now, timedelta(weeks=many) if unit == "w" else timedelta(days=many), zone)
    if found := MOMENT.fullmatch(text.strip()):
        year, month, day, hour, minute = (int(part or 0) for part in found.groups())
        return datetime(year, month, day, hour, minute, tzinfo=zone).astimezone(UTC)
    raise ValueError(text)


def _later(now: datetime, by: timedelta, zone: ZoneInfo) -> datetime:
    try:
        return (now.astimezone(zone) + by).astimezone(UTC)
    except OverflowError:
        raise ValueError("beyond the calendar") from None
