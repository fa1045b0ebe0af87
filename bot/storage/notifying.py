"""What one person is told once becomes a delivery to them; the same thing once a day at most."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from bot.core.situation import Notice
from bot.storage.ledger import write

APART = timedelta(seconds=1)  # nobody gets two in the same second


def notify(connection: Connection, notices: Iterable[Notice], now: datetime) -> int:
    """Write a delivery for each notice; return how many are new."""
    rows: list[dict[str, Any]] = []
    for number, notice in enumerate(notices):
        rows.append({
            "id": "", "owner_kind": notice.owner.kind, "owner": notice.owner.id, "kind": notice.kind,
            "local_date": now.date(), "target": notice.about, "due_at": now + notice.after, "state": "pending",
            "settled_at": None, "detail": "", "external": "", "attempt": 0,
            "ready_at": now + notice.after + number * APART,
        })  # fmt: skip
    return write(connection, rows, now)
