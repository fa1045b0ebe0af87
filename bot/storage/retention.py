"""Once a day: what has stayed long enough goes, and months keep a total where their weeks go."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Date, Table, bindparam, delete, select

from bot.core.errors import BoffinError
from bot.core.plan.weeks import Log, Week, monday
from bot.storage import tables as t
from bot.storage.codec import Codec
from bot.storage.departing import depart
from bot.storage.engine import Database
from bot.storage.registry import REGISTRY
from bot.storage.upsert import Upsert

ONCE_DAYS, POST_DAYS, IDLE_DAYS, QUESTION_DAYS = 30, 396, 365, 180
LATELY = timedelta(hours=20)  # less than a day, so that a start at the same hour sweeps again
THIS_NIGHT = timedelta(hours=1)  # another replica has been at it
SWEPT = "swept"  # the key of the last sweep's moment in `meta`

_due_weeks = select(t.weeks).where(t.weeks.c.monday < bindparam("before")).order_by(t.weeks.c.owner, t.weeks.c.monday)
_due_logs = select(t.logs.c.owner, t.logs.c.day, t.logs.c.sealed).where(t.logs.c.day < bindparam("before"))
_total = select(t.totals.c.sealed).where(t.totals.c.owner == bindparam("who"), t.totals.c.month == bindparam("of"))
_put_total = Upsert(t.totals, ("owner", "month"), ("sealed",))
_old_posts = select(t.posts.c.place, t.posts.c.id).where(t.posts.c.at < bindparam("before"))
_swept = select(t.meta.c.sealed).where(t.meta.c.key == SWEPT)
_put_swept = Upsert(t.meta, ("key",), ("sealed",))
_idle = select(t.people.c.id).where(t.people.c.used_on < bindparam("before")).order_by(t.people.c.id)


@dataclass(frozen=True, slots=True)
class Swept:
    """How many rows went from each table, and who has not used Boffin for a year (nobody is told or deleted yet)."""

    gone: Mapping[str, int]
    idle: tuple[str, ...]


async def sweep(database: Database, codec: Codec, now: datetime) -> Swept:
    """Delete what is past its time, one table a transaction, so that nobody waits long."""
    gone = await database.write(_fold_weeks, codec, now.date() - timedelta(days=_days("weeks")))
    for entry in REGISTRY:
        if entry.expires is not None and entry.table.name not in gone:
            gone[entry.table.name] = await database.write(_drop, entry.table, entry.expires, entry.days or 0, now)
    gone["once"] = await database.write(_drop, t.once, t.once.c.at, ONCE_DAYS, now)
    gone["expected"] = await database.write(_drop, t.expected, t.expected.c.until, 0, now)
    gone["questions"] = await database.write(_drop, t.questions, t.questions.c.week, QUESTION_DAYS, now)
    gone["waiting"] = await database.write(_drop, t.waiting, t.waiting.c.week, QUESTION_DAYS, now)
    gone["posts"] = await database.write(_drop_posts, now - timedelta(days=POST_DAYS))
    gone |= await depart(database, codec, now)
    await database.write(_note_sweep, codec, now)
    return Swept(gone, await database.read(idle_people, now))


def idle_people(connection: Connection, now: datetime) -> tuple[str, ...]:
    """Return the persons who have not used Boffin for a year."""
    return tuple(connection.scalars(_idle, {"before": now.date() - timedelta(days=IDLE_DAYS)}))


def was_swept_lately(connection: Connection, codec: Codec, now: datetime, lately: timedelta = LATELY) -> bool:
    """Say whether the last sweep was within 20 hours, or another time.

    A moment in the future is one of a clock that was wrong: it was not.
    """
    sealed = connection.scalar(_swept)
    if sealed is None:
        return False
    try:
        last = datetime.fromisoformat(codec.open(str, sealed))
    except (BoffinError, ValueError):  # sweeping once too often does no harm
        return False
    return timedelta(0) <= now - last < lately


def _note_sweep(connection: Connection, codec: Codec, now: datetime) -> None:
    _put_swept.run(connection, {"key": SWEPT, "sealed": codec.seal(now.isoformat())})


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


def _fold_weeks(connection: Connection, codec: Codec, before: date) -> dict[str, int]:
    """Delete weeks that began before that day, with their logs, and add their minutes to their months.

    A week counts as much as in the core: the larger of what was told and what was logged. One without
    minutes adds nothing.
    """
    told: dict[tuple[str, date], int] = {}
    logged: dict[tuple[str, date], int] = defaultdict(int)
    for owner, start, sealed in connection.execute(_due_weeks, {"before": before}):
        if (minutes := minutes_of(codec.open(Week, sealed))) is not None:
            told[owner, start] = minutes
    whole = monday(before - timedelta(days=1)) + timedelta(days=7)  # of a week that goes, every log goes
    for owner, day, sealed in connection.execute(_due_logs, {"before": whole}):
        logged[owner, monday(day)] += codec.open(Log, sealed).minutes
    months: dict[tuple[str, date], int] = defaultdict(int)
    for owner, start in sorted(told.keys() | logged.keys()):
        months[owner, start.replace(day=1)] += max(told.get((owner, start), 0), logged.get((owner, start), 0))
    for (owner, month), more in months.items():
        held = connection.scalar(_total, {"who": owner, "of": month})
        total = more + (codec.open(int, held) if held else 0)
        _put_total.run(connection, {"owner": owner, "month": month, "sealed": codec.seal(total)})
    return {
        "weeks": connection.execute(delete(t.weeks).where(t.weeks.c.monday < before)).rowcount,
        "logs": connection.execute(delete(t.logs).where(t.logs.c.day < whole)).rowcount,
    }


def minutes_of(week: Week) -> int | None:
    """Return what was told of a week in minutes: the estimate, else the sum by tool, None where neither was."""
    return week.minutes if week.minutes is not None or not week.by_tool else sum(week.by_tool.values())
