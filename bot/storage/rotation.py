"""Re-sealing everything with the first key, so that an old key can be thrown away."""

from typing import Any

from sqlalchemy import Column, Connection, Table, bindparam, select, tuple_, update

from bot.storage.engine import Database
from bot.storage.tables import Sealed, metadata
from bot.storage.vault import Vault

BATCH = 200  # rows a transaction: others wait a few milliseconds at most


async def rotate(database: Database, vault: Vault) -> int:
    """Re-seal every sealed value; return how many. May be stopped and begun again at any time."""
    count = 0
    for table in metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, Sealed):
                count += await _rotate_column(database, vault, table, column)
    return count


async def _rotate_column(database: Database, vault: Vault, table: Table, column: Column[Any]) -> int:
    count, last = 0, None
    while True:
        done, last = await database.write(_rotate_batch, vault, table, column, last)
        count += done
        if done < BATCH:
            return count


def _rotate_batch(
    connection: Connection, vault: Vault, table: Table, column: Column[Any], last: tuple[Any, ...] | None
) -> tuple[int, tuple[Any, ...] | None]:
    keys = list(table.primary_key.columns)
    batch = select(*keys, column).order_by(*keys).limit(BATCH).with_for_update()
    if last is not None:
        batch = batch.where(tuple_(*keys) > tuple_(*last))
    rows = connection.execute(batch).all()
    if rows:
        where = [key == bindparam(f"key_{key.name}") for key in keys]
        values = [
            {f"key_{key.name}": value for key, value in zip(keys, row, strict=False)} | {"new": vault.reseal(row[-1])}
            for row in rows
        ]
        connection.execute(update(table).where(*where).values({column.name: bindparam("new")}), values)
        last = tuple(rows[-1][:-1])
    return len(rows), last
