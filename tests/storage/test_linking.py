"""Two persons become one by a code, or nothing happens; one account goes, and the plan stays with the others."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.core.errors import Repeated, Stale
from bot.core.link import LENGTH, LETTERS, Code, Parting, Union, WrongCode, is_code
from bot.core.message import Invocation
from bot.core.people import Owner
from bot.core.plan.document import Settings
from bot.core.plan.edits import Edit
from bot.core.plan.uniting import Whole, unite
from bot.core.plan.weeks import Log
from bot.core.situation import Address, Notice, Offered, Post, Schedule, Suggested, Tap, Use
from bot.storage.parts import Store
from bot.storage.tables import codes, deliveries, totals
from tests.storage.shapes import (
    DAY,
    FRIDAY,
    HOUR,
    ITEM,
    LOG,
    NOW,
    TOOL,
    WEEK,
    Opener,
    Speaker,
    added,
    card,
    joined,
    place,
    speaker,
)
from tests.storage.test_forgetting import everything_about, ids_left
from tests.storage.test_ledger import DUE, fall_due

CODE = "K7WQ2M9X"
UNTIL = NOW + timedelta(minutes=10)
SLACK, DISCORD = Address("slack", "T1", "ana"), Address("discord", "", "777")


async def both(store: Store) -> tuple[Speaker, Speaker]:
    """Ana on Slack, who made a code, and somebody on Discord, who is about to type it."""
    ana, other = await speaker(store), await speaker(store, "777", platform="discord", tenant="")
    await ana.keep(link=Code(CODE, UNTIL, "Ana", "slack"))
    return ana, other


async def join(speaks: Speaker, stays: Speaker, goes: Speaker, **more: Any) -> None:
    """Keep a union on what is loaded now, as the one who speaks."""
    situation = await speaks.load(link=CODE)
    await speaks.keep(situation=situation, link=Union(CODE, stays.id, goes.id, **more))


async def merge(speaks: Speaker, goes: Speaker) -> None:
    situation = await speaks.load(link=CODE)
    assert situation.linking.side is not None
    united = unite(Whole(situation.plan, situation.weeks, situation.logs), situation.linking.side.whole)
    link = Union(CODE, speaks.id, goes.id, united.edits, is_merge=True)
    await speaks.keep(situation=situation, link=link)


async def test_a_code_shows_who_made_it_and_what_they_have_until_there_is_a_newer_one(store: Store) -> None:
    ana, other = await both(store)
    await ana.keep(edits=(*added("tools", "a", TOOL), *added("weeks", "2026-11-16", WEEK), *added("logs", "l", LOG)))
    side = (await other.load(link=CODE)).linking.side
    assert side is not None
    assert (side.person, side.name, side.platform, side.expires, side.version) == (ana.id, "Ana", "slack", UNTIL, 1)
    assert side.whole == Whole((await ana.load()).plan, {date(2026, 11, 16): WEEK}, {"l": LOG})
    assert (await other.load(link="ABCD2345")).linking.side is None
    assert (await other.load(link="")).linking.side is None
    await ana.keep(link=Code("NEWER234", UNTIL, "Ana", "slack"))
    assert (await other.load(link=CODE)).linking.side is None
    assert (await other.load(link="NEWER234")).linking.side is not None


async def test_a_fresh_code_is_another_each_time_and_without_look_alikes(store: Store) -> None:
    ana = await speaker(store)
    fresh = {(await ana.load(link="")).linking.fresh for _ in range(20)}
    assert len(fresh) == 20
    assert all(is_code(code) and len(code) == LENGTH for code in fresh)
    assert not set("ILO01") & set(LETTERS)


async def test_a_code_is_kept_as_a_hash_beside_a_sealed_name_and_goes_with_its_time(store: Store) -> None:
    await both(store)
    rows = await store.database.read(lambda c: [str(tuple(row)) for row in c.execute(select(codes))])
    opened = await store.database.read(lambda c: [store.codec.raw(row.sealed) for row in c.execute(select(codes))])
    assert len(rows) == 1
    assert CODE not in rows[0] + str(opened)
    assert "Ana" not in rows[0]
    assert (await store.sweep(NOW)).gone["codes"] == 0
    assert (await store.sweep(UNTIL + HOUR)).gone["codes"] == 1


async def test_wrong_codes_are_counted_for_an_hour_and_none_is_lost_at_the_same_moment(store: Store) -> None:
    ana = await speaker(store)
    stale = await ana.load(link="")
    for minutes in (0, 0, 30):
        await ana.keep(
            NOW + minutes * HOUR / 60, situation=await ana.load(NOW + minutes * HOUR / 60, link=""), link=WrongCode()
        )
    assert (await ana.load(NOW + HOUR / 2, link="")).linking.wrong == (NOW, NOW, NOW + HOUR / 2)
    assert (await ana.load(NOW + HOUR, link="")).linking.wrong == (NOW + HOUR / 2,)
    with pytest.raises(Stale):
        await ana.keep(situation=stale, link=WrongCode())


@pytest.mark.parametrize("stays", ["who made the code", "who typed it"])
async def test_who_stays_keeps_the_plan_and_both_accounts_and_the_other_is_erased(store: Store, stays: str) -> None:
    ana, other = await both(store)
    here, there = await place(store), await place(store, platform="discord", tenant="G1")
    await everything_about(ana, here)
    await everything_about(other, there)
    await ana.keep(link=Code(CODE, UNTIL, "Ana", "slack"))
    keeps, goes = (ana, other) if stays == "who made the code" else (other, ana)
    before = await keeps.load()
    await join(other, keeps, goes)
    assert await ids_left(store, goes.id) == ["tombstones"]
    assert await store.accounts.person(SLACK) == await store.accounts.person(DISCORD) == keeps.id
    after = await keeps.load(link=CODE)
    assert (after.plan, after.weeks, after.logs, after.drafts) == (
        before.plan, before.weeks, before.logs, before.drafts,
    )  # fmt: skip
    assert after.linking.side is None, "a code works once"
    assert {channel.id for channel, _ in after.channels} == {here.id, there.id}


async def test_whoever_speaks_stays_the_account_used_last(store: Store) -> None:
    ana, other = await both(store)
    for _ in range(3):
        await store.accounts.person(SLACK)
    await join(other, ana, other)
    assert [account.platform for account in (await ana.load()).accounts] == ["discord", "slack"]


async def test_memberships_items_and_taps_follow_the_person_and_undo_still_knows_them(store: Store) -> None:
    ana, other = await both(store)
    here = await place(store)
    ben = await speaker(store, "ben")
    mine, offered = replace(ITEM, owner=ana.id), replace(ITEM, title="B", owner=ben.id, offered_to=ana.id)
    offered = replace(offered, stand_in=ana.id, stands_in=True)
    await ben.at(here).keep(channel_edits=joined(ben))
    change = await ana.at(here).keep(
        channel_edits=(*joined(ana, keeper=True), *added("items", "i", mine), *added("items", "o", offered))
    )
    await ana.at(here).keep(post=Post("p", "load", "x", NOW))
    await ana.at(here).keep(tap=Tap("p", "fine"))
    await ben.at(here).keep(tap=Tap("p", "much"))
    await join(other, other, ana)
    situation = await other.at(here).load()
    assert (situation.actor.is_member, situation.actor.is_keeper) == (True, True)
    assert [situation.channel.items[key].owner for key in "io"] == [other.id, ben.id]
    theirs = situation.channel.items["o"]
    assert (theirs.offered_to, theirs.stand_in, theirs.stands_in) == (other.id, other.id, True)
    assert situation.taps == {"p": {"fine": 1, "much": 1}}
    (kept,) = [c for c in situation.channel_changes if c.id == change]
    back = tuple(made.inverse() for made in reversed(kept.edits))
    await other.at(here).keep(channel_edits=back, undoes=change)
    assert list((await other.at(here).load()).channel.members) == [ben.id]


async def test_where_both_were_members_there_is_one_with_the_rights_and_the_tap_of_whoever_stays(store: Store) -> None:
    ana, other = await both(store)
    here = await place(store)
    to_self = replace(ITEM, owner=other.id, offered_to=ana.id, stand_in=ana.id, stands_in=True)
    await ana.at(here).keep(channel_edits=joined(ana, keeper=True))
    await other.at(here).keep(channel_edits=(*joined(other), *added("items", "i", to_self)))
    await ana.at(here).keep(post=Post("p", "load", "x", NOW))
    await ana.at(here).keep(tap=Tap("p", "fine"))
    await other.at(here).keep(tap=Tap("p", "much"))
    await join(other, other, ana)
    situation = await other.at(here).load()
    assert list(situation.channel.members) == [other.id]
    assert situation.actor.is_keeper
    assert situation.taps == {"p": {"much": 1}}
    assert situation.channel.items["i"] == replace(ITEM, owner=other.id), "nobody is offered or stands in for their own"


async def test_a_merge_unites_what_was_told_and_no_undo_takes_it_apart(store: Store) -> None:
    ana, other = await both(store)
    own, theirs = Settings(30, "Europe/London"), Settings(90)
    log = Log(date(2026, 11, 18), "x", 5)
    await ana.keep(
        edits=(
            *added("tools", "a", TOOL), *added("weeks", "2026-11-16", WEEK), *added("logs", "l", LOG),
            Edit("settings", "", Settings(), theirs),
        ),
        suggested=(Suggested("s", "over", "x", NOW),),
    )  # fmt: skip
    await other.keep(edits=(*added("logs", "m", log), Edit("settings", "", Settings(), own)))
    for who, month, minutes in ((ana, 8, 5), (ana, 9, 6), (other, 9, 7)):
        row = {"owner": who.id, "month": date(2025, month, 1), "sealed": store.codec.seal(minutes)}
        store.database.write_now(lambda c, row=row: c.execute(totals.insert(), row))
    here = await place(store)
    for who, point in ((ana, 9), (ana, 5), (other, 0)):
        await who.at(here).keep(use=Use(date(2026, 9, 14), point))
    await merge(other, ana)
    after = await other.load(stored=True)
    assert [(row["term"], row["content"]) for row in after.stored["uses"]] == [(date(2026, 9, 14), [5, 9])]
    assert (set(after.plan.tools), after.plan.settings) == ({"a"}, own)
    assert (after.weeks, after.logs) == ({date(2026, 11, 16): WEEK}, {"l": LOG, "m": log})
    assert [suggested.id for suggested in after.suggested] == ["s"]
    assert {row["month"].month: row["content"] for row in after.stored["totals"]} == {8: 5, 9: 7}
    assert len(after.changes) == 1, "only what Ana herself changed there"
    assert await ids_left(store, ana.id) == ["tombstones"]


async def test_the_choices_of_the_answer_belong_to_whoever_stays(store: Store) -> None:
    ana, other = await both(store)
    row = Offered("r", other.id, "", (Invocation(("card",)),), NOW + DAY)
    situation = await other.load(link=CODE)
    await other.keep(situation=situation, link=Union(CODE, ana.id, other.id), offered=(row,))
    assert (await ana.load(row="r")).offered == replace(row, person=ana.id)


async def test_nothing_happens_where_either_plan_changed_meanwhile_or_the_code_was_used_or_is_over(
    store: Store,
) -> None:
    ana, other = await both(store)
    link = Union(CODE, ana.id, other.id)
    for number, changes in enumerate((ana, other, ana, other)):  # the first time it makes a document, then a newer one
        situation = await other.load(link=CODE)
        await changes.keep(edits=added("logs", f"l{number}", LOG))
        with pytest.raises(Stale):
            await other.keep(situation=situation, link=link)
    situation = await other.load(link=CODE)
    with pytest.raises(Stale):
        await other.keep(UNTIL, situation=situation, link=link)
    await ana.keep(link=Code("NEWER234", UNTIL, "Ana", "slack"))
    with pytest.raises(Stale):
        await other.keep(situation=situation, link=link)
    assert await store.accounts.person(SLACK) == ana.id
    assert await store.accounts.person(DISCORD) == other.id
    assert await store.tombstones() == ()


async def test_the_same_press_twice_is_one_and_two_at_once_are_one(store: Store) -> None:
    ana, other = await both(store)
    situation = await other.load(link=CODE)
    link = Union(CODE, other.id, ana.id)
    pressed = (other.keep(situation=situation, link=link, once=f"press-{n}") for n in range(4))
    ended = await asyncio.gather(*pressed, return_exceptions=True)
    assert sorted(type(one).__name__ for one in ended) == ["Stale", "Stale", "Stale", "str"]
    done = next(n for n, one in enumerate(ended) if isinstance(one, str))
    with pytest.raises(Repeated):
        await other.keep(situation=situation, link=link, once=f"press-{done}")


async def test_two_who_link_each_other_at_once_become_one_and_never_wait_for_ever(store: Store) -> None:
    ana, other = await both(store)
    await other.keep(link=Code("ABCD2345", UNTIL, "Other", "discord"))
    mine, theirs = await other.load(link=CODE), await ana.load(link="ABCD2345")
    ended = await asyncio.gather(
        other.keep(situation=mine, link=Union(CODE, other.id, ana.id)),
        ana.keep(situation=theirs, link=Union("ABCD2345", ana.id, other.id)),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in ended) == ["Stale", "str"]
    assert await store.accounts.person(SLACK) == await store.accounts.person(DISCORD)


async def test_an_account_that_is_taken_away_starts_anew_and_the_plan_stays(store: Store) -> None:
    ana, other = await both(store)
    await ana.keep(edits=added("tools", "a", TOOL))
    await join(other, ana, other)
    situation = await ana.load()
    (slack,) = [account for account in situation.accounts if account.platform == "slack"]
    await ana.keep(situation=situation, link=Parting(slack.id))
    again = await store.accounts.person(SLACK)
    assert again not in (ana.id, other.id)
    assert await store.accounts.person(DISCORD) == ana.id
    assert set((await ana.load()).plan.tools) == {"a"}
    with pytest.raises(Stale):
        await ana.keep(situation=situation, link=Parting(slack.id))
    (last,) = (await ana.load()).accounts
    with pytest.raises(Stale):
        await ana.keep(link=Parting(last.id))


async def test_channels_go_with_the_account_that_reaches_them_and_the_others_stay(store: Store) -> None:
    ana, other = await both(store)
    await join(other, ana, other)
    here, there = await place(store), await place(store, platform="discord", tenant="G1")
    mine = replace(ITEM, owner=ana.id)
    await ana.at(here).keep(channel_edits=(*joined(ana, keeper=True), *added("items", "i", mine)))
    await ana.at(there).keep(channel_edits=joined(ana))
    (slack,) = [account for account in (await ana.load()).accounts if account.platform == "slack"]
    await ana.keep(link=Parting(slack.id))
    anew = replace(ana, person=replace(ana.person, id=await store.accounts.person(SLACK)))
    situation = await anew.at(here).load()
    assert (situation.actor.is_keeper, situation.channel.items["i"].owner) == (True, anew.id)
    assert [channel.id for channel, _ in situation.channels] == [here.id]
    assert [channel.id for channel, _ in (await ana.load()).channels] == [there.id]
    assert not (await ana.at(here).load()).actor.is_member


async def test_channels_that_another_account_reaches_too_stay_with_the_person(store: Store) -> None:
    ana = await speaker(store, "1", platform="discord", tenant="")
    there = await place(store, platform="discord", tenant="G1")
    await ana.at(there).keep(channel_edits=joined(ana))
    await store.link(Address("discord", "", "2"), ana.id)
    (first, _) = (await ana.load()).accounts
    await ana.keep(link=Parting(first.id))
    assert [channel.id for channel, _ in (await ana.load()).channels] == [there.id]


async def test_the_card_goes_where_it_is_wanted_and_elsewhere_only_where_that_is_gone(store: Store) -> None:
    ana, other = await both(store)
    await join(other, ana, other)

    async def wish(platform: str) -> None:
        schedule = Schedule(ana.owner, "card", FRIDAY, platform)
        await ana.keep(rescheduled=(ana.owner,), schedules=(schedule,))

    async def reached(week: int, away: frozenset[str] = frozenset()) -> list[Address]:
        now = DUE + week * 7 * DAY
        await fall_due(store, now)
        return [delivery.address for delivery in await store.ledger.claim(now, 10, away)]

    await wish("slack")
    await store.accounts.person(DISCORD)
    assert await reached(0) == [SLACK]
    await wish("discord")
    await store.accounts.person(SLACK)
    assert await reached(1) == [DISCORD]
    assert await reached(2, frozenset({"discord"})) == [], "it waits until that platform is back"
    assert await reached(2) == [DISCORD]
    await store.installations.remove("discord", "", NOW)
    assert await reached(3) == [SLACK]
    await store.installations.come_back("discord", "")
    await wish("")
    assert await reached(4) == [SLACK]
    moments = await store.database.read(lambda c: c.execute(select(deliveries.c.due_at)).all())
    assert len(moments) == 5, "another place is no other time"


async def test_removing_one_platform_leaves_the_plan_on_the_other(store: Store) -> None:
    ana, other = await both(store)
    await other.keep(edits=added("tools", "a", TOOL), **card(other))
    await join(other, other, ana)
    await store.installations.remove("slack", "T1", NOW)
    await store.sweep(NOW + 31 * DAY)
    situation = await other.load()
    assert set(situation.plan.tools) == {"a"}
    assert [account.platform for account in situation.accounts] == ["discord"]
    assert await ids_left(store, other.id) != ["tombstones"]


async def test_the_other_side_is_erased_again_in_a_restored_copy(opener: Opener) -> None:
    with opener() as store:
        ana, other = await both(store)
        await join(other, other, ana)
        assert await store.tombstones() == (ana.id,)
        assert Owner("person", other.id) in (await other.load()).versions


async def test_what_only_a_keeper_can_mend_is_still_told_after_two_persons_became_one(store: Store) -> None:
    ana, other = await both(store)
    await other.keep(notices=(Notice(other.owner, "unsure", "p1/d1"), Notice(other.owner, "paused", "p2")))
    await ana.keep(notices=(Notice(ana.owner, "paused", "p2"),))
    await join(other, ana, other)
    told = await store.ledger.claim(NOW + HOUR, 5)
    assert sorted(part.about for one in told for part in (one, *one.parts)) == ["p1/d1", "p2"]
    assert {one.owner for one in told} == {ana.owner}


@pytest.mark.parametrize("how", ["said", "found", "absent", "skipped"])
async def test_what_a_message_of_the_erased_one_carried_is_settled_with_it_or_said(store: Store, how: str) -> None:
    ana, other = await both(store)
    reminder = Schedule(other.owner, "reminder", replace(FRIDAY, only=((DUE.date(), DUE.date()),)))
    await other.keep(rescheduled=(other.owner,), schedules=(reminder,))
    await fall_due(store, DUE)
    told = tuple(Notice(other.owner, "unsure", f"p{number}/d1/1") for number in range(2))
    await other.keep(DUE, notices=told)
    await ana.keep(DUE, link=Code(CODE, DUE + HOUR, "Ana", "slack"))
    (carrier,) = await store.ledger.claim(DUE + timedelta(seconds=1), 5)
    assert [carrier.kind, *(part.kind for part in carrier.parts)] == ["reminder", "unsure", "unsure"]
    await other.keep(DUE, situation=await other.load(DUE, link=CODE), link=Union(CODE, ana.id, other.id))
    if how in ("said", "skipped"):
        await store.ledger.settle(carrier, "sent" if how == "said" else "skipped", DUE, detail="D1/1.5")
    later = DUE + timedelta(minutes=1)
    await store.doubts.recover(later)
    for found, _ in await store.doubts.doubtful(later, 5, {"discord"}):
        assert (found.id, found.kind, found.address) == (carrier.id, "unsure", DISCORD)
        if how == "found":
            await store.ledger.settle(found, "sent", later, detail="D1/1.5")
        else:
            await store.doubts.again(found, later)
    for again in await store.ledger.claim(later, 5):
        assert how in ("absent", "skipped")
        await store.ledger.settle(again, "sent", later, detail="D1/1.5")
    rows = await store.database.read(lambda c: c.execute(select(deliveries)).all())
    assert {(row.kind, row.state, row.owner) for row in rows} == {("unsure", "sent", ana.id)}
    assert len(rows) == 2
