"""What every local platform has: a file of what it took, ways to break it, and the list of the bot's calls."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, Self, TextIO, TypeVar

from tests.emulators.clock import Clock
from tests.emulators.faults import F
from tests.emulators.server import Call, Server

T = TypeVar("T")


class Local(Generic[F]):
    """A platform on 127.0.0.1 for one app; use it with `async with`."""

    server: Server[F]

    def __init__(self, server: Server[F], clock: Clock, persist: Path | None, port: int) -> None:
        self.server, self.clock = server, clock
        server.accepted = self._keep
        self._port, self._persist = port, persist
        self._file: TextIO | None = None

    async def __aenter__(self) -> Self:
        if self._persist is not None:
            self._file = self._persist.open("a", encoding="utf-8")
        await self.server.start(self._port)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.faults.release()
        await self.hang_up()
        await self.server.stop()
        if self._file is not None:
            self._file.close()

    async def hang_up(self) -> None:
        """Close every line that the bot holds open."""

    # -- what goes wrong ---------------------------------------------------------------------------

    def drop(self, call: str, *, after: bool = True, times: int = 1) -> None:
        """Cut the connection of the next calls: after they took effect, or before."""
        self._break(call, times, lambda: self.server.faults.kind(drop="after" if after else "before"))

    def hold(self, call: str) -> F:
        """Make the next call wait until `release()`; `reached` is set once it is there."""
        return self._break(call, 1, lambda: self.server.faults.kind(held=asyncio.Event()))

    def _break(self, call: str, times: int, make: Callable[[], F]) -> F:
        return self.server.faults.plan(call, times, make)

    # -- what the bot did --------------------------------------------------------------------------

    @property
    def calls(self) -> list[Call]:
        """List every request of the bot, in order."""
        return self.server.calls

    def called(self, call: str) -> list[Any]:
        """List the bodies sent to one method or route."""
        return [one.body for one in self.calls if one.name == call]

    async def until(self, found: Callable[[], T], seconds: float = 5.0) -> T:
        """Wait until something is true, looking whenever something happens here."""
        return await self.server.bell.until(found, seconds)

    def _keep(self, call: Call) -> None:
        if self._file is not None:
            kept = {"at": self.clock.now(), "call": call.name, "body": call.body, "answer": call.answer}
            self._file.write(json.dumps(kept, default=str) + "\n")
            self._file.flush()
