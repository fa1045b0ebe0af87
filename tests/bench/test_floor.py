"""The floor does what it is said to do: the SQL of one command, again and again, each time with an effect."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from bot import settings, wiring
from bot.core.people import Person, Standing
from bot.storage import tables
from tests.bench.floor import GLANCE, WRITE
from tests.bench.slack_bot import same_sql


async def test_the_floor_writes_what_the_command_wrote_every_time(tmp_path: Path):
    parts = wiring.build(settings.read({"BOFFIN_HOME": str(tmp_path)}))

    async def counted() -> list[int]:
        kept = (tables.logs, tables.changes, tables.once, tables.offered)
        return await parts.store.database.read(
            lambda c: [c.scalar(select(func.count()).select_from(table)) for table in kept]
        )

    try:
        floor = await same_sql(parts)
        assert [way for way, _ in floor.transactions] == [GLANCE, WRITE]
        before = await counted()
        for _ in range(3):
            await floor.again()
        assert await counted() == [number + 3 for number in before]
        version = await parts.store.database.read(lambda c: c.scalar(select(tables.documents.c.version)))
        assert version == floor.version + 3
        # The rows are a log's: one more is read back by the assistant itself.
        person = next(iter(floor.kept))
        known = await parts.store.memory.load(Person(person, "", Standing.REGULAR), None, datetime.now(UTC))
        assert len(known.logs) == 6
    finally:
        parts.store.close()
