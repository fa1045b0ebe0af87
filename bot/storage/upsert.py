"""Inserting what may be there already: the one statement both databases spell through their own construct."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

Rows = dict[str, Any] | Sequence[dict[str, Any]]
COUNTED = {"preserve_rowcount": True}


class Upsert:
    """Inserts rows; where `keys` are taken, overwrites the columns of `update`, or leaves the old row."""

    def __init__(self, table: Table, keys: tuple[str, ...], update: tuple[str, ...] = ()) -> None:
        in_sqlite, in_postgresql = sqlite.insert(table), postgresql.insert(table)
        if update:
            self._sqlite = in_sqlite.on_conflict_do_update(
                index_elements=keys, set_={name: in_sqlite.excluded[name] for name in update}
            )
            self._postgresql = in_postgresql.on_conflict_do_update(
                index_elements=keys, set_={name: in_postgresql.excluded[name] for name in update}
            )
        else:
            self._sqlite = in_sqlite.on_conflict_do_nothing(index_elements=keys)
            self._postgresql = in_postgresql.on_conflict_do_nothing(index_elements=keys)

    def run(self, connection: Connection, rows: Rows) -> int:
        """Insert the rows and return how many were written."""
        statement = self._sqlite if connection.dialect.name == "sqlite" else self._postgresql
        # SQLAlchemy counts inserted rows only where it is asked to.
        return connection.execute(statement, rows, execution_options=COUNTED).rowcount
