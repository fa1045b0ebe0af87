"""Where the rules of time zones change, what is to come is reckoned anew; what is due stays, what came comes once."""

from sqlalchemy import select, update

from bot.core.situation import LATE
from bot.storage.parts import Store
from bot.storage.tables import deliveries, schedules
from bot.storage.zones import rules_in_use
from tests.storage.shapes import DAY, HOUR, card, place, speaker
from tests.storage.test_ledger import DUE, fall_due


async def next_moments(store: Store) -> list[object]:
    return await store.database.read(lambda c: list(c.scalars(select(schedules.c.next_at).order_by(schedules.c.owner))))


async def set_to(store: Store, moment: object) -> None:
    await store.database.write(lambda c: c.execute(update(schedules).values(next_at=moment)))


async def test_new_rules_move_what_is_to_come_once(store: Store) -> None:
    for name in ("ana", "sam"):
        who = await speaker(store, name)
        await who.keep(**card(who))
    assert await store.follow_zones(DUE - DAY, "2026a") == 0
    await set_to(store, DUE + HOUR)
    assert await store.follow_zones(DUE - DAY, "2026a") == 0  # by these it was reckoned
    assert await store.follow_zones(DUE - DAY, "2026b") == 2
    assert await next_moments(store) == [DUE, DUE]
    assert await store.follow_zones(DUE - DAY, "2026b") == 0


async def test_what_is_due_already_stays_due(store: Store) -> None:
    ana = await speaker(store)
    await ana.keep(**card(ana))
    assert await store.follow_zones(DUE, "2026b") == 0
    assert await fall_due(store, DUE) == 1


async def test_what_came_today_comes_no_second_time_where_its_moment_moved_on(store: Store) -> None:
    ana = await speaker(store)
    await ana.keep(**card(ana))
    assert await fall_due(store, DUE) == 1
    await set_to(store, DUE + HOUR)  # as rules would have it by which that time comes an hour later today
    assert await fall_due(store, DUE + HOUR) == 0


def test_the_rules_in_use_have_a_version() -> None:
    assert rules_in_use()


async def test_what_was_left_as_too_old_is_listed_channels_by_name_and_persons_only_counted(store: Store) -> None:
    for name in ("ana", "sam"):
        who = await speaker(store, name)
        await who.keep(**card(who))
    there = await place(store)
    await fall_due(store, DUE + 37 * HOUR)
    await store.database.write(
        lambda c: c.execute(
            deliveries.insert(),
            {
                "id": "p", "owner_kind": "place", "owner": there.id, "kind": "post", "local_date": DUE.date(),
                "target": there.id, "due_at": DUE, "state": "skipped", "settled_at": DUE + 13 * HOUR, "detail": LATE,
                "external": "",
            },
        )
    )  # fmt: skip
    found = await store.late(DUE + 38 * HOUR)
    assert [(one.kind, one.place, one.count) for one in found] == [("card", "", 2), ("post", "slack #teaching", 1)]
    assert await store.late(DUE + 9 * DAY) == ()
