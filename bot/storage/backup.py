"""Copies of everything: one sealed file, the same for SQLite and PostgreSQL, made from one view while the bot runs.

A line for each piece: the first says what the copy is, then come rows, the last says how many there were. Every line is
sealed with the key of the database, so a copy is worth nothing without it, and a piece that was changed does not open.
"""

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Date, Table, Time, insert, select

from bot.core.errors import CannotStart
from bot.storage import tables as t
from bot.storage.engine import Database
from bot.storage.migrations import HEAD
from bot.storage.tables import Sealed, Utc, metadata
from bot.storage.vault import CannotOpen, Vault

ROWS = 500  # in one piece
NAME = "boffin-{:%Y%m%dT%H%M%SZ}.backup"


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy holds: rows by table, when it was made, who had been forgotten by then; once it is put back, also
    the newer copies beside it that could not be read."""

    at: datetime
    rows: dict[str, int]
    forgotten: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


async def back_up(database: Database, vault: Vault, folder: Path, now: datetime, keep: int) -> tuple[Path, Copied]:
    """Write a copy, read it back whole, and only then delete the oldest beyond `keep`."""
    return await database.read(_back_up, vault, folder, now, keep)


def _back_up(connection: Connection, vault: Vault, folder: Path, now: datetime, keep: int) -> tuple[Path, Copied]:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / NAME.format(now)
    begun = file.with_suffix(".begun")
    try:
        _write(connection, vault, begun, now)
        copied = look_through(begun, vault)
        begun.rename(file)
    finally:
        begun.unlink(missing_ok=True)
    for old in copies(folder)[:-keep]:
        old.unlink()
    return file, copied


def copies(folder: Path) -> list[Path]:
    """Return the copies in a folder, the oldest first."""
    return sorted(folder.glob("boffin-*.backup"))


def _write(connection: Connection, vault: Vault, file: Path, now: datetime) -> None:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        counts: dict[str, int] = {}
        out.write(vault.seal(json.dumps({"at": now.isoformat(), "schema": HEAD}).encode()) + b"\n")
        for table in metadata.sorted_tables:
            counts[table.name] = 0
            for rows in connection.execute(select(table)).partitions(ROWS):
                counts[table.name] += len(rows)
                piece = {"table": table.name, "rows": [[_plain(value) for value in row] for row in rows]}
                out.write(vault.seal(json.dumps(piece).encode()) + b"\n")
        out.write(vault.seal(json.dumps({"counts": counts}).encode()) + b"\n")
        out.flush()
        os.fsync(out.fileno())


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return b64encode(value).decode() if isinstance(value, bytes) else value


def _value(column: Column[Any], plain: Any) -> Any:
    if plain is None:
        return None
    kind = column.type
    if isinstance(kind, Sealed):
        return b64decode(plain)
    if isinstance(kind, Utc):
        return datetime.fromisoformat(plain)
    if isinstance(kind, Date):
        return date.fromisoformat(plain)
    return time.fromisoformat(plain) if isinstance(kind, Time) else plain


def _pieces(file: Path, vault: Vault) -> Iterator[dict[str, Any]]:
    """Yield what a copy holds; raise CannotStart where it is not whole or not of this key and version."""
    counts: dict[str, int] = {}
    last: dict[str, Any] = {}
    try:
        with file.open("rb") as lines:
            for number, line in enumerate(lines):
                last = json.loads(vault.open(line.strip()))
                if not number and last.get("schema") != HEAD:
                    raise CannotStart(
                        f"The copy {file} is of another version of Boffin (its schema is {last.get('schema')}, this "
                        f"one's is {HEAD}). Nothing was changed. Restore it with that version, then start this one."
                    )
                if "table" in last:
                    counts[last["table"]] = counts.get(last["table"], 0) + len(last["rows"])
                yield last
    except OSError as problem:
        raise CannotStart(f"The copy {file} cannot be read ({problem.strerror}). Nothing was changed.") from None
    except CannotOpen:
        raise CannotStart(
            f"The copy {file} is damaged, or was made with another key. Nothing was changed. Set the key that it was "
            "made with, or take an older copy."
        ) from None
    if {name: count for name, count in last.get("counts", {}).items() if count} != counts or "counts" not in last:
        raise CannotStart(f"The copy {file} is cut off. Nothing was changed. Take an older copy.")


def look_through(file: Path, vault: Vault) -> Copied:
    """Read a copy to its end and return what it holds; raise CannotStart where it is not whole."""
    at, counts, forgotten = "", dict[str, int](), list[str]()
    place = [column.name for column in t.tombstones.columns].index("person")
    for piece in _pieces(file, vault):
        at = piece.get("at", at)
        counts = piece.get("counts", counts)
        if piece.get("table") == t.tombstones.name:
            forgotten += [row[place] for row in piece["rows"]]
    return Copied(datetime.fromisoformat(at), counts, tuple(forgotten))


def put_back(connection: Connection, vault: Vault, file: Path) -> None:
    """Replace everything by what a copy holds."""
    for table in reversed(metadata.sorted_tables):
        connection.execute(table.delete())
    by_name: dict[str, Table] = {table.name: table for table in metadata.sorted_tables}
    for piece in _pieces(file, vault):
        if (table := by_name.get(piece.get("table", ""))) is not None:
            columns = list(table.columns)
            rows = [
                {column.name: _value(column, plain) for column, plain in zip(columns, row, strict=True)}
                for row in piece["rows"]
            ]
            connection.execute(insert(table), rows)
