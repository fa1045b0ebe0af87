"""Every message and form is within Discord's limits; no text becomes a live mention, a masked link or any markup."""

import json
import os
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.discord.form import first_page, modal, page_count
from bot.chat.discord.limit import Breach, check_message, check_modal
from bot.chat.discord.markup import APART, escaped, pages
from bot.chat.discord.outbox import DiscordOutbox
from bot.chat.discord.render import Labels, components, render
from bot.chat.text import visible
from bot.core.message import Choice, Field, FieldKind, File, Form, Invocation, Message
from tests.chat.discord.reading import seen
from tests.emulators.discord.components import check_components
from tests.emulators.discord.components import check_modal as modal_problems
from tests.emulators.discord.form import Problems
from tests.fakes import wording

GOLDEN = Path(__file__).resolve().parents[2] / "golden/discord"
LABELS = Labels.of(wording())
ROW = "0123456789abcdef"
UPDATE = "BOFFIN_GOLDEN"  # set it to write what is rendered now; read the difference before you commit it
NASTY = (
    "# @everyone <@123456789012345678> <@&123456789012345678> <#123456789012345678> <t:1700000000:R> </a b:1> <:e:1> "
    "[bank](https://evil.example) https://x.example/@everyone *b* _i_ ~~s~~ `c` ||s|| \u202eabc"
)


def choices(*labels: str) -> tuple[Choice, ...]:
    return tuple(Choice(label, Invocation(("card",))) for label in labels)


FORM = Form(
    ("content", "add"),
    "Put things on my content list",
    (
        Field("title", "Title or link", FieldKind.LINES, True, "Sepsis video"),
        Field("used", "Next used on", FieldKind.DATE, value="2026-10-01"),
        Field("at", "Time", FieldKind.TIME, value="12:30"),
        Field("tool", "Tool", FieldKind.LINE, options=(("youtube", "YouTube"), ("x", "X"))),
        Field("clinical", "Clinical content", FieldKind.ONE_OF, value="yes", options=(("yes", "yes"), ("no", "no"))),
    ),
    {"ask": "yes"},
)
LONG_FORM = Form(
    FORM.path, FORM.title, (*FORM.fields, *(Field(f"f{n}", f"Field {n}", FieldKind.LINE) for n in range(7)))
)
WRONG = Form(
    ("content", "drop"),
    "Take it off the list",
    (Field("item", "Item", FieldKind.ONE_OF, True, problem="I don't find that on the list."),),
)
MESSAGES = {
    "one_line": Message(("Noted: 20 min on YouTube.",)),
    "two_lines_and_undo": Message(("Noted.", "This week so far: 20 min."), choices("Undo"), row=ROW),
    "five_choices": Message(("How was it?",), choices("As planned", "Less", "More", "Too much", "Busy week"), row=ROW),
    "eight_short_choices": Message(("Which?",), choices(*(f"Tool {n}" for n in range(8))), row=ROW),
    "eighteen_points": Message(("Which point?",), choices(*(f"Point {n} of the source" for n in range(18))), row=ROW),
    "long_labels": Message(("Read on?",), choices("Why " + "so long " * 12 + "?", "Short"), row=ROW),
    "more_than_a_select_holds": Message(("Pick",), choices(*(f"Item {n}" for n in range(130))), row=ROW),
    "untrusted": Message((NASTY,), choices(NASTY, "Undo"), row=ROW),
    "long": Message(("A sentence of some length stands here. " * 160,), choices("Undo"), row=ROW),
    "form": Message(("Please fill in what you know.",), form=FORM),
    "form_to_mend": Message(("One answer needs another look.",), form=WRONG),
    "file": Message(("Your file is ready.",), choices("CSV"), files=(File("plan 1.json", "{}"),), row=ROW),
    "in_one_breath": Message(
        ("Teaching on social media this week?",),
        choices("As planned", "Stop"),
        row=ROW,
        then=(
            Message(("You asked to look back.",), choices("Look at faces", "None"), row=ROW[::-1]),
            Message(("Posts in #ecg are off: nothing gets through.",)),
        ),
    ),
    "too_much_for_one": Message(
        ("First.",), row=ROW, then=(Message(("So long. " * 500,), choices("Undo"), row=ROW[::-1]),)
    ),
}


def rendered(name: str) -> list[Any]:
    return [components(part.view) for part in render(MESSAGES[name], LABELS)]


