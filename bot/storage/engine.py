"""Where transactions run: one writer thread for SQLite beside readers and the loop, a few threads for PostgreSQL."""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import sleep
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import URL, Connection, Engine, NullPool, Pool, QueuePool, StaticPool, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.core.errors import CannotKeep

P = ParamSpec("P")
T = TypeVar("T")

READERS = 2
THREADS = 4  # PostgreSQL: each holds one connection
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON", "temp_store=MEMORY")

TRIES, PAUSE = 100, 0.01  # seconds

# What the disk or the rights refuse, and a file that somebody else holds too long: whatever was begun is taken back.
REFUSALS = {
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_BUSY
}  # fmt: skip
READ_ONLY, INSUFFICIENT_RESOURCES = "25006", "53"  # PostgreSQL's code, and its class of codes


class Database:
    """Runs functions of a connection, each in a transaction of its own; off the event loop but for a glance."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self.is_sqlite = url.get_backend_name() == "sqlite"
        self.in_memory = self.is_sqlite and url.database in (None, "", ":memory:")
        self._here: Engine | None = None
        if self.in_memory:
            self._writer = self._reader = sqlite_engine(url, StaticPool)
            self._write_threads = self._read_threads = ThreadPoolExecutor(1, "storage")
        elif self.is_sqlite:
            self._writer = sqlite_engine(url, QueuePool, pool_size=1, max_overflow=1)
            self._reader = sqlite_engine(url, QueuePool, read_only=True, pool_size=READERS, max_overflow=0)
            self._here = sqlite_engine(url, QueuePool, read_only=True, pool_size=1, max_overflow=0)
            self._write_threads = ThreadPoolExecutor(1, "storage-write")
            self._read_threads = ThreadPoolExecutor(READERS, "storage-read")
        else:
            self._writer = create_engine(
                url, pool_size=THREADS, max_overflow=1, pool_pre_ping=True, connect_args={"connect_timeout": 5}
            )
            # One snapshot for all statements of a load.
            self._reader = self._writer.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            self._write_threads = self._read_threads = ThreadPoolExecutor(THREADS, "storage")

    async def write(self, fn: Callable[Concatenate[Connection, P], T], /, *args: P.args, **more: P.kwargs) -> T:
        """Run `fn(connection, …)` in one transaction; an exception takes everything back.

        Raises CannotKeep where the disk is full or may not be written, or the server is away.
        """

        return await asyncio.get_running_loop().run_in_executor(
            self._write_threads, lambda: self._explained(self._writer, fn, *args, **more)
        )

    async def read(self, fn: Callable[Concatenate[Connection, P], T], /, *args: P.args, **more: P.kwargs) -> T:
        """Run `fn(connection, …)` on one consistent view of the database; writing fails there."""
        return await asyncio.get_running_loop().run_in_executor(
            self._read_threads, lambda: self._explained(self._reader, fn, *args, **more)
        )

    async def glance(self, fn: Callable[Concatenate[Connection, P], T], /, *args: P.args, **more: P.kwargs) -> T:
        """Run what reads a few rows by their keys.

        On an SQLite file it is done right here: readers there wait for nobody, and going to a thread and back takes
        longer than the half millisecond of reading.
        """
        if self._here is None:
            return await self.read(fn, *args, **more)
        return self._explained(self._here, fn, *args, **more)

    def write_now(self, fn: Callable[Concatenate[Connection, P], T], /, *args: P.args, **more: P.kwargs) -> T:
        """Run a writing transaction in this thread; for opening only."""
        return self._run(self._writer, fn, *args, **more)

    def _explained(
        self, engine: Engine, fn: Callable[Concatenate[Connection, P], T], /, *args: P.args, **more: P.kwargs
    ) -> T:
        try:
            return self._run(engine, fn, *args, **more)
        except (DBAPIError, sqlite3.Error) as problem:
            if reason := refusal(problem):
                raise CannotKeep(reason) from None
            raise

    @staticmethod
    def _run(engine: Engine, fn: Callable[Concatenate[Connection, P], T], /, *args: P.args, **more: P.kwargs) -> T:
        with engine.begin() as connection:
            return fn(connection, *args, **more)

    def close(self) -> None:
        """Wait for what is running and close every connection."""
        self._write_threads.shutdown()
        self._read_threads.shutdown()
        for engine in filter(None, (self._here, self._reader, self._writer)):
            engine.dispose()


def refusal(problem: Exception) -> str:
    """Return why nothing can be written at the moment, "" where a statement of ours is wrong."""
    cause = problem.orig if isinstance(problem, DBAPIError) else problem
    if isinstance(cause, sqlite3.Error):
        # The extended codes keep the plain one in their lowest byte.
        return str(cause) if getattr(cause, "sqlite_errorcode", 0) & 0xFF in REFUSALS else ""
    if isinstance(problem, DBAPIError) and (problem.connection_invalidated or isinstance(problem, OperationalError)):
        return "PostgreSQL is away"
    code = getattr(cause, "sqlstate", None) or ""
    return f"PostgreSQL said {code}" if code == READ_ONLY or code.startswith(INSUFFICIENT_RESOURCES) else ""


def _execute(connection: Any, pragma: str) -> None:
    """Set up a connection; two that begin one new file meet at its first WAL, where SQLite itself does not wait."""
    for _ in range(TRIES):
        try:
            connection.execute(pragma).close()
            return
        except sqlite3.OperationalError as problem:
            if problem.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            sleep(PAUSE)
    connection.execute(pragma).close()


def sqlite_engine(url: URL, pool: type[Pool] = NullPool, *, read_only: bool = False, **options: Any) -> Engine:
    """Return an engine that begins and ends transactions itself, writers at once with the lock."""
    # `begin` always ends what it began, so the pool need not do it again.
    engine = create_engine(
        url, poolclass=pool, pool_reset_on_return=None, connect_args={"check_same_thread": False}, **options
    )
    begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _: object) -> None:
        connection.isolation_level = None  # the sqlite3 module would begin late and commit before some statements
        for pragma in (*PRAGMAS, *(("query_only=ON",) if read_only else ())):
            _execute(connection, f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.connection.cursor().execute(begin).close()

    return engine
