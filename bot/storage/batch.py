"""Writing many small things in one transaction: what comes while one is being written goes along with the next."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from sqlalchemy import Connection

from bot.storage.engine import Database

T = TypeVar("T")


class Batch(Generic[T]):
    """Gathers what is to be written; each caller waits until its own is committed, or gets the error of all."""

    def __init__(self, database: Database, write: Callable[[Connection, Sequence[T]], object]) -> None:
        self._database, self._write = database, write
        self._waiting: list[tuple[T, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def put(self, one: T) -> None:
        """Have one written, and return once it is."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((one, done))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all())
        await done

    async def _write_all(self) -> None:
        while self._waiting:
            taken, self._waiting = self._waiting, []
            try:
                await self._database.write(self._write, [one for one, _ in taken])
            except asyncio.CancelledError:
                for _, done in taken + self._waiting:
                    done.cancel()
                raise
            except Exception as problem:  # noqa: BLE001 - whoever waits for it gets it
                for done in _still_waited_for(taken):
                    done.set_exception(problem)
            else:
                for done in _still_waited_for(taken):
                    done.set_result(None)


def _still_waited_for(taken: Sequence[tuple[object, asyncio.Future[None]]]) -> list[asyncio.Future[None]]:
    return [done for _, done in taken if not done.done()]
