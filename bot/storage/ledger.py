"""The port Ledger on a database: what is due, claimed and settled; a row is claimed once, whoever asks."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from secrets import token_hex
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, case, false, func, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from bot.core.nudges.rhythm import local_date, zone_of
from bot.core.people import Owner
from bot.core.ports import Ledger
from bot.core.situation import LATE, Address, Delivery, Rhythm, Schedule
from bot.storage import tables as t
from bot.storage.engine import Database
from bot.storage.upsert import Upsert

LEASE = timedelta(seconds=12)  # sending takes 5 s at most, well inside half of it
NO_ZONE = timedelta(days=1)  # a zone that tzdata no longer has is looked at again a day later
MISSED = 60  # of one schedule, at most so many are written as skipped
SETTLED = frozenset({"sent", "skipped", "failed", "uncertain"})

Next = Callable[[Schedule, datetime], datetime]

_s, _d = t.schedules.c, t.deliveries.c
_due = (
    select(t.schedules)
    .where(_s.next_at <= bindparam("now"))
    .order_by(_s.next_at, _s.owner_kind, _s.owner, _s.kind)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_advance = (
    update(t.schedules)
    .where(_s.owner_kind == bindparam("of"), _s.owner == bindparam("id"), _s.kind == bindparam("which"))
    .values(next_at=bindparam("next"))
)
_write = Upsert(t.deliveries, ("owner_kind", "owner", "kind", "local_date", "target"))
_pending = (
    select(_d.id)
    .where(_d.state == "pending", _d.due_at <= bindparam("now"))
    .order_by(_d.due_at, _d.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_is_removed = t.workspaces.c.removed.is_not(None)
_is_chosen = func.coalesce(_s.platform == t.accounts.c.platform, false())
_wanted = (_s.owner_kind == "person") & (_s.owner == t.accounts.c.person) & (_s.kind == "card")
_reached = t.accounts.join(t.workspaces).outerjoin(t.schedules, _wanted)
_best_account = (
    select(t.accounts.c.platform)
    .select_from(_reached)
    .where(t.accounts.c.person == _d.target, ~_is_removed)
    .order_by(_is_chosen.desc(), t.accounts.c.used.desc())
    .limit(1)
    .scalar_subquery()
)
_own_platform = select(t.places.c.platform).where(t.places.c.id == _d.target).scalar_subquery()
_platform = func.coalesce(case((_d.owner_kind == "person", _best_account), else_=_own_platform), "")
_pending_here = _pending.where(_platform.not_in(bindparam("away", expanding=True)))


def _claiming(pending: Select[Any]) -> ReturningUpdate[Any]:
    return (
        update(t.deliveries)
        .where(_d.id.in_(select(pending.cte("pending").c.id)))
        .values(state="claimed", claimed_at=bindparam("now"), lease_until=bindparam("lease"))
        .returning(_d.id, _d.owner_kind, _d.owner, _d.kind, _d.local_date, _d.target, _d.due_at)
    )


_claim, _claim_here = _claiming(_pending), _claiming(_pending_here)  # nearly always nobody is away
_accounts = (
    select(t.accounts.c.person, _is_removed, t.accounts.c.platform, t.accounts.c.tenant, t.accounts.c.external)
    .select_from(_reached)
    .where(t.accounts.c.person.in_(bindparam("persons", expanding=True)))
    .order_by(_is_removed.desc(), _is_chosen, t.accounts.c.used)
)
_places = (
    select(t.places.c.id, _is_removed, t.places.c.platform, t.places.c.tenant, t.places.c.external)
    .select_from(t.places.join(t.workspaces))
    .where(t.places.c.id.in_(bindparam("places", expanding=True)))
)
_settle = (
    update(t.deliveries)
    .where(_d.id == bindparam("which"), _d.state.in_(("claimed", "uncertain")))
    .values(state=bindparam("how"), settled_at=bindparam("now"), detail=bindparam("said"), external=bindparam("theirs"))
)
_waiting = (
    select(func.min(t.schedules.c.next_at)),
    select(func.min(_d.due_at)).where(_d.state == "pending"),
)
_recover = (
    update(t.deliveries)
    .where(_d.state == "claimed", _d.lease_until < bindparam("now"))
    .values(state="uncertain", settled_at=bindparam("now"), detail="lease ran out")
)


class SqlLedger(Ledger):
    """Writes, hands out and settles deliveries."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def fall_due(self, now: datetime, limit: int, next_after: Next, grace_hours: int) -> int:
        """Write the deliveries of at most `limit` due schedules and advance these; return how many were written."""
        return await self._database.write(fall_due, now, limit, next_after, timedelta(hours=grace_hours))

    async def next_due(self) -> datetime | None:
        """Return when the next schedule or unclaimed delivery is due."""
        return await self._database.read(next_due)

    async def claim(self, now: datetime, limit: int, away: frozenset[str] = frozenset()) -> tuple[Delivery, ...]:
        """Take due deliveries, oldest first, except those that would go to a platform that is away."""
        return await self._database.write(claim, now, limit, away)

    async def settle(self, delivery: Delivery, state: str, now: datetime, *, detail: str = "") -> None:
        """Write how a claimed (or by now uncertain) delivery ended."""
        if state not in SETTLED:
            raise ValueError(f"no delivery ends as {state!r}")
        await self._database.write(settle, delivery.id, state, now, detail)

    async def recover(self, now: datetime) -> int:
        """Mark claimed deliveries whose lease ran out as uncertain."""
        return await self._database.write(recover, now)


