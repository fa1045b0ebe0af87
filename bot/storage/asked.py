"""Questions without a name, for the editor: kept with an outcome, read all together, gone after 180 days."""

from hashlib import sha256

from sqlalchemy import Connection, bindparam, delete, select

from bot.core.situation import Asked
from bot.storage import tables as t
from bot.storage.codec import Codec
from bot.storage.upsert import Upsert

_asked = Upsert(t.questions, ("id",))
_withdraw = delete(t.offered).where(t.offered.c.row == bindparam("which"), t.offered.c.person == bindparam("who"))
_all = select(t.questions).order_by(t.questions.c.week, t.questions.c.id)


def keep_asked(connection: Connection, codec: Codec, person: str, asked: Asked, withdrawn: str) -> None:
    """Keep a question without its asker, and drop the choices that held it: nothing is left that links the two."""
    id_ = sha256(asked.id.encode()).hexdigest()[:16]  # so that it is not the id of the row that held it
    row = {"id": id_, "week": asked.week, "why": asked.why, "point": asked.point}
    _asked.run(connection, row | {"sealed": codec.seal(asked.text)})
    if withdrawn:
        connection.execute(_withdraw, {"which": withdrawn, "who": person})


def read_asked(connection: Connection, codec: Codec) -> tuple[Asked, ...]:
    """Return every question, oldest week first."""
    return tuple(
        Asked(row.id, codec.open(str, row.sealed), row.why, row.point, row.week)
        for row in connection.execute(_all).all()
    )
