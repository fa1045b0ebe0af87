"""Re-sealing everything with the first key, and the proof that what is kept can be opened."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Select, Table, bindparam, func, select, tuple_, update

from bot.storage.engine import Database
from bot.storage.tables import Sealed, meta, metadata
from bot.storage.vault import CannotOpen, Vault

BATCH = 200  # rows a transaction: others wait a few milliseconds at most

Progress = Callable[[int, int], None]  # how many values are done, of how many


@dataclass(frozen=True, slots=True)
class Proof:
    """How many values were looked at, and how many of them, by table, no key opened."""

    count: int
    closed: Mapping[str, int]


def _quiet(done: int, count: int) -> None:
    """Say nothing."""


async def rotate(database: Database, vault: Vault, progress: Progress = _quiet) -> Proof:
    """Re-seal every sealed value; what cannot be opened stays as it is. May be stopped and begun again at any time."""
    return await _walk(database, vault, progress, lambda *args: database.write(_rotate_batch, *args))


async def prove(database: Database, vault: Vault, progress: Progress = _quiet) -> Proof:
    """Try to open every sealed value, and change nothing."""
    return await _walk(database, vault, progress, lambda *args: database.read(_prove_batch, *args))


def _columns() -> Iterator[tuple[Table, Column[Any]]]:
    # The canary comes last: while it needs the older key, so does the start.
    for table in sorted(metadata.sorted_tables, key=lambda table: table is meta):
        for column in table.columns:
            if isinstance(column.type, Sealed):
                yield table, column


async def _walk(database: Database, vault: Vault, progress: Progress, batch: Callable[..., Any]) -> Proof:
    whole = await database.read(_count)
    done, closed = 0, Counter[str]()
    for table, column in _columns():
        last = None
        while True:
            seen, failed, last = await batch(vault, table, column, last)
            done += seen
            closed[table.name] += failed
            progress(done, max(whole, done))
            if seen < BATCH:
                break
    return Proof(done, +closed)


def _count(connection: Connection) -> int:
    return sum(connection.scalar(select(func.count()).select_from(table)) or 0 for table, _ in _columns())


def _batch(table: Table, column: Column[Any], last: tuple[Any, ...] | None) -> Select[Any]:
    keys = list(table.primary_key.columns)
    batch = select(*keys, column).order_by(*keys).limit(BATCH)
    return batch if last is None else batch.where(tuple_(*keys) > tuple_(*last))


def _prove_batch(
    connection: Connection, vault: Vault, table: Table, column: Column[Any], last: tuple[Any, ...] | None
) -> tuple[int, int, tuple[Any, ...] | None]:
    rows = connection.execute(_batch(table, column, last)).all()
    closed = sum(not vault.opens(row[-1]) for row in rows)
    return len(rows), closed, tuple(rows[-1][:-1]) if rows else last


def _rotate_batch(
    connection: Connection, vault: Vault, table: Table, column: Column[Any], last: tuple[Any, ...] | None
) -> tuple[int, int, tuple[Any, ...] | None]:
    keys = list(table.primary_key.columns)
    rows = connection.execute(_batch(table, column, last).with_for_update()).all()
    values = []
    for row in rows:
        try:
            new = vault.reseal(row[-1])
        except CannotOpen:
            continue
        values.append({f"key_{key.name}": value for key, value in zip(keys, row, strict=False)} | {"new": new})
    if values:
        where = [key == bindparam(f"key_{key.name}") for key in keys]
        connection.execute(update(table).where(*where).values({column.name: bindparam("new")}), values)
    return len(rows), len(rows) - len(values), tuple(rows[-1][:-1]) if rows else last
