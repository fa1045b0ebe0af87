"""What is to be said to one person at one time is one message, and each part of it is settled once."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from bot.core.people import Owner
from bot.core.situation import Delivery, Notice, Resolved, Schedule
from bot.storage.joining import MOST
from bot.storage.ledger import LEASE
from bot.storage.parts import Store
from bot.storage.tables import deliveries
from tests.storage.shapes import DAY, FRIDAY, HOUR, NOW, Opener, Speaker, place, speaker
from tests.storage.test_ledger import fall_due

BACK = datetime(2026, 11, 27, 18, tzinfo=UTC)  # on Friday evening, after hours without Boffin
SECOND = timedelta(seconds=1)


async def away(store: Store, name: str = "ana") -> Speaker:
    """Somebody for whom a card, a reminder and two notices fell due meanwhile."""
    who = await speaker(store, name)
    day = date(2026, 11, 27)
    reminder = Schedule(who.owner, "reminder", replace(FRIDAY, only=((day, day),)))
    await who.keep(rescheduled=(who.owner,), schedules=(Schedule(who.owner, "card", FRIDAY), reminder))
    notices = (Notice(who.owner, "paused", "p1"), Notice(who.owner, "unsure", "p2/d2"))
    await who.keep(BACK - 5 * HOUR, notices=notices)
    await fall_due(store, BACK)
    return who


async def states(store: Store) -> dict[str, tuple[str, str]]:
    found = await store.database.read(lambda c: c.execute(select(deliveries)).all())
    return {row.kind: (row.state, row.external or row.detail) for row in found}


def kinds(delivery: Delivery) -> list[str]:
    return [part.kind for part in (delivery, *delivery.parts)]


async def test_after_hours_without_boffin_one_message_says_it_all_and_each_is_settled_once(store: Store) -> None:
    ana, ben = await away(store), await away(store, "ben")
    claimed = await store.ledger.claim(BACK, 10)
    assert {one.owner for one in claimed} == {ana.owner, ben.owner}
    assert [sorted(kinds(one)) for one in claimed] == [["card", "paused", "reminder", "unsure"]] * 2
    assert all(part.address == one.address and part.attempt == 1 for one in claimed for part in one.parts)
    assert await store.ledger.claim(BACK, 10) == ()
    for one in claimed:
        await store.ledger.settle(one, "sent", BACK, detail="D1/1.5")
    assert set((await states(store)).values()) == {("sent", "D1/1.5")}
    assert (await ana.load(BACK + HOUR)).cards == (BACK,)
    assert await store.doubts.recover(BACK + HOUR) == 0
    assert await store.ledger.claim(BACK + HOUR, 10) == ()


async def test_what_waits_goes_along_though_only_one_may_be_claimed(store: Store) -> None:
    await away(store)
    (one,) = await store.ledger.claim(BACK, 1)
    assert len(one.parts) == 3


async def test_a_message_has_so_many_parts_and_the_rest_comes_after(store: Store) -> None:
    ana = await speaker(store)
    await ana.keep(BACK, notices=tuple(Notice(ana.owner, "paused", f"p{n}") for n in range(MOST + 3)))
    first, *others = await store.ledger.claim(BACK + HOUR, 16)
    assert len(first.parts) == MOST
    assert len({part.id for one in (first, *others) for part in (one, *one.parts)}) == MOST + 3


async def test_one_that_is_not_said_after_all_lets_the_others_go_without_it(store: Store) -> None:
    await away(store)
    (one,) = await store.ledger.claim(BACK, 10)
    await store.ledger.settle(one, "skipped", BACK, detail="quiet hours")
    (next_one,) = await store.ledger.claim(BACK, 10)
    assert len(next_one.parts) == 2
    await store.ledger.settle(next_one.parts[0], "skipped", BACK, detail="no longer a keeper")
    await store.ledger.settle(next_one, "sent", BACK, detail="D1/1.5")
    found = await states(store)
    assert found[one.kind] == ("skipped", "quiet hours")
    assert found[next_one.parts[0].kind] == ("skipped", "no longer a keeper")
    assert found[next_one.kind] == found[next_one.parts[1].kind] == ("sent", "D1/1.5")


async def test_given_back_it_is_the_same_message_later_with_what_came_meanwhile(store: Store) -> None:
    ana = await away(store)
    (one,) = await store.ledger.claim(BACK, 10)
    await store.ledger.postpone(one, BACK + 30 * SECOND, "rate limited")
    assert await store.ledger.claim(BACK, 10) == ()
    await ana.keep(BACK + SECOND, notices=(Notice(ana.owner, "paused", "p3"),))
    (again,) = await store.ledger.claim(BACK + 30 * SECOND, 10)
    assert (again.id, again.attempt, len(again.parts)) == (one.id, 2, 4)
    assert sorted(part.attempt for part in again.parts) == [1, 2, 2, 2]


async def test_what_carries_others_is_carried_by_none(store: Store) -> None:
    ana = await away(store)
    (one,) = await store.ledger.claim(BACK, 10)
    await store.ledger.postpone(one, BACK + 30 * SECOND, "rate limited")
    await ana.keep(BACK, notices=(Notice(ana.owner, "paused", "p3"),))
    await store.database.write(
        lambda c: c.execute(deliveries.update().where(deliveries.c.id == one.id).values(ready_at=BACK + 2 * SECOND))
    )
    (other,) = await store.ledger.claim(BACK + 3 * SECOND, 1)
    assert (kinds(other), other.parts) == (["paused"], ())
    (again,) = await store.ledger.claim(BACK + 3 * SECOND, 10)
    assert (again.id, len(again.parts)) == (one.id, 3)


async def test_killed_in_the_middle_it_is_looked_for_as_one_and_said_again_as_it_was(opener: Opener) -> None:
    with opener() as store:
        ana = await away(store)
        (one,) = await store.ledger.claim(BACK, 10)
    with opener() as store:
        late = BACK + LEASE + SECOND
        assert await store.doubts.recover(late) == 1
        ((doubted, _),) = await store.doubts.doubtful(late, 10, {"slack"})
        assert (doubted.id, sorted(kinds(doubted))) == (one.id, sorted(kinds(one)))
        await replace(ana, store=store).keep(late, notices=(Notice(ana.owner, "paused", "p3"),))
        await store.doubts.again(doubted, late)
        alone, again = sorted(await store.ledger.claim(late + SECOND, 10), key=lambda found: len(found.parts))
        assert (again.id, sorted(kinds(again))) == (one.id, sorted(kinds(one))), "the same, if it did arrive"
        assert kinds(alone) == ["paused"]


async def test_found_it_was_said_with_all_its_parts_and_where_nobody_can_look_all_stay_in_doubt(store: Store) -> None:
    ana, ben = await away(store), await away(store, "ben")
    claimed = {one.owner: one for one in await store.ledger.claim(BACK, 10)}
    late = BACK + LEASE + SECOND
    assert await store.doubts.recover(late) == 2
    doubted = {one.owner: one for one, _ in await store.doubts.doubtful(late, 10, {"slack"})}
    await store.ledger.settle(doubted[ana.owner], "sent", late, detail="D1/1.5")
    await store.doubts.leave(doubted[ben.owner], "cannot be looked for")
    found = await store.database.read(lambda c: c.execute(select(deliveries)).all())
    assert {row.state for row in found if row.owner == ana.id} == {"sent"}
    assert {(row.state, row.ready_at, row.detail) for row in found if row.owner == ben.id} == {
        ("uncertain", None, "cannot be looked for")
    }
    assert len(claimed[ben.owner].parts) == 3


async def test_of_two_posts_in_one_channel_the_second_goes_with_the_first(store: Store) -> None:
    ana, here = await speaker(store), await place(store)
    owner = Owner("place", here.id)
    await ana.keep(rescheduled=(owner,), schedules=(Schedule(owner, "post", FRIDAY),))
    await fall_due(store, BACK)
    await store.database.write(lambda c: c.execute(deliveries.update().values(due_at=NOW)))
    await fall_due(store, BACK + 7 * DAY)
    (post,) = await store.ledger.claim(BACK + 7 * DAY, 10)
    assert kinds(post) == ["post", "post"]


async def test_what_waits_longer_than_its_carrier_stands_alone_and_is_noticed_when_its_process_dies(
    opener: Opener,
) -> None:
    with opener() as store:
        ana = await speaker(store)
        await ana.keep(NOW, notices=tuple(Notice(ana.owner, "paused", place) for place in ("p1", "p2")))
        (one,) = await store.ledger.claim(NOW + HOUR, 5)
        await store.ledger.postpone(one.parts[0], NOW + 2 * HOUR, "quiet hours")
        await store.ledger.settle(one, "sent", NOW + HOUR, detail="D1/1")
        (part,) = await store.ledger.claim(NOW + 2 * HOUR, 5)
        assert part.id == one.parts[0].id
    with opener() as store:
        assert await store.doubts.recover(NOW + 3 * HOUR) == 1


@pytest.mark.parametrize("is_missed", [True, False])
async def test_what_a_keeper_says_of_a_post_holds_for_what_it_carried(store: Store, is_missed: bool) -> None:
    ana, here = await speaker(store), await place(store)
    owner = Owner("place", here.id)
    await ana.keep(rescheduled=(owner,), schedules=(Schedule(owner, "post", FRIDAY),))
    await fall_due(store, BACK)
    saturday = Schedule(owner, "post", replace(FRIDAY, day=5, at=time(0, 15)))
    await ana.keep(BACK, rescheduled=(owner,), schedules=(saturday,))
    at = datetime(2026, 11, 28, 0, 20, tzinfo=UTC)
    await fall_due(store, at)
    (post,) = await store.ledger.claim(at, 10)
    assert len(post.parts) == 1
    await store.ledger.settle(post, "uncertain", at, detail="TimeoutError")
    await store.doubts.leave(post, "its keeper was asked")
    await ana.at(here).keep(at + HOUR, resolved=Resolved(post.id, here.id, is_missed))
    said = await store.ledger.claim(at + HOUR + SECOND, 10)
    assert {part.id for one in said for part in (one, *one.parts)} == (
        {post.id, post.parts[0].id} if is_missed else set()
    )
    found = await store.database.read(lambda c: c.execute(select(deliveries.c.state)).scalars().all())
    assert list(found) == (["claimed"] * 2 if is_missed else ["sent"] * 2)
