"""When the rules of time zones change, what is to come is reckoned anew; which rules it was reckoned by is kept."""

import importlib
import zoneinfo
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, bindparam, select, tuple_, update

from bot.core.nudges.rhythm import next_after
from bot.storage import tables as t
from bot.storage.rhythm import rhythm_of

AT_ONCE = 1000  # schedules in one transaction
Key = tuple[str, str, str]
FIRST: Key = ("", "", "")

_s = t.schedules.c
_key = tuple_(_s.owner_kind, _s.owner, _s.kind)
_some = (
    select(t.schedules)
    .where(_s.next_at > bindparam("now"), _key > tuple_(bindparam("of"), bindparam("id"), bindparam("which")))
    .order_by(_s.owner_kind, _s.owner, _s.kind)
    .limit(AT_ONCE)
)
_move = (
    update(t.schedules)
    .where(_s.owner_kind == bindparam("of"), _s.owner == bindparam("id"), _s.kind == bindparam("which"))
    .values(next_at=bindparam("next"))
)


def rules_in_use() -> str:
    """Return the version of the time zones that this Python reads: the system's, else those it came with."""
    for folder in map(Path, zoneinfo.TZPATH):
        if (folder / "tzdata.zi").is_file():
            with (folder / "tzdata.zi").open(encoding="utf-8") as rules:
                return rules.readline().removeprefix("# version").strip()
        if (folder / "Europe" / "London").is_file():
            return f"of {(folder / 'Europe' / 'London').stat().st_mtime_ns}"
    return str(importlib.import_module("tzdata").IANA_VERSION)


def reckon(connection: Connection, after: Key, now: datetime) -> tuple[Key | None, int]:
    """Reckon some schedules anew, those after a key; return the last key, None at the end, and how many moved.

    What is due already stays due. What came today comes no second time: its delivery has that local date.
    """
    rows = connection.execute(_some, {"now": now, "of": after[0], "id": after[1], "which": after[2]}).all()
    moved = []
    for row in rows:
        try:
            following = next_after(rhythm_of(row), now)
        except ValueError:
            continue  # a zone that these rules do not have: the ledger looks at it again
        if following is not None and following != row.next_at:
            moved.append({"of": row.owner_kind, "id": row.owner, "which": row.kind, "next": following})
    if moved:
        connection.execute(_move, moved)
    last = rows[-1] if len(rows) == AT_ONCE else None
    return (last.owner_kind, last.owner, last.kind) if last else None, len(moved)
