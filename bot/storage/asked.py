"""Questions without a name, for the editor: kept with an outcome, read all together, gone after 180 days."""

from hashlib import sha256

from sqlalchemy import Connection, select

from bot.core.situation import Asked
from bot.storage import tables as t
from bot.storage.codec import Codec
from bot.storage.upsert import Upsert

_asked = Upsert(t.questions, ("id",))
_all = select(t.questions).order_by(t.questions.c.week, t.questions.c.id)


def keep_asked(connection: Connection, codec: Codec, asked: Asked) -> None:
    """Keep a question without its asker; the same one twice is kept once."""
    id_ = sha256(asked.id.encode()).hexdigest()[:16]  # so that nothing else that is kept has this id
    row = {"id": id_, "week": asked.week, "why": asked.why, "point": asked.point}
    _asked.run(connection, row | {"sealed": codec.seal(asked.text)})


def read_asked(connection: Connection, codec: Codec) -> tuple[Asked, ...]:
    """Return every question, oldest week first."""
    return tuple(
        Asked(row.id, codec.open(str, row.sealed), row.why, row.point, row.week)
        for row in connection.execute(_all).all()
    )
