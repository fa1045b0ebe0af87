"""A database that cannot be used is refused in plain words, and nothing in it is overwritten.

These tests run as root, whom permissions do not stop: a read-only folder is stood in for by paths that
cannot be files for anyone.
"""

import logging
import sqlite3
import stat
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert
from sqlalchemy.exc import DBAPIError

from bot.core.errors import CannotKeep, CannotStart
from bot.storage import tables
from bot.storage.parts import StorageSettings, connect
from bot.storage.vault import new_key
from tests.storage.conftest import KEY
from tests.storage.shapes import LOG, NOW, TOOL, Opener, added, speaker


def refusal(settings: StorageSettings, *, exclusive: bool = True) -> str:
    """The sentences with which opening is refused; never a bare traceback, always what is safe and what to do."""
    with pytest.raises(CannotStart) as caught:
        connect(settings, exclusive=exclusive)
    text = str(caught.value)
    assert text.count(". ") >= 2, text
    assert "Traceback" not in text
    return text


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    assert "does not exist" in refusal(StorageSettings(str(tmp_path / "no" / "boffin.db"), (KEY,)))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "boffin.db").mkdir()
    assert "is not a file" in refusal(StorageSettings(str(tmp_path / "boffin.db"), (KEY,)))


def test_a_lock_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "boffin.db.lock").mkdir()
    assert "lock file" in refusal(StorageSettings(str(tmp_path / "boffin.db"), (KEY,)))


def test_a_folder_that_takes_no_new_file_is_refused() -> None:
    assert "cannot be" in refusal(StorageSettings("/proc/self/boffin.db", (KEY,)), exclusive=False)
    assert "lock file" in refusal(StorageSettings("/proc/self/boffin.db", (KEY,)))


@pytest.mark.parametrize("content", [b"not a database" * 100, b"SQLite format 3\x00" + b"\xff" * 4000])
def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "boffin.db"
    file.write_bytes(content)
    for exclusive in (True, False):
        assert "damaged" in refusal(StorageSettings(str(file), (KEY,)), exclusive=exclusive)
    assert file.read_bytes() == content


