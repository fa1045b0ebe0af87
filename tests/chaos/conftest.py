"""A PostgreSQL server of the trials' own, and an empty database for each."""

from collections.abc import Iterator
from itertools import count

import psycopg
import pytest

from tests.storage.server import running

NUMBERS = count()


@pytest.fixture(scope="module")
def chaos_server() -> Iterator[str]:
    """The address of a server."""
    with running("chaos") as server:
        yield server.get_uri()


@pytest.fixture
def postgresql_empty(chaos_server: str) -> str:
    """The address of a database in which nothing is yet."""
    return empty_database(chaos_server)


def empty_database(server: str) -> str:
    """Make a database in which nothing is yet and return its address."""
    name = f"trial_{next(NUMBERS)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return server.replace("/postgres?", f"/{name}?", 1)
