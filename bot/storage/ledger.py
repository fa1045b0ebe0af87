"""The port Ledger on a database: what is due, claimed and settled; a row is claimed once, whoever asks."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, case, delete, false, func, or_, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from bot.core.nudges.rhythm import local_date, zone_of
from bot.core.people import Owner
from bot.core.ports import NO_FLOWS, Ledger
from bot.core.situation import LATE, NOWHERE, PATIENT, Address, Delivery, Flow, Schedule
from bot.storage import tables as t
from bot.storage.batch import Batch
from bot.storage.engine import Database
from bot.storage.joining import COLUMNS, IS_CARRIED, join, parts_of
from bot.storage.lane import Turns, lane_of, next_free, open_lanes, rest
from bot.storage.rhythm import rhythm_of
from bot.storage.settling import SETTLED, Ending, settle_all
from bot.storage.upsert import Upsert
from bot.storage.went import goes

LEASE = timedelta(seconds=12)  # what is not said within TO_BEGIN + TO_SAY of its claim is not said under it
NO_ZONE = timedelta(days=1)  # a zone that tzdata no longer has is looked at again a day later
QUIET = timedelta(days=1)  # what a person's quiet hours can add to the grace
MISSED = 60  # of one schedule, at most so many are written as skipped

Next = Callable[[Schedule, datetime], datetime | None]

_s, _d = t.schedules.c, t.deliveries.c
_due = (
    select(t.schedules)
    .where(_s.next_at <= bindparam("now"))
    .order_by(_s.next_at, _s.owner_kind, _s.owner, _s.kind)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_that = (_s.owner_kind == bindparam("of")) & (_s.owner == bindparam("id")) & (_s.kind == bindparam("which"))
_advance = update(t.schedules).where(_that).values(next_at=bindparam("next"))
_drop = delete(t.schedules).where(_that)
_write = Upsert(t.deliveries, ("owner_kind", "owner", "kind", "local_date", "target"))
_pending = (
    select(_d.id)
    .where(_d.state == "pending", _d.lane == bindparam("way"), _d.ready_at <= bindparam("now"))
    .order_by(_d.ready_at)  # as the index has them: sorting further would read all that is due for each few
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_is_removed = t.workspaces.c.removed.is_not(None)
# Looked up row by row: joined, a PostgreSQL that has no statistics yet reads every schedule there is.
_chosen = (
    select(_s.platform)
    .where(_s.owner_kind == "person", _s.owner == t.accounts.c.person, _s.kind == "card")
    .correlate(t.accounts)
    .scalar_subquery()
)
_is_chosen = func.coalesce(_chosen == t.accounts.c.platform, false())
_reached = t.accounts.join(t.workspaces)
_best_account = (
    select(t.accounts.c.platform)
    .select_from(_reached)
    .where(t.accounts.c.person == _d.owner, ~_is_removed)
    .order_by(_is_chosen.desc(), t.accounts.c.used.desc())
    .limit(1)
    .scalar_subquery()
)
_own_platform = select(t.places.c.platform).where(t.places.c.id == _d.owner).scalar_subquery()
# Of what may have been said: where it went, whatever its owner uses by now.
_is_kept = (_d.to_platform != "") & or_(_d.state == "uncertain", _d.doubted_at.is_not(None))
PLATFORM = func.coalesce(
    case((_is_kept, _d.to_platform), (_d.owner_kind == "person", _best_account), else_=_own_platform), ""
)
_pending_here = _pending.where(PLATFORM.not_in(bindparam("away", expanding=True)))


def _claiming(pending: Select[Any]) -> ReturningUpdate[Any]:
    return (
        update(t.deliveries)
        .where(_d.id.in_(select(pending.cte("pending").c.id)))
        .values(
            state="claimed", claimed_at=bindparam("now"), lease_until=bindparam("lease"), attempt=_d.attempt + 1,
            detail="",
        )
        .returning(*COLUMNS)
    )  # fmt: skip


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
_this = _d.id == bindparam("which")
_held = _this & (_d.state == "claimed") & (_d.attempt == bindparam("try"))
_postpone = (
    update(t.deliveries)
    .where(_held)
    .values(
        state="pending",
        ready_at=bindparam("until"),
        detail=bindparam("said"),
        lease_until=None,
        joined=case((IS_CARRIED, ""), else_=_d.joined),  # whoever carried it may go on without it
    )
)
_lane = select(_d.lane).where(_this)
_waiting = (
    select(func.min(t.schedules.c.next_at)),
    select(func.min(_d.ready_at)).where(_d.state == "pending"),
)


class SqlLedger(Ledger):
    """Writes, hands out and settles deliveries."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._endings = Batch(database, settle_all)

    async def fall_due(self, now: datetime, limit: int, next_after: Next, grace_hours: int) -> int:
        """Write the deliveries of at most `limit` due schedules and advance these; return how many were written."""
        return await self._database.write(fall_due, now, limit, next_after, timedelta(hours=grace_hours))

    async def next_due(self) -> datetime | None:
        """Return when the next schedule or unclaimed delivery is due."""
        return await self._database.read(next_due)

    async def claim(
        self, now: datetime, limit: int, away: frozenset[str] = frozenset(), flows: Mapping[str, Flow] = NO_FLOWS
    ) -> tuple[Delivery, ...]:
        """Take due deliveries in turns, oldest first, except those that would go to a platform that is away."""
        return await self._database.write(claim, now, limit, away, flows)

    async def next_free(
        self, now: datetime, flows: Mapping[str, Flow] = NO_FLOWS, away: frozenset[str] = frozenset()
    ) -> datetime | None:
        """Return from when something that is due now may be said."""
        return await self._database.read(next_free, now, flows, away)

    async def settle(self, delivery: Delivery, state: str, now: datetime, *, detail: str = "") -> None:
        """Write how a claimed (or by now uncertain) delivery ended."""
        if state not in SETTLED:
            raise ValueError(f"no delivery ends as {state!r}")
        await self._endings.put(Ending(delivery, state, now, detail))

    async def postpone(self, delivery: Delivery, until: datetime, detail: str, *, all_there: bool = False) -> None:
        """Give a claimed delivery back, until later."""
        await self._database.write(postpone, delivery, until, detail, all_there)


