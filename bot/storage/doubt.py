"""The port Doubts on a database: what may have been said, and when to look for it."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, or_, select, update

from bot.core.ports import TO_BEGIN, TO_SAY, Doubts
from bot.core.situation import Delivery
from bot.storage import tables as t
from bot.storage.engine import Database
from bot.storage.joining import COLUMNS, IS_CARRIED, leave_along
from bot.storage.ledger import LEASE, PLATFORM, opened
from bot.storage.went import GONE

BELIEVED = timedelta(seconds=30)  # what a platform took shows up in its history by then
NEXT_LOOK = timedelta(seconds=60)  # Slack lets some apps read a history once a minute

_d, _other = t.deliveries.c, t.deliveries.alias("other")
# A claim from later than now is one of a clock that was wrong.
_is_lost = (_d.state == "claimed") & or_(_d.lease_until < bindparam("now"), _d.claimed_at > bindparam("ahead"))
_lost = (
    select(_d.id, _d.claimed_at, _d.lease_until)
    .where(_is_lost, ~IS_CARRIED, _d.id.not_in(bindparam("held", expanding=True)))
    .with_for_update(skip_locked=True)
)
_recover = (
    update(t.deliveries)
    .where(_d.id == bindparam("which"))
    .values(state="uncertain", settled_at=bindparam("since"), ready_at=bindparam("since"), detail="lease ran out")
)
_to_look_for = (
    select(_d.id)
    .where(_d.state == "uncertain", _d.ready_at <= bindparam("now"), PLATFORM.in_(bindparam("here", expanding=True)))
    .order_by(_d.ready_at, _d.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_before = (
    select(_other.c.external)
    .where(
        _other.c.owner_kind == _d.owner_kind, _other.c.owner == _d.owner, _other.c.state == "sent",
        _other.c.external != "", _other.c.to_platform == _d.to_platform, _other.c.to_tenant == _d.to_tenant,
        _other.c.to_external == _d.to_external,
    )
    .order_by(_other.c.settled_at.desc())
    .limit(1)
    .scalar_subquery()
)  # fmt: skip
_doubtful = select(*COLUMNS, _d.settled_at, _d.ready_at, _before.label("before")).where(
    _d.id.in_(bindparam("ids", expanding=True))
)
_uncertain = (_d.id == bindparam("which")) & (_d.state == "uncertain")
_look_later = update(t.deliveries).where(_uncertain).values(ready_at=bindparam("then"))
_again = (
    update(t.deliveries)
    .where(_uncertain, _d.attempt == bindparam("try"))
    .values(
        state="pending", ready_at=bindparam("turn"), settled_at=None, joined=_d.id, detail=bindparam("said"),
        doubted_at=bindparam("since"),
    )
)  # fmt: skip
_leave = update(t.deliveries).where(_uncertain).values(ready_at=bindparam("until"), detail=bindparam("said"))
_look_again = (
    update(t.deliveries)
    .where(
        _d.owner_kind == "place",
        _d.owner == bindparam("place"),
        _d.state == "uncertain",
        _d.ready_at.is_(None),
        ~IS_CARRIED,
    )
    .values(ready_at=bindparam("now"))
)
_by_word = update(t.deliveries).where(_uncertain, _d.owner_kind == "place", _d.owner == bindparam("place"))
_there = _by_word.values(state="sent", settled_at=bindparam("now"), ready_at=None, detail="a keeper saw it")
_not_there = _by_word.values(
    state="pending",
    due_at=bindparam("now"),
    ready_at=bindparam("now"),
    settled_at=None,
    doubted_at=None,
    detail="a keeper missed it",
)
# What it carried was in the same message, and shares its fate.
_along = update(t.deliveries).where(
    _d.joined == bindparam("which"), _d.id != bindparam("which"), _d.state == "uncertain", _d.owner_kind == "place",
    _d.owner == bindparam("place"),
)  # fmt: skip
_there_too = _along.values(state="sent", settled_at=bindparam("now"), ready_at=None, detail="a keeper saw it")
_not_there_too = _along.values(
    state="pending", joined="", due_at=bindparam("now"), ready_at=bindparam("now"), settled_at=None,
    detail="a keeper missed it",
)  # fmt: skip
_restored = update(t.deliveries).values(
    state="uncertain", settled_at=bindparam("now"), ready_at=bindparam("now"), detail="restored",
    claimed_at=func.coalesce(_d.claimed_at, _d.due_at), joined="",
).where(_d.state.in_(("pending", "claimed")))  # fmt: skip


class SqlDoubts(Doubts):
    """Keeps them apart from what is due until somebody knows."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def recover(self, now: datetime, held: frozenset[str] = frozenset()) -> int:
        """Mark claimed deliveries whose lease ran out as uncertain."""
        return await self._database.write(recover, now, held)

    async def doubtful(
        self, now: datetime, limit: int, platforms: Collection[str], steady_since: datetime | None = None
    ) -> tuple[tuple[Delivery, datetime], ...]:
        """Take those that are to be looked for now."""
        return await self._database.write(doubtful, now, limit, platforms, steady_since)

    async def again(self, delivery: Delivery, now: datetime) -> None:
        """Make it due once more."""
        await self._database.write(again, delivery, now)

    async def repeat(self, delivery: Delivery, now: datetime) -> None:
        """Make it due once more, still in doubt."""
        await self._database.write(repeat, delivery, now)

    async def put_off(self, delivery: Delivery, until: datetime) -> None:
        """Look for it not before then."""
        await self._database.write(put_off, delivery, until)

    async def leave(self, delivery: Delivery, detail: str, until: datetime | None = None) -> None:
        """Look for it no more, or not until then."""
        await self._database.write(leave, delivery, detail, until)


