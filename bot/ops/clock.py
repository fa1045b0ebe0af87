"""The wall clock of this machine: the only place that reads it."""

from datetime import UTC, datetime

from bot.core.ports import Clock


class SystemClock(Clock):
    """Now, as this machine knows it."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)
