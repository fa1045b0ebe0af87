"""What a test lets go wrong with the next calls of the bot: planned in order, taken by the server, met once."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

ANY = "*"


@dataclass(eq=False, kw_only=True)
class Fault:
    """Something that goes wrong with one call; each platform adds its own ways of refusing."""

    drop: Literal["", "before", "after"] = ""  # the connection is cut before or after the call has its effect
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    held: asyncio.Event | None = None

    def release(self) -> None:
        """Let a held call go on."""
        if self.held is not None:
            self.held.set()


F = TypeVar("F", bound=Fault)


class Faults(Generic[F]):
    """The faults that wait for their calls, by method or route; `ANY` waits for whichever comes."""

    def __init__(self, kind: type[F], changed: Callable[[], None]) -> None:
        self.kind, self._changed = kind, changed
        self._waiting: dict[str, deque[F]] = defaultdict(deque)
        self._held: list[F] = []

    def plan(self, call: str, times: int, make: Callable[[], F]) -> F:
        """Let the next calls go wrong, and give the last of these faults."""
        made = [make() for _ in range(times)]
        self._waiting[call].extend(made)
        return made[-1]

    def take(self, call: str) -> F | None:
        """Give what waits for this call."""
        return next((self._waiting[key].popleft() for key in (call, ANY) if self._waiting[key]), None)

    async def reach(self, fault: F) -> None:
        """Tell the test that the call is there, and wait as long as it holds it."""
        fault.reached.set()
        self._changed()
        if fault.held is not None:
            self._held.append(fault)
            await fault.held.wait()

    def release(self) -> None:
        """Let go of every call that a test still holds."""
        for fault in self._held:
            fault.release()