def golden(name: str, found: Any) -> None:
    """Compare with what was approved, or write it where the switch is set."""
    path, text = GOLDEN / f"{name}.json", json.dumps(found, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    if os.environ.get(UPDATE):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, f"if this is right: {UPDATE}=1 pytest {Path(__file__).name}"


def taken(part: list[Any]) -> None:
    """Have the local Discord check a message."""
    problems = Problems()
    check_components(part, problems, (), layout=True)
    assert problems == []


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_is_rendered_as_approved_and_discord_takes_it(name: str):
    found = rendered(name)
    golden(name, found)
    for part in found:
        assert part[0]["type"] == 10, "the text comes first"
        taken(part)


@pytest.mark.parametrize(
    ("name", "form", "page"), [("modal", FORM, 0), ("modal_page_2", LONG_FORM, 1), ("modal_wrong", WRONG, 0)]
)
def test_a_form_is_a_modal_as_approved_and_discord_takes_it(name: str, form: Form, page: int):
    found = modal(form, page, wording()).to_dict()
    golden(name, found)
    assert modal_problems(found) == []


def test_a_view_that_was_sent_is_forgotten_by_the_library():
    for part in render(MESSAGES["five_choices"], LABELS):
        assert part.view.timeout is None
    assert modal(FORM, 0, wording()).timeout is None


async def test_what_is_sent_is_finished_so_that_nothing_of_it_is_kept_in_memory():
    assert all(part.view.is_finished() for part in render(MESSAGES["five_choices"], LABELS))
    assert modal(FORM, 0, wording()).is_finished()


def test_a_long_form_comes_in_pages_of_five_and_opens_where_something_is_wrong():
    assert page_count(LONG_FORM) == 3
    assert [len(modal(LONG_FORM, page, wording()).to_dict()["components"]) for page in range(3)] == [5, 5, 2]
    assert modal(LONG_FORM, 1, wording()).title == "Put things on my content list, 2 of 3"
    assert (first_page(LONG_FORM, 0), first_page(LONG_FORM, 1), first_page(LONG_FORM, 9)) == (0, 1, 2)
    fields = list(LONG_FORM.fields)
    fields[7] = Field("f2", "Field 2", FieldKind.LINE, problem="No.")
    assert first_page(Form(FORM.path, FORM.title, tuple(fields)), 0) == 1


def test_the_button_of_a_form_says_what_it_does():
    def button(form: Form, pages_seen: int) -> tuple[str, str]:
        (part,) = render(Message(("Please.",), form=form), LABELS, seen=pages_seen)
        found = components(part.view)[-1]["components"][0]
        return found["label"], found["custom_id"]

    assert button(FORM, 0) == ("Open the form", "b1:go:content/add:0")
    assert button(LONG_FORM, 1) == ("Go on", "b1:go:content/add:1")
    assert button(WRONG, 1) == ("Mend it", "b1:go:content/drop:0")


def test_what_is_joined_is_known_to_be_one_post_or_more():
    outbox = DiscordOutbox(LABELS)
    assert outbox.is_one(MESSAGES["in_one_breath"]) and not outbox.is_one(MESSAGES["too_much_for_one"])
    full = [Message(("w" * 400,), choices(*(f"Pick number {n}" for n in range(7))), row=f"{n}a") for n in range(5)]
    assert [outbox.is_one(replace(full[0], then=tuple(full[1:n]))) for n in range(1, 6)] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_every_word_of_a_long_message_arrives():
    parts = [part[0]["content"] for part in rendered("long")]
    assert len(parts) > 1
    assert " ".join(parts).split() == MESSAGES["long"].lines[0].split()


def test_a_file_comes_under_a_name_that_discord_takes():
    (part,) = render(MESSAGES["file"], LABELS)
    assert [file.filename for file in part.files] == ["plan_1.json"]


LIVE = re.compile(r"@(?:everyone|here)|<@[!&]?\d+>|<#\d+>|<t:[^>]*>|</[^>]*>|<a?:\w+:\d+>|<id:\w+>", re.IGNORECASE)
MARKUP = re.compile(r"(?<!\\)(?:\\\\)*[*_~`|\[\]]")


def without_links(text: str) -> str:
    return re.sub(r"https?://[^\s<>\[\]`|\"\\]+", "", text)


PIECES = st.sampled_from([
    NASTY, "@everyone", "<@1>", "<@!123456789012345678>", "<#1>", "<t:1:R>", "# ", "-# ", "> ", "1. ", "- ", "\n",
    "https://a.example/_x_", "http://@here", "[a](https://b)", "\\", "@", "<", "`" * 3, "*", "||", "\u200b",
])  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(max_size=30) | PIECES, max_size=20).map("".join))
def test_no_text_becomes_a_live_mention_or_markup(text: str):
    written = escaped(text)
    assert not LIVE.search(written)
    assert not MARKUP.search(without_links(written))
    for line in without_links(written).split("\n"):
        assert not re.match(r"\s*(?:#|>|-[\s#]|\+\s|\d+\.\s)", line)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200) | st.just(NASTY), st.data())
