"""What is checked before a database is used, and the sentences for when it cannot be."""

import logging
import sqlite3
from contextlib import suppress
from pathlib import Path

from sqlalchemy import URL, Connection, inspect, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError

from bot.core.errors import CannotStart
from bot.storage import tables as t
from bot.storage.upsert import Upsert
from bot.storage.vault import CannotOpen, Vault

LOG = logging.getLogger("bot.storage.opening")
CANARY = "canary"
SONG = b"Boffin can read what it sealed."

_canary = select(t.meta.c.sealed).where(t.meta.c.key == CANARY)
_put_canary = Upsert(t.meta, ("key",))


def url_of(text: str) -> URL:
    """Return the address of a database; a bare path is an SQLite file, PostgreSQL is reached through psycopg."""
    scheme, mark, rest = text.partition("://")
    if not mark:
        return URL.create("sqlite", database=text or ":memory:")
    if scheme in ("postgres", "postgresql"):
        scheme = "postgresql+psycopg"
    try:
        url = make_url(f"{scheme}://{rest}")
    except (ArgumentError, ValueError):
        url = None
    if url is None or url.drivername not in ("sqlite", "postgresql+psycopg"):
        raise CannotStart(
            "BOFFIN_DATABASE_URL is not an address that can be used. Nothing was read or changed. Right would be "
            "sqlite:////folder/boffin.db or postgresql://name@host/boffin."
        )
    return url


def file_of(url: URL) -> Path | None:
    """Return the file of an SQLite database, None for memory and for PostgreSQL."""
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return Path(str(url.database))


def check_folder(file: Path) -> None:
    """Raise CannotStart where the folder is missing or the path is no file."""
    try:
        usable = file.parent.is_dir()
        file.exists()
    except PermissionError:
        usable = False
    if not usable:
        raise CannotStart(
            f"The folder {file.parent} does not exist or may not be entered, so the database cannot be kept there. "
            "Nothing was changed. Make the folder and let the account that runs Boffin in, or name another one in "
            "BOFFIN_HOME or BOFFIN_DATABASE_URL."
        )
    if file.exists() and not file.is_file():
        raise CannotStart(
            f"{file} is not a file, so it cannot be the database. Nothing was changed. Name a file in "
            "BOFFIN_DATABASE_URL."
        )


def check_begun(file: Path, key_file: Path) -> None:
    """Raise CannotStart where a database that had been begun is empty or gone; say so where a new one is begun.

    SQLite would throw away what waits in the `-wal` file of such a database, so this comes before it is opened.
    """
    empty = file.exists() and not file.stat().st_size
    if file.exists() and not empty:
        return
    waiting = file.with_name(file.name + "-wal")
    if waiting.exists() and waiting.stat().st_size:
        raise CannotStart(
            f"The database {file} is {'empty' if empty else 'missing'}, but {waiting.name} beside it still holds what "
            "was written last. Nothing was changed. Put the newest copy of the database back, together with the "
            f"{waiting.name} of that copy; delete this {waiting.name} only if you mean to begin anew."
        )
    if empty and key_file.exists():
        raise CannotStart(
            f"The database {file} is empty, although its key {key_file} was made before: it seems to have been cut "
            "off. Nothing was changed. Put your newest backup in its place; delete the empty file only if nothing was "
            "kept yet, or if you mean to begin anew."
        )
    if key_file.exists():
        LOG.info("a new database was begun with a key that was there before", extra={"database": str(file)})


def check_there(file: Path) -> None:
    """Raise CannotStart where there is no database: a copy of nothing would be taken for a good one."""
    if not file.exists() or not file.stat().st_size:
        raise nothing_there(str(file))


def nothing_there(where: str) -> CannotStart:
    """Return the sentence for a database that nobody has begun."""
    return CannotStart(
        f"There is no database of Boffin's in {where}, so there is nothing to copy. Nothing was made or changed. Run "
        "this as the account that runs Boffin, with its BOFFIN_HOME or BOFFIN_DATABASE_URL."
    )


def make_private(file: Path) -> None:
    """Make a file that is new with rights for its owner alone; SQLite gives its side files the same."""
    if not file.exists():
        with suppress(OSError):  # a folder that cannot be written is explained where the database is opened
            file.touch(mode=0o600)


def check_file(file: Path, *, thorough: bool) -> None:
    """Raise CannotStart where an existing file is no database, or (thorough) a damaged one; change nothing."""
    if not file.exists() or not file.stat().st_size:
        return
    try:
        connection = sqlite3.connect(file, timeout=5)
        try:
            connection.execute("PRAGMA query_only=ON")
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0] if thorough else "ok"
        finally:
            connection.close()
    except sqlite3.OperationalError as problem:
        raise _not_usable(file, problem) from None
    except sqlite3.DatabaseError:
        found = "not a database"
    if found != "ok":
        raise _damaged(file)


def holds_sealed(connection: Connection) -> bool:
    """Say whether anything was sealed here before."""
    return inspect(connection).has_table("meta") and connection.scalar(_canary) is not None


def check_canary(connection: Connection, vault: Vault) -> None:
    """Open the canary, or put one at the first start; raise CannotStart where the keys do not fit."""
    sealed = connection.scalar(_canary)
    if sealed is None:
        _put_canary.run(connection, {"key": CANARY, "sealed": vault.seal(SONG)})
        sealed = connection.scalar(_canary)
    try:
        vault.open(sealed or b"")
    except CannotOpen:
        raise CannotStart(
            "The encryption key does not fit this database. Everything in it is untouched, and nothing was written. "
            "Set the key it was sealed with in BOFFIN_ENCRYPTION_KEY or the key file; after a change of keys the old "
            "one stays in the list, behind the new one, until `boffin key rotate` is done."
        ) from None


def unusable(url: URL, problem: Exception) -> CannotStart:
    """Return the sentence for a database that refused; it never repeats a password."""
    cause = problem.orig if isinstance(problem, DBAPIError) else problem
    file = file_of(url)
    if file is not None:
        refused = isinstance(cause, sqlite3.OperationalError | sqlite3.IntegrityError)
        return _not_usable(file, cause) if refused else _damaged(file)
    where = f"{url.host or 'the local socket'}, database {url.database or '(none named)'}"
    return CannotStart(
        f"PostgreSQL at {where} cannot be used ({type(cause).__name__}). Nothing was changed. Check that it "
        "runs, that the name and password in BOFFIN_DATABASE_URL are right, and that this account may make tables."
    )


def _damaged(file: Path) -> CannotStart:
    return CannotStart(
        f"The database {file} is damaged, or is not a database. It was left exactly as it is. Keep a copy of it, put "
        "your newest backup in its place, and start again."
    )


def _not_usable(file: Path, problem: BaseException | None) -> CannotStart:
    return CannotStart(
        f"The database {file} cannot be used: {problem}. What is in it is safe. Check that the disk is not full or "
        "read-only and that the account that runs Boffin may write the file and its folder, and start again."
    )
