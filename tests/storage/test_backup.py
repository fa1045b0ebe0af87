"""A copy holds everything, is worth nothing when damaged, and brings nobody and nothing back that should stay away."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.core.errors import CannotStart
from bot.core.situation import Notice
from bot.storage.backup import copies
from bot.storage.parts import StorageSettings, Store, connect
from bot.storage.tables import deliveries, metadata
from bot.storage.vault import new_key
from tests.storage.conftest import KEY
from tests.storage.shapes import DAY, HOUR, NOW, Opener, card, place, speaker
from tests.storage.test_ledger import DUE, fall_due, rows


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    def read(connection):  # type: ignore[no-untyped-def]
        return {
            t.name: sorted((tuple(row) for row in connection.execute(select(t))), key=str)
            for t in metadata.sorted_tables
        }

    return store.database.write_now(read)


async def filled(store: Store) -> None:
    for name in ("ana", "ben"):
        who = await speaker(store, name)
        await who.keep(**card(who))
    await place(store)


async def test_a_copy_brings_back_every_row(opener: Opener, tmp_path: Path) -> None:
    with opener() as store:
        await filled(store)
        before = everything(store)
        file, copied = await store.back_up(tmp_path / "copies", NOW, 5)
        assert sum(copied.rows.values()) == sum(map(len, before.values()))
        cyd = await speaker(store, "cyd")
        await cyd.keep(**card(cyd))
        await store.restore(file, NOW, 12)
        assert everything(store) == before


async def test_a_copy_of_one_database_goes_into_the_other_kind(opener: Opener, tmp_path: Path) -> None:
    with opener() as store:
        await filled(store)
        before, (file, _) = everything(store), await store.back_up(tmp_path, NOW, 5)
    other = connect(StorageSettings("sqlite://", (KEY,)))
    await other.restore(file, NOW, 12)
    assert everything(other) == before
    other.close()


async def test_nothing_in_a_copy_can_be_read_without_the_key(store: Store, tmp_path: Path) -> None:
    await filled(store)
    file, _ = await store.back_up(tmp_path, NOW, 5)
    assert b"slack" not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0
    stranger = connect(StorageSettings("sqlite://", (new_key(),)))
    with pytest.raises(CannotStart, match="another key"):
        await stranger.restore(file, NOW, 12)
    stranger.close()


@pytest.mark.parametrize("harm", ["cut", "changed", "shortened"])
async def test_a_harmed_copy_is_refused_and_nothing_is_changed(store: Store, tmp_path: Path, harm: str) -> None:
    await filled(store)
    file, _ = await store.back_up(tmp_path, NOW, 5)
    lines = file.read_bytes().splitlines(keepends=True)
    middle = lines[2][:-9] + b"AAAAAAA\n"
    file.write_bytes(
        b"".join(
            {"cut": lines[:-1], "changed": [*lines[:2], middle, *lines[3:]], "shortened": [*lines[:-3], lines[-1]]}[
                harm
            ]
        )
    )
    before = everything(store)
    with pytest.raises(CannotStart, match="Nothing was changed"):
        await store.restore(file, NOW, 12)
    assert everything(store) == before


async def test_a_newer_copy_that_is_damaged_does_not_keep_a_good_one_from_being_put_back(
    store: Store, tmp_path: Path
) -> None:
    await filled(store)
    before, (file, _) = everything(store), await store.back_up(tmp_path, NOW, 5)
    cut, _ = await store.back_up(tmp_path, NOW + HOUR, 5)
    cut.write_bytes(cut.read_bytes()[:-200])
    copied = await store.restore(file, NOW + DAY, 12)
    assert copied.unread == (cut.name,) and everything(store) == before


async def test_only_so_many_copies_are_kept(store: Store, tmp_path: Path) -> None:
    files = [(await store.back_up(tmp_path, NOW + number * HOUR, 2))[0] for number in range(4)]
    assert copies(tmp_path) == files[2:]


async def test_one_copy_is_made_each_night_and_where_that_fails_the_rest_is_done(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await filled(store)
    store = replace(store, nightly=tmp_path / "nightly")
    for moment in (NOW, NOW + timedelta(minutes=10), NOW + DAY):  # another replica comes a little later
        await store.sweep_tonight(moment)
    assert len(made := copies(tmp_path / "nightly")) == 2
    assert [store.nightly, made[0].stat().st_mode & 0o777] == [tmp_path / "nightly", 0o600]
    (tmp_path / "a file").touch()
    store = replace(store, nightly=tmp_path / "a file")
    assert await store.sweep_tonight(NOW + 2 * DAY) is not None
    assert [record.message for record in caplog.records] == ["no copy was made tonight: File exists"]


async def test_whoever_was_forgotten_after_the_copy_stays_forgotten(opener: Opener, tmp_path: Path) -> None:
    with opener() as store:
        await filled(store)
        file, _ = await store.back_up(tmp_path, NOW, 5)
        ana = await speaker(store, "ana")
        await ana.keep(forget=True, once="forget")
        later, _ = await store.back_up(tmp_path, NOW + DAY, 5)
        await store.restore(file, NOW + DAY, 12)
        assert ana.id in await store.tombstones()
        assert ana.id not in str(everything(store)["accounts"])
    fresh = connect(StorageSettings("sqlite://", (KEY,)))
    await fresh.restore(file, NOW + DAY, 12)
    assert ana.id not in str(everything(fresh)["accounts"]), "the newer copy beside it knows"
    assert later.exists()
    fresh.close()


async def test_all_that_was_in_flight_in_a_copy_is_in_doubt_and_comes_once(store: Store, tmp_path: Path) -> None:
    """Three of one message and one that waits; ben's message is in doubt already, and cyd is forgotten later."""
    people = {name: await speaker(store, name) for name in ("ana", "ben", "cyd")}
    for who in people.values():
        await who.keep(NOW, notices=tuple(Notice(who.owner, "paused", f"p{number}") for number in range(3)))
    claimed = await store.ledger.claim(NOW + HOUR, 9)
    assert sorted(len(one.parts) for one in claimed) == [2, 2, 2]
    (bens,) = (one for one in claimed if one.owner == people["ben"].owner)
    await store.ledger.settle(bens, "uncertain", NOW + HOUR, detail="TimeoutError")
    await people["ana"].keep(NOW + HOUR, notices=(Notice(people["ana"].owner, "paused", "p9"),))
    file, _ = await store.back_up(tmp_path, NOW + HOUR, 5)
    said = {part.id for one in claimed for part in (one, *one.parts)}
    await people["cyd"].keep(forget=True, once="forget")
    await store.restore(file, later := NOW + 2 * HOUR, 12)
    assert await store.ledger.claim(later, 9) == ()
    doubtful = await store.doubts.doubtful(later, 9, {"slack"})
    assert len(doubtful) == 7 and all(one.parts == () for one, _ in doubtful), "each is looked for by its own mark"
    for one, _ in doubtful:
        if one.id in said:
            await store.ledger.settle(one, "sent", later, detail="D1/1")
        else:
            await store.doubts.again(one, later)
    again = await store.ledger.claim(later, 9)
    assert [(one.owner, one.about) for one in again] == [(people["ana"].owner, "p9")]
    assert sorted(state for state, *_ in await rows(store)) == ["claimed"] + ["sent"] * 6


async def test_what_is_due_in_a_copy_is_looked_for_before_it_is_said_again(store: Store, tmp_path: Path) -> None:
    await filled(store)
    file, _ = await store.back_up(tmp_path, DUE - HOUR, 5)
    await fall_due(store, DUE)
    first, _ = await store.ledger.claim(DUE, 2)
    await store.restore(file, DUE + HOUR, 12)
    assert await store.ledger.claim(DUE + HOUR, 9) == ()
    assert {state for state, *_ in await rows(store)} == {"uncertain"}
    doubtful = await store.doubts.doubtful(DUE + HOUR, 9, {"slack"})
    assert first.id in {delivery.id for delivery, _ in doubtful}, "under the id that was said"
    for delivery, _ in doubtful:
        await store.doubts.again(delivery, DUE + HOUR + timedelta(minutes=1))
    assert len(await store.ledger.claim(DUE + 2 * HOUR, 9)) == 2
    ids = await store.database.read(lambda c: list(c.scalars(select(deliveries.c.id))))
    assert len(ids) == 2
