from datetime import UTC, date, datetime, timedelta

import pytest

from bot.chat.console.app import Console
from bot.chat.door import Door
from bot.core.message import Audience, Choice, Invocation, Message, Picked
from bot.core.people import Owner, Standing
from bot.core.situation import Address, Delivery
from bot.scheduling.ticker import Ticker
from tests.chat.console.room import NOW, TEXT, UNDO, Room, echo, offers
from tests.fakes import ListLedger, ScriptedAssistant, SomeAccounts, StillClock, wording


def delivery(name: str, at: datetime, to: str = "ana") -> Delivery:
    owner = Owner("place" if to.startswith("#") else "person", to)
    return Delivery(name, owner, "post", date(2026, 9, 18), at, Address("console", "console", to))


@pytest.mark.parametrize("line", ["log 20m youtube", "/boffin log 20m youtube", "  log 20m youtube \n"])
async def test_a_line_is_said_with_or_without_the_command_word(line: str):
    room = Room(echo)
    assert await room.console.type(line) == "heard log 20m youtube"
    assert (room.last.place, room.last.public, room.last.person.standing) == (None, False, Standing.REGULAR)


async def test_an_empty_line_says_nothing():
    room = Room(echo)
    assert await room.console.type("  ") == ""
    assert room.assistant.heard == []


async def test_the_same_words_twice_are_two_things_said():
    room = Room(echo)
    await room.console.type("card")
    await room.console.type("card")
    assert len({heard.id for heard in room.assistant.heard}) == 2


async def test_choices_are_numbered_and_the_number_takes_them():
    room = Room(lambda incoming, now: (offers(UNDO, TEXT),))
    assert await room.console.type("log") == "Noted.\n  1 Undo\n  2 Text for students"
    await room.console.type("2")
    assert room.last.said == Picked("r1", 1)


async def test_numbers_go_on_through_the_messages_of_one_answer():
    room = Room(lambda incoming, now: (offers(UNDO), offers(TEXT, row="r2")))
    assert await room.console.type("log") == "Noted.\n  1 Undo\n\nNoted.\n  2 Text for students"
    await room.console.type("2")
    assert room.last.said == Picked("r2", 0)


async def test_a_number_that_was_not_shown_is_answered_kindly():
    room = Room(lambda incoming, now: (offers(UNDO, TEXT),))
    await room.console.type("log")
    assert "from 1 to 2" in await room.console.type("7")
    assert len(room.assistant.heard) == 1


async def test_a_number_where_no_choices_were_shown_is_words():
    room = Room(echo)
    assert await room.console.type("60") == "heard 60"


async def test_numbers_belong_to_the_person_and_the_place():
    room = Room(
        lambda incoming, now: (
            offers(UNDO, row=incoming.person.name + (incoming.place.name if incoming.place else "")),
        )
    )
    await room.console.type("card")
    await room.console.say("sam", "", "card")
    await room.console.say("ana", "#ecg", "card")
    await room.console.say("ana", "", "1")
    assert room.last.said == Picked("Ana", 0)
    await room.console.say("sam", "", "1")
    assert room.last.said == Picked("Sam", 0)
    await room.console.say("ana", "#ecg", "1")
    assert room.last.said == Picked("Ana#ecg", 0)


async def test_what_everyone_in_a_channel_saw_anyone_there_may_take():
    room = Room(lambda incoming, now: (offers(UNDO, row="shared", audience=Audience.PLACE),))
    await room.console.say("ana", "#ecg", "channel posts on")
    await room.console.say("sam", "#ecg", "1")
    assert (room.last.said, room.last.person.name) == (Picked("shared", 0), "Sam")


async def test_an_older_choice_can_still_be_taken():
    rows = iter(["old", "new"])
    room = Room(lambda incoming, now: (offers(UNDO, row=next(rows, "x")),))
    await room.console.type("a")
    await room.console.type("b")
    await room.console.type(":pick 1 1")
    assert room.last.said == Picked("old", 0)
    assert ":pick 1 2" in await room.console.type(":pick 9 9")


async def test_whoever_opens_a_channel_invites_boffin_and_only_once():
    room = Room(echo)
    await room.console.type(":in #ecg-teaching")
    assert room.last.said == Invocation(("channel", "welcome"))
    assert room.last.place is not None and room.last.place.name == "#ecg-teaching"
    await room.console.type(":dm")
    await room.console.type(":as sam")
    assert await room.console.type(":in ecg-teaching") == ""
    assert len(room.assistant.heard) == 1
    assert room.console.prompt == "sam #ecg-teaching> "


