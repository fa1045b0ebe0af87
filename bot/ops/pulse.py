"""Whether the event loop keeps up: looked at once a second, and the only thing that liveness asks."""

import asyncio
import time
from collections.abc import Callable

EVERY = 1.0  # seconds
BOUND = 5.0  # seconds late, from which on the process is not alive


class Pulse:
    """Beats while the loop runs; `on_beat` gets how late each beat was, where the loop is well."""

    def __init__(self, on_beat: Callable[[float], None], now: Callable[[], float] = time.monotonic) -> None:
        self._on_beat, self._now = on_beat, now
        self._expected = now() + EVERY
        self._last = 0.0
        self._task: asyncio.Task[None] | None = None

    def beat(self) -> None:
        """Note that the loop came round, and tell."""
        self._last = max(0.0, self._now() - self._expected)
        self._expected = self._now() + EVERY
        if self.is_well():
            self._on_beat(self._last)

    def lag(self) -> float:
        """Return how many seconds late the last beat was, or the next one already is."""
        return max(self._last, self._now() - self._expected, 0.0)

    def is_well(self) -> bool:
        """Say whether the loop keeps up."""
        return self.lag() < BOUND

    def start(self) -> None:
        """Begin to beat; call it inside the running loop."""
        self._expected = self._now()
        self.beat()
        self._task = asyncio.create_task(self._beating())

    async def _beating(self) -> None:
        while True:
            await asyncio.sleep(max(0.0, self._expected - self._now()))
            self.beat()

    async def stop(self) -> None:
        """Beat no more."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
