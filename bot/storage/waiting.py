"""What a channel is to be asked without a name: kept with an outcome, read in the order of weeks, gone once posted."""

from sqlalchemy import Connection, bindparam, delete, select

from bot.core.situation import Outcome, Waiting
from bot.storage import tables as t
from bot.storage.codec import Codec
from bot.storage.upsert import Upsert

_waits = Upsert(t.waiting, ("place", "id"))
_of_place = (
    select(t.waiting.c.sealed)
    .where(t.waiting.c.place == bindparam("place"))
    .order_by(t.waiting.c.week, t.waiting.c.id)  # ids are random, so within a week nothing says who came first
    .limit(50)
)
_done = delete(t.waiting).where(t.waiting.c.place == bindparam("where"), t.waiting.c.id == bindparam("which"))


def keep_waiting(connection: Connection, codec: Codec, place: str, outcome: Outcome) -> None:
    """Keep what is to be asked in this place, and drop what waits no longer."""
    if (new := outcome.waits) is not None:
        row = {"place": place, "id": new.id, "kind": new.kind, "week": new.week, "sealed": codec.seal(new)}
        _waits.run(connection, row)
    if outcome.waited:
        connection.execute(_done, [{"where": place, "which": one} for one in outcome.waited])


def read_waiting(connection: Connection, codec: Codec, place: str) -> tuple[Waiting, ...]:
    """Return what waits in this place, the longest first."""
    return tuple(codec.open(Waiting, sealed) for sealed in connection.scalars(_of_place, {"place": place}))
