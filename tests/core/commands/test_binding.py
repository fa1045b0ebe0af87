"""From text to values: what cannot be used is said in a sentence, beside the parameter's name."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.commands.binding import Unclear, bind, english_text, item, minutes, one_of, read, tool
from bot.core.commands.table import Kind, Parameter
from bot.core.plan.document import Plan
from tests.core.scene import TODAY, Life, an_item, at, decider, examples, here, used

OWN = at(here(Plan(tools=used("youtube", "ward round padlet"), items={"i1": an_item(), "i2": an_item("Sepsis quiz")})))


def value(kind: Kind, text: str, *options: str) -> object:
    return read(Parameter("p", kind, options=options), text, OWN)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (Kind.MINUTES, "20m", 20),
        (Kind.MINUTES, "20", 20),
        (Kind.MINUTES, "0", 0),
        (Kind.MINUTES, "10h", 600),
        (Kind.DAY, "tomorrow", TODAY + timedelta(days=1)),
        (Kind.DAY, "2029-11-07", date(2029, 11, 7)),
        (Kind.TIME, "5pm", time(17)),
        (Kind.WEEKDAY, "Tuesdays", 1),
        (Kind.NUMBER, "18", 18),
        (Kind.TOOL, "YT", "youtube"),
        (Kind.TOOL, "Twitter", "x"),
        (Kind.TOOL, "Ward Round Padlet", "ward round padlet"),
        (Kind.TOOL, "My own page", "My own page"),
        (Kind.NEED, "Discuss cases", "cases"),
        (Kind.NEED, "fewer e-mails", "fewer e-mails"),
        (Kind.ITEM, "i1", "i1"),
        (Kind.ITEM, "sepsis video", "i1"),
        (Kind.ITEM, "quiz", "i2"),
        (Kind.ITEM, "Sepsis quzi", "i2"),
        (Kind.TEXT, "  a\u202eb\x00c ", "abc"),
    ],
)
def test_what_is_plainly_meant_is_read(kind: Kind, text: str, expected: object):
    assert value(kind, text) == expected


@pytest.mark.parametrize(
    ("kind", "text", "sentence"),
    [
        (Kind.MINUTES, "-5h", "value.minutes_negative"),
        (Kind.MINUTES, "-5", "value.minutes_negative"),
        (Kind.MINUTES, "lots", "value.minutes"),
        (Kind.DAY, "31 February", "value.no_such_day"),
        (Kind.DAY, "2026-02-30", "value.no_such_day"),
        (Kind.DAY, "soon", "value.day"),
        (Kind.DAY, "2099-01-01", "value.day_far"),
        (Kind.DAY, "1 March 2001", "value.day_far"),
        (Kind.TIME, "25:00", "value.time"),
        (Kind.WEEKDAY, "someday", "value.weekday"),
        (Kind.NUMBER, "-1", "value.number"),
        (Kind.NUMBER, "٣", "value.number"),
        (Kind.NUMBER, "123456", "value.number"),
        (Kind.TOOL, "🙂", "value.tool"),
        (Kind.TOOL, "a" * 41, "value.tool"),
        (Kind.NEED, "\u202e", "value.need"),
        (Kind.NEED, "n" * 121, "value.need"),
        (Kind.ITEM, "nothing like it", "value.item"),
    ],
)
def test_what_cannot_be_used_has_its_sentence(kind: Kind, text: str, sentence: str):
    with pytest.raises(Unclear) as unclear:
        value(kind, text)
    assert unclear.value.sentence == OWN.say(sentence)


@pytest.mark.parametrize(("text", "fine"), [("9h59", True), ("10h", True), ("601m", False), ("99h", False)])
def test_ten_hours_at_once_are_believed_and_no_more(text: str, fine: bool):
    if fine:
        assert minutes(text, OWN) <= 600
    else:
        with pytest.raises(Unclear, match="more than 10 h at once"):
            minutes(text, OWN)


def test_several_items_that_fit_are_named():
    with pytest.raises(Unclear, match="Sepsis video and Sepsis quiz"):
        item("sepsis", OWN.plan.items, OWN)


@pytest.mark.parametrize(
    ("text", "expected"), [("json", "json"), ("CSV", "csv"), ("mark", "markdown"), ("jsno", "json")]
)
def test_an_option_is_read_by_its_word_its_start_or_a_slip(text: str, expected: str):
    assert one_of(text, ("json", "csv", "markdown"), OWN) == expected


def test_an_option_that_is_none_names_all():
    with pytest.raises(Unclear, match="json, csv and markdown"):
        one_of("pdf", ("json", "csv", "markdown"), OWN)


def test_every_name_of_the_catalogue_is_read_back_as_its_tool(library):  # type: ignore[no-untyped-def]
    for card in library.tools.values():
        assert {tool(name, OWN) for name in (card.id, card.name, *card.aliases)} == {card.id}


def test_a_missing_value_and_a_wrong_one_are_told_apart():
    command = decider().table.commands[("plan", "budget")]
    assert bind(command, {"minutes": "lots"}, OWN)[1] == {"minutes": OWN.say("value.minutes")}
    needs_tool = decider().table.commands[("plan", "pause")]
    assert bind(needs_tool, {"tool": "  "}, OWN)[1] == {"tool": OWN.say("value.missing")}


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("-5h youtube", "can't be below zero"),
        ("log -5h youtube", "can't be below zero"),
        ("log 99h youtube", "more than 10 h at once"),
        ("log 0m youtube", "Zero minutes"),
        ("log 20m", "On which tool?"),
        ("log youtube", "How long was it?"),
        ("log 20m yuotube", "Did you mean YouTube?"),
        ("log 20m youtube on 31 February", "does not exist in the calendar"),
        ("log 20m youtube 2026-06-01", "last 60 days"),
        ("log " + ", ".join(["5m youtube"] * 9), "more than eight entries"),
        ("checkin less 2026-01-05", "this week or the eight before it"),
        ("nudges away till 31 February", "does not exist in the calendar"),
        ("on call till yesterday", "not after the first one"),
        ("plan budget 99h", "more than 10 h at once"),
        ("plan pause mastodon", "Mastodon is not in your plan"),
        ("nudges yes Mars/Olympus", "I don't know that zone"),
        ("content still-right nothing like it", "I don't find that on the list"),
        ("x" * 2001, "longer than I read at once"),
    ],
)
def test_a_line_that_cannot_be_used_says_why_and_keeps_nothing(line: str, says: str):
    life = Life(OWN.situation)
    outcome = life.hear(line)
    said = "\n".join(line for message in outcome.messages for line in message.lines)
    problems = [field.problem for message in outcome.messages if message.form for field in message.form.fields]
    assert says in "\n".join((said, *problems))
    assert not outcome.edits and life.situation.plan == OWN.plan


@examples(200)
@given(st.sampled_from(list(Kind)), st.text(max_size=200))
def test_any_text_for_any_kind_is_a_value_or_a_sentence(kind: Kind, text: str):
    try:
        assert value(kind, text, "json", "csv") is not None
    except Unclear as unclear:
        assert unclear.sentence


@examples(100)
@given(st.text(max_size=600))
def test_free_text_keeps_no_control_and_no_turning_characters(text: str):
    clean = english_text(text)
    assert len(clean) <= 500
    assert all(c.isprintable() or c == "\n" for c in clean)
    assert not set(clean) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
