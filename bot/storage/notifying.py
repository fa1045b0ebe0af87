"""What one person is told once becomes a delivery to them; the same thing once a day at most."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, select

from bot.core.situation import Notice
from bot.storage import tables as t
from bot.storage.ledger import write

APART = timedelta(seconds=1)  # nobody gets two in the same second

_d = t.deliveries.c
_asked = select(_d.id).where(
    _d.owner_kind == "person", _d.owner == bindparam("who"), _d.kind == "unsure", _d.target == bindparam("what"),
    _d.state.not_in(("failed", "skipped")),
)  # fmt: skip


def notify(connection: Connection, notices: Iterable[Notice], now: datetime) -> int:
    """Write a delivery for each notice; return how many are new."""
    rows: list[dict[str, Any]] = []
    for number, notice in enumerate(notices):
        if notice.kind == "unsure" and _was_asked(connection, notice):
            continue
        rows.append({
            "id": "", "owner_kind": notice.owner.kind, "owner": notice.owner.id, "kind": notice.kind,
            "local_date": now.date(), "target": notice.about, "due_at": now + notice.after, "state": "pending",
            "settled_at": None, "detail": "", "external": "", "attempt": 0,
            "ready_at": now + notice.after + number * APART,
        })  # fmt: skip
    return write(connection, rows, now)


def _was_asked(connection: Connection, notice: Notice) -> bool:
    """Say whether this was asked of them on another day: others keep the channel now, and they do still."""
    asked = {"who": notice.owner.id, "what": notice.about}
    return connection.scalar(_asked, asked) is not None
