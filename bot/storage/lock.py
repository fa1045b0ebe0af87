"""One `boffin run` for each SQLite file, and none while everything is sealed anew: locks that end with the process."""

import fcntl
import os
from contextlib import suppress
from pathlib import Path

from sqlalchemy import URL, Connection, NullPool, create_engine, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.core.errors import CannotStart

ALONE = 7_264_003  # who tidies up at night
SHARDS = 7_264_100  # who is connected where a platform tells everything to everyone that is: with all its shards
RUNNING = 7_264_002  # PostgreSQL's advisory lock: an arbitrary number that is Boffin's, beside the migrations' one
STOP_FIRST = (
    "Boffin is running on {where}, so nothing was sealed anew or put back, and no key may be taken away: the running "
    "one would go on with what it started with. Stop it, run `boffin key rotate` or `boffin restore` again, and start "
    "it afterwards."
)


class FileLock:
    """Holds `<file>.lock` until it is released or the process is gone."""

    def __init__(self, file: Path, *, rotating: bool = False) -> None:
        path = file.with_name(file.name + ".lock")
        try:
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as problem:
            raise CannotStart(
                f"The lock file {path} cannot be written ({problem.strerror}). The database was not touched. Let the "
                "account that runs Boffin write in this folder, or name another one in BOFFIN_DATABASE_URL."
            ) from None
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._handle)
            if rotating:
                raise CannotStart(STOP_FIRST.format(where=file)) from None
            raise CannotStart(
                f"Another Boffin is running on {file}. It goes on and nothing was changed; two would send everything "
                "twice. Stop the other one first, or give this one a database of its own in BOFFIN_DATABASE_URL."
            ) from None

    def release(self) -> None:
        """Let the next one in. The file stays: removing it could let two in."""
        os.close(self._handle)


class AdvisoryLock:
    """PostgreSQL: every `boffin run` shares it, `boffin key rotate` wants it alone. It ends with its connection.

    A server that was restarted has forgotten it, until the next start of Boffin: deploy/README.md tells operators so.
    """

    def __init__(self, url: URL, *, rotating: bool = False) -> None:
        self._engine = create_engine(
            url, poolclass=NullPool, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 5}
        )
        self._connection = self._engine.connect()
        take = "pg_try_advisory_lock" if rotating else "pg_try_advisory_lock_shared"
        if not self._connection.scalar(text(f"SELECT {take}(:lock)"), {"lock": RUNNING}):
            self.release()
            if rotating:
                raise CannotStart(STOP_FIRST.format(where=f"this database at {url.host or 'the local socket'}"))
            raise CannotStart(
                "Everything in this database is being sealed with a new key. Nothing was changed. Start again when "
                "`boffin key rotate` is done."
            )

    def release(self) -> None:
        """Let the others in."""
        with suppress(SQLAlchemyError):  # said, not only cut: a server notices late that a connection is gone
            self._connection.execute(text("SELECT pg_advisory_unlock_all()"))
        self._connection.close()
        self._engine.dispose()


class Turnstile:
    """PostgreSQL: lets one of all replicas through at a time; whoever dies inside lets the next one in."""

    def __init__(self, url: URL) -> None:
        self._engine = create_engine(
            url, poolclass=NullPool, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 5}
        )
        self._held: dict[int, Connection] = {}

    def enter(self, number: int) -> bool:
        """Take a number, or say that another one has it. Held until `leave`, or until the process or server ends."""
        if number in self._held and self._is_alive(number):
            return True
        connection = self._engine.connect()
        try:
            if connection.scalar(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": number}):
                self._held[number] = connection
                return True
        finally:
            if self._held.get(number) is not connection:
                connection.close()
        return False

    def _is_alive(self, number: int) -> bool:
        try:
            self._held[number].scalar(text("SELECT 1"))
        except DBAPIError:
            self.leave(number)
            return False
        return True

    def leave(self, number: int) -> None:
        """Let the next one in."""
        if connection := self._held.pop(number, None):
            with suppress(SQLAlchemyError):  # said, for the same reason
                connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": number})
            with suppress(SQLAlchemyError):
                connection.close()

    def close(self) -> None:
        """Leave everything."""
        for number in tuple(self._held):
            self.leave(number)
        self._engine.dispose()
