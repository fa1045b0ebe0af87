"""What has stayed long enough goes; months keep a total; a change of keys reaches every value."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core.plan.weeks import Log, Told, Week
from bot.core.situation import Offered, Post, Shown, Suggested, Tap
from bot.storage.parts import Store
from bot.storage.rotation import BATCH
from bot.storage.vault import new_key
from tests.storage.conftest import KEY
from tests.storage.shapes import DAY, LOG, NOW, TOOL, WEEK, Opener, added, card, place, speaker
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
        assert await store.rotate() > BATCH
    try:
        with opener(keys=(new,)) as store:
            ana = replace(ana, store=store)
            assert await ana.at(here).load(stored=True) == before
    finally:
        with opener(keys=(KEY, new)) as store:
            await store.rotate()
    from bot.core.errors import CannotStart

    with pytest.raises(CannotStart), opener(keys=(new,)):
        pass
