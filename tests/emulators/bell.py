"""How a test waits for something to happen in a local platform: it looks again whenever the bell rings."""

import asyncio
from collections import Counter
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Bell:
    """Wakes whoever waits, each time something changed."""

    def __init__(self) -> None:
        self._waiting: list[asyncio.Future[None]] = []
        self.touched: Counter[str] = Counter()  # changes to what stands in a place, or on one person's screen

    def changed(self) -> None:
        """Wake whoever waits for something to happen."""
        waiting, self._waiting = self._waiting, []
        for one in waiting:
            if not one.done():
                one.set_result(None)

    async def until(self, found: Callable[[], T], seconds: float = 5.0) -> T:
        """Wait until `found()` is true-ish, and give it."""
        async with asyncio.timeout(seconds):
            while not (value := found()):
                waiter = asyncio.get_running_loop().create_future()
                self._waiting.append(waiter)
                await waiter
        return value
