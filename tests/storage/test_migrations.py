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
from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, inspect, text

from bot.storage.engine import Database, sqlite_engine
from bot.storage.migrate import alembic_config, bring_up_to_date, revision_of
from bot.storage.migrations import HEAD
from bot.storage.opening import url_of
from bot.storage.parts import StorageSettings, Store, connect
from bot.storage.tables import metadata
from tests.storage.conftest import KEY


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
