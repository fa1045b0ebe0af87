"""An event loop whose time goes faster than the wall's: each wait and time-out is the real one, and over sooner."""

import asyncio
import selectors
import time
from collections.abc import Coroutine
from typing import Any


class _Selector(selectors.DefaultSelector):
    def __init__(self, speed: float) -> None:
        super().__init__()
        self._speed = speed

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        return super().select(timeout and timeout / self._speed)


class FastLoop(asyncio.SelectorEventLoop):
    """Goes `speed` times as fast, for discord.py's and aiohttp's waits as for ours."""

    def __init__(self, speed: float) -> None:
        self._speed = speed
        super().__init__(_Selector(speed))

    def time(self) -> float:
        """Return the loop's seconds."""
        return time.monotonic() * self._speed


def run_fast(work: Coroutine[Any, Any, None], speed: float) -> None:
    """Run in a loop of this speed."""
    with asyncio.Runner(loop_factory=lambda: FastLoop(speed)) as runner:
        runner.run(work)
