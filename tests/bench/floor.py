"""The floor under a command: the SQL that one `log` did, recorded once and done again in the same threads."""

import re
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sqlalchemy import Connection, Engine, event

from bot.storage.engine import Database

ID = re.compile(r"[0-9a-f]{16,40}")
WRITE, READ, GLANCE = "write", "read", "glance"  # the three ways in which the database runs what it is given
Statement = tuple[str, Any, bool]  # the text, its parameters, and whether it is for many rows at once


@dataclass
class SameSql:
    """Records the transactions of one command by the thread they ran in, and replays them with ids of their own."""

    database: Database
    kept: frozenset[str]  # ids that stay as they are: the person's
    transactions: list[tuple[str, list[Statement]]] = field(default_factory=list)  # in which way, and what

    def __post_init__(self) -> None:
        self._numbers = count(1)
        self._open: list[Statement] = []

    def record(self) -> None:
        """Listen from now on, on every engine."""
        for engine, way in self._engines():
            event.listen(engine, "before_cursor_execute", self._said)
            event.listen(engine, "commit", lambda _, way=way: self._ended(way))

    def _engines(self) -> tuple[tuple[Engine, str], ...]:
        database = self.database
        here = ((database._here, GLANCE),) if database._here is not None else ()
        return ((database._writer, WRITE), (database._reader, READ), *here)

    def _said(self, _: object, __: object, statement: str, parameters: Any, ___: object, many: bool) -> None:
        self._open.append((statement, parameters, many))

    def _ended(self, way: str) -> None:
        if self._open:
            self.transactions.append((way, self._open))
        self._open = []

    def done(self) -> None:
        """Keep only what the last command did; listen no more."""
        for engine, _ in self._engines():
            event.remove(engine, "before_cursor_execute", self._said)
        self.version = max(
            value
            for _, statements in self.transactions
            for text, parameters, _ in statements
            if text.startswith("UPDATE documents")
            for value in parameters
            if isinstance(value, int)
        )

    async def again(self) -> None:
        """Do the same once more, as if somebody had said it again."""
        turn = next(self._numbers)
        for way, statements in self.transactions:
            await getattr(self.database, way)(self._run, statements, turn)

    def _run(self, connection: Connection, statements: list[Statement], turn: int) -> None:
        for text, parameters, many in statements:
            fresh = [self._fresh(one, turn) for one in parameters] if many else self._fresh(parameters, turn)
            connection.exec_driver_sql(text, fresh)

    def _fresh(self, parameters: Any, turn: int) -> tuple[Any, ...]:
        return tuple(self._value(value, turn) for value in parameters)

    def _value(self, value: Any, turn: int) -> Any:
        if isinstance(value, str) and ID.fullmatch(value) and value not in self.kept:
            return f"{turn:08x}{value[8:]}"
        if isinstance(value, int) and not isinstance(value, bool) and value in (self.version - 1, self.version):
            return value + turn  # the next version of the same document
        return value
