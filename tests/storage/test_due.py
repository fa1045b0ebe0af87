"""What is due is lost neither to a rhythm that changes before it is written, nor to others who cannot be reached."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.core.situation import Flow
from bot.storage.parts import Store
from tests.storage.shapes import DAY, FRIDAY, HOUR, card, speaker
from tests.storage.test_ledger import DUE, FAST, SECOND, fall_due, rows


async def test_many_workspaces_of_a_platform_that_is_away_take_nobodys_turn(store: Store) -> None:
    flows = {"slack": FAST["slack"], "discord": Flow(a_second=45, at_once=5, each_tenant=False)}
    for number in range(12):
        ana = await speaker(store, f"u{number}", tenant=f"T{number}")
        await ana.keep(**card(ana))
    await fall_due(store, DUE)
    dan = [await speaker(store, f"d{number}", platform="discord", tenant="G1") for number in range(8)]
    for one in dan:
        await one.keep(**card(one, replace(FRIDAY, at=time(12, 31))))
    now = DUE + timedelta(minutes=1)
    await fall_due(store, now)
    away = frozenset({"slack"})
    assert [one.address.platform for one in await store.ledger.claim(now, 5, away, flows)] == ["discord"] * 5
    free = await store.ledger.next_free(now, flows, away)
    assert free is not None
    assert now < free < now + SECOND, "the tick goes on as fast as Discord takes it"
    assert len(await store.ledger.claim(now + SECOND, 16, away, flows)) == 3
    assert await store.ledger.next_free(now + SECOND, flows, away) is None


@pytest.mark.parametrize("late", [HOUR, 7 * DAY + HOUR])
async def test_what_is_due_comes_although_the_rhythm_changes_before_it_is_written(
    store: Store, late: timedelta
) -> None:
    ana = await speaker(store)
    await ana.keep(**card(ana))
    closed = ((date(2026, 12, 24), date(2026, 12, 31)),)
    await ana.keep(DUE + late, **card(ana, replace(FRIDAY, closed=closed)))
    await fall_due(store, DUE + late)
    *older, newest = await rows(store)
    assert (older, newest) == ([("skipped", "late", DUE)] if late > DAY else [], ("pending", "", DUE + late - HOUR))
    await ana.keep(DUE + 7 * DAY + HOUR, rescheduled=(ana.owner,))
    assert len(await rows(store)) == 1 + len(older), "whoever wants none any more gets none"
