"""Several things to say to one person or in one channel at one time are one message: one delivery carries the others.

Those share its fate, in the transaction that writes it: said together, or free again. What may have been said by itself
stands alone, so that the same delivery is the same message however often it is sent.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, delete, func, select, update

from bot.core.situation import TOGETHER, Delivery
from bot.storage import tables as t

MOST = 4  # that one carries: five parts stand in one message of every platform

_d = t.deliveries.c
COLUMNS = (
    _d.id, _d.owner_kind, _d.owner, _d.kind, _d.local_date, _d.target, _d.due_at, _d.attempt, _d.claimed_at,
    _d.lease_until, _d.joined, _d.state, _d.to_platform, _d.to_tenant, _d.to_external, _d.doubted_at,
)  # fmt: skip
# A delivery that was in doubt carries its own id: it stands alone, with what it carried before.
IS_CARRIED = and_(_d.joined != "", _d.joined != _d.id)
# By owner, and not by state: of one owner there are few, of one state there may be a hundred thousand.
_state = func.coalesce(_d.state, "")
_of_these = _d.owner_kind.in_(("person", "place")) & _d.owner.in_(bindparam("owners", expanding=True))
_carried = _of_these & (_state == "claimed") & IS_CARRIED & _d.joined.in_(bindparam("ids", expanding=True))
_open: Select[Any] = (
    select(_d.id, _d.owner, _d.kind, _state.label("state"), _d.joined, _d.ready_at)
    .where(_of_these, _state.in_(("pending", "claimed")))
    .order_by(_d.due_at, _d.kind, _d.id)
    .with_for_update(skip_locked=True)
)
_parts: Select[Any] = select(*COLUMNS).where(_carried).order_by(_d.due_at, _d.kind, _d.id)
_carry = (
    update(t.deliveries)
    .where(_d.id == bindparam("which"))
    .values(
        state="claimed", joined=bindparam("by"), attempt=_d.attempt + bindparam("more"), claimed_at=bindparam("now"),
        lease_until=bindparam("lease"), ready_at=None,
    )
)  # fmt: skip
_with = (_d.id == bindparam("which")) & (_d.state == "claimed") & (_d.joined == bindparam("by"))
_release = (
    update(t.deliveries)
    .where(_with, _d.attempt == bindparam("try"))
    .values(state="pending", joined="", ready_at=bindparam("now"))
)
_send = (
    update(t.deliveries).where(_with).values(state="sent", settled_at=bindparam("now"), external=bindparam("theirs"))
)
_leave = update(t.deliveries).where(_with).values(state="uncertain", settled_at=_d.claimed_at, detail=bindparam("said"))

_of_one = (_d.owner_kind == "person") & (_d.owner == bindparam("one"))
_orphans = (
    select(_d.id, _d.joined, _d.kind, _d.local_date, _d.target, _d.due_at)
    .where(_of_one, _d.joined.in_(select(_d.id).where(_d.owner_kind == "person", _d.owner == bindparam("other"))))
    .order_by(_d.due_at, _d.kind, _d.id)
)
_drop = delete(t.deliveries).where(_d.id == bindparam("which"))
# Under a later try: what is being composed of the old one says nothing about this.
_succeed = (
    update(t.deliveries)
    .where(_d.id == bindparam("by"))
    .values(
        owner=bindparam("heir"), kind=bindparam("what"), local_date=bindparam("on"), target=bindparam("about"),
        due_at=bindparam("due"), attempt=_d.attempt + 1,
    )
)  # fmt: skip


def join(connection: Connection, rows: Sequence[Row[Any]], now: datetime, lease: datetime) -> list[Row[Any]]:
    """Return those of the claimed rows that no other one carries, after each took along what waits for its owner."""
    able = [row for row in rows if row.kind in TOGETHER]
    if not able:
        return list(rows)
    carries: dict[str, list[str]] = defaultdict(list)  # by who carries: which
    waiting: dict[str, list[str]] = defaultdict(list)
    claimed = {row.id for row in rows}
    found = connection.execute(_open, {"owners": sorted({row.owner for row in able})}).all()
    carriers = {other.joined for other in found}
    for other in found:
        if other.joined != other.id and other.joined in claimed:
            carries[other.joined].append(other.id)
        elif _is_free(other, now) and other.id not in carriers:
            waiting[other.owner].append(other.id)
    for owner, mine in _by_owner(able).items():
        first, *more = mine
        more = [row for row in more if row.id not in carries]
        free = [*(row.id for row in more), *waiting[owner]]
        carries[first.id] += free[: max(0, MOST - len(carries[first.id]))]
    carried = [
        {"which": id_, "by": by, "more": int(id_ not in claimed), "now": now, "lease": lease}
        for by, ids in carries.items()
        for id_ in ids
    ]
    if carried:
        connection.execute(_carry, carried)
    gone = {one["which"] for one in carried}
    return [row for row in rows if row.id not in gone]


def _is_free(row: Row[Any], now: datetime) -> bool:
    return row.state == "pending" and not row.joined and row.kind in TOGETHER and row.ready_at <= now


def _by_owner(able: Sequence[Row[Any]]) -> dict[str, list[Row[Any]]]:
    """Return what may be joined, oldest first, by whom it is for."""
    found: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in sorted(able, key=lambda row: (row.due_at, row.kind, row.id)):
        if not row.joined:
            found[row.owner].append(row)
    return found


def parts_of(connection: Connection, rows: Sequence[Row[Any]]) -> dict[str, list[Row[Any]]]:
    """Return what each of these carries."""
    found: dict[str, list[Row[Any]]] = defaultdict(list)
    if able := [row for row in rows if row.kind in TOGETHER]:
        wanted = {"owners": sorted({row.owner for row in able}), "ids": [row.id for row in able]}
        for part in connection.execute(_parts, wanted).all():
            found[part.joined].append(part)
    return found


def send_along(connection: Connection, delivery: Delivery, external: str, now: datetime) -> None:
    """Write of what a sent delivery carried that it was said too."""
    _each(connection, _send, delivery, now=now, theirs=external)


def release(connection: Connection, delivery: Delivery, now: datetime) -> None:
    """Let what it carried go without it: it was certainly not said."""
    if delivery.parts:
        tries = [{"which": part.id, "by": delivery.id, "try": part.attempt, "now": now} for part in delivery.parts]
        connection.execute(_release, tries)


def leave_along(connection: Connection, delivery: Delivery, detail: str) -> None:
    """Doubt what it carried as long as it: nobody can look."""
    _each(connection, _leave, delivery, said=detail)


def succeed(connection: Connection, goes: str, stays: str) -> None:
    """Put what moved to another person in the place of what is erased and carried it, under the mark it was said with.

    So it is found where it was said, and said again where it was not; the others that it carried go with it.
    """
    first = dict[str, Any]()
    for orphan in connection.execute(_orphans, {"one": stays, "other": goes}).all():
        first.setdefault(orphan.joined, orphan)
    for by, heir in first.items():
        connection.execute(_drop, {"which": heir.id})
        values = {"heir": stays, "what": heir.kind, "on": heir.local_date, "about": heir.target, "due": heir.due_at}
        connection.execute(_succeed, {"by": by, **values})


def _each(connection: Connection, statement: Any, delivery: Delivery, **values: Any) -> None:
    if delivery.parts:
        connection.execute(statement, [{"which": part.id, "by": delivery.id, **values} for part in delivery.parts])
