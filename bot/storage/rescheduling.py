"""Schedules follow the documents: what an owner asks for now replaces what it asked for before."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, select, update

from bot.core.nudges.rhythm import next_after
from bot.core.people import Owner
from bot.core.situation import Schedule
from bot.storage import tables as t
from bot.storage.ledger import missed, rows_of, write
from bot.storage.rhythm import COLUMNS, columns, rhythm_of
from bot.storage.upsert import Upsert

ANY_AGE = timedelta(weeks=520)  # how old it may be is looked at again when it is composed

_of_owner = (t.schedules.c.owner_kind == bindparam("of")) & (t.schedules.c.owner == bindparam("id"))
_held = select(t.schedules).where(_of_owner)
_drop = delete(t.schedules).where(_of_owner, t.schedules.c.kind == bindparam("which"))
_put = Upsert(t.schedules, ("owner_kind", "owner", "kind"), (*COLUMNS, "platform", "next_at"))
_move = update(t.schedules).where(_of_owner, t.schedules.c.kind == bindparam("which")).values(platform=bindparam("on"))


def reschedule(connection: Connection, owners: Iterable[Owner], wanted: Iterable[Schedule], now: datetime) -> None:
    """Replace the schedules of these owners; where the rhythm stays, so does the next moment.

    What was due already by the old rhythm is written first: whoever changes it at half past one had a card at noon.
    """
    all_wanted = tuple(wanted)
    for owner in owners:
        who = {"of": owner.kind, "id": owner.id}
        held = {row.kind: row for row in connection.execute(_held, who)}
        asked = {schedule.kind: schedule for schedule in all_wanted if schedule.owner == owner}
        for kind in held.keys() - asked.keys():
            connection.execute(_drop, {**who, "which": kind})
        for kind, schedule in asked.items():
            rhythm = schedule.rhythm
            row = held.get(kind)
            if row is not None and rhythm_of(row) == rhythm:
                connection.execute(_move, {**who, "which": kind, "on": schedule.on})
                continue
            if row is not None and row.next_at <= now:
                _write_due(connection, owner, row, now)
            next_at = next_after(rhythm, now)
            if next_at is None:
                connection.execute(_drop, {**who, "which": kind})
                continue
            put = {
                "owner_kind": owner.kind, "owner": owner.id, "kind": kind, **columns(rhythm),
                "platform": schedule.on, "next_at": next_at,
            }  # fmt: skip
            _put.run(connection, put)


def _write_due(connection: Connection, owner: Owner, row: Row[Any], now: datetime) -> None:
    schedule = Schedule(owner, row.kind, rhythm_of(row), row.platform)
    _, moments = missed(schedule, row.next_at, lambda one, after: next_after(one.rhythm, after), now)
    write(connection, tuple(rows_of(schedule, moments, now, ANY_AGE)), now)