def fall_due(connection: Connection, now: datetime, limit: int, next_after: Next, grace: timedelta) -> int:
    """Write a delivery for each due schedule, and advance it."""
    rows: list[dict[str, Any]] = []
    advanced, over = [], []
    for row in connection.execute(_due, {"now": now, "most": limit}):
        schedule = Schedule(Owner(row.owner_kind, row.owner), row.kind, rhythm_of(row), row.platform)
        following, moments = missed(schedule, row.next_at, next_after, now)
        rows.extend(rows_of(schedule, moments, now, grace))
        which = {"of": row.owner_kind, "id": row.owner, "which": row.kind}
        if following is None:
            over.append(which)
        else:
            advanced.append({**which, "next": following})
    if advanced:
        connection.execute(_advance, advanced)
    if over:
        connection.execute(_drop, over)
    return write(connection, rows, now)


def missed(
    schedule: Schedule, first: datetime, next_after: Next, now: datetime
) -> tuple[datetime | None, list[datetime]]:
    """Return when it comes next after now, None where it does not, and its latest moments up to now."""
    moments = [first]
    try:
        while (following := next_after(schedule, moments[-1])) is not None and following <= now:
            moments = [*moments[-MISSED:], following]
    except ValueError:
        return now + NO_ZONE, []
    return following, moments


def id_of(row: Mapping[str, Any]) -> str:
    """Return the id of a delivery: the same occurrence has the same one, in a restored copy too."""
    named = (row[name] for name in ("owner_kind", "owner", "kind", "local_date", "target"))
    return sha256("/".join(str(part) for part in named).encode()).hexdigest()[:24]


def write(connection: Connection, rows: Sequence[dict[str, Any]], now: datetime) -> int:
    """Write deliveries, each with its lane; return how many are new."""
    if not rows:
        return 0
    addresses = _addresses(connection, {Owner(row["owner_kind"], row["owner"]) for row in rows})
    laned = []
    for row in rows:
        _, address = addresses.get((row["owner_kind"], row["owner"]), (False, None))
        laned.append({**row, "id": id_of(row), "lane": lane_of(address.platform, address.tenant) if address else ""})
    open_lanes(connection, (row["lane"] for row in laned), now)
    return _write.run(connection, laned)


def rows_of(schedule: Schedule, moments: list[datetime], now: datetime, grace: timedelta) -> Iterator[dict[str, Any]]:
    """Yield a delivery for each of these moments: the latest waits, and any that is too old is skipped."""
    zone = zone_of(schedule.rhythm.zone)
    # A person's quiet hours are no part of its age. They are sealed in the plan, so composing it decides exactly.
    grace = grace + QUIET if schedule.owner.kind == "person" else grace
    for moment in moments:
        wanted = moment is moments[-1] and (now - moment <= grace or schedule.kind in PATIENT)
        yield {
            "id": "", "owner_kind": schedule.owner.kind, "owner": schedule.owner.id, "kind": schedule.kind,
            "local_date": local_date(moment, zone) if zone else moment.astimezone(UTC).date(),
            "target": schedule.owner.id, "due_at": moment, "state": "pending" if wanted else "skipped",
            "settled_at": None if wanted else now, "detail": "" if wanted else LATE, "external": "",
            "attempt": 0, "ready_at": moment if wanted else None,
        }  # fmt: skip


