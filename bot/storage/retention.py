"""Once a day: what has stayed long enough goes, and months keep a total where their weeks go."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Date, Table, bindparam, delete, select

from bot.core.plan.weeks import Week
from bot.storage import tables as t
from bot.storage.codec import Codec
from bot.storage.engine import Database
from bot.storage.registry import REGISTRY
from bot.storage.upsert import Upsert

ONCE_DAYS, POST_DAYS, IDLE_DAYS = 30, 396, 365

_due_weeks = select(t.weeks).where(t.weeks.c.monday < bindparam("before")).order_by(t.weeks.c.owner, t.weeks.c.monday)
_total = select(t.totals.c.sealed).where(t.totals.c.owner == bindparam("who"), t.totals.c.month == bindparam("of"))
_put_total = Upsert(t.totals, ("owner", "month"), ("sealed",))
_old_posts = select(t.posts.c.place, t.posts.c.id).where(t.posts.c.at < bindparam("before"))
_idle = select(t.people.c.id).where(t.people.c.used_on < bindparam("before")).order_by(t.people.c.id)


@dataclass(frozen=True, slots=True)
class Swept:
    """How many rows went from each table, and who has been idle so long that they should be told."""

    gone: Mapping[str, int]
    idle: tuple[str, ...]


async def sweep(database: Database, codec: Codec, now: datetime) -> Swept:
    """Delete what is past its time, one table a transaction, so that nobody waits long."""
    gone = {"weeks": await database.write(_fold_weeks, codec, now.date() - timedelta(days=_days("weeks")))}
    for entry in REGISTRY:
        if entry.expires is not None and entry.table.name not in gone:
            gone[entry.table.name] = await database.write(_drop, entry.table, entry.expires, entry.days or 0, now)
    gone["once"] = await database.write(_drop, t.once, t.once.c.at, ONCE_DAYS, now)
    gone["posts"] = await database.write(_drop_posts, now - timedelta(days=POST_DAYS))
    return Swept(gone, await database.read(idle, now.date() - timedelta(days=IDLE_DAYS)))


def idle(connection: Connection, before: date) -> tuple[str, ...]:
    """Return the persons who last used Boffin before that day."""
    return tuple(connection.scalars(_idle, {"before": before}))


def _days(name: str) -> int:
    return next(entry.days or 0 for entry in REGISTRY if entry.table.name == name)


def _drop(connection: Connection, table: Table, column: Any, days: int, now: datetime) -> int:
    moment = now - timedelta(days=days)
    before = moment.date() if isinstance(column.type, Date) else moment
    return connection.execute(delete(table).where(column < before)).rowcount


def _drop_posts(connection: Connection, before: datetime) -> int:
    old = connection.execute(_old_posts, {"before": before}).all()
    for place, post in old:
        for table in (t.taps, t.shown):
            connection.execute(delete(table).where(table.c.place == place, table.c.post == post))
        connection.execute(delete(t.posts).where(t.posts.c.place == place, t.posts.c.id == post))
    return len(old)


def _fold_weeks(connection: Connection, codec: Codec, before: date) -> int:
    """Delete old weeks and add their minutes to their months; a week without minutes adds nothing."""
    minutes: dict[tuple[str, date], int] = defaultdict(int)
    for owner, monday, sealed in connection.execute(_due_weeks, {"before": before}):
        if (told := minutes_of(codec.open(Week, sealed))) is not None:
            minutes[owner, monday.replace(day=1)] += told
    for (owner, month), more in minutes.items():
        held = connection.scalar(_total, {"who": owner, "of": month})
        total = more + (codec.open(int, held) if held else 0)
        _put_total.run(connection, {"owner": owner, "month": month, "sealed": codec.seal(total)})
    return connection.execute(delete(t.weeks).where(t.weeks.c.monday < before)).rowcount


def minutes_of(week: Week) -> int | None:
    """Return what was told of a week in minutes: the estimate, else the sum by tool, None where neither was."""
    return week.minutes if week.minutes is not None or not week.by_tool else sum(week.by_tool.values())