def test_a_damaged_page_is_found_at_an_exclusive_start(tmp_path: Path, empty_file: Path) -> None:
    content = bytearray(empty_file.read_bytes())
    for page in range(2, len(content) // 4096):
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    file = tmp_path / "boffin.db"
    file.write_bytes(content)
    assert "damaged" in refusal(StorageSettings(str(file), (KEY,)))
    assert file.read_bytes() == bytes(content)


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    connection.close()
    assert "another program" in refusal(StorageSettings(str(file), (KEY,)))


def test_a_database_of_a_newer_boffin_is_left_alone(opener: Opener) -> None:
    from sqlalchemy import text

    with opener() as store:
        store.database.write_now(lambda c: c.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    try:
        assert "newer Boffin" in refusal(opener.settings)
    finally:
        from bot.storage.engine import Database
        from bot.storage.migrations import HEAD
        from bot.storage.opening import url_of

        database = Database(url_of(opener.settings.url))
        database.write_now(lambda c: c.execute(text("UPDATE alembic_version SET version_num = :now"), {"now": HEAD}))
        database.close()


def test_a_second_exclusive_start_is_refused_and_others_open_beside_it(tmp_path: Path) -> None:
    opener = Opener(StorageSettings(str(tmp_path / "boffin.db"), (KEY,)))
    with opener(exclusive=True):
        assert "Another Boffin is running" in refusal(opener.settings)
        with opener():
            pass
    with opener(exclusive=True):
        pass


async def test_a_wrong_key_is_refused_and_the_right_one_still_opens(opener: Opener) -> None:
    with opener() as store:
        ana = await speaker(store)
        await ana.keep(edits=added("tools", "a", TOOL))
    wrong = StorageSettings(opener.settings.url, (new_key(),))
    assert "does not fit" in refusal(wrong)
    assert "is not a key" in refusal(StorageSettings(opener.settings.url, ("short",)))
    with opener() as store:
        ana = await speaker(store)
        assert set((await ana.load()).plan.tools) == {"a"}


async def test_a_key_file_is_made_once_for_the_owners_eyes_only(tmp_path: Path) -> None:
    opener = Opener(StorageSettings(f"sqlite:///{tmp_path}/boffin.db"))
    with opener(exclusive=True) as store:
        await (await speaker(store)).keep(edits=added("logs", "l", LOG))
    key_file = tmp_path / "boffin.db.key"
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    key = key_file.read_text()
    with opener(exclusive=True) as store:
        assert (await (await speaker(store)).load()).logs == {"l": LOG}
    assert key_file.read_text() == key


def test_no_new_key_is_made_where_the_key_file_went_missing(tmp_path: Path) -> None:
    opener = Opener(StorageSettings(str(tmp_path / "boffin.db")))
    with opener():
        pass
    (tmp_path / "boffin.db.key").unlink()
    assert "no new key was made" in refusal(opener.settings)
    assert not (tmp_path / "boffin.db.key").exists()


@pytest.mark.parametrize(("content", "says"), [("", "is empty"), ("x", "is not a key"), ("\xff", "is not a key")])
def test_a_key_file_without_a_key_is_refused(tmp_path: Path, content: str, says: str) -> None:
    (tmp_path / "k").write_text(content, encoding="latin-1")
    assert says in refusal(StorageSettings(str(tmp_path / "boffin.db"), key_file=tmp_path / "k"))


def test_postgresql_that_is_not_there_is_refused_without_the_password() -> None:
    text = refusal(StorageSettings("postgres://ana:secret@127.0.0.1:9/boffin", (KEY,)))
    assert "cannot be used" in text
    assert "secret" not in text


def test_postgresql_without_a_key_is_refused(postgresql: str) -> None:
    assert "needs an encryption key" in refusal(StorageSettings(postgresql))


@pytest.mark.parametrize("url", ["mysql://x/y", "postgresql://[", "nothing://"])
def test_an_address_of_no_known_database_is_refused(url: str) -> None:
    assert "BOFFIN_DATABASE_URL" in refusal(StorageSettings(url, (KEY,)))


@pytest.mark.parametrize("url", ["sqlite://", ":memory:", "sqlite:///:memory:"])
async def test_memory_serves_tests(url: str) -> None:
    store = connect(StorageSettings(url), exclusive=True)
    ana = await speaker(store)
    await ana.keep(edits=added("logs", "l", LOG))
    assert (await ana.load()).logs == {"l": LOG}
    store.close()


async def test_a_database_cut_to_nothing_beside_its_key_is_not_begun_anew(tmp_path: Path) -> None:
    file = tmp_path / "boffin.db"
    opener = Opener(StorageSettings(str(file)))
    with opener(exclusive=True):
        pass
    file.write_bytes(b"")
    for exclusive in (True, False):
        assert "is empty, although its key" in refusal(opener.settings, exclusive=exclusive)
    assert file.read_bytes() == b""


def test_what_waits_beside_a_missing_database_is_not_thrown_away(tmp_path: Path) -> None:
    file, waiting = tmp_path / "boffin.db", tmp_path / "boffin.db-wal"
    waiting.write_bytes(b"what was written last")
    assert "still holds what was written last" in refusal(StorageSettings(str(file), (KEY,)))
    assert (waiting.read_bytes(), file.exists()) == (b"what was written last", False)


def test_a_new_database_with_a_key_from_before_is_said_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "boffin.db.key").write_text(KEY)
    opener = Opener(StorageSettings(str(tmp_path / "boffin.db")))
    with caplog.at_level(logging.INFO, "bot.storage"), opener(), opener():
        pass
    assert [record.getMessage() for record in caplog.records] == [
        "a new database was begun with a key that was there before"
    ]


@pytest.mark.parametrize("name", ["a%20b", "a?b=c", "a#b", "a b"])
def test_a_path_means_itself(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    with Opener(StorageSettings(str(tmp_path / name / "boffin.db")))():
        pass
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name / "boffin.db").is_file()


def test_sealing_anew_is_refused_beside_a_run_and_a_run_meanwhile(opener: Opener) -> None:
    with opener(exclusive=True):
        with pytest.raises(CannotStart, match="Stop it, run `boffin key rotate`"):
            connect(opener.settings, rotating=True)
        with opener():
            pass
    with opener(rotating=True), pytest.raises(CannotStart, match="othing was changed"):
        connect(opener.settings, exclusive=True)
    with opener(exclusive=True):
        pass


def test_several_runs_share_one_postgresql(postgresql: str) -> None:
    opener = Opener(StorageSettings(postgresql, (KEY,)))
    with opener(exclusive=True), opener(exclusive=True):
        pass


async def test_a_full_disk_is_named_and_what_was_kept_is_safe(tmp_path: Path) -> None:
    with Opener(StorageSettings(str(tmp_path / "boffin.db"), (KEY,)))() as store:
        ana = await speaker(store)
        await ana.keep(edits=added("logs", "kept", LOG))
        most = store.database.write_now(lambda c: c.exec_driver_sql("PRAGMA max_page_count").scalar())
        store.database.write_now(lambda c: c.exec_driver_sql("PRAGMA max_page_count = 1"))
        big = {f"l{n}": LOG for n in range(300)}
        with pytest.raises(CannotKeep) as refused:
            await ana.keep(edits=tuple(e for name, log in big.items() for e in added("logs", name, log)))
        assert refused.value.reason == "database or disk is full"
        assert set((await ana.load()).logs) == {"kept"}
        store.database.write_now(lambda c: c.exec_driver_sql(f"PRAGMA max_page_count = {most}"))
        await ana.keep(edits=added("logs", "later", LOG))
        assert set((await ana.load()).logs) == {"kept", "later"}


async def test_a_database_that_may_only_be_read_is_named(opener: Opener) -> None:
    read_only = "PRAGMA query_only=ON" if opener.settings.url.endswith(".db") else "SET TRANSACTION READ ONLY"

    def write(connection: Connection) -> None:
        connection.exec_driver_sql(read_only)
        connection.execute(insert(tables.once), {"key": "k", "at": NOW})

    with opener() as store, pytest.raises(CannotKeep, match=r"readonly|25006"):
        await store.database.write(write)


async def test_a_statement_of_ours_that_is_wrong_is_no_full_disk(opener: Opener) -> None:
    with opener() as store, pytest.raises(DBAPIError):
        await store.database.write(lambda connection: connection.exec_driver_sql("SELECT nothing FROM nowhere"))