def next_due(connection: Connection) -> datetime | None:
    """Return the earliest moment that waits, None where none does."""
    found = [moment for query in _waiting if (moment := connection.scalar(query)) is not None]
    return min(found, default=None)


def claim(
    connection: Connection, now: datetime, limit: int, away: frozenset[str], flows: Mapping[str, Flow]
) -> tuple[Delivery, ...]:
    """Take what may be said now, each lane in its turn, and find where each goes.

    That is the account chosen for the card, else used last, or the place. Nothing goes into a removed workspace: a
    person is reached elsewhere, or not at all.
    """
    turns, rows = Turns(connection, now, flows), list[Row[Any]]()
    for is_away in (False, True) if away else (False,):  # by a lane to where it is away goes who moved meanwhile
        lanes = turns.lanes(limit - len(rows), away, is_away=is_away)
        for number, (lane, free_at) in enumerate(lanes):
            share = -(-(limit - len(rows)) // (len(lanes) - number))
            room = turns.room(lane, free_at)
            most = share if room is None else min(share, room)
            if most:
                found = join(connection, _claimed(connection, now, lane, most, away), now, now + LEASE)
                turns.taken(lane, free_at, len(found))
                rows += found
    return tuple(_with_addresses(connection, sorted(rows, key=lambda row: (row.due_at, row.id)), now))


def _claimed(connection: Connection, now: datetime, lane: str, most: int, away: frozenset[str]) -> Sequence[Row[Any]]:
    values: dict[str, Any] = {"now": now, "way": lane, "most": most, "lease": now + LEASE}
    if away:
        return connection.execute(_claim_here, {**values, "away": sorted(away)}).all()
    return connection.execute(_claim, values).all()


def _with_addresses(connection: Connection, rows: Sequence[Row[Any]], now: datetime) -> list[Delivery]:
    going = []
    for delivery, is_removed in opened(connection, rows):
        if not delivery.address.platform:
            settle_all(connection, [Ending(delivery, "failed", now, "no address")])
        elif is_removed:
            settle_all(connection, [Ending(delivery, "skipped", now, "removed")])
        else:
            going.append(delivery)
    goes(connection, going)
    return going


def opened(connection: Connection, rows: Sequence[Row[Any]]) -> list[tuple[Delivery, bool]]:
    """Return the deliveries with where each goes (nowhere: an empty platform), and whether it is removed there."""
    addresses = _addresses(connection, {Owner(row.owner_kind, row.owner) for row in rows})
    parts = parts_of(connection, rows)
    found = []
    for row in rows:
        is_removed, address = addresses.get((row.owner_kind, row.owner), (False, NOWHERE))
        if row.to_platform and (row.doubted_at or row.state == "uncertain"):  # as in PLATFORM
            is_removed, address = False, Address(row.to_platform, row.to_tenant, row.to_external)
        carried = tuple(_delivery(part, address) for part in parts.get(row.id, ()))
        found.append((replace(_delivery(row, address), parts=carried), is_removed))
    return found


def _delivery(row: Row[Any], address: Address) -> Delivery:
    about = row.target if row.target != row.owner else ""
    return Delivery(
        row.id, Owner(row.owner_kind, row.owner), row.kind, row.local_date, row.due_at, address, row.attempt,
        row.claimed_at, row.lease_until, getattr(row, "before", None) or "", about, doubted_at=row.doubted_at,
    )  # fmt: skip


def _addresses(connection: Connection, owners: Iterable[Owner]) -> dict[tuple[str, str], tuple[bool, Address]]:
    """Return by owner where it is reached, and whether that is in a removed workspace."""
    of = {kind: [owner.id for owner in owners if owner.kind == kind] for kind in ("person", "place")}
    found = {}
    if of["person"]:
        for person, is_removed, *address in connection.execute(_accounts, {"persons": of["person"]}):
            found["person", person] = is_removed, Address(*address)  # the last stays: there, chosen, used last
    if of["place"]:
        for place, is_removed, *address in connection.execute(_places, {"places": of["place"]}):
            found["place", place] = is_removed, Address(*address)
    return found


def postpone(connection: Connection, delivery: Delivery, until: datetime, detail: str, all_there: bool) -> None:
    """Give a delivery back that was certainly not said."""
    values = {"which": delivery.id, "try": delivery.attempt, "until": until, "said": detail}
    if connection.execute(_postpone, values).rowcount and all_there:
        rest(connection, connection.scalar(_lane, {"which": delivery.id}) or "", until)