def fall_due(connection: Connection, now: datetime, limit: int, next_after: Next, grace: timedelta) -> int:
    """Write a delivery for each due schedule, and advance it."""
    rows: list[dict[str, Any]] = []
    advanced = []
    for row in connection.execute(_due, {"now": now, "most": limit}):
        rhythm = Rhythm(row.day, row.at, row.zone)
        schedule = Schedule(Owner(row.owner_kind, row.owner), row.kind, rhythm, row.platform)
        moments = [row.next_at]
        try:
            while (following := next_after(schedule, moments[-1])) <= now:
                moments = [*moments[-MISSED:], following]
        except ValueError:
            following, moments = now + NO_ZONE, []
        rows.extend(_rows(schedule, moments, now, grace))
        advanced.append({"of": row.owner_kind, "id": row.owner, "which": row.kind, "next": following})
    if advanced:
        connection.execute(_advance, advanced)
    return _write.run(connection, rows) if rows else 0


def _rows(schedule: Schedule, moments: list[datetime], now: datetime, grace: timedelta) -> Iterator[dict[str, Any]]:
    zone = zone_of(schedule.rhythm.zone)
    for moment in moments:
        wanted = moment is moments[-1] and now - moment <= grace
        yield {
            "id": token_hex(12), "owner_kind": schedule.owner.kind, "owner": schedule.owner.id, "kind": schedule.kind,
            "local_date": local_date(moment, zone) if zone else moment.astimezone(UTC).date(),
            "target": schedule.owner.id, "due_at": moment, "state": "pending" if wanted else "skipped",
            "settled_at": None if wanted else now, "detail": "" if wanted else LATE, "external": "",
        }  # fmt: skip


def next_due(connection: Connection) -> datetime | None:
    """Return the earliest moment that waits, None where none does."""
    found = [moment for query in _waiting if (moment := connection.scalar(query)) is not None]
    return min(found, default=None)


def claim(connection: Connection, now: datetime, limit: int, away: frozenset[str]) -> tuple[Delivery, ...]:
    """Take due deliveries and find where each goes: the account chosen for the card, else used last, or the place.

    Nothing goes into a removed workspace: a person is reached elsewhere, or not at all.
    """
    values: dict[str, Any] = {"now": now, "most": limit, "lease": now + LEASE}
    found = (
        connection.execute(_claim_here, {**values, "away": sorted(away)})
        if away
        else connection.execute(_claim, values)
    )
    rows = sorted(found.all(), key=lambda row: (row.due_at, row.id))
    if not rows:
        return ()
    addresses = _addresses(connection, rows)
    claimed = []
    for row in rows:
        is_removed, address = addresses.get((row.owner_kind, row.target), (False, None))
        if address is None:
            settle(connection, row.id, "failed", now, "no address")
            continue
        if is_removed:
            settle(connection, row.id, "skipped", now, "removed")
            continue
        owner = Owner(row.owner_kind, row.owner)
        claimed.append(Delivery(row.id, owner, row.kind, row.local_date, row.due_at, address))
    return tuple(claimed)


def _addresses(connection: Connection, rows: list[Row[Any]]) -> dict[tuple[str, str], tuple[bool, Address]]:
    """Return by owner where it is reached, and whether that is in a removed workspace."""
    persons = [row.target for row in rows if row.owner_kind == "person"]
    places = [row.target for row in rows if row.owner_kind == "place"]
    found = {}
    if persons:
        for person, is_removed, *address in connection.execute(_accounts, {"persons": persons}):
            found["person", person] = is_removed, Address(*address)  # the last stays: there, chosen, used last
    if places:
        for place, is_removed, *address in connection.execute(_places, {"places": places}):
            found["place", place] = is_removed, Address(*address)
    return found


def settle(connection: Connection, delivery: str, state: str, now: datetime, detail: str) -> None:
    """Write how a delivery ended; a sent one keeps the platform's id of what was said."""
    said, theirs = ("", detail) if state == "sent" else (detail, "")
    connection.execute(_settle, {"which": delivery, "how": state, "now": now, "said": said, "theirs": theirs})


def recover(connection: Connection, now: datetime) -> int:
    """Mark claimed rows whose lease ran out as uncertain: whether they were said, nobody here knows."""
    return connection.execute(_recover, {"now": now}).rowcount
