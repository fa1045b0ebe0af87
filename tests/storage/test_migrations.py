"""The migrated schema is the one `tables` describes, on both databases, and every revision goes up and down."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, insert, inspect, select, text

from bot.storage.engine import Database, sqlite_engine
from bot.storage.migrate import alembic_config, bring_up_to_date, revision_of
from bot.storage.migrations import HEAD
from bot.storage.opening import url_of
from bot.storage.parts import StorageSettings, Store, connect
from bot.storage.tables import deliveries, metadata
from tests.storage.conftest import KEY
from tests.storage.shapes import HOUR, NOW


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[URL]:
    """An address where nothing is yet."""
    if request.param == "sqlite":
        yield url_of(str(tmp_path / "new.db"))
        return
    server = request.getfixturevalue("server")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE fresh")
        yield url_of(server).set(database="fresh")
        connection.execute("DROP DATABASE fresh WITH (FORCE)")


def engine_of(url: URL) -> Engine:
    return sqlite_engine(url) if url.get_backend_name() == "sqlite" else create_engine(url, poolclass=NullPool)


def test_the_migrated_schema_is_the_one_of_the_tables(url: URL) -> None:
    database = Database(url)
    bring_up_to_date(database)
    differences = database.write_now(
        lambda c: compare_metadata(MigrationContext.configure(c, opts={"compare_type": True}), metadata)
    )
    database.close()
    assert differences == []


def test_every_revision_goes_up_and_down_again(url: URL) -> None:
    with engine_of(url).begin() as connection:
        config = alembic_config(connection)
        revisions = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()][::-1]
        for revision in revisions:
            command.upgrade(config, revision)
            command.downgrade(config, "-1")
            command.upgrade(config, revision)
        command.downgrade(config, "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]
        assert revision_of(connection) is None


IN_FLIGHT = {
    "due": {"state": "pending", "ready_at": NOW},
    "repeated": {
        "state": "pending",
        "ready_at": NOW,
        "doubted_at": NOW - HOUR,
        "claimed_at": NOW,
        "joined": "repeated",
    },
    "claimed": {"state": "claimed", "claimed_at": NOW, "lease_until": NOW + HOUR, "to_platform": "slack"},
    "carried": {"state": "claimed", "claimed_at": NOW, "lease_until": NOW + HOUR, "joined": "claimed"},
    "doubted": {
        "state": "uncertain",
        "claimed_at": NOW,
        "settled_at": NOW,
        "ready_at": NOW + HOUR,
        "joined": "doubted",
    },
    "asked": {"state": "uncertain", "claimed_at": NOW, "settled_at": NOW},
    "said": {"state": "sent", "settled_at": NOW, "joined": "other"},
}
MOMENTS = ("claimed_at", "settled_at", "ready_at")


def test_what_is_in_flight_keeps_its_meaning_up_and_down(url: URL) -> None:
    def found(connection: Connection) -> dict[str, dict[str, object]]:
        return {row.id: row._asdict() for row in connection.execute(select(deliveries))}

    with engine_of(url).begin() as connection:
        config = alembic_config(connection)
        command.upgrade(config, "head")
        for name, more in IN_FLIGHT.items():
            one = {"owner_kind": "person", "owner": name, "kind": "paused", "local_date": NOW.date(), "due_at": NOW}
            one |= {"id": name, "target": name, "detail": "", "external": "C1/1" if name == "said" else ""}
            connection.execute(insert(deliveries).values(**one, **more))
        before = found(connection)
        command.downgrade(config, "0008")
        command.upgrade(config, "head")
        after = found(connection)
    assert after["repeated"]["state"] == "uncertain", "it may have been said then, and is looked for from then on"
    assert [after["repeated"][name] for name in MOMENTS] == [NOW - HOUR] * 3
    assert [after["carried"][name] for name in ("state", "ready_at")] == ["uncertain", None], "never said by itself"
    for name in IN_FLIGHT.keys() - {"repeated", "carried"}:
        assert after[name] == {**before[name], "joined": "", "to_platform": ""}


def test_the_head_that_a_start_looks_for_is_the_newest_revision() -> None:
    engine = sqlite_engine(url_of(":memory:"))
    with engine.connect() as connection:
        assert ScriptDirectory.from_config(alembic_config(connection)).get_heads() == [HEAD]


def test_starting_together_migrates_once(url: URL) -> None:
    problems: list[BaseException] = []

    def start() -> None:
        try:
            connect(StorageSettings(url.render_as_string(hide_password=False), (KEY,))).close()
        except BaseException as problem:  # noqa: BLE001
            problems.append(problem)

    threads = [threading.Thread(target=start) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []


def test_a_database_in_memory_is_laid_out_as_a_file_is_the_second_time_too(empty_file: Path) -> None:
    def laid_out(connection: Connection) -> list[tuple[str, str, str]]:
        found = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master ORDER BY type, name")
        return [(kind, name, sql) for kind, name, sql in found]

    with sqlite_engine(url_of(str(empty_file))).connect() as connection:
        wanted = laid_out(connection)
    for _ in range(2):
        store = connect(StorageSettings("sqlite://", (KEY,)))
        assert store.database.write_now(laid_out) == wanted
        assert store.database.write_now(revision_of) == HEAD
        store.close()


def test_a_start_at_the_newest_revision_does_not_import_alembic(empty_file: Path) -> None:
    program = (
        "import sys; from bot.storage.parts import *; "
        f"connect(StorageSettings({str(empty_file)!r}, ({KEY!r},))).close(); print('alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_drafted_revision_finds_nothing_to_do_where_the_tables_are_unchanged(tmp_path: Path) -> None:
    from bot.storage.migrations.draft import draft

    text = draft("Nothing new.", tmp_path).read_text()
    assert f"down_revision = {HEAD!r}".replace("'", '"') in text.replace("'", '"')
    assert text.count("pass") == 2


async def test_a_store_says_whether_it_is_at_the_newest_revision(store: Store) -> None:
    def put(connection: Connection, revision: str) -> None:
        connection.execute(text("UPDATE alembic_version SET version_num = :found"), {"found": revision})

    assert await store.look() == ""
    await store.database.write(put, "0000")
    try:
        assert await store.look() == f"at revision 0000, not at {HEAD}"
    finally:
        await store.database.write(put, HEAD)
