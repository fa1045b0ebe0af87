"""The assistant through its one door, on a real store: repeats, races, other people's choices, old ones."""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.chat.door import Speaker
from bot.core.errors import Later, Stale
from bot.core.message import Audience, Incoming, Invocation, Message, Picked
from bot.core.people import Owner, Person, Place, Standing
from bot.core.situation import LATE, NOWHERE, Address, Delivery, Skip, Wait
from bot.storage.tables import offered
from bot.wiring import Parts
from tests.dialogues.playing import in_memory
from tests.fakes import ListSignals, StillClock

NOW = datetime(2026, 9, 7, 9, 0, tzinfo=UTC)


@pytest.fixture
def parts() -> Iterator[Parts]:
    made = in_memory()
    yield made
    made.store.close()


class Room:
    """People and a channel; every line said is a new incoming unless the test names its id."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.said = 0

    async def person(self, name: str, **rights: object) -> Person:
        known = await self.parts.store.accounts.person(Address("console", "console", name))
        return Person(known, name.title(), **{"standing": Standing.REGULAR, "zone": "Europe/London"} | rights)  # type: ignore[arg-type]

    async def place(self, name: str) -> Place:
        return await self.parts.store.accounts.place(Address("console", "console", name), name)

    async def hear(
        self,
        who: Person,
        said: str | Picked | Invocation,
        place: Place | None = None,
        *,
        id: str = "",
        now: datetime = NOW,
        public: bool = False,
    ) -> tuple[Message, ...]:
        self.said += 1
        return await self.parts.assistant.hear(Incoming(id or f"said/{self.said}", who, said, place, public), now)

    async def picks(self, who: Person, message: Message, label: str, **more: object) -> Message:
        index = [choice.label for choice in message.choices].index(label)
        return (await self.hear(who, Picked(message.row, index), **more))[0]  # type: ignore[arg-type]


@pytest.fixture
def room(parts: Parts) -> Room:
    return Room(parts)


def text(message: Message) -> str:
    return " ".join(message.lines)


async def week_line(room: Room, who: Person) -> str:
    return (await room.hear(who, "card"))[0].lines[0]


async def test_the_same_thing_said_again_by_the_platform_has_no_second_effect(room: Room):
    ana = await room.person("ana")
    await room.hear(ana, "log 20m youtube", id="event-1")
    again = await room.hear(ana, "log 20m youtube", id="event-1")
    assert again == ()
    await room.hear(ana, "plan tool youtube")
    assert await week_line(room, ana) == "This week so far: 20 min."


async def test_two_changes_at_the_same_moment_are_both_kept(room: Room):
    ana = await room.person("ana")
    await asyncio.gather(*(room.hear(ana, f"plan tool {tool}") for tool in ("youtube", "x", "whatsapp")))
    shown = (await room.hear(ana, "plan"))[0]
    assert [tool for tool in ("YouTube", "X", "WhatsApp") if f"{tool}: in use." in text(shown)] == [
        "YouTube",
        "X",
        "WhatsApp",
    ]


async def test_a_second_person_pressing_the_first_ones_choice_changes_nothing(room: Room):
    ana, sam = await room.person("ana"), await room.person("sam")
    said = (await room.hear(ana, "plan budget 1h"))[0]
    answer = await room.picks(sam, said, "Undo")
    assert answer.lines == (
        "That choice was offered to somebody else, so it does nothing for you. Here is your own card.",
    )
    assert "of your 1 h" in text((await room.hear(ana, "log 20m youtube"))[0])


async def test_a_public_question_about_ones_own_plan_can_be_opened_by_its_asker_alone(room: Room):
    ana, sam, place = await room.person("ana"), await room.person("sam"), await room.place("#ecg")
    said = (await room.hear(sam, "log 20m youtube", place, public=True))[0]
    assert said.audience is Audience.PLACE
    await room.picks(ana, said, "Show only me", place=place)
    assert "20 min" not in await week_line(room, ana)
    opened = await room.picks(sam, said, "Show only me", place=place)
    assert text(opened).startswith("Only you: Noted: 20 min on YouTube.")


async def test_a_choice_of_last_month_still_works_and_one_of_last_term_says_how_things_stand(room: Room):
    ana = await room.person("ana")
    said = (await room.hear(ana, "plan budget 1h"))[0]
    late = NOW + timedelta(days=91)
    gone = (await room.hear(ana, Picked(said.row, 0), now=late))[0]
    assert gone.lines == ("Those choices are no longer kept. Nothing was changed. Here is how things stand now.",)
    in_time = await room.picks(ana, said, "Undo", now=NOW + timedelta(days=31))
    assert in_time.lines == ("Taken back: a time a week.",)


async def test_a_choice_that_never_was_is_answered_in_words(room: Room):
    ana = await room.person("ana")
    said = (await room.hear(ana, "plan budget 1h"))[0]
    for picked in (Picked("no-such-row", 0), Picked(said.row, 99), Picked(said.row, -1)):
        assert "no longer kept" in text((await room.hear(ana, picked))[0])


async def test_a_check_in_tap_from_an_old_card_counts_for_the_week_it_was_asked_about(room: Room):
    ana = await room.person("ana")
    await room.hear(ana, "plan budget 1h")
    asked = (await room.hear(ana, "checkin"))[0]
    late = await room.picks(ana, asked, "As planned, 1 h", now=NOW + timedelta(days=16))
    assert late.lines == ("Noted, about 1 h.", "That is for the week of Monday 7 September.")


async def test_what_was_typed_into_a_form_waits_a_day_and_no_longer(room: Room):
    ana = await room.person("ana")
    first = (await room.hear(ana, "plan promise youtube"))[0]
    assert first.form is not None
    wanted = {"tool": "youtube", "when": "", "then": ""}
    assert {field.name: field.value for field in first.form.fields} == wanted
    later = (await room.hear(ana, "plan promise", now=NOW + timedelta(hours=23)))[0]
    assert later.form is not None
    assert later.form.fields[0].value == "youtube"
    gone = (await room.hear(ana, "plan promise", now=NOW + timedelta(hours=48)))[0]
    assert gone.form is not None
    assert gone.form.fields[0].value == ""


async def test_a_mended_form_is_kept_and_its_draft_is_gone(room: Room):
    ana = await room.person("ana")
    values = {"tool": "youtube", "when": "Tuesday 12:30", "then": "one question"}
    await room.hear(ana, "plan promise youtube")
    kept = (await room.hear(ana, Invocation(("plan", "promise"), values)))[0]
    assert kept.lines == ("YouTube: when Tuesday 12:30, then one question. Small is good.",)
    again = (await room.hear(ana, "plan promise"))[0]
    assert again.form is not None
    assert again.form.fields[0].value == ""


async def test_nobody_without_known_rights_gets_more_than_a_sentence(room: Room):
    for standing in (Standing.EXTERNAL, Standing.REMOVED, Standing.UNKNOWN, Standing.GUEST):
        who = await room.person(f"zoe-{standing.value}", standing=standing)
        answer = (await room.hear(who, "log 20m youtube"))[0]
        assert answer.choices == ()
        assert "Nothing was changed" in text(answer)


async def test_details_of_a_patient_are_stopped_and_kept_nowhere(room: Room):
    ana = await room.person("ana")
    for line in (
        "plan need help patient John Smith with his inhaler",
        "content add Video of my patient John Smith",
        "log 20m whatsapp about NHS 943 476 5919",
    ):
        answer = (await room.hear(ana, line))[0]
        assert "kept nothing of it" in text(answer), line
    stored = (await room.hear(ana, "privacy export"))[0].files[0].text
    assert "Smith" not in stored
    assert "476 5919" not in stored


async def test_the_file_holds_what_was_told_and_forgetting_leaves_nothing(room: Room):
    ana = await room.person("ana")
    await room.hear(ana, "plan promise youtube if Tuesday, then one question")
    await room.hear(ana, "log 20m youtube")
    file = (await room.hear(ana, "privacy export"))[0].files[0]
    assert '"one question"' in file.text
    asked = (await room.hear(ana, "privacy forget"))[0]
    await room.picks(ana, asked, "Yes, erase everything")
    again = await room.person("ana")
    assert again.id != ana.id
    assert "one question" not in (await room.hear(again, "privacy export"))[0].files[0].text


async def test_what_one_person_tells_is_seen_by_nobody_else_and_in_no_channel(room: Room):
    ana, sam, place = await room.person("ana"), await room.person("sam"), await room.place("#ecg")
    await room.hear(ana, Invocation(("channel", "welcome")), place)
    await room.hear(sam, "channel join", place)
    await room.hear(ana, "log 47m whatsapp", place)
    await room.hear(ana, 'plan need "find more courage"')
    for line in (
        "card",
        "plan",
        "channel",
        "channel content",
        "channel tools",
        "channel posts preview",
        "privacy export",
    ):
        for message in await room.hear(sam, line, place):
            shown = text(message) + "".join(file.text for file in message.files)
            assert not re.search(r"(?<![0-9a-f])47(?![0-9a-f])", shown), line  # an id may hold these digits
            assert "courage" not in shown, line


async def test_twelve_lines_of_one_person_at_once_are_all_kept(room: Room):
    ana = await room.person("ana")
    await room.hear(ana, "plan tool youtube")
    door = room.parts.door(StillClock(NOW))
    speaker = Speaker(Address("console", "console", "ana"), "Ana", Standing.REGULAR, zone="Europe/London")
    await asyncio.gather(*(door.hear(f"burst/{n}", speaker, "log 5m youtube") for n in range(12)))
    assert await week_line(room, ana) == "This week so far: 1 h."


async def test_a_nudge_that_waited_longer_than_its_grace_is_not_said(room: Room):
    ana = await room.person("ana")
    address = Address("console", "console", "ana")
    for due, late in ((NOW - timedelta(hours=12), False), (NOW - timedelta(hours=12, seconds=1), True)):
        card = Delivery(f"d{due:%S}", Owner("person", ana.id), "card", due.date(), due, address)
        assert (await room.parts.assistant.compose(card, NOW) == Skip(LATE)) is late


async def test_what_changes_all_the_while_it_is_composed_is_said_later(room: Room, monkeypatch: pytest.MonkeyPatch):
    async def changed(*kept: object, **more: object) -> None:
        raise Stale("changed meanwhile")

    ana = await room.person("ana")
    card = Delivery("d1", Owner("person", ana.id), "card", NOW.date(), NOW, NOWHERE)
    await room.hear(ana, "nudges yes 9:00")
    monkeypatch.setattr(room.parts.store.memory, "keep", changed)
    with pytest.raises(Later, match="changing"):
        await room.parts.assistant.compose(card, NOW)


async def test_a_number_takes_a_choice_of_a_card_that_came_alone_and_of_no_message_with_parts(room: Room):
    ana = await room.person("ana")
    await room.hear(ana, "nudges yes 9:00")
    alone = Delivery("d1", Owner("person", ana.id), "card", NOW.date(), NOW, NOWHERE)
    assert isinstance(await room.parts.assistant.compose(alone, NOW), Message)
    assert text((await room.hear(ana, "1"))[0]).startswith("Noted")
    for joined in (replace(alone, id="d3", is_part=True), replace(alone, id="d4", parts=(alone,))):
        assert isinstance(await room.parts.assistant.compose(joined, NOW), Message)
        assert "no choices to take by number" in text((await room.hear(ana, "1"))[0])


async def test_what_only_a_keeper_can_mend_is_told_however_late(room: Room):
    ana = await room.person("ana")
    notice = Delivery("d1", Owner("person", ana.id), "unsure", NOW.date(), NOW, NOWHERE, about="p1/d1/1")
    said = await room.parts.assistant.compose(notice, NOW + timedelta(days=3))
    assert said == Skip("no longer a keeper"), "and not: late"


async def test_a_nudge_waits_for_the_end_of_quiet_hours_and_is_no_older_for_them(room: Room):
    ana = await room.person("ana")
    await room.hear(ana, "nudges yes 9:00"), await room.hear(ana, "nudges quiet 8:00 20:30")
    address, nine = Address("console", "console", "ana"), NOW.replace(hour=8, minute=0)  # 9:00 in summer's London
    card = Delivery("d1", Owner("person", ana.id), "card", nine.date(), nine, address)
    over = nine.replace(hour=19, minute=30)
    for now in (nine, over - timedelta(seconds=1)):
        assert await room.parts.assistant.compose(card, now) == Wait(over)
    assert isinstance(await room.parts.assistant.compose(card, over + timedelta(minutes=45)), Message)
    gone = replace(card, id="d2")
    assert await room.parts.assistant.compose(gone, over + timedelta(hours=12, seconds=1)) == Skip(LATE)


async def test_a_repeat_is_counted():
    signals = ListSignals()
    parts = in_memory(signals=signals)
    room = Room(parts)
    ana = await room.person("ana")
    for _ in range(3):
        await room.hear(ana, "log 5m youtube", id="once")
    assert signals.counted == {("deduplicated",): 2}
    parts.store.close()


async def test_a_choice_offered_in_one_channel_cannot_be_taken_in_another(room: Room):
    ana, here, there = await room.person("ana"), await room.place("#ecg"), await room.place("#skills")
    public = (await room.hear(ana, Invocation(("channel", "welcome")), here))[0]
    elsewhere = (await room.hear(ana, Picked(public.row, 0), there))[0]
    assert "no longer kept" in text(elsewhere)


async def test_a_typed_line_that_is_whole_owes_nothing_to_a_form_left_half_way(room: Room):
    ana = await room.person("ana")
    await room.hear(ana, Invocation(("content", "add"), {"title": "Shock", "used": "32 December"}))
    said = (await room.hear(ana, "content add Sepsis video"))[0]
    assert text(said).startswith("On the list: “Sepsis video”.")
    again = (await room.hear(ana, "content add ECG quiz"))[0]
    assert text(again).startswith("On the list: “ECG quiz”.")


async def test_what_is_no_text_and_no_number_is_not_taken_for_one(room: Room):
    ana = await room.person("ana")
    said = (await room.hear(ana, "plan budget 1h"))[0]
    for index in (True, None, "0", 1.0, [0]):
        assert "no longer kept" in text((await room.hear(ana, Picked(said.row, index)))[0])  # type: ignore[arg-type]
    for value in (5, None, ["youtube"], {"a": 1}):
        answer = (await room.hear(ana, Invocation(("plan", "pause"), {"tool": value})))[0]  # type: ignore[dict-item]
        assert answer.form is not None


async def test_undo_in_a_channel_asks_which_and_never_takes_private_things_back_unasked(room: Room):
    ana, place = await room.person("ana"), await room.place("#ecg")
    await room.hear(ana, Invocation(("channel", "welcome")), place)
    await room.hear(ana, "log 20m youtube", place)
    await room.hear(ana, "channel content add Sepsis video", place)
    await room.hear(ana, "help", place)
    asked = (await room.hear(ana, "undo", place))[0]
    assert text(asked) == "Only you: Which one?"
    assert [choice.label for choice in asked.choices] == ["#ecg: the shared list", "Mine: a logged time"]
    await room.picks(ana, asked, "#ecg: the shared list", place=place)
    assert "The list is empty" in text((await room.hear(ana, "channel content", place))[0])


async def test_only_the_present_keeper_can_take_back_a_hand_over(room: Room):
    ana, sam, place = await room.person("ana"), await room.person("sam"), await room.place("#ecg")
    await room.hear(ana, Invocation(("channel", "welcome")), place)
    await room.hear(sam, "channel join", place)
    handed = (await room.hear(ana, "channel keeper hand-over sam", place))[0]
    refused = await room.picks(ana, handed, "Undo", place=place)
    assert "Only the keeper of this channel decides that" in text(refused)
    assert "Keeper here: Sam." in text((await room.hear(ana, "channel", place))[0])


async def test_a_form_with_one_question_keeps_what_was_typed_when_it_cannot_be_used(room: Room):
    ana = await room.person("ana")
    answer = (await room.hear(ana, Invocation(("log",), {"entries": "99h youtube"})))[0]
    assert answer.form is not None
    assert answer.form.fields[0].value == "99h youtube"
    assert "more than 10 h" in answer.form.fields[0].problem
    typed = (await room.hear(ana, "log 99h youtube"))[0]
    assert typed.form is None


async def test_a_typed_number_takes_the_choice_that_was_offered_last_here(room: Room):
    ana, here = await room.person("ana"), await room.place("#ecg-teaching")
    asked = (await room.hear(ana, "checkin"))[-1]
    assert asked.choices[0].label.startswith("As planned")
    assert text((await room.hear(ana, "1"))[0]).startswith("Noted")
    await room.hear(ana, "channel show", here)
    assert text((await room.hear(ana, "1", here))[0]).startswith("For #ecg-teaching: You have joined")


async def test_a_number_that_no_choice_has_is_said_and_a_public_one_is_no_choice(room: Room):
    ana, here = await room.person("ana"), await room.place("#ecg-teaching")
    await room.hear(ana, "checkin")
    assert text((await room.hear(ana, "77"))[0]).startswith("The choices here go from 1 to")
    await room.hear(ana, "checkin", here)
    said = await room.hear(ana, "1", here, public=True)
    assert said[0].audience is Audience.PLACE and (await week_line(room, ana)).startswith("Hello.")


async def test_a_double_press_is_one_and_the_same_choice_later_is_another(room: Room):
    ana = await room.person("ana")
    asked = (await room.hear(ana, "checkin"))[-1]
    assert await room.hear(ana, Picked(asked.row, 0)) != ()
    assert await room.hear(ana, Picked(asked.row, 0), now=NOW + timedelta(seconds=2)) == ()
    assert await room.hear(ana, Picked(asked.row, 1), now=NOW + timedelta(seconds=2)) != ()
    assert await room.hear(ana, Picked(asked.row, 0), now=NOW + timedelta(seconds=9)) != ()


async def test_two_presses_at_the_same_moment_in_two_processes_have_one_effect(room: Room):
    ana = await room.person("ana")
    asked = (await room.hear(ana, "checkin"))[-1]
    both = await asyncio.gather(*(room.hear(ana, Picked(asked.row, 0)) for _ in range(2)))
    assert sorted(len(told) for told in both)[0] == 0 and any(both)


async def test_of_what_went_wrong_no_choice_stays_and_none_is_noted_as_taken(room: Room):
    ana = await room.person("ana")
    who = (await room.hear(ana, "oops"))[0]
    steps = await room.picks(ana, who, "A student")
    rows = await room.parts.store.database.read(lambda c: c.execute(offered.select()).all())
    assert len(rows) == 2 and all(row.taken is None and row.taken_at is None for row in rows)
    assert "For 3" in text(await room.picks(ana, steps, "Words for 3", now=NOW + timedelta(hours=23)))
    (gone,) = await room.hear(ana, Picked(steps.row, 1), now=NOW + timedelta(days=1, minutes=1))
    assert "no longer kept" in text(gone)