def test_whatever_anybody_wrote_discord_takes_it(text: str, data: st.DataObject):
    label = data.draw(st.text(min_size=1, max_size=120))
    message = Message(("x" + text, text), choices(label, text or "y", "z"), row=ROW, files=(File(text, text),))
    for part in render(message, LABELS):
        taken(components(part.view))
    form = Form(("log",), text, (Field("entries", label, FieldKind.LINES, True, text * 30, problem=text),))
    assert modal_problems(modal(form, 0, wording()).to_dict()) == []


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="abc *_<@#\n👩🏽‍🏫é", max_size=400), st.integers(20, 80))
def test_pages_are_within_their_limit_and_lose_no_word(text: str, limit: int):
    found = pages(text, limit)
    assert all(len(page) <= limit for page in found)
    assert "".join(seen(page) for page in found).replace(APART, "").split() or not text.split()


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [{"type": 10, "content": " "}],
        [{"type": 10, "content": "x" * 4001}],
        [{"type": 10, "content": "x"}] * 41,
        [{"type": 1, "components": [{"type": 2, "label": "a", "custom_id": "i"}] * 2}],
        [{"type": 1, "components": [{"type": 2, "label": "a" * 81, "custom_id": "i"}]}],
        [{"type": 1, "components": [{"type": 2, "label": "", "custom_id": "i"}]}],
        [{"type": 1, "components": [{"type": 2, "label": "a", "custom_id": "i" * 101}]}],
        [{"type": 1, "components": [{"type": 3, "custom_id": "i", "options": []}]}],
        [{"type": 1, "components": [{"type": 3, "custom_id": "i", "options": [{"label": "a", "value": "1"}] * 2}]}],
    ],
    ids=["empty", "blank", "characters", "components", "twice", "label", "no label", "id", "no options", "options"],
)
def test_what_discord_would_refuse_is_refused_here(parts: list[Any]):
    with pytest.raises(Breach):
        check_message(parts)


def test_a_modal_beyond_the_limits_is_refused_here():
    field = {"type": 18, "label": "a", "component": {"type": 4, "custom_id": "i"}}
    for broken in (
        {"title": "x" * 46, "custom_id": "m", "components": [field]},
        {"title": "x", "custom_id": "m", "components": []},
        {"title": "x", "custom_id": "m", "components": [{**field, "label": "x" * 46}]},
        {"title": "x", "custom_id": "i", "components": [field]},
    ):
        with pytest.raises(Breach):
            check_modal(broken)


def test_a_label_is_cut_and_never_empty():
    (part,) = render(Message(("x",), choices(" ", "\u202e"), row=ROW), LABELS)
    labels = [one["label"] for one in components(part.view)[1]["components"]]
    assert all(labels)
    assert isinstance(part.view, discord.ui.LayoutView)


def test_a_moment_is_shown_on_each_readers_own_clock():
    at = datetime(2026, 9, 11, 12, 30, tzinfo=ZoneInfo("Europe/London"))
    line = wording().say("nudges.next", at=at)
    assert pages(line, 4000) == ("Next message: <t:1789126200:F>.",)
    assert visible(line) == "Next message: Friday 11 September, 12:30."


@pytest.mark.parametrize("typed", ["\ue000", "\ue00012\ue001", "\ue0019\ue002", "\ue000x\ue001y\ue002"])
def test_a_mark_that_somebody_types_is_left_out(typed: str):
    assert not set("".join(pages(f"a {typed} b", 4000))) & set("\ue000\ue001\ue002")
    assert not set(visible(f"a {typed} b")) & set("\ue000\ue001\ue002")
