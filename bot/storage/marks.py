"""The port Marks on a database: a few lines that outlive the process."""

from sqlalchemy import Connection, bindparam, select

from bot.core.ports import Marks
from bot.storage import tables as t
from bot.storage.codec import Codec
from bot.storage.engine import Database
from bot.storage.upsert import Upsert

_find = select(t.meta.c.sealed).where(t.meta.c.key == bindparam("name"))
_put = Upsert(t.meta, ("key",), ("sealed",))


class SqlMarks(Marks):
    """Keeps them beside the canary, each under a name of its own."""

    def __init__(self, database: Database, codec: Codec) -> None:
        self._database = database
        self._codec = codec

    async def find(self, name: str) -> str:
        """Return what was put under this name, "" where nothing was."""
        return await self._database.read(find_mark, self._codec, name)

    async def put(self, name: str, text: str) -> None:
        """Keep it in place of what was there."""
        await self._database.write(put_mark, self._codec, name, text)


def find_mark(connection: Connection, codec: Codec, name: str) -> str:
    """Return the text under a name, "" where there is none."""
    sealed = connection.scalar(_find, {"name": f"mark/{name}"})
    return "" if sealed is None else codec.open(str, sealed)


def put_mark(connection: Connection, codec: Codec, name: str, text: str) -> None:
    """Write the text under a name."""
    _put.run(connection, {"key": f"mark/{name}", "sealed": codec.seal(text)})
