"""Taking turns: which workspaces something may be said in now, and how much, kept in rows that every replica shares.

A row says from when on the next may go; so a rest that a platform asked for outlives the process.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, exists, false, or_, select, update

from bot.core.situation import Flow
from bot.storage import tables as t
from bot.storage.upsert import Upsert

RESTED = timedelta(days=1)  # a new lane begins as one that had nothing to carry for long
LONGEST_REST = timedelta(minutes=15)  # further ahead lies only what a clock wrote that was wrong

_l, _d = t.lanes.c, t.deliveries.c
_open = Upsert(t.lanes, ("lane",))
_waits = (_d.state == "pending") & (_d.lane == _l.lane) & (_d.ready_at <= bindparam("now"))
_waiting = select(_l.lane, _l.free_at).where(exists().where(_waits))
_free = (
    _waiting.where(or_(_l.free_at <= bindparam("now"), _l.free_at > bindparam("wrong")))
    .order_by(_l.free_at, _l.lane)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=t.lanes)
)
_one = select(_l.free_at).where(_l.lane == bindparam("which")).with_for_update()
_take = update(t.lanes).where(_l.lane == bindparam("which")).values(free_at=bindparam("next"))


def lane_of(platform: str, tenant: str) -> str:
    """Return the lane into a workspace."""
    return f"{platform}/{tenant}"


def open_lanes(connection: Connection, lanes: Iterable[str], now: datetime) -> None:
    """Make the lanes that are new."""
    if rows := [{"lane": lane, "free_at": now - RESTED} for lane in sorted(set(lanes))]:
        _open.run(connection, rows)


class Turns:
    """How much may go each way, in one transaction of claiming; `taken` writes what went."""

    def __init__(self, connection: Connection, now: datetime, flows: Mapping[str, Flow]) -> None:
        self._connection, self._now, self._flows = connection, now, flows
        self._shared: dict[str, datetime] = {}

    def lanes(self, most: int, away: Collection[str], *, is_away: bool) -> list[tuple[str, datetime]]:
        """Return the lanes that have something to carry and are free, the one that waited longest first.

        Those to platforms that are away come apart: for all that waits there, they would take every turn.
        """
        wanted = {"now": self._now, "wrong": self._now + LONGEST_REST, "most": most}
        leads_away = or_(false(), *(_l.lane.startswith(f"{platform}/", autoescape=True) for platform in sorted(away)))
        free = _free.where(leads_away if is_away else ~leads_away) if away else _free
        return [(row.lane, row.free_at) for row in self._connection.execute(free, wanted)]

    def room(self, lane: str, free_at: datetime) -> int | None:
        """Return how many may go now, None where nothing limits them."""
        flow = self._flows.get(_platform(lane))
        if flow is None:
            return None
        begin = begun(free_at if flow.each_tenant else self._free_at(lane), self._now, flow)
        return 0 if begin > self._now else max(1, ((self._now - begin) // gap(flow) + 1) // turns(lane, flow))

    def _free_at(self, lane: str) -> datetime:
        platform = _platform(lane)
        if platform not in self._shared:
            open_lanes(self._connection, (platform,), self._now)
            self._shared[platform] = self._connection.execute(_one, {"which": platform}).scalar_one()
        return self._shared[platform]

    def taken(self, lane: str, free_at: datetime, count: int) -> None:
        """Note that so many went."""
        flow, platform = self._flows.get(_platform(lane)), _platform(lane)
        next_at = self._now
        if flow is not None and flow.each_tenant:
            next_at = begun(free_at, self._now, flow) + count * turns(lane, flow) * gap(flow)
        elif flow is not None:
            self._shared[platform] = begun(self._free_at(lane), self._now, flow) + count * turns(lane, flow) * gap(flow)
            self._connection.execute(_take, {"which": platform, "next": self._shared[platform]})
        self._connection.execute(_take, {"which": lane, "next": next_at})


def _platform(lane: str) -> str:
    return lane.partition("/")[0]


def turns(lane: str, flow: Flow) -> int:
    """Return how many turns one takes that goes this way."""
    return flow.outside if lane.endswith("/") else 1


def gap(flow: Flow) -> timedelta:
    """Return the time between two."""
    return timedelta(seconds=1 / flow.a_second)


def begun(free_at: datetime, now: datetime, flow: Flow) -> datetime:
    """Return from when on turns are counted: those that nobody took pass, but for a few."""
    if free_at > now + LONGEST_REST:
        return now
    return max(free_at, now - (flow.at_once - 1) * gap(flow))


def rest(connection: Connection, lane: str, until: datetime) -> None:
    """Let nothing go this way until then."""
    connection.execute(_take, {"which": lane, "next": until})


def next_free(
    connection: Connection, now: datetime, flows: Mapping[str, Flow], away: Collection[str] = ()
) -> datetime | None:
    """Return from when on something that is ready may go, None where nothing is ready or all of it waits."""
    found: list[datetime] = []
    shared: dict[str, datetime] = {}
    for row in connection.execute(_waiting, {"now": now}):
        flow, platform, free_at = flows.get(_platform(row.lane)), _platform(row.lane), row.free_at
        if platform in away:
            continue
        if flow is not None and not flow.each_tenant:
            if platform not in shared:
                shared[platform] = connection.scalar(_look, {"which": platform}) or now
            free_at = max(free_at, shared[platform])
        found.append(free_at if free_at <= now + LONGEST_REST else now)
    return min(found, default=None)


_look: Any = select(_l.free_at).where(_l.lane == bindparam("which"))
