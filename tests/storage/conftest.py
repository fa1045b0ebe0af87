"""A store on SQLite and on a real PostgreSQL: one body of tests runs on both."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from bot.storage.parts import StorageSettings, Store, connect
from bot.storage.tables import metadata
from bot.storage.vault import new_key
from tests.storage.server import running
from tests.storage.shapes import Opener

KEY = new_key()


@pytest.fixture(scope="session")
def worker(request: pytest.FixtureRequest) -> str:
    """The name of this pytest-xdist worker, so that workers do not meet."""
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


@pytest.fixture(scope="session")
def server(worker: str) -> Iterator[str]:
    """A PostgreSQL server of this worker's own; without durability, because nothing in tests must survive."""
    with running(worker) as started:
        yield started.get_uri()


@pytest.fixture(scope="session")
def postgresql(server: str) -> str:
    """A PostgreSQL database with today's schema; each test finds it empty."""
    connect(StorageSettings(server, (KEY,))).close()
    return server


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with today's schema and nothing in it, to be copied."""
    file = tmp_path_factory.mktemp("template") / "boffin.db"
    connect(StorageSettings(str(file), (KEY,))).close()
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def opener(request: pytest.FixtureRequest, tmp_path: Path) -> Opener:
    """Opens one and the same database, again and again."""
    if request.param == "sqlite":
        file = tmp_path / "boffin.db"
        shutil.copy(request.getfixturevalue("empty_file"), file)
        return Opener(StorageSettings(str(file), (KEY,)))
    url = request.getfixturevalue("postgresql")
    everything = ", ".join(table.name for table in metadata.sorted_tables if table.name != "meta")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"TRUNCATE {everything}".encode())
    return Opener(StorageSettings(url, (KEY,)))


@pytest.fixture
def store(opener: Opener) -> Iterator[Store]:
    """An open store."""
    with opener() as opened:
        yield opened
