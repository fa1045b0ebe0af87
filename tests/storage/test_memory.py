"""What is remembered, on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.errors import Repeated, Stale
from bot.core.message import Draft, Invocation, Picked, Spoken
from bot.core.people import Owner, Person, Standing
from bot.core.plan.document import Permissions, Plan, Settings
from bot.core.plan.edits import Edit, InTheWay
from bot.core.plan.weeks import Log, Week
from bot.core.situation import Kept, Offered, Outcome, Post, Shown, Suggested, Tap
from bot.storage.parts import Store
from tests.storage.shapes import (
    DAY,
    FRIDAY,
    HOUR,
    ITEM,
    LOG,
    NEED,
    NOW,
    TOOL,
    WEEK,
    added,
    card,
    joined,
    place,
    speaker,
)


async def test_someone_new_has_an_empty_plan_at_version_0(store: Store) -> None:
    ana = await speaker(store)
    situation = await ana.load()
    assert situation.plan == Plan()
    assert situation.versions[ana.owner] == 0
    assert situation.used_on is None


async def test_edits_weeks_and_logs_come_back_as_they_were_kept(store: Store) -> None:
    ana = await speaker(store)
    edits = (
        *added("tools", "podcast", TOOL),
        *added("needs", "n1", NEED),
        *added("items", "i1", ITEM),
        *added("weeks", "2026-11-16", WEEK),
        *added("logs", "l1", LOG),
        Edit("settings", "", Settings(), Settings(weekly_minutes=90, begun=NOW.date())),
    )
    change = await ana.keep(edits=edits, used_on=NOW.date(), command=("plan", "need"))
    situation = await ana.load()
    assert situation.plan == Plan({"n1": NEED}, {"podcast": TOOL}, {"i1": ITEM}, {}, Settings(90, begun=NOW.date()))
    assert situation.weeks == {date(2026, 11, 16): WEEK}
    assert situation.logs == {"l1": LOG}
    assert situation.used_on == NOW.date()
    assert situation.versions[ana.owner] == 1
    assert [(c.id, c.at, c.command, c.edits, c.undone) for c in situation.changes] == [
        (change, NOW, ("plan", "need"), edits, False)
    ]


async def test_rows_alone_raise_the_version_and_leave_the_plan(store: Store) -> None:
    ana = await speaker(store)
    await ana.keep(edits=added("tools", "podcast", TOOL))
    await ana.keep(edits=added("logs", "l1", LOG))
    await ana.keep(edits=(Edit("logs", "l1", LOG, replace(LOG, minutes=5)),))
    situation = await ana.load()
    assert situation.plan.tools == {"podcast": TOOL}
    assert situation.logs == {"l1": replace(LOG, minutes=5)}
    assert situation.versions[ana.owner] == 3
    await ana.keep(edits=(Edit("logs", "l1", replace(LOG, minutes=5), None),))
    assert (await ana.load()).logs == {}


async def test_an_edit_that_does_not_fit_writes_nothing(store: Store) -> None:
    ana = await speaker(store)
    await ana.keep(edits=added("weeks", "2026-11-16", WEEK))
    other = replace(WEEK, minutes=1)
    with pytest.raises(InTheWay):
        await ana.keep(edits=(*added("tools", "podcast", TOOL), Edit("weeks", "2026-11-16", other, None)))
    assert (await ana.load()).plan == Plan()


async def test_a_week_older_than_what_is_loaded_is_compared_with_its_row(store: Store) -> None:
    ana = await speaker(store)
    await ana.keep(edits=added("weeks", "2025-01-06", WEEK))
    assert (await ana.load()).weeks == {}
    with pytest.raises(InTheWay):
        await ana.keep(edits=added("weeks", "2025-01-06", replace(WEEK, minutes=1)))
    await ana.keep(edits=(Edit("weeks", "2025-01-06", WEEK, None),))
    await ana.keep(edits=added("weeks", "2025-01-06", replace(WEEK, minutes=1)))


async def test_the_same_once_key_is_kept_once(store: Store) -> None:
    ana = await speaker(store)
    await ana.keep(once="event-1", edits=added("logs", "l1", LOG))
    with pytest.raises(Repeated):
        await ana.keep(once="event-1", edits=added("logs", "l2", LOG))
    assert list((await ana.load()).logs) == ["l1"]


async def test_a_stale_outcome_writes_nothing_not_even_its_once_key(store: Store) -> None:
    ana = await speaker(store)
    for number in range(2):
        before = await ana.load()
        await ana.keep(edits=added("logs", f"l{number}", LOG))
        with pytest.raises(Stale):
            await ana.keep(situation=before, once=f"again-{number}", edits=added("logs", "late", LOG))
        await ana.keep(once=f"again-{number}")
    assert list((await ana.load()).logs) == ["l0", "l1"]


async def test_someone_unknown_cannot_be_kept(store: Store) -> None:
    ghost = replace(await speaker(store), person=Person("ghost", "Ghost"))
    with pytest.raises(Stale):
        await ghost.keep(edits=added("logs", "l1", LOG))


async def test_what_is_undone_is_marked(store: Store) -> None:
    ana = await speaker(store)
    first = await ana.keep(edits=added("tools", "podcast", TOOL))
    await ana.keep(NOW + HOUR, edits=(Edit("tools", "podcast", TOOL, None),), undoes=first)
    newest, oldest = (await ana.load()).changes
    assert (newest.undoes, newest.undone, newest.at) == (first, False, NOW + HOUR)
    assert (oldest.id, oldest.undone) == (first, True)


async def test_changes_come_newest_first_also_within_a_second(store: Store) -> None:
    ana = await speaker(store)
    made = [await ana.keep(edits=added("logs", f"l{number}", LOG)) for number in range(53)]
    assert [change.id for change in (await ana.load()).changes] == made[:2:-1]


async def test_members_and_keepers_are_known_in_their_channel_only(store: Store) -> None:
    ana, ben = await speaker(store, "ana"), await speaker(store, "ben")
    here, there = await place(store, "here"), await place(store, "there")
    await ana.at(here).keep(channel_edits=joined(ana, keeper=True))
    await ben.at(here).keep(channel_edits=joined(ben))
    in_here, elsewhere = await ana.at(here).load(), await ana.at(there).load()
    assert (in_here.actor.is_member, in_here.actor.is_keeper) == (True, True)
    assert (elsewhere.actor.is_member, elsewhere.actor.is_keeper) == (False, False)
    assert not (await ben.at(here).load()).actor.is_keeper
    assert elsewhere.channels == ((here, in_here.channel),)
    assert len(in_here.channel_changes) == 2
    assert elsewhere.channel_changes == ()
    await ana.at(here).keep(channel_edits=(Edit("members", ana.id, in_here.channel.members[ana.id], None),))
    assert (await ana.load()).channels == ()


async def test_three_owners_change_together_or_not_at_all(store: Store) -> None:
    ana = (await speaker(store)).at(await place(store))
    assert ana.place is not None
    stale = await ana.load()
    guests = Edit("permissions", "", Permissions(), Permissions(guests=True))
    await ana.keep(edits=added("tools", "a", TOOL), channel_edits=added("tools", "b", TOOL), workspace_edits=(guests,))
    situation = await ana.load()
    assert situation.versions == {
        ana.owner: 1, Owner("place", ana.place.id): 1, Owner("workspace", ana.place.workspace): 1,
    }  # fmt: skip
    assert situation.actor.guests_allowed
    assert (await ana.at(None).load()).actor.guests_allowed
    fresh = replace(stale, versions=dict(stale.versions) | {ana.owner: 1}, plan=situation.plan)
    with pytest.raises(Stale):
        await ana.keep(situation=fresh, edits=added("tools", "c", TOOL), channel_edits=added("tools", "d", TOOL))
    assert set((await ana.load()).plan.tools) == {"a"}


async def test_suggestions_are_kept_once_and_answered(store: Store) -> None:
    ana = await speaker(store)
    old = Suggested("s0", "points/1", "ECG quiz", NOW - 401 * DAY)
    shown = Suggested("s1", "points/9", "podcast", NOW)
    await ana.keep(suggested=(shown, old, replace(shown, id="s2", at=NOW + HOUR)))
    await ana.keep(suggested=(replace(shown, subject="other"),), answered={"s1": "done"})
    assert (await ana.load()).suggested == (replace(shown, id="s2", at=NOW + HOUR), replace(shown, answer="done"))


async def test_drafts_wait_a_day_one_for_each_command(store: Store) -> None:
    ana = await speaker(store)
    await ana.keep(draft=Draft(("plan", "need"), {"words": "old"}))
    await ana.keep(draft=Draft(("plan", "need"), {"words": "new"}))
    await ana.keep(NOW + HOUR, draft=Draft(("week",), {"minutes": "5"}))
    drafts = (await ana.load(NOW + 2 * HOUR)).drafts
    assert {path: draft.values for path, draft in drafts.items()} == {
        ("plan", "need"): {"words": "new"}, ("week",): {"minutes": "5"},
    }  # fmt: skip
    assert list((await ana.load(NOW + 24 * HOUR)).drafts) == [("week",)]
    await ana.keep(NOW + HOUR, drafts_done=(("week",), ("never", "begun")))
    assert list((await ana.load(NOW + HOUR)).drafts) == [("plan", "need")]


async def test_offered_choices_say_whom_they_were_offered_until_they_expire(store: Store) -> None:
    ana, ben = await speaker(store, "ana"), await speaker(store, "ben")
    row = Offered("r1", ana.id, "", (Invocation(("week",), {"minutes": "5"}), Invocation(("help",))), NOW + 90 * DAY)
    await ana.keep(offered=(row,))
    assert (await ana.load(row="r1")).offered == row
    assert (await ben.load(row="r1")).offered == row
    assert (await ana.load(row="other")).offered is None
    assert (await ana.load(NOW + 90 * DAY, row="r1")).offered is None


async def test_taps_are_counted_last_one_first_and_a_published_result_stays(store: Store) -> None:
    ana, ben = await speaker(store, "ana"), await speaker(store, "ben")
    here, there = await place(store, "here"), await place(store, "there")
    post = Post("p1", "load", "this week", NOW)
    nobody = await store.memory.load(None, here, NOW)
    assert nobody.actor.person.standing is Standing.UNKNOWN
    await store.memory.keep(nobody, Kept(Outcome(post=post)), once="d1", now=NOW)
    await ana.at(here).keep(tap=Tap("p1", "fine"))
    await ana.at(here).keep(tap=Tap("p1", "much"))
    await ben.at(here).keep(tap=Tap("p1", "much"), shown=Shown("p1", {"much": 5}))
    await ben.at(here).keep(shown=Shown("p1", {"much": 999}))
    situation = await ana.at(here).load()
    assert situation.posts == (post,)
    assert situation.taps == {"p1": {"much": 2}}
    assert situation.shown == {"p1": Shown("p1", {"much": 5})}
    assert (await ana.at(there).load()).posts == ()


async def test_a_schedule_keeps_its_next_moment_while_its_rhythm_stays(store: Store) -> None:
    from bot.storage.tables import schedules

    async def next_at() -> list[datetime]:
        return await store.database.read(lambda c: [row.next_at for row in c.execute(schedules.select())])

    ana = await speaker(store)
    await ana.keep(**card(ana))
    assert await next_at() == [datetime(2026, 11, 27, 12, 30, tzinfo=UTC)]
    await ana.keep(NOW + 30 * DAY, **card(ana))
    assert await next_at() == [datetime(2026, 11, 27, 12, 30, tzinfo=UTC)]
    await ana.keep(NOW, **card(ana, replace(FRIDAY, day=0)))
    assert await next_at() == [datetime(2026, 11, 23, 12, 30, tzinfo=UTC)]
    await ana.keep(NOW, rescheduled=(ana.owner,))
    assert await next_at() == []


async def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    ana = await speaker(store)
    with pytest.raises(Exception, match="without a zone"):
        await ana.keep(suggested=(Suggested("s", "r", "x", datetime(2026, 1, 1)),))  # noqa: DTZ001


async def test_weeks_and_logs_of_the_last_60_weeks_are_loaded(store: Store) -> None:
    ana = await speaker(store)
    first = date(2026, 11, 23) - timedelta(weeks=60)
    edits = (
        *added("weeks", first.isoformat(), WEEK),
        *added("weeks", (first - timedelta(weeks=1)).isoformat(), WEEK),
        *added("logs", "in", Log(first, "podcast", 1)),
        *added("logs", "out", Log(first - timedelta(days=1), "podcast", 1)),
    )
    await ana.keep(edits=edits)
    situation = await ana.load()
    assert list(situation.weeks) == [first]
    assert list(situation.logs) == ["in"]
    assert isinstance(situation.weeks[first], Week)


async def test_the_choices_that_were_said_last_are_found_by_person_place_and_platform(store: Store) -> None:
    ana, ben = await speaker(store, "ana"), await speaker(store, "ben")
    here = await place(store, "here")
    long, brief, there = (
        Offered(row, ana.id, where, (Invocation(("help",)),), NOW + days * DAY, latest="slack")
        for row, where, days in (("r1", "", 90), ("r2", "", 1), ("r3", here.id, 90))
    )
    everyone = Offered("r4", "", here.id, (Invocation(("help",)),), NOW + 91 * DAY)
    to_ana, in_here = Spoken(ana.id, "", "slack"), Spoken(ana.id, here.id, "slack")
    await ana.keep(offered=(long,), speaks=to_ana)
    await ana.at(here).keep(offered=(there, everyone), speaks=in_here)
    assert (await ana.load(latest="slack")).offered == long
    await ana.keep(offered=(brief,), speaks=to_ana)
    assert (await ana.load(latest="slack")).offered == brief, "kept for less long, and said later"
    assert (await ana.at(here).load(latest="slack")).offered == there
    assert (await ana.load(latest="discord")).offered is None
    assert (await ben.load(latest="slack")).offered is None
    assert (await ana.load(NOW + DAY, latest="slack")).offered is None
    await ana.keep(speaks=replace(to_ana, via="discord"))
    assert (await ana.load(latest="slack")).offered == brief
    await ana.keep(speaks=to_ana)
    assert (await ana.load(latest="slack")).offered is None, "something was said since"
    await ben.at(here).keep(speaks=replace(in_here, person=ben.id, everyone=True))
    assert (await ana.at(here).load(latest="slack")).offered is None
    assert (await ana.load(row="r2")).offered == replace(brief, latest=None), "its button still works"


async def test_a_choice_that_was_taken_is_noted_and_two_who_take_it_at_once_are_not_both_first(store: Store) -> None:
    ana = await speaker(store)
    await ana.keep(offered=(Offered("r1", ana.id, "", (Invocation(("help",)), Invocation(("card",))), NOW + 90 * DAY),))
    before = await ana.load(row="r1")
    await ana.keep(NOW, situation=before, took=Picked("r1", 1))
    taken = (await ana.load(row="r1")).offered
    assert taken is not None and taken.taken == (1, NOW)
    with pytest.raises(Stale):
        await ana.keep(NOW, situation=before, took=Picked("r1", 1))
    await ana.keep(NOW + HOUR, situation=await ana.load(row="r1"), took=Picked("r1", 0))
    again = (await ana.load(row="r1")).offered
    assert again is not None and again.taken == (0, NOW + HOUR)
