"""What has stayed long enough goes; months keep a total; a change of keys reaches every value."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import psycopg
import pytest
from sqlalchemy import insert

from bot.core.plan.weeks import Log, Told, Week
from bot.core.situation import Offered, Post, Shown, Suggested, Tap
from bot.storage import tables
from bot.storage.lock import SHARDS
from bot.storage.parts import StorageSettings, Store, connect
from bot.storage.rotation import BATCH
from bot.storage.vault import Vault, new_key
from tests.storage.conftest import KEY
from tests.storage.shapes import DAY, HOUR, LOG, NOW, TOOL, WEEK, Opener, added, card, place, speaker
from tests.storage.test_forgetting import everything_about
from tests.storage.test_ledger import DUE, fall_due


async def test_what_is_fresh_stays(store: Store) -> None:
    ana, here = await speaker(store), await place(store)
    await everything_about(ana, here)
    swept = await store.sweep(NOW)
    assert set(swept.gone.values()) == {0}
    assert swept.idle == ()


async def test_every_kind_of_row_goes_after_its_time(store: Store) -> None:
    ana, here = await speaker(store), await place(store)
    await ana.keep(**card(ana))
    await fall_due(store, DUE)
    row = Offered("r", ana.id, "", (), NOW + 90 * DAY)
    await ana.keep(offered=(row,), suggested=(Suggested("s", "r", "x", NOW),), edits=added("logs", "l", LOG))
    await ana.at(here).keep(post=Post("p", "load", "x", NOW))
    await ana.at(here).keep(tap=Tap("p", "fine"), shown=Shown("p", {}))
    days = {31: "once", 91: "offered", 95: "deliveries", 397: "changes", 401: "suggestions"}
    for day, table in days.items():
        swept = await store.sweep(NOW + day * DAY)
        assert swept.gone[table] > 0, table
    assert sum((await store.sweep(NOW + 402 * DAY)).gone.values()) == 0
    situation = await ana.at(here).load()
    assert not any((situation.posts, situation.taps, situation.shown, situation.logs, situation.changes))


async def test_weeks_become_a_total_of_their_month_and_the_total_goes_after_three_years(store: Store) -> None:
    ana = await speaker(store)
    told = {"2026-08-31": WEEK, "2026-09-07": Week(Told.BUSY), "2026-09-14": Week(Told.LESS, None, {"a": 5, "b": 6})}
    told["2026-09-28"] = replace(WEEK, minutes=100)
    await ana.keep(edits=tuple(edit for day, week in told.items() for edit in added("weeks", day, week)))

    async def totals() -> dict[date, int]:
        return {row["month"]: row["content"] for row in (await ana.load(stored=True)).stored["totals"]}

    assert (await store.sweep(NOW + 330 * DAY)).gone["weeks"] == 3
    assert await totals() == {date(2026, 8, 1): 45, date(2026, 9, 1): 11}
    assert (await store.sweep(NOW + 400 * DAY)).gone["weeks"] == 1
    assert await totals() == {date(2026, 8, 1): 45, date(2026, 9, 1): 111}
    await store.sweep(NOW + 1100 * DAY)
    assert await totals() == {}


async def test_someone_idle_for_a_year_is_named_and_not_deleted(store: Store) -> None:
    ana, ben = await speaker(store, "ana"), await speaker(store, "ben")
    await ana.keep(used_on=NOW.date(), edits=added("tools", "a", TOOL))
    await ben.keep(used_on=(NOW + 100 * DAY).date())
    assert (await store.sweep(NOW + 366 * DAY)).idle == (ana.id,)
    assert set((await ana.load()).plan.tools) == {"a"}


async def test_after_rotation_the_old_key_can_be_thrown_away(opener: Opener) -> None:
    new = new_key()
    with opener() as store:
        ana, here = await speaker(store), await place(store)
        await everything_about(ana, here)
        await ana.keep(edits=tuple(e for n in range(BATCH + 1) for e in added("logs", f"l{n}", Log(LOG.day, "x", n))))
        before = await ana.at(here).load(stored=True)
    with opener(keys=(new, KEY)) as store:
        told: list[tuple[int, int]] = []
        sealed, proof = await store.rotate(lambda done, count: told.append((done, count)))
        assert sealed.count == proof.count > BATCH
        assert not sealed.closed and not proof.closed
        assert told[-1] == (proof.count, proof.count)
    try:
        with opener(keys=(new,)) as store:
            ana = replace(ana, store=store)
            assert await ana.at(here).load(stored=True) == before
    finally:
        with opener(keys=(KEY, new)) as store:
            await store.rotate(lambda done, count: None)
    from bot.core.errors import CannotStart

    with pytest.raises(CannotStart), opener(keys=(new,)):
        pass


async def test_what_no_key_opens_is_counted_and_left_as_it_is(opener: Opener) -> None:
    lost, new = new_key(), new_key()
    with opener(keys=(KEY, lost)) as store:
        ana = await speaker(store)
        await ana.keep(edits=added("logs", "fine", LOG))
        strange = {"owner": ana.id, "id": "strange", "day": LOG.day, "sealed": Vault((lost,)).seal(b"{}")}
        store.database.write_now(lambda connection: connection.execute(insert(tables.logs), strange))
        assert (await store.prove(lambda done, count: None)).closed == {}
    with opener() as store:
        assert (await store.prove(lambda done, count: None)).closed == {"logs": 1}
    try:
        with opener(keys=(new, KEY)) as store:
            sealed, proof = await store.rotate(lambda done, count: None)
        assert sealed.closed == proof.closed == {"logs": 1}
        with opener(keys=(new, lost)) as store:
            assert (await store.prove(lambda done, count: None)).closed == {}
    finally:
        with opener(keys=(KEY, new, lost)) as store:
            await store.rotate(lambda done, count: None)


async def test_a_month_keeps_the_larger_of_what_was_told_and_logged_and_weeks_of_logs_alone(store: Store) -> None:
    ana = await speaker(store)
    weeks = {"2026-09-07": WEEK, "2026-09-14": WEEK}  # 45 minutes each
    logs = {
        "less": Log(date(2026, 9, 8), "x", 20),
        "more": Log(date(2026, 9, 14), "x", 50),
        "and more": Log(date(2026, 9, 20), "y", 10),
        "alone": Log(date(2026, 9, 27), "x", 7),  # the Sunday of a week nobody told about
        "later": Log(date(2026, 9, 28), "x", 1000),
    }
    edits = [e for day, week in weeks.items() for e in added("weeks", day, week)]
    await ana.keep(edits=tuple(edits + [e for name, log in logs.items() for e in added("logs", name, log)]))
    after = datetime(2026, 9, 22, 12, tzinfo=UTC) + 396 * DAY  # inside the week of the log alone
    gone = (await store.sweep(after)).gone
    assert (gone["weeks"], gone["logs"]) == (2, 4)
    assert (await store.sweep(after)).gone["logs"] == 0
    stored = (await ana.load(stored=True)).stored
    assert {row["month"]: row["content"] for row in stored["totals"]} == {date(2026, 9, 1): 45 + 60 + 7}
    assert [row["id"] for row in stored["logs"]] == ["later"]


async def test_a_sweep_that_was_missed_is_made_up_for_once(opener: Opener) -> None:
    with opener() as store:
        await store.sweep(NOW - 400 * DAY)  # PostgreSQL keeps `meta` between tests
        assert await store.sweep_missed(NOW) is not None
        assert await store.sweep_missed(NOW + 19 * HOUR) is None
    with opener() as store:
        assert await store.sweep_missed(NOW + 20 * HOUR) is not None
        assert await store.sweep_missed(NOW) is not None, "a moment in the future is a clock that was wrong"


async def test_of_several_replicas_one_sweeps_and_the_others_find_it_done(postgresql: str) -> None:
    settings, tonight = StorageSettings(postgresql, (KEY,)), NOW + 1000 * DAY
    one, other = connect(settings), connect(settings)
    swept = await asyncio.gather(one.sweep_tonight(tonight), other.sweep_tonight(tonight))
    swept += [await one.sweep_tonight(tonight), await other.sweep_missed(tonight)]
    assert sum(found is not None for found in swept) == 1
    assert await other.sweep_tonight(tonight + DAY) is not None
    one.close()
    other.close()


async def test_the_shards_have_one_holder_and_go_to_another_when_that_one_is_gone(postgresql: str) -> None:
    settings = StorageSettings(postgresql, (KEY,))
    one, other = connect(settings), connect(settings)
    assert (await one.shards.enter(), await other.shards.enter()) == (True, False)
    assert await one.shards.enter(), "asked again, it still holds them"
    await one.shards.leave()
    assert (await other.shards.enter(), await one.shards.enter()) == (True, False)
    await other.shards.leave()
    assert await one.shards.enter()
    held = "FROM pg_locks WHERE locktype = 'advisory' AND objid = %s"

    def cut_off(server: psycopg.Connection[Any]) -> None:
        server.execute(f"SELECT pg_terminate_backend(pid) {held}".encode(), [SHARDS])
        while server.execute(f"SELECT 1 {held}".encode(), [SHARDS]).fetchone():
            pass

    with psycopg.connect(postgresql, autocommit=True) as server:
        cut_off(server)
        assert await one.shards.enter(), "cut off, and nobody took them: it takes them again"
        cut_off(server)
    assert (await other.shards.enter(), await one.shards.enter()) == (True, False)
    one.close()
    other.close()
