"""How deliveries stand, for who runs Boffin: how many in each state, how late, and what was left as too old."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, func, literal, or_, select

from bot.core.situation import LATE
from bot.storage import tables as t
from bot.storage.codec import Codec

LATELY = timedelta(days=7)

_d = t.deliveries.c
_standing = select(_d.state, func.count().label("many")).group_by(_d.state)
_oldest = select(func.min(_d.due_at)).where(_d.state == "pending", _d.ready_at <= bindparam("now"))
_of_places = t.deliveries.outerjoin(t.places, (_d.owner_kind == "place") & (_d.owner == t.places.c.id))
_late = (
    select(_d.kind, _d.due_at, t.places.c.platform, t.places.c.name, literal("").label("why"))
    .select_from(_of_places)
    .where(_d.state == "skipped", _d.detail == LATE, _d.settled_at > bindparam("since"))
    .order_by(_d.due_at, _d.id)
)
_failed = (
    select(_d.kind, _d.due_at, t.places.c.platform, t.places.c.name, _d.detail.label("why"))
    .select_from(_of_places)
    .where(_d.state == "failed", _d.owner_kind == "place", _d.settled_at > bindparam("since"))
    .order_by(_d.due_at, _d.id)
)
# Left to a person, or to an hour at which there may be one: what is still looked for is over in a minute.
_doubted = (
    select(_d.kind, _d.due_at, t.places.c.platform, t.places.c.name, _d.detail.label("why"))
    .select_from(_of_places)
    .where(_d.state == "uncertain", or_(_d.ready_at.is_(None), _d.ready_at > bindparam("soon")))
    .order_by(_d.due_at, _d.id)
)
SOON = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Late:
    """Deliveries of a kind that were left as too old; `place` is a channel, "" for persons, who are only counted.

    `why` is for those that could not be said, or of which nobody knows whether they were.
    """

    kind: str
    due_at: datetime
    place: str
    count: int = 1
    why: str = ""


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
    return _grouped(codec, connection.execute(_late, {"since": now - LATELY}).all())


def failed(connection: Connection, codec: Codec, now: datetime) -> tuple[Late, ...]:
    """Return what could not be said in a channel lately, with its platform's reason."""
    return _grouped(codec, connection.execute(_failed, {"since": now - LATELY}).all())


def doubted(connection: Connection, codec: Codec, now: datetime) -> tuple[Late, ...]:
    """Return what nobody knows of whether it was said, with why that stays so."""
    return _grouped(codec, connection.execute(_doubted, {"soon": now + SOON}).all())


def _grouped(codec: Codec, rows: Sequence[Any]) -> tuple[Late, ...]:
    found: Counter[tuple[datetime, str, str, str]] = Counter()
    for row in rows:
        why = row.why
        if row.name is None:
            found[row.due_at.replace(minute=0, second=0, microsecond=0), row.kind, "", why] += 1
        else:
            found[row.due_at, row.kind, f"{row.platform} {codec.open(str, row.name)}", why] += 1
    return tuple(Late(kind, due_at, place, count, why) for (due_at, kind, place, why), count in sorted(found.items()))
