"""How deliveries stand, for who runs Boffin: how many in each state, how late, and what was left as too old."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, func, select

from bot.core.situation import LATE
from bot.storage import tables as t
from bot.storage.codec import Codec

LATELY = timedelta(days=7)

_d = t.deliveries.c
_standing = select(_d.state, func.count().label("many")).group_by(_d.state)
_oldest = select(func.min(_d.due_at)).where(_d.state == "pending", _d.ready_at <= bindparam("now"))
_late = (
    select(_d.kind, _d.due_at, t.places.c.platform, t.places.c.name)
    .select_from(t.deliveries.outerjoin(t.places, (_d.owner_kind == "place") & (_d.owner == t.places.c.id)))
    .where(_d.state == "skipped", _d.detail == LATE, _d.settled_at > bindparam("since"))
    .order_by(_d.due_at, _d.id)
)


@dataclass(frozen=True, slots=True)
class Late:
    """Deliveries of a kind that were left as too old; `place` is a channel, "" for persons, who are only counted."""

    kind: str
    due_at: datetime
    place: str
    count: int = 1


def standing(connection: Connection, now: datetime) -> tuple[dict[str, int], timedelta]:
    """Return how many deliveries are in each state, and the age of the oldest that is due and not claimed."""
    counts = {row.state: row.many for row in connection.execute(_standing)}
    return counts, waited(connection, now)


def waited(connection: Connection, now: datetime) -> timedelta:
    """Return for how long the oldest that is due and not claimed has waited."""
    oldest = connection.scalar(_oldest, {"now": now})
    return now - oldest if oldest else timedelta(0)


def late(connection: Connection, codec: Codec, now: datetime) -> tuple[Late, ...]:
    """Return what was left lately, each channel by its name, persons together by the hour in which it was due."""
    found: Counter[tuple[datetime, str, str]] = Counter()
    for row in connection.execute(_late, {"since": now - LATELY}):
        if row.name is None:
            found[row.due_at.replace(minute=0, second=0, microsecond=0), row.kind, ""] += 1
        else:
            found[row.due_at, row.kind, f"{row.platform} {codec.open(str, row.name)}"] += 1
    return tuple(Late(kind, due_at, place, count) for (due_at, kind, place), count in sorted(found.items()))