async def test_a_mention_in_a_channel_is_public_and_in_a_direct_message_it_is_not():
    room = Room(echo)
    await room.console.say("ana", "#ecg", "@boffin what about consent?")
    assert (room.last.said, room.last.public) == ("what about consent?", True)
    await room.console.say("ana", "#ecg", "log 20m")
    assert not room.last.public
    await room.console.say("ana", "", "@Boffin: card")
    assert (room.last.said, room.last.public) == ("card", False)


async def test_roles_and_zones_change_what_the_platform_says_about_a_person():
    room = Room(echo)
    assert await room.console.type(":role guest") == "Ana is now: guest."
    await room.console.type("card")
    assert room.last.person.standing is Standing.GUEST
    await room.console.type(":role admin")
    await room.console.type(":zone none")
    await room.console.type("card")
    assert (room.last.person.is_admin, room.last.person.zone) == (True, None)
    assert await room.console.type(":who") == "Ana · admin · none · speaks now"


WRONG = """\
:as|:as 12|:in|:in #|:role king|:zone Europe/Nowhere|:zone ../x|:pick|:pick -1 1|:cancel|:nothing|:help|:clock soon|\
:clock +99999w|:clock 2026-02-31|:clock 2020-01-01|:clock +9999w +1d"""


@pytest.mark.parametrize("line", WRONG.split("|"))
async def test_a_wrong_control_line_is_explained_and_changes_nothing(line: str):
    room = Room(echo)
    assert await room.console.type(line)
    assert (room.console.prompt, room.clock.now(), room.assistant.heard) == ("ana> ", NOW, [])


async def test_quit_ends_it():
    room = Room()
    await room.console.type(":quit")
    assert room.console.is_over


async def test_what_comes_in_cannot_fool_the_terminal():
    room = Room(lambda incoming, now: (Message((f"heard {incoming.said}",), (Choice("\x1b[2J", Invocation(())),)),))
    shown = await room.console.type("a\x1b[31m\u202eb\ud800")
    assert shown.isprintable() or shown == "heard a\\x1b[31m\\u202eb\\ud800\n  1 \\x1b[2J"


async def test_long_lines_are_wrapped_and_links_stay_whole():
    link = "https://example.org/" + "x" * 60
    room = Room(
        lambda incoming, now: (Message(("word " * 20 + link,), (Choice("many words " * 4, Invocation(())),)),), width=40
    )
    lines = (await room.console.type("a")).split("\n")
    assert link in lines
    assert all(len(line) <= 40 for line in lines if line != link)
    assert lines[-1].startswith("    ")


# Time


async def test_what_falls_due_appears_at_its_own_time_in_order():
    posts = (
        delivery("b", NOW + timedelta(days=3), "#ecg"),
        delivery("a", NOW + timedelta(hours=1)),
        delivery("late", NOW + timedelta(days=9)),
    )
    room = Room(echo, *posts)
    assert await room.console.type(":clock +1w") == (
        "Friday 18 September, 13:30 · direct message to Ana\nThis is a.\n\n"
        "Monday 21 September, 12:30 · in #ecg, everyone there sees it\nThis is b.\n\n"
        "It is Friday 25 September 2026, 12:30 (Europe/London)."
    )
    assert [room.ledger.settled[name][0] for name in ("a", "b")] == ["sent", "sent"]


async def test_the_choices_of_a_card_and_of_a_post_can_be_taken():
    room = Room(echo, delivery("card", NOW), delivery("post", NOW, "#ecg"))
    room.assistant.says = {"card": offers(UNDO, row="c"), "post": offers(TEXT, row="p")}
    await room.console.say("sam", "#ecg", "hello")
    await room.console.type(":clock +1m")
    await room.console.type("1")
    assert (room.last.said, room.last.person.name) == (Picked("p", 0), "Sam")
    await room.console.say("ana", "", "1")
    assert room.last.said == Picked("c", 0)


async def test_a_week_later_is_the_same_time_on_the_wall_when_the_clocks_change():
    room = Room()
    room.clock.set(datetime(2026, 10, 23, 11, 30, tzinfo=UTC))
    await room.console.type(":clock +1w")
    assert room.clock.now() == datetime(2026, 10, 30, 12, 30, tzinfo=UTC)


async def test_something_that_stays_due_does_not_hold_the_clock():
    class Stuck(ListLedger):
        async def next_due(self) -> datetime | None:
            return NOW

    room = Room()
    room.console.ticker = Ticker(room.assistant, Stuck(), {}, room.clock)
    await room.console.type(":clock +1d")
    assert room.clock.now() == NOW + timedelta(days=1)


async def test_the_real_clock_is_not_moved():
    assistant = ScriptedAssistant()
    clock = StillClock(NOW)
    console = Console(Door(assistant, SomeAccounts(), wording(), clock), wording(), clock)
    assert "real one" in await console.type(":clock +1w")
    with pytest.raises(TypeError):
        await console.move_to(NOW)
