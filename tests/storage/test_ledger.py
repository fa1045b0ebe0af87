"""What is due comes once, whoever asks, and however often the bot dies in between."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import func, select

from bot.core.errors import Repeated
from bot.core.nudges.rhythm import next_after
from bot.core.people import Owner
from bot.core.plan.document import LAST, Every, Repeat
from bot.core.situation import Address, Flow, Rhythm, Schedule
from bot.storage.ledger import LEASE
from bot.storage.parts import Store
from bot.storage.rhythm import rhythm_of
from bot.storage.tables import accounts, deliveries, schedules
from tests.storage.shapes import DAY, FRIDAY, HOUR, NOW, Opener, card, place, speaker

DUE = datetime(2026, 11, 27, 12, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def following(schedule: Schedule, after: datetime) -> datetime | None:
    return next_after(schedule.rhythm, after)


async def fall_due(store: Store, now: datetime, limit: int = 100) -> int:
    return await store.ledger.fall_due(now, limit, following, 12)


async def rows(store: Store) -> list[tuple[str, str, datetime]]:
    found = await store.database.read(lambda c: c.execute(deliveries.select().order_by(deliveries.c.due_at)).all())
    return [(row.state, row.detail, row.due_at) for row in found]


async def test_nothing_is_due_before_its_moment(store: Store) -> None:
    ana = await speaker(store)
    await ana.keep(**card(ana))
    assert await fall_due(store, DUE - SECOND) == 0
    assert await fall_due(store, DUE) == 1
    assert await fall_due(store, DUE) == 0


async def test_a_delivery_is_claimed_with_its_address_and_settled(store: Store) -> None:
    ana = await speaker(store)
    await ana.keep(**card(ana))
    await fall_due(store, DUE)
    (delivery,) = await store.ledger.claim(DUE, 10)
    assert delivery.owner == ana.owner
    assert (delivery.kind, delivery.due_at, delivery.local_date) == ("card", DUE, DUE.date())
    assert delivery.address == Address("slack", "T1", "ana")
    assert delivery.id.isalnum()
    assert delivery.id == delivery.id.lower()
    assert len(delivery.id) <= 25
    assert await store.ledger.claim(DUE, 10) == ()
    await store.ledger.settle(delivery, "sent", DUE + SECOND, detail="1732.5")
    assert await rows(store) == [("sent", "", DUE)]
    assert (await ana.load(DUE + HOUR)).cards == (DUE + SECOND,)
    with pytest.raises(ValueError, match="pending"):
        await store.ledger.settle(delivery, "pending", DUE)


async def test_a_person_is_reached_where_they_were_last_and_a_place_at_itself(store: Store) -> None:
    ana = await speaker(store)
    elsewhere = Address("discord", "", "777")
    await store.link(elsewhere, ana.id)
    here = await place(store, "teaching")
    await ana.keep(**card(ana))
    owner = Owner("place", here.id)
    await ana.keep(rescheduled=(owner,), schedules=(Schedule(owner, "post", replace(FRIDAY, day=0)),))
    await fall_due(store, NOW + HOUR)
    assert [d.address for d in await store.ledger.claim(NOW + HOUR, 10)] == [Address("slack", "T1", "teaching")]
    for week, last in enumerate((elsewhere, Address("slack", "T1", "ana"), elsewhere)):
        await store.accounts.person(last)
        now = DUE + week * 7 * DAY
        await fall_due(store, now)
        claimed = await store.ledger.claim(now, 10)
        assert [d.address for d in claimed if d.owner == ana.owner] == [last]


async def test_what_would_go_to_a_platform_that_is_away_waits(store: Store) -> None:
    ana, ben = await speaker(store), await speaker(store, "ben")
    await store.link(Address("discord", "", "777"), ben.id)  # used last
    here = await place(store, "teaching")
    await ana.keep(**card(ana))
    await ben.keep(**card(ben))
    owner = Owner("place", here.id)
    await ana.keep(rescheduled=(owner,), schedules=(Schedule(owner, "post", FRIDAY),))
    await fall_due(store, DUE)
    assert await store.ledger.claim(DUE, 10, frozenset({"slack", "discord"})) == ()
    (bens,) = await store.ledger.claim(DUE, 10, frozenset({"slack"}))
    assert (bens.owner, bens.address.platform) == (ben.owner, "discord")
    assert {one.owner for one in await store.ledger.claim(DUE, 10, frozenset({"discord"}))} == {ana.owner, owner}


async def test_a_delivery_without_an_address_fails_whoever_is_away(store: Store) -> None:
    ana = await speaker(store)
    await ana.keep(**card(ana))
    await fall_due(store, DUE)
    await store.database.write(lambda c: c.execute(accounts.delete()))
    assert await store.ledger.claim(DUE, 10, frozenset({"slack"})) == ()
    assert [(state, detail) for state, detail, _ in await rows(store)] == [("failed", "no address")]


async def test_a_delivery_without_an_address_fails(store: Store) -> None:
    ana = await speaker(store)
    owner = Owner("place", "nowhere")
    await ana.keep(rescheduled=(owner,), schedules=(Schedule(owner, "post", FRIDAY),))
    await fall_due(store, DUE)
    assert await store.ledger.claim(DUE, 10) == ()
    assert await rows(store) == [("failed", "no address", DUE)]


async def test_of_several_missed_moments_only_the_newest_inside_the_grace_comes(store: Store) -> None:
    ana = await speaker(store)
    await ana.keep(**card(ana))
    assert await fall_due(store, DUE + 14 * DAY + 11 * HOUR) == 3
    weeks = [DUE + week * 7 * DAY for week in range(3)]
    assert await rows(store) == [
        ("skipped", "late", weeks[0]), ("skipped", "late", weeks[1]), ("pending", "", weeks[2]),
    ]  # fmt: skip
    assert await fall_due(store, DUE + 14 * DAY + 11 * HOUR) == 0


@pytest.mark.parametrize(("hours", "state"), [(13, "pending"), (36, "pending"), (37, "skipped")])
async def test_a_persons_moment_is_skipped_as_late_once_quiet_hours_cannot_be_why(
    store: Store, hours: int, state: str
) -> None:
    ana = await speaker(store)
    await ana.keep(**card(ana))
    assert await fall_due(store, DUE + hours * HOUR) == 1
    assert await rows(store) == [(state, "late" if state == "skipped" else "", DUE)]
    assert await fall_due(store, DUE + 7 * DAY) == 1


async def test_the_same_local_date_comes_once_even_if_the_rhythm_moves(store: Store) -> None:
    ana = await speaker(store)
    await ana.keep(**card(ana))
    await fall_due(store, DUE)
    await ana.keep(DUE, **card(ana, replace(FRIDAY, at=time(14))))
    assert await fall_due(store, DUE + 2 * HOUR) == 0
    assert len(await rows(store)) == 1


async def test_a_zone_that_no_longer_exists_does_not_stop_the_others(store: Store) -> None:
    ana, ben = await speaker(store, "ana"), await speaker(store, "ben")
    await ana.keep(**card(ana))
    await ben.keep(**card(ben))
    await store.database.write(
        lambda c: c.execute(schedules.update().where(schedules.c.owner == ana.id).values(zone="X/Y"))
    )
    assert await fall_due(store, DUE) == 1
    assert await fall_due(store, DUE) == 0


async def test_deliveries_are_handed_out_oldest_first_and_never_twice(store: Store) -> None:
    for number in range(20):
        who = await speaker(store, f"p{number}")
        await who.keep(**card(who, replace(FRIDAY, at=time(12, number))))
    written = await asyncio.gather(*(fall_due(store, DUE, 7) for _ in range(6)))
    written += [await fall_due(store, DUE)]
    assert sum(written) == 20
    (oldest,) = await store.ledger.claim(DUE, 1)
    assert oldest.due_at == datetime(2026, 11, 27, 12, tzinfo=UTC)
    claims = await asyncio.gather(*(store.ledger.claim(DUE, 5) for _ in range(8)))
    rest = await store.ledger.claim(DUE, 100)
    ids = [d.id for claim in (*claims, rest) for d in claim]
    assert len(ids) == len(set(ids)) == 19


async def test_what_a_killed_process_had_claimed_becomes_uncertain_and_is_not_sent_again(opener: Opener) -> None:
    with opener() as store:
        for name in ("ana", "ben", "cyd"):
            who = await speaker(store, name)
            await who.keep(**card(who))
        await fall_due(store, DUE)
        claimed = await store.ledger.claim(DUE, 2)
        assert len(claimed) == 2
    with opener() as store:
        assert await store.doubts.recover(DUE + LEASE) == 0
        later = DUE + LEASE + SECOND
        assert await store.doubts.recover(later) == 2
        assert await store.doubts.recover(later) == 0
        assert len(await store.ledger.claim(later, 10)) == 1
        assert sorted(state for state, *_ in await rows(store)) == ["claimed", "uncertain", "uncertain"]
        await store.ledger.settle(claimed[0], "sent", later)
        assert sorted(state for state, *_ in await rows(store)) == ["claimed", "sent", "uncertain"]


async def test_what_was_missed_while_the_bot_was_down_comes_once(opener: Opener) -> None:
    with opener() as store:
        ana = await speaker(store)
        await ana.keep(**card(ana))
    for _ in range(2):
        with opener() as store:
            await fall_due(store, DUE + HOUR)
    with opener() as store:
        assert len(await store.ledger.claim(DUE + HOUR, 10)) == 1
        assert await rows(store) == [("claimed", "", DUE)]


async def test_what_was_composed_for_a_delivery_is_kept_only_while_it_is_claimed(store: Store) -> None:
    ana = await speaker(store)
    await ana.keep(**card(ana))
    await fall_due(store, DUE)
    (delivery,) = await store.ledger.claim(DUE, 1)
    await ana.keep(delivery=delivery.id)
    await store.doubts.recover(DUE + LEASE + SECOND)
    with pytest.raises(Repeated):
        await ana.keep(delivery=delivery.id)


async def test_local_dates_are_those_of_the_zone(store: Store) -> None:
    ana = await speaker(store)
    await ana.keep(**card(ana, Rhythm(5, time(7, 30), "Pacific/Auckland")))
    await fall_due(store, DUE + 7 * HOUR)
    (delivery,) = await store.ledger.claim(DUE + 7 * HOUR, 1)
    assert delivery.due_at == datetime(2026, 11, 27, 18, 30, tzinfo=UTC)
    assert delivery.local_date.isoformat() == "2026-11-28"


FAST = {"slack": Flow(a_second=2, at_once=3)}


async def several(store: Store, count: int, tenant: str = "T1") -> None:
    """Give so many people of a workspace a card at the same moment."""
    for number in range(count):
        who = await speaker(store, f"{tenant}-{number}", tenant=tenant)
        await who.keep(**card(who))


async def test_no_more_is_claimed_than_may_be_said_now_whoever_asks(store: Store) -> None:
    await several(store, 8)
    await fall_due(store, DUE)
    claims = await asyncio.gather(*(store.ledger.claim(DUE, 10, flows=FAST) for _ in range(3)))
    assert sum(map(len, claims)) == 3
    assert await store.ledger.next_free(DUE, FAST) == DUE + SECOND / 2
    assert await store.ledger.claim(DUE + SECOND / 4, 10, flows=FAST) == ()
    assert len(await store.ledger.claim(DUE + SECOND / 2, 10, flows=FAST)) == 1
    assert len(await store.ledger.claim(DUE + 60 * SECOND, 10, flows=FAST)) == 3, "turns that nobody took pass"
    assert len(await store.ledger.claim(DUE + 90 * SECOND, 10, flows=FAST)) == 1
    assert await store.ledger.next_free(DUE + 99 * SECOND, FAST) is None


async def test_workspaces_take_turns_and_a_full_one_holds_nobody_up(store: Store) -> None:
    await several(store, 9, "T1")
    await several(store, 2, "T2")
    await fall_due(store, DUE)
    first = await store.ledger.claim(DUE, 4, flows={"slack": Flow(100, at_once=100)})
    assert sorted(delivery.address.tenant for delivery in first) == ["T1", "T1", "T2", "T2"]


async def test_one_limit_for_all_workspaces_is_shared(store: Store) -> None:
    await several(store, 5, "T1")
    await several(store, 5, "T2")
    await fall_due(store, DUE)
    flows = {"slack": Flow(2, at_once=3, each_tenant=False)}
    assert len(await store.ledger.claim(DUE, 10, flows=flows)) == 3
    assert await store.ledger.claim(DUE, 10, flows=flows) == ()
    assert await store.ledger.next_free(DUE, flows) == DUE + SECOND / 2
    assert len(await store.ledger.claim(DUE + SECOND, 10, flows=flows)) == 2


async def test_what_goes_to_a_person_outside_every_workspace_takes_its_turns(store: Store) -> None:
    await several(store, 9, "")
    await fall_due(store, DUE)
    flows = {"slack": Flow(4, at_once=5, each_tenant=False, outside=2)}
    assert len(await store.ledger.claim(DUE, 10, flows=flows)) == 2
    taken = [len(await store.ledger.claim(DUE + n * SECOND / 4, 10, flows=flows)) for n in range(1, 9)]
    assert taken == [1, 1, 0, 1, 0, 1, 0, 1], "two turns each, but never less than one at a time"


async def test_a_workspace_that_asked_for_rest_gets_it_over_a_restart_and_the_others_go_on(opener: Opener) -> None:
    with opener() as store:
        await several(store, 3, "T1")
        await several(store, 1, "T2")
        await fall_due(store, DUE)
        one = next(d for d in await store.ledger.claim(DUE, 2) if d.address.tenant == "T1")
        await store.ledger.postpone(one, DUE + 30 * SECOND, "rate limited", all_there=True)
    with opener() as store:
        assert await store.ledger.claim(DUE + 29 * SECOND, 10) == ()
        again = await store.ledger.claim(DUE + 30 * SECOND, 10)
        assert len(again) == 3
        assert [d.attempt for d in again if d.id == one.id] == [2]


async def test_it_is_known_for_how_long_the_oldest_waits(store: Store) -> None:
    assert await store.waited(DUE) == timedelta(0)
    await several(store, 2)
    await fall_due(store, DUE)
    assert await store.waited(DUE + HOUR) == HOUR
    await store.ledger.claim(DUE + HOUR, 2)
    assert await store.waited(DUE + HOUR) == timedelta(0)


async def test_only_the_claim_that_stands_decides_but_sent_is_always_believed(store: Store) -> None:
    await several(store, 2)
    await fall_due(store, DUE)
    old, other = await store.ledger.claim(DUE, 2)
    await store.doubts.recover(DUE + LEASE + SECOND, frozenset({other.id}))
    await store.doubts.again(old, DUE + 60 * SECOND)
    (new,) = await store.ledger.claim(DUE + 60 * SECOND, 1)
    assert (new.id, new.attempt) == (old.id, 2)
    await store.ledger.settle(old, "failed", DUE + 61 * SECOND)
    await store.ledger.postpone(old, DUE + 90 * SECOND, "late")
    await store.doubts.again(old, DUE + 61 * SECOND)
    assert [state for state, *_ in await rows(store)] == ["claimed", "claimed"]
    await store.ledger.settle(old, "sent", DUE + 62 * SECOND, detail="C1/1")
    assert sorted(state for state, *_ in await rows(store)) == ["claimed", "sent"]


async def test_what_is_uncertain_is_looked_for_at_once_and_when_it_can_be_believed_absent(store: Store) -> None:
    await several(store, 1)
    await fall_due(store, DUE)
    (delivery,) = await store.ledger.claim(DUE, 1)
    await store.ledger.settle(delivery, "uncertain", DUE + SECOND, detail="TimeoutError")
    ((found, since),) = await store.doubts.doubtful(DUE + SECOND, 10, {"slack"})
    assert (found.id, found.claimed_at, since) == (delivery.id, DUE, DUE + SECOND)
    assert await store.doubts.doubtful(DUE + 30 * SECOND, 10, {"slack"}) == ()
    assert len(await store.doubts.doubtful(DUE + 31 * SECOND, 10, {"slack"})) == 1
    assert len(await store.doubts.doubtful(DUE + 91 * SECOND, 10, {"slack"})) == 1
    await store.doubts.leave(delivery, "cannot be looked for")
    assert await store.doubts.doubtful(DUE + DAY, 10, {"slack"}) == ()
    assert await rows(store) == [("uncertain", "cannot be looked for", DUE)]


async def test_a_dead_claim_is_in_doubt_since_it_could_be_said_last_and_then_next_in_turn(store: Store) -> None:
    await several(store, 3)
    await fall_due(store, DUE)
    (dead,) = await store.ledger.claim(DUE, 1)
    await store.doubts.recover(DUE + 17 * SECOND)
    young = DUE + 10 * SECOND
    ((_, since),) = await store.doubts.doubtful(DUE + 17 * SECOND, 10, {"slack"}, young)
    assert since == DUE + 8 * SECOND, "what has not begun after three seconds is given back, and five are enough"
    assert await store.doubts.doubtful(DUE + 37 * SECOND, 10, {"slack"}, DUE) == ()
    assert await store.doubts.doubtful(young + 29 * SECOND, 10, {"slack"}, young) == (), (
        "left to whoever can believe it"
    )
    assert len(await store.doubts.doubtful(young + 29 * SECOND, 10, {"slack"}, DUE)) == 1
    await store.doubts.again(dead, young + 30 * SECOND)
    assert [one.id for one in await store.ledger.claim(young + 30 * SECOND, 1)] == [dead.id]


async def test_where_the_last_one_was_said_is_told_with_the_doubt(store: Store) -> None:
    await several(store, 1)
    for week in range(2):
        now = DUE + week * 7 * DAY
        await fall_due(store, now)
        (delivery,) = await store.ledger.claim(now, 1)
        await store.ledger.settle(delivery, "uncertain" if week else "sent", now, detail="D1/17.5")
    ((found, _),) = await store.doubts.doubtful(DUE + 7 * DAY, 10, {"slack"})
    assert found.before == "D1/17.5"


async def test_a_claim_from_the_future_is_one_of_a_wrong_clock(store: Store) -> None:
    await several(store, 1)
    await fall_due(store, DUE + HOUR)
    await store.ledger.claim(DUE + HOUR, 1)
    assert await store.doubts.recover(DUE) == 1


async def test_the_same_occurrence_has_the_same_id_in_a_copy_that_forgot_it(store: Store) -> None:
    await several(store, 1)
    await fall_due(store, DUE)
    (first,) = await store.ledger.claim(DUE, 1)
    await store.database.write(lambda c: c.execute(deliveries.delete()))
    await store.database.write(lambda c: c.execute(schedules.update().values(next_at=DUE)))
    await fall_due(store, DUE)
    (again,) = await store.ledger.claim(DUE, 1)
    assert again.id == first.id


async def test_a_rhythm_of_any_kind_comes_back_as_it_was_kept(store: Store) -> None:
    ana = await speaker(store)
    term, closed = ((date(2026, 11, 1), date(2026, 12, 20)),), ((date(2026, 12, 1), date(2026, 12, 2)),)
    monthly = replace(FRIDAY, repeat=Repeat(Every.MONTH, LAST), only=term, closed=closed, moves=True)
    fortnightly = replace(FRIDAY, repeat=Repeat(Every.FORTNIGHT, since=date(2026, 11, 27)))
    for rhythm in (FRIDAY, monthly, fortnightly):
        await ana.keep(**card(ana, rhythm))
        held = await store.database.read(lambda c: rhythm_of(c.execute(select(schedules)).one()))
        assert held == rhythm


async def test_a_rhythm_that_is_over_is_dropped_and_said_no_more(store: Store) -> None:
    ana = await speaker(store)
    only = ((date(2026, 11, 1), date(2026, 11, 28)),)
    await ana.keep(**card(ana, replace(FRIDAY, only=only)))
    assert await fall_due(store, DUE) == 1
    assert await store.database.read(lambda c: c.scalar(select(func.count()).select_from(schedules))) == 0
    await ana.keep(**card(ana, replace(FRIDAY, only=((date(2026, 1, 1), date(2026, 1, 2)),))))
    assert await store.database.read(lambda c: c.scalar(select(func.count()).select_from(schedules))) == 0
