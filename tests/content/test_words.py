"""How sentences are said: formats, plurals, and what is a bug of ours."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from enum import StrEnum

import pytest

from bot.content import BabelWords, read
from bot.content.detail import FORMATS, WrongDetail
from bot.content.words import NoSuchWords
from bot.core.library import Library
from tests.content.tree import Tree

WORDING: Mapping[str, str | Mapping[str, str]] = {
    "plain": "Nothing to fill.",
    "hello": "Hello {name}, {name}.",
    "weeks": {"one": "One week.", "other": "{n:number} weeks, {name}."},
    **{f"as.{form}": f"{{value:{form}}}" for form in FORMATS},
    "command.ask": "Ask {what}",
}


@pytest.fixture
def words(tree: Tree) -> BabelWords:
    library: Library = read(tree.root)
    return BabelWords(replace(library, wording=WORDING))


def test_a_sentence_is_said_as_it_is_written(words: BabelWords) -> None:
    assert words.say("plain") == "Nothing to fill."


def test_a_placeholder_is_filled_wherever_it_stands(words: BabelWords) -> None:
    assert words.say("hello", name="Sam", more="unused") == "Hello Sam, Sam."


@pytest.mark.parametrize("name", ["{n}", "{{", "}", "{name}", "{0.__class__}", "%s", r"\1", "{value:date}"])
def test_braces_in_a_detail_are_only_text(words: BabelWords, name: str) -> None:
    assert words.say("hello", name=name) == f"Hello {name}, {name}."


@pytest.mark.parametrize(
    ("n", "said"), [(1, "One week."), (0, "0 weeks, Sam."), (2, "2 weeks, Sam."), (1200, "1,200 weeks, Sam.")]
)
def test_the_plural_follows_n(words: BabelWords, n: int, said: str) -> None:
    assert words.say("weeks", n=n, name="Sam") == said


@pytest.mark.parametrize(
    ("form", "value", "said"),
    [
        ("duration", 0, "0 min"),
        ("duration", 20, "20 min"),
        ("duration", 60, "1 h"),
        ("duration", 65, "1 h 5"),
        ("duration", 75, "1 h 15"),
        ("duration", 120, "2 h"),
        ("date", date(2026, 12, 7), "Monday 7 December"),
        ("date", datetime(2026, 12, 7, 23, 59, tzinfo=UTC), "Monday 7 December"),
        ("date_year", date(2027, 12, 7), "Tuesday 7 December 2027"),
        ("day", date(2026, 12, 7), "Monday"),
        ("day", 6, "Sunday"),
        ("time", time(12, 30), "12:30"),
        ("time", datetime(2026, 12, 7, 9, 5, tzinfo=UTC), "09:05"),
        ("list", ["a"], "a"),
        ("list", ("a", "b"), "a and b"),
        ("list", ["a", "b", "c"], "a, b and c"),
        ("list", [], ""),
        ("number", 1200, "1,200"),
        ("number", 2.5, "2.5"),
    ],
)
def test_a_format_writes_a_detail_as_people_read_it(words: BabelWords, form: str, value: object, said: str) -> None:
    assert words.say(f"as.{form}", value=value) == said


def test_a_detail_without_a_format_is_text_or_a_whole_number(words: BabelWords) -> None:
    class Colour(StrEnum):
        RED = "red"

    assert words.say("hello", name=12) == "Hello 12, 12."
    assert words.say("hello", name=Colour.RED) == "Hello red, red."


@pytest.mark.parametrize("value", [date(2026, 12, 7), 1.5, None, True, ["a"], {"a": 1}])
def test_a_detail_that_needs_a_format_is_a_bug(words: BabelWords, value: object) -> None:
    with pytest.raises(WrongDetail, match="the wording 'hello', detail 'name'"):
        words.say("hello", name=value)


@pytest.mark.parametrize(
    ("form", "value"),
    [("duration", -1), ("duration", 1.5), ("duration", True), ("date", "2026-12-07"), ("day", 7), ("time", "12:30"),
     ("list", "abc"), ("list", [1]), ("number", "7"), ("number", True), ("date_year", None)],
)  # fmt: skip
def test_a_detail_of_the_wrong_kind_is_a_bug(words: BabelWords, form: str, value: object) -> None:
    with pytest.raises(WrongDetail, match=f"the wording 'as.{form}', detail 'value'"):
        words.say(f"as.{form}", value=value)


def test_an_unknown_key_is_a_bug(words: BabelWords) -> None:
    with pytest.raises(NoSuchWords, match=r"no wording has the key 'weeks\.one'"):
        words.say("weeks.one")


def test_a_detail_that_is_missing_is_a_bug(words: BabelWords) -> None:
    with pytest.raises(NoSuchWords, match="the wording 'hello' asks for the detail 'name'"):
        words.say("hello")


@pytest.mark.parametrize("details", [{}, {"n": "2"}, {"n": True}])
def test_a_plural_without_a_whole_number_is_a_bug(words: BabelWords, details: dict[str, object]) -> None:
    with pytest.raises(NoSuchWords, match="asks for the detail 'n', a whole number"):
        words.say("weeks", **details)


def test_a_family_is_said_by_prefix_and_name(words: BabelWords) -> None:
    assert words.family("command", "ask", what="a question") == "Ask a question"
    with pytest.raises(NoSuchWords, match=r"no wording has the key 'command\.sing'"):
        words.family("command", "sing")
