"""How claimed deliveries ended, written many at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, exists, or_, update

from bot.core.situation import Delivery
from bot.storage import tables as t
from bot.storage.joining import release, send_along

SETTLED = frozenset({"sent", "skipped", "failed", "uncertain"})

_d = t.deliveries.c
_settling = update(t.deliveries).values(
    state=bindparam("how"), settled_at=bindparam("now"), detail=bindparam("said"), external=bindparam("theirs"),
    ready_at=bindparam("look"),
)  # fmt: skip
_this = _d.id == bindparam("which")
_settle = _settling.where(_this, _d.state == "claimed", _d.attempt == bindparam("try"))
_settle_sent = _settling.where(_this, or_(_d.state == "pending", _d.state == "claimed", _d.state == "uncertain"))

_asking = t.deliveries.alias("asking")
# A question that reached no keeper: what it was about is looked for again.
_unasked = (
    update(t.deliveries)
    .where(
        _this, _d.state == "uncertain", _d.ready_at.is_(None),
        ~exists().where(_asking.c.kind == "unsure", _asking.c.target == bindparam("about"),
                        _asking.c.state.not_in(("failed", "skipped"))),
    )
    .values(ready_at=bindparam("now"))
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ending:
    """How a delivery ended; `detail` is the platform's id of a sent one, else why."""

    delivery: Delivery
    state: str
    at: datetime
    detail: str

    def values(self) -> dict[str, Any]:
        """Return what is written of it."""
        is_sent = self.state == "sent"
        written = {
            "which": self.delivery.id, "how": self.state, "now": self.at, "said": "" if is_sent else self.detail,
            "theirs": self.detail if is_sent else "", "look": self.at if self.state == "uncertain" else None,
        }  # fmt: skip
        return written if is_sent else {**written, "try": self.delivery.attempt}


def settle_all(connection: Connection, endings: Sequence[Ending]) -> None:
    """Write how deliveries ended; a sent one keeps the platform's id of what was said, and so does what it carried."""
    if sent := [ending.values() for ending in endings if ending.state == "sent"]:
        connection.execute(_settle_sent, sent)
    if others := [ending.values() for ending in endings if ending.state != "sent"]:
        connection.execute(_settle, others)
    for ending in endings:
        if ending.state == "sent":
            send_along(connection, ending.delivery, ending.detail, ending.at)
        elif ending.state != "uncertain":
            release(connection, ending.delivery, ending.at)
            if ending.delivery.kind == "unsure":
                about = ending.delivery.about  # place/delivery/attempt
                which = about.partition("/")[2].partition("/")[0]
                connection.execute(_unasked, {"which": which, "about": about, "now": ending.at})
