"""Bringing the schema up to date at start: one query where it is, Alembic under a lock where it is not."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, NullPool, StaticPool, create_engine, inspect, make_url, text

from bot.core.errors import CannotStart
from bot.storage.engine import Database, sqlite_engine
from bot.storage.migrations import HEAD

if TYPE_CHECKING:
    from alembic.config import Config

LOCK = 7_264_001  # PostgreSQL's advisory lock: an arbitrary number that is Boffin's
FOLDER = Path(__file__).parent / "migrations"


def bring_up_to_date(database: Database) -> None:
    """Run the revisions that are missing; at the newest one, do nothing and import nothing."""
    if database.write_now(revision_of) == HEAD:
        return
    if database.in_memory:
        database.write_now(_lay_out)
        return
    engine = _engine(database)
    try:
        with engine.connect() as connection:
            if database.is_sqlite:
                # Off while tables are rebuilt, or dropping the old one would take its rows' rows along.
                connection.connection.cursor().execute("PRAGMA foreign_keys=OFF").close()
            with connection.begin():
                if not database.is_sqlite:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
                _upgrade(connection)
                if database.is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise CannotStart(
                        "The database could not be brought up to date, because some of its rows do not fit together. "
                        "Nothing was changed. Restore the newest backup, or report this with the version you came from."
                    )
    finally:
        engine.dispose()


def _lay_out(connection: Connection) -> None:
    for statement in _from_nothing():
        connection.exec_driver_sql(statement)


@cache
def _from_nothing() -> tuple[str, ...]:
    """Return the statements that lay out an empty database in memory.

    The revisions are run once a process and what they made is read off, as a process may open many such databases.
    """
    engine = sqlite_engine(make_url("sqlite://"), StaticPool)
    try:
        with engine.begin() as connection:
            _upgrade(connection)
        with engine.connect() as connection:
            dump = tuple(connection.connection.driver_connection.iterdump())  # type: ignore[union-attr]
    finally:
        engine.dispose()
    return tuple(statement for statement in dump if statement not in ("BEGIN TRANSACTION;", "COMMIT;"))


def _engine(database: Database) -> Engine:
    return sqlite_engine(database.url) if database.is_sqlite else create_engine(database.url, poolclass=NullPool)


def revision_of(connection: Connection) -> str | None:
    """Return the schema's revision, None where the database is empty; raise CannotStart where it is not ours."""
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" in tables:
        return revision_now(connection)
    if tables and connection.dialect.name == "sqlite":
        raise CannotStart(
            "The database file belongs to another program: it has tables, and none of them is Boffin's. Nothing was "
            "changed. Name another file in BOFFIN_DATABASE_URL."
        )
    return None


def revision_now(connection: Connection) -> str | None:
    """Return the revision that a database of ours is at."""
    found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return None if found is None else str(found)


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.script import ScriptDirectory

    found = revision_of(connection)  # once more: another process may have been first
    if found == HEAD:
        return
    config = alembic_config(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise CannotStart(
            f"The database was written by a newer Boffin (its schema is {found}, this one knows {HEAD}). Nothing was "
            "changed. Install the newer version again, or restore the backup made before it."
        )
    command.upgrade(config, "head")


def alembic_config(connection: Connection) -> "Config":
    """Return Alembic's configuration for this connection, without any file."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
