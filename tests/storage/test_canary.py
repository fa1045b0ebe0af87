"""After a line that names somebody, nothing of it is in any table, in the file, or in a log at debug level."""

import logging
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.chat.door import Door, Speaker, Spot
from bot.content import BabelWords
from bot.core.assistant import Assistant
from bot.core.message import Filled, Invocation
from bot.core.people import Standing
from bot.core.situation import Address
from bot.finder.choosing import finder_of
from bot.storage.parts import Store
from bot.storage.tables import metadata
from tests.core.scene import library
from tests.fakes import StillClock
from tests.storage.shapes import NOW, Opener

NAME, NUMBER = "Quellington", "943 476 5919"
HARMFUL = f"Mrs {NAME}'s x-ray, NHS {NUMBER}"
HARMLESS = "Zebrafinch slides"  # the same ways in, to see that what is said would be found
LINES = (
    "{}", "content add {}", "plan need {}", "log 20m {}", "plan promise youtube when Monday, then {}",
    "plan backup youtube {}", "ask {}", "remind me of {}", "conten {}", "oops {}", "before {}", "helped {}",
)  # fmt: skip


async def said_everywhere(store: Store, what: str) -> None:
    """Say it in every way in: typed, in public, as a command, as a page of a form."""
    found = library()
    words = BabelWords(found)
    made = Assistant(memory=store.memory, ledger=store.ledger, finder=finder_of(found), library=found, words=words)
    door = Door(made, store.accounts, words, StillClock(NOW))
    who, spot = (
        Speaker(Address("slack", "T1", "UANA"), "Ana", Standing.REGULAR),
        Spot(Address("slack", "T1", "C1"), "#teaching"),
    )
    ways = [(line.format(what), public) for line in LINES for public in (False, True)]
    ways += [(Invocation(("content", "add"), {"title": what}), False), (Invocation(("ask",), {"question": what}), True)]
    ways += [(Filled(("content", "add"), {"title": what}, more=True), False)]
    for number, (way, public) in enumerate(ways):
        await door.hear(f"once-{what[:4]}-{number}", who, way, spot, public=public)


async def dump(store: Store) -> str:
    """Return every row of every table, opened where it is sealed."""

    def look(connection: object) -> str:
        rows = ((table.name, row) for table in metadata.sorted_tables for row in connection.execute(select(table)))  # type: ignore[attr-defined]
        return "\n".join(
            str(store.codec.raw(v)) if isinstance(v, bytes) and name != "meta" else str(v)
            for name, row in rows
            for v in row
        )

    return await store.database.read(look)


def in_files(folder: Path) -> bytes:
    """Return the bytes of every file: on SQLite the database and what lies beside it."""
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


async def test_nothing_of_a_line_that_names_somebody_is_kept_or_logged(
    opener: Opener, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    with opener() as store, caplog.at_level(logging.DEBUG):
        for name in list(logging.root.manager.loggerDict):
            caplog.set_level(logging.DEBUG, name)
        await said_everywhere(store, HARMLESS)
        assert "Zebrafinch" in await dump(store)
        await said_everywhere(store, HARMFUL)
        kept = await dump(store)
    written = "".join(f"{record.__dict__} {record.getMessage()}" for record in caplog.records)
    files = in_files(tmp_path)
    for secret in (NAME, NUMBER, NUMBER.replace(" ", "")):
        assert secret not in kept and secret not in written and secret.encode() not in files
        assert secret.casefold() not in kept.casefold()
