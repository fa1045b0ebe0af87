"""Schedules follow the documents: what an owner asks for now replaces what it asked for before."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select, update

from bot.core.nudges.rhythm import next_after
from bot.core.people import Owner
from bot.core.situation import Schedule
from bot.storage import tables as t
from bot.storage.rhythm import COLUMNS, columns, rhythm_of
from bot.storage.upsert import Upsert

_of_owner = (t.schedules.c.owner_kind == bindparam("of")) & (t.schedules.c.owner == bindparam("id"))
_held = select(t.schedules).where(_of_owner)
_drop = delete(t.schedules).where(_of_owner, t.schedules.c.kind == bindparam("which"))
_put = Upsert(t.schedules, ("owner_kind", "owner", "kind"), (*COLUMNS, "platform", "next_at"))
_move = update(t.schedules).where(_of_owner, t.schedules.c.kind == bindparam("which")).values(platform=bindparam("on"))


def reschedule(connection: Connection, owners: Iterable[Owner], wanted: Iterable[Schedule], now: datetime) -> None:
    """Replace the schedules of these owners; where the rhythm stays, so does the next moment."""
    all_wanted = tuple(wanted)
    for owner in owners:
        who = {"of": owner.kind, "id": owner.id}
        held = {row.kind: rhythm_of(row) for row in connection.execute(_held, who)}
        asked = {schedule.kind: schedule for schedule in all_wanted if schedule.owner == owner}
        for kind in held.keys() - asked.keys():
            connection.execute(_drop, {**who, "which": kind})
        for kind, schedule in asked.items():
            rhythm = schedule.rhythm
            if held.get(kind) == rhythm:
                connection.execute(_move, {**who, "which": kind, "on": schedule.on})
                continue
            next_at = next_after(rhythm, now)
            if next_at is None:
                connection.execute(_drop, {**who, "which": kind})
                continue
            row = {
                "owner_kind": owner.kind, "owner": owner.id, "kind": kind, **columns(rhythm),
                "platform": schedule.on, "next_at": next_at,
            }  # fmt: skip
            _put.run(connection, row)
