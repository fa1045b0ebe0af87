"""One `boffin run` for each SQLite file, and none while everything is sealed anew: locks that end with the process."""

import fcntl
import os
from pathlib import Path

from sqlalchemy import URL, NullPool, create_engine, text

from bot.core.errors import CannotStart

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
        self._connection.close()
        self._engine.dispose()
