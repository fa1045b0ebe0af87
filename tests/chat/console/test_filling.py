from datetime import datetime

import pytest

from bot.core.message import Field, FieldKind, Form, Incoming, Invocation, Message
from tests.chat.console.room import Room
from tests.fakes import Answer

FORM = Form(
    ("promise",),
    "A small promise",
    (
        Field("tool", "Which tool", FieldKind.ONE_OF, True, options=(("yt", "YouTube"), ("wa", "WhatsApp"))),
        Field("when", "When", FieldKind.LINE, True, value="Tuesday 12:30"),
        Field("note", "A note", FieldKind.LINES),
    ),
    {"channel": "c1"},
)


def opens(form: Form) -> Answer:
    def answer(incoming: Incoming, now: datetime) -> tuple[Message, ...]:
        return (Message(("Noted.",)),) if isinstance(incoming.said, Invocation) else (Message((), form=form),)

    return answer


async def test_a_form_is_asked_field_by_field():
    room = Room(opens(FORM))
    assert await room.console.type("promise") == (
        "A small promise (an empty line keeps or skips, :cancel leaves)\nWhich tool?\n  1 YouTube\n  2 WhatsApp"
    )
    assert "needed" in await room.console.type("")
    assert "1 to 2" in await room.console.type("3")
    assert await room.console.type("2") == "When?\n  Now: Tuesday 12:30"
    assert await room.console.type("") == "A note? (several lines; an empty one ends)"
    assert await room.console.type("one") == "Write on, or finish with an empty line."
    assert await room.console.type("two") == ""
    assert await room.console.type("") == "Noted."
    expected = {"channel": "c1", "tool": "wa", "when": "Tuesday 12:30", "note": "one\ntwo"}
    assert room.last.said == Invocation(("promise",), expected)


@pytest.mark.parametrize("typed", ["whatsapp", "WhatsApp", "wa", "2"])
async def test_an_option_is_taken_by_number_label_or_value(typed: str):
    room = Room(opens(FORM))
    await room.console.type("promise")
    assert (await room.console.type(typed)).startswith("When?")


async def test_a_form_that_is_left_keeps_nothing_and_says_so():
    room = Room(opens(FORM))
    await room.console.type("promise")
    await room.console.type("1")
    assert await room.console.type(":cancel") == LEFT
    await room.console.type("card")
    shown = await room.console.type("promise")
    assert "Which tool?" in shown and "Now: YouTube" not in shown


LEFT = "Left the form. What you had not sent is not kept."
KEPT = "Left the form. Open it again, and what you had typed is there."


@pytest.mark.parametrize(
    "line",
    [
        "stop", " STOP! ", "card", "Undo.", "help?", "oops", "Forget  me…", "/boffin plan", "/stop", "@boffin card",
        "I want to kill myself",
    ],
)  # fmt: skip
@pytest.mark.parametrize("before", [["1"], ["1", "", "a first line"]], ids=["one line", "several lines"])
async def test_what_is_meant_for_boffin_leaves_the_form_and_is_answered(line: str, before: list[str]):
    room = Room(opens(FORM))
    await room.console.type("promise")
    for answer in before:
        await room.console.type(answer)
    drops = "forget" in line.casefold() or "kill" in line
    assert (await room.console.type(line)).startswith(LEFT if drops else KEPT)
    said = line.strip().removeprefix("/boffin ").removeprefix("@boffin ")
    assert [heard.said for heard in room.assistant.heard] == ["promise", said]


@pytest.mark.parametrize("line", ["cancel", "Cancel.", "/cancel"])
async def test_cancel_leaves_the_form_and_asks_for_nothing(line: str):
    room = Room(opens(FORM))
    await room.console.type("promise")
    assert await room.console.type(line) == LEFT
    assert len(room.assistant.heard) == 1


@pytest.mark.parametrize(
    "line",
    [
        "youtube down", "panopto is not working", "on call till Monday", "away next week", "leaving on 5 December",
        "plan", "plan promise", "Log.", "log 20m youtube", "ask can I post a video?", "oops I posted a name",
        "stop it",
    ],
)  # fmt: skip
async def test_a_whole_command_leaves_the_form_is_done_and_finds_it_again_as_it_was(line: str):
    room = Room(lambda incoming, now: opens(FORM)(incoming, now) if incoming.said == "promise" else ())
    await room.console.type("promise")
    await room.console.type("2")
    assert await room.console.type(line) == KEPT
    assert room.last.said == line
    assert "Now: WhatsApp" in await room.console.type("promise")
    for _ in range(3):
        await room.console.type("")
    assert room.last.said == Invocation(("promise",), {"channel": "c1", "tool": "wa", "when": "Tuesday 12:30"})


async def test_a_door_leaves_a_choice_whatever_follows_it_and_the_choice_says_how_else_to_leave():
    room = Room(opens(FORM))
    await room.console.type("promise")
    assert "1 to 2, or leave with :cancel" in await room.console.type("facebook")
    await room.console.type("ask students")
    assert room.last.said == "ask students"


@pytest.mark.parametrize(
    "line",
    [
        "stop sign video",
        "a card game",
        "help desk",
        "and/or",
        "Monday",
        "post a question",
        "ask students for topics",
        "log book",
        "5 December",
        "slow down the video for year 3 students",
    ],
)
async def test_words_that_only_begin_like_a_command_stay_an_answer(line: str):
    room = Room(opens(FORM))
    await room.console.type("promise")
    await room.console.type("1")
    assert (await room.console.type(line)).startswith("A note?")


async def test_after_a_refusal_only_what_is_wrong_is_asked_again():
    wrong = Form(
        ("promise",),
        "A small promise",
        (
            Field("tool", "Which tool", FieldKind.LINE, True, value="yt"),
            Field("when", "When", FieldKind.DATE, True, value="31 February", problem="There is no such day."),
        ),
    )
    room = Room(opens(wrong))
    shown = await room.console.type("promise")
    assert shown.split("\n")[1:] == ["There is no such day.", "When?", "  Now: 31 February"]
    await room.console.type("1 March")
    assert room.last.said == Invocation(("promise",), {"tool": "yt", "when": "1 March"})


async def test_who_is_forgotten_leaves_no_draft():
    room = Room(lambda incoming, now: opens(FORM)(incoming, now) if incoming.said == "promise" else ())
    for line in ("promise", "2", "plan", "forget me"):
        await room.console.type(line)
    assert "Now: WhatsApp" not in await room.console.type("promise")


async def test_what_a_form_is_about_is_an_answer_to_it():
    room = Room(opens(Form(("nudges", "away"), "Away", (Field("why", "Why", FieldKind.LINE),))))
    await room.console.type("away")
    await room.console.type("on call till Monday")
    assert room.last.said == Invocation(("nudges", "away"), {"why": "on call till Monday"})


async def test_a_form_waits_while_someone_else_speaks():
    room = Room(opens(FORM))
    await room.console.type("promise")
    await room.console.say("sam", "", "card")
    assert room.last.said == "card"
    assert (await room.console.say("ana", "", "1")).startswith("When?")
