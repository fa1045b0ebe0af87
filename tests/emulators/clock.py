"""The time as a local platform sees it: it stands still until a test moves it, or goes with the wall."""

import time


class Clock:
    """Gives seconds since 1970; with `live` it is the wall's."""

    def __init__(self, *, live: bool = False) -> None:
        self.live, self._at = live, time.time()

    def now(self) -> float:
        """Give the seconds since 1970."""
        return time.time() if self.live else self._at

    def advance(self, seconds: float) -> None:
        """Move the time on."""
        self._at += seconds
