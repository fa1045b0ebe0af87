"""The port Gate on a database: PostgreSQL lets one of all replicas in; on SQLite there is nobody else."""

import asyncio

from sqlalchemy.exc import DBAPIError

from bot.core.errors import CannotKeep
from bot.core.ports import Gate
from bot.storage.lock import Turnstile


class SqlGate(Gate):
    """One number of the turnstile."""

    def __init__(self, turnstile: Turnstile | None, number: int) -> None:
        self._turnstile, self._number = turnstile, number

    async def enter(self) -> bool:
        """Go in where nobody else is; raise CannotKeep where the server is away."""
        if self._turnstile is None:
            return True
        try:
            return await asyncio.to_thread(self._turnstile.enter, self._number)
        except DBAPIError:
            raise CannotKeep("PostgreSQL is away") from None

    async def leave(self) -> None:
        """Let the next one in."""
        if self._turnstile is not None:
            await asyncio.to_thread(self._turnstile.leave, self._number)
