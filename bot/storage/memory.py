"""The port Memory on a database."""

from datetime import datetime

from bot.core.people import Person, Place
from bot.core.ports import Memory
from bot.core.situation import Kept, Situation
from bot.storage.codec import Codec
from bot.storage.engine import Database
from bot.storage.keeping import keep
from bot.storage.loading import load


class SqlMemory(Memory):
    """Loads and keeps, each in one transaction."""

    def __init__(self, database: Database, codec: Codec) -> None:
        self._database = database
        self._codec = codec

    async def load(
        self,
        person: Person | None,
        place: Place | None,
        now: datetime,
        *,
        row: str = "",
        latest: str | None = None,
        changes: bool = False,
        stored: bool = False,
        link: str | None = None,
        counts: bool = False,
        afar: bool = False,
    ) -> Situation:
        """Read everything one decision may look at."""
        run = self._database.read if changes or stored or counts or link is not None else self._database.glance
        return await run(load, self._codec, person, place, now, row, latest, changes, stored, link, counts, afar)

    async def keep(self, situation: Situation, kept: Kept, *, once: str, now: datetime) -> None:
        """Write an outcome, or raise Stale or Repeated and write nothing."""
        await self._database.write(keep, self._codec, situation, kept, once, now)
