"""The first day: what was told is there on the card, needs come in own words, and a slip makes no tool."""

import pytest

from bot.core.message import Invocation
from bot.core.plan.document import Plan, Promise
from tests.core.scene import Life, here, used


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("log 20m youtube", "This week so far: 20 min."),
        ("plan budget 1h", "This week: nothing told yet"),
        ("content add Sepsis video, used 20 November", "This week: nothing told yet"),
        ("nudges away until 16 November", "This week"),
    ],
)
def test_the_card_knows_what_was_told_before_there_is_a_plan(said: str, shown: str):
    life = Life(here())
    life.say(said)
    message = life.hear("card").messages[0]
    assert shown in message.lines[0]
    assert any("Your plan is private" in line for line in message.lines)
    assert len(" ".join(message.lines).split()) <= 60
    assert "Start, three minutes" in [choice.label for choice in message.choices]


def test_somebody_who_told_nothing_is_new():
    assert "I keep a small plan" in Life(here()).say("card")


def asked_for_a_need() -> Life:
    life = Life(here(Plan(tools=used("youtube"))))
    life.say("start")
    life.hear("plan budget 1h")
    return life


def test_a_need_can_be_written_in_own_words():
    life = asked_for_a_need()
    message = life.hear("start").messages[0]
    assert "What should it do first for students?" in message.lines
    form = life.take(message, "My words").messages[0].form
    assert form is not None and form.path == ("start",) and [field.name for field in form.fields] == ["need"]
    assert "First need: fewer e-mails." in life.say(Invocation(form.path, {"need": "fewer e-mails"}))
    assert [need.words for need in life.situation.plan.needs.values()] == ["fewer e-mails"]


@pytest.mark.parametrize("said", ["start need fewer e-mails", "start need: fewer e-mails"])
def test_a_need_can_be_typed_in_one_line(said: str):
    life = asked_for_a_need()
    assert "First need: fewer e-mails." in life.say(said)
    assert set(life.situation.plan.tools) == {"youtube"}


def test_a_need_that_is_noted_keeps_its_words_when_it_becomes_the_first():
    life = Life(here())
    life.say("plan need fewer e-mails 3")
    assert "First need: fewer e-mails." in life.say(Invocation(("start",), {"need": "fewer e-mails"}))
    (need,) = life.situation.plan.needs.values()
    assert (need.words, need.priority) == ("fewer e-mails", 1)


def test_tools_are_noted_as_one_would_say_it():
    assert "Noted: X and Podcast." in Life(here()).say(Invocation(("start",), {"tools": "x and podcast"}))


SLIPS = ("tuesday", "Tuesday 12:30", "every Monday", "May", "14 September", "12", "3rd", "twenty", "12:30", "Wed")


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("plan promise", {"when": "Tuesday 12:30", "then": "one question"}),
        ("plan tool", {}),
        ("plan backup", {"where": "Moodle"}),
        ("plan budget", {"minutes": "20m"}),
    ],
)
def test_a_day_or_a_number_makes_no_tool(path: str, values: dict[str, str], slip: str):
    life = Life(here())
    message = life.hear(Invocation(tuple(path.split()), {"tool": slip, **values})).messages[0]
    beside = [field.problem for field in message.form.fields] if message.form else []
    assert f"“{slip}” is a day or a number, not a tool. Which tool is it?" in " ".join((*message.lines, *beside))
    assert not life.situation.plan.tools


def test_what_a_promise_form_had_is_there_when_the_tool_is_asked_for_again():
    life = Life(here())
    given = {"tool": "tuesday", "when": "Tuesday 12:30", "then": "one question"}
    form = life.hear(Invocation(("plan", "promise"), given)).messages[0].form
    assert form is not None and {field.name: field.value for field in form.fields} == given
    assert [field.name for field in form.fields if field.problem] == ["tool"]
    life.say(Invocation(form.path, {**given, "tool": "youtube"}))
    assert set(life.situation.plan.tools) == {"youtube"} and not life.situation.drafts


def test_start_makes_no_tool_of_a_day():
    life = Life(here())
    said = life.say(Invocation(("start",), {"tools": "tuesday"}))
    assert "is a day or a number" in said and not life.situation.plan.tools


@pytest.mark.parametrize("name", ["Sunday clinic board", "X", "May Group", "pinboard 2", "a"])
def test_a_name_that_is_more_than_a_day_is_a_name(name: str):
    life = Life(here())
    life.say(Invocation(("plan", "tool"), {"tool": name}))
    assert len(life.situation.plan.tools) == 1


def test_a_promise_for_no_tool_that_is_known_asks_which_and_keeps_what_was_said():
    life = Life(here(Plan(tools=used("youtube"))))
    given = {"tool": "the ward round", "when": "Monday", "then": "one clip"}
    asked = life.hear(Invocation(("plan", "promise"), given)).messages[0]
    assert "Which one is it for?" in asked.lines[0] and set(life.situation.plan.tools) == {"youtube"}
    life.take(asked, "YouTube")
    assert life.situation.plan.tools["youtube"].promise == Promise("Monday", "one clip")
