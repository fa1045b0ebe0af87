import pytest

from bot.core.message import Choice, Invocation, Message, Picked
from tests.chat.console.room import Room


def asks(*labels: str, row: str = "r1") -> Message:
    return Message(("Well?",), tuple(Choice(label, Invocation(("start",))) for label in labels), row=row)


@pytest.mark.parametrize(
    ("line", "index"),
    [
        ("yes", 0), ("Yes!", 0), ("no", 1), ("No, I'll come to you.", 1), ("no i’ll come to you", 1),
        ("NEW to this", 2), ("1h", 3), ("an hour", 3), ("1 hour", 3), ("60 min", 3), ("half an hour", 4),
        ("2x", 5), ("2 ×", 5), ("1.5x", 6),
    ],
)  # fmt: skip
async def test_the_words_of_a_choice_take_it(line: str, index: int):
    labels = ("Yes", "No, I'll come to you", "New to this", "1 h", "30 min", "2×, 2 h", "1½×, 1 h 30")
    room = Room(lambda incoming, now: (asks(*labels),))
    await room.console.type("start")
    await room.console.type(line)
    assert room.last.said == Picked("r1", index)


@pytest.mark.parametrize("line", ["stop", "stop these messages", "undo", "help", "card", "Forget me", "plan promise"])
async def test_a_command_word_is_said_whatever_the_choices_are_called(line: str):
    room = Room(
        lambda incoming, now: (asks("Stop these messages", "Undo", "Help", "Card", "Forget me", "Plan promise"),)
    )
    await room.console.type("start")
    await room.console.type(line)
    assert room.last.said == line


@pytest.mark.parametrize("line", ["yes", "2 h", "yes please", "y", "?!", "20 min on youtube", "new"])
async def test_words_that_name_no_choice_or_two_are_said(line: str):
    room = Room(lambda incoming, now: (asks("Yes, add it", "Yes, mine", "2×, 2 h", "20 min", "New to this"),))
    await room.console.type("start")
    await room.console.type(line)
    assert room.last.said == line


async def test_words_and_numbers_name_choices_of_what_was_said_last_to_this_person_here():
    rows = iter([asks("None yet", row="old"), asks("Yes", row="new"), asks("Yes", row="sams"), Message(("None.",))])
    room = Room(lambda incoming, now: (next(rows, Message(("More.",))),))
    await room.console.type("a")
    await room.console.type("b")
    await room.console.say("sam", "", "none yet")
    assert room.last.said == "none yet"
    await room.console.say("ana", "", "yes")
    assert room.last.said == Picked("new", 0)
    for line in ("yes", "1"):
        await room.console.type(line)
        assert room.last.said == line
    await room.console.type(":pick 1 1")
    assert room.last.said == Picked("new", 0)


async def test_what_is_said_before_everyone_in_a_channel_is_never_a_choice():
    room = Room(lambda incoming, now: (asks("Yes"),))
    await room.console.say("ana", "#ecg", "start")
    await room.console.say("ana", "#ecg", "@boffin yes")
    assert (room.last.said, room.last.public) == ("yes", True)


async def test_after_any_other_line_neither_words_nor_a_number_do_what_cannot_be_undone():
    sure = Choice("Yes, erase everything", Invocation(("privacy", "forget"), {"sure": "yes"}))
    rows = iter([Message(("Sure?",), (sure, *asks("Keep it").choices), row="r1")])
    room = Room(lambda incoming, now: (next(rows, Message(("Gladly.",))),))
    for line in ("delete my data", "thanks", "yes", "1"):
        await room.console.type(line)
        assert room.last.said != Picked("r1", 0)
    await room.console.type(":pick 1 1")
    assert room.last.said == "1"
    await room.console.type(":pick 1 2")
    assert room.last.said == Picked("r1", 1)
