"""Leaving: a day is read, the deletion is told before, done however late, and can be taken back until then."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.commands.leaving import deletion
from bot.core.message import Incoming, Invocation, Message
from bot.core.people import Owner, Person, Standing
from bot.core.plan.document import Plan, Settings
from bot.core.schedules import of_person
from bot.core.situation import Address, Delivery, Outcome, Skip
from tests.core.scene import HERE, NOW, TODAY, Life, at, full_channel, full_plan, here, text_of
from tests.dialogues.playing import in_memory

OWNER = Owner("person", "ana")
ADDRESS = Address("console", "t", "ana")


@pytest.mark.parametrize(
    ("said", "last"),
    [
        ("leaving in June", date(2027, 6, 30)),
        ("I'm leaving in june", date(2027, 6, 30)),
        ("leaving on 15 January", date(2027, 1, 15)),
        ("I am leaving at the end of February", date(2027, 2, 28)),
        ("leaving the trust next month", date(2026, 12, 31)),
        ("leaving in November", date(2026, 11, 30)),
        ("leaving 2027-03-31", date(2027, 3, 31)),
    ],
)
def test_a_last_day_is_read_from_plain_words(said: str, last: date):
    message = Life(here(full_plan())).hear(said).messages[0]
    dates = [choice.does.values.get("last") for choice in message.choices]
    assert last.isoformat() in dates


@pytest.mark.parametrize("said", ["leaving a comment on youtube, is that fine?", "leaving them on read", "left early"])
def test_other_leaving_is_not_this(said: str):
    assert "Four things" not in Life(here(full_plan())).say(said)


def test_without_a_day_it_asks_and_a_day_that_is_past_changes_nothing():
    life = Life(here(full_plan()))
    asked = life.hear("leaving").messages[0]
    assert asked.choices[0].label == "Monday 30 November 2026"
    assert "not ahead of us" in life.say(Invocation(("privacy", "leaving"), {"last": TODAY.isoformat()}))


STAY = Invocation(("privacy", "leaving"), {"change": "keep"})


def on(last: date) -> Invocation:
    """Return what a tap on the day of deletion does."""
    return Invocation(("privacy", "leaving"), {"last": last.isoformat(), "change": "delete"})


def planned(last: date, plan: Plan | None = None) -> Life:
    life = Life(here(plan or full_plan()))
    life.hear(on(last))
    return life


def test_the_day_is_noted_and_can_be_taken_back():
    life = planned(date(2027, 6, 30))
    assert life.situation.plan.settings.leaving == date(2027, 6, 30)
    message = life.hear("leaving").messages[0]
    assert "Planned: on Wednesday 30 June 2027" in "\n".join(message.lines)
    life.take(message, "Keep my plan")
    assert life.situation.plan.settings.leaving is None


LAST, LATER = date(2027, 6, 30), date(2027, 7, 31)


def test_an_undo_after_keeping_the_plan_sets_no_day_of_deletion_and_says_so():
    life = planned(LAST)
    kept = life.hear(STAY).messages[0]
    assert "Undo" not in [choice.label for choice in kept.choices]
    refused = life.hear("undo").messages[0]
    assert "Undo never sets a day of deletion" in refused.lines[0]
    assert refused.lines[1] == "No deletion is planned. Your plan stays."
    assert life.situation.plan.settings.leaving is None
    life.take(refused, "Delete on Wednesday 30 June 2027")
    assert life.situation.plan.settings.leaving == LAST


def test_an_undo_of_another_day_leaves_the_newer_one():
    life = planned(LAST)
    moved = life.hear(on(LATER)).messages[0]
    assert "Undo" not in [choice.label for choice in moved.choices]
    assert "Planned: on Saturday 31 July 2027" in life.say("undo")
    assert life.situation.plan.settings.leaving == LATER


def test_a_day_that_was_taken_back_is_not_put_back_by_a_tap():
    life = planned(LAST)
    set_ = life.situation.changes[0]
    assert life.hear("undo").messages[0].choices == ()
    assert life.situation.plan.settings.leaving is None
    back = life.situation.changes[0]
    assert back.undoes == set_.id
    assert "Undo never sets" in life.say(Invocation(("plan", "undo"), {"change": back.id}))
    assert life.situation.plan.settings.leaving is None


def test_a_day_that_is_past_is_not_offered_again():
    life = planned(LAST)
    life.hear(STAY)
    life.now = datetime(2027, 7, 1, 12, tzinfo=UTC)
    asked = life.hear("undo").messages[0]
    assert life.take(asked, asked.choices[0].label).messages[0].choices == ()


def test_a_plan_asks_to_be_woken_a_week_before_and_on_the_day_and_weekly_until_it_is_done():
    plan = Plan(settings=Settings(zone="Europe/London", leaving=date(2027, 6, 30)))
    (schedule,) = of_person(OWNER, plan)
    from bot.core.nudges.rhythm import next_after

    moments, after = [], NOW
    for _ in range(3):
        after = next_after(schedule.rhythm, after) or after
        moments.append(after)
    noon = datetime(2027, 6, 30, 11, tzinfo=UTC)  # noon in London
    assert moments == [noon - timedelta(weeks=1), noon, noon + timedelta(weeks=1)]
    assert of_person(OWNER, Plan(settings=Settings(zone="Europe/London"))) == ()


def said_on(day: date, leaving: date | None) -> Outcome | Skip:
    plan = Plan(settings=Settings(zone="Europe/London", leaving=leaving))
    now = datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=12)
    return deletion(at(here(plan), now), Delivery("d", OWNER, "leaving", day, now, ADDRESS))


@pytest.mark.parametrize(
    ("days_before", "what"), [(8, "skip"), (7, "told"), (1, "told"), (0, "forget"), (-1, "forget"), (-30, "forget")]
)
def test_it_is_told_from_a_week_before_and_done_from_the_day_on(days_before: int, what: str):
    last = date(2027, 6, 30)
    made = said_on(last - timedelta(days=days_before), last)
    if what == "skip":
        assert isinstance(made, Skip)
    else:
        assert isinstance(made, Outcome) and made.forget is (what == "forget")


def test_whoever_took_it_back_hears_nothing():
    assert said_on(date(2027, 6, 30), None) == Skip("nothing to delete")


async def test_on_the_day_everything_goes_even_three_days_late():
    parts = in_memory()
    try:
        id_ = await parts.store.accounts.person(ADDRESS)
        person = Person(id_, "Ana", Standing.REGULAR, zone="Europe/London")
        for n, said in enumerate(("plan budget 1h", "helped with captions", "privacy leaving 2026-11-20 delete")):
            await parts.assistant.hear(Incoming(f"s{n}", person, said), NOW)
        late = datetime(2026, 11, 23, 9, tzinfo=UTC)
        assert await parts.assistant.due(late)
        (delivery,) = await parts.store.ledger.claim(late, 5)
        message = await parts.assistant.compose(delivery, late)
        assert isinstance(message, Message) and "is erased today" in message.lines[0]
        await parts.store.ledger.settle(delivery, "sent", late, detail="1")
        assert await parts.store.accounts.find(ADDRESS, None) == ("", None)
        situation = await parts.store.memory.load(person, None, late, stored=True)
        assert situation.plan == Plan() and not any(
            rows for name, rows in situation.stored.items() if name != "tombstones"
        )
    finally:
        parts.store.close()


def in_channel(person: str = "ana") -> Life:
    channel = full_channel()
    items = {key: replace(item, owner="ana", offered_to="") for key, item in channel.items.items()}
    who = Person(person, person.title(), Standing.REGULAR)
    situation = here(full_plan(), place=HERE, channel=replace(channel, items=items))
    return Life(replace(situation, actor=replace(situation.actor, person=who, is_member=True)))


def test_shared_items_are_offered_all_at_once_and_taken_all_at_once():
    ana = in_channel()
    assert "2 shared items are offered to Ben" in ana.say("channel content hand-over all to Ben")
    assert {item.offered_to for item in ana.situation.channel.items.values()} == {"ben"}
    ben = in_channel("ben")
    ben.situation = replace(ben.situation, channel=ana.situation.channel)
    message = ben.hear("channel content").messages[0]
    taken = ben.take(message, "Take all 2")
    assert "2 shared items are now yours" in text_of(taken)
    assert {(item.owner, item.offered_to) for item in ben.situation.channel.items.values()} == {("ben", "")}


def test_items_whose_owner_has_left_are_not_left_with_an_owner():
    ben = in_channel("ben")
    items = {key: replace(item, owner="", offered_to="ben") for key, item in ben.situation.channel.items.items()}
    ben.situation = replace(ben.situation, channel=replace(ben.situation.channel, items=items))
    line = Invocation(("channel", "content"), {"action": "hand-over", "title": "all", "to": "nobody"})
    assert "All 2 left on the list." in ben.say(line)


def keeping(*keepers: str, owner: str = "") -> Life:
    """Return Ana in a direct message; these members keep the channel, and one of them may own its items."""
    channel = full_channel()
    members = {key: replace(member, keeper=key in keepers) for key, member in channel.members.items()}
    items = {key: replace(item, owner=owner, offered_to="") for key, item in channel.items.items()}
    return Life(here(full_plan(), channels=((HERE, replace(channel, members=members, items=items)),)))


def test_the_only_keeper_hears_which_channel_that_is_and_how_to_hand_it_over():
    life = keeping("ana")
    four = life.say("leaving on 30 June")
    assert "1 You alone keep #ecg-teaching. There, say: channel keeper hand-over." in four
    assert "Nothing shared" not in four
    assert "Nobody keeps #ecg-teaching then." in life.say(on(LAST))
    assert life.situation.plan.settings.leaving == LAST


def test_the_owner_of_shared_items_hears_that_they_stay_without_an_owner():
    said = keeping("kim", owner="ana").say(on(LAST))
    assert "Shared items of yours in #ecg-teaching stay, without an owner." in said and "Nobody keeps" not in said


@pytest.mark.parametrize("keepers", [("ana", "ben"), ("kim",), ()])
def test_where_nothing_is_left_behind_nothing_is_said_of_it(keepers: tuple[str, ...]):
    life = keeping(*keepers)
    assert "Nothing shared is yours" in (four := life.say("leaving on 30 June")) and "alone" not in four
    assert len(life.hear(on(LAST)).messages) == 1


def test_handing_over_all_can_be_taken_back_and_asks_to_whom():
    ana = in_channel()
    before = ana.situation.channel
    asked = ana.hear("channel content hand-over all").messages[0]
    assert "To whom?" in asked.lines[0]
    offered = ana.take(asked, "Ben").messages[0]
    ana.take(offered, "Undo")
    assert ana.situation.channel == before