def recover(connection: Connection, now: datetime, held: frozenset[str]) -> int:
    """Mark claimed rows whose lease ran out as uncertain: whether they were said, nobody here knows.

    They are in doubt since the last instant at which they may have been, however late somebody noticed.
    """
    lost = connection.execute(_lost, {"now": now, "ahead": now + LEASE, "held": sorted(held)}).all()
    ended = [row.claimed_at + TO_BEGIN + TO_SAY if row.lease_until < now else now for row in lost]
    if lost:
        found = [{"which": row.id, "since": at} for row, at in zip(lost, ended, strict=True)]
        connection.execute(_recover, found)
    return len(lost)


def doubtful(
    connection: Connection, now: datetime, limit: int, platforms: Collection[str], steady_since: datetime | None
) -> tuple[tuple[Delivery, datetime], ...]:
    """Take uncertain rows; each is looked for once more when it can be believed that it is not there.

    That look is left to whoever can believe it: one whose clock proves nothing yet does not put it off for the others.
    """
    here = sorted({*platforms, GONE})
    ids = list(connection.scalars(_to_look_for, {"now": now, "most": limit, "here": here}))
    if not ids:
        return ()
    steady = steady_since is None or now >= steady_since + BELIEVED
    due: list[Row[Any]] = [*connection.execute(_doubtful, {"ids": ids})]
    rows = [row for row in due if steady or row.ready_at <= row.settled_at]
    since = {row.id: row.settled_at for row in rows}
    if looks := [{"which": id_, "then": _next(now, at, steady_since or at)} for id_, at in since.items()]:
        connection.execute(_look_later, looks)
    going = list[Delivery]()
    for found, _ in opened(connection, rows):
        if found.address.platform == GONE:
            leave(connection, found, "its account was taken away", None)
        else:
            going.append(found)
    # Looked for from when it may have been said first.
    return tuple((replace(one, claimed_at=one.doubted_at or one.claimed_at), since[one.id]) for one in going)


def _next(now: datetime, since: datetime, steady_since: datetime) -> datetime:
    """Return when to look next: when that it is absent can be believed, then once a minute."""
    return next((at + BELIEVED for at in (since, steady_since) if now < at + BELIEVED), now + NEXT_LOOK)


def again(connection: Connection, delivery: Delivery, now: datetime) -> None:
    """Make an uncertain row due once more, and the next one: its turn had come before."""
    _due_again(connection, delivery, now, "was not said", None)


def repeat(connection: Connection, delivery: Delivery, now: datetime) -> None:
    """Make an uncertain row due once more, which stays in doubt since it may have been said first."""
    _due_again(connection, delivery, now, "may have been said", delivery.claimed_at)


def _due_again(connection: Connection, delivery: Delivery, now: datetime, said: str, since: datetime | None) -> None:
    values = {"which": delivery.id, "try": delivery.attempt, "turn": delivery.turn(now), "said": said, "since": since}
    connection.execute(_again, values)


def put_off(connection: Connection, delivery: Delivery, until: datetime) -> None:
    """Look for an uncertain row not before then."""
    connection.execute(_look_later, {"which": delivery.id, "then": until})


def leave(connection: Connection, delivery: Delivery, detail: str, until: datetime | None) -> None:
    """Look for an uncertain row no more, or not until then."""
    if connection.execute(_leave, {"which": delivery.id, "said": detail, "until": until}).rowcount:
        leave_along(connection, delivery, detail)


def look_again(connection: Connection, place: str, now: datetime) -> None:
    """Look once more for a place's posts in doubt: there are others to ask now."""
    connection.execute(_look_again, {"place": place, "now": now})


def resolve(connection: Connection, delivery: str, place: str, is_wanted_again: bool, now: datetime) -> None:
    """Write what a keeper said about an uncertain post of their place."""
    values = {"which": delivery, "place": place, "now": now}
    if connection.execute(_not_there if is_wanted_again else _there, values).rowcount:
        connection.execute(_not_there_too if is_wanted_again else _there_too, values)


def doubt_all(connection: Connection, now: datetime) -> int:
    """Mark everything that waits as uncertain: in a restored copy it may have been said after the copy was made."""
    return connection.execute(_restored, {"now": now}).rowcount
