"""Every message is within Slack's limits; no text becomes a live mention or a masked link."""

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block

from bot.chat.slack.block import actions, button, option, section, select
from bot.chat.slack.form import errors, modal
from bot.chat.slack.limit import Breach, check_message, check_view, escaped
from bot.chat.slack.outbox import SlackOutbox
from bot.chat.slack.render import Labels, file_parts, home, render
from bot.chat.text import cut
from bot.core.message import Choice, Field, FieldKind, File, Form, Invocation, Message
from tests.emulators.clock import Clock
from tests.emulators.slack.workspace import Workspace
from tests.fakes import wording

GOLDEN = Path(__file__).resolve().parents[2] / "golden/slack"
LABELS = Labels.of(wording())
UPDATE = "BOFFIN_GOLDEN"  # set it to write what is rendered now; read the difference before you commit it
NASTY = "<!here> <@U1> <https://evil.example|bank> & *b* _i_ ~s~ `c` @channel \u202eabc"


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
        Field("item", "Item", FieldKind.ONE_OF, problem="I don't find that on the list."),
    ),
    {"ask": "yes"},
)
MESSAGES = {
    "one_line": Message(("Noted: 20 min on YouTube.",)),
    "two_lines_and_undo": Message(("Noted.", "This week so far: 20 min."), choices("Undo"), row="r1"),
    "five_choices": Message(("How was it?",), choices("As planned", "Less", "More", "Too much", "Busy week"), row="r1"),
    "eight_short_choices": Message(("Which?",), choices(*(f"Tool {n}" for n in range(8))), row="r1"),
    "eighteen_points": Message(("Which point?",), choices(*(f"Point {n} of the source" for n in range(18))), row="r1"),
    "long_labels": Message(("Read on?",), choices("Why " + "so long " * 12 + "?", "Short"), row="r1"),
    "more_than_a_select_holds": Message(("Pick",), choices(*(f"Item {n}" for n in range(130))), row="r1"),
    "untrusted": Message((NASTY,), choices(NASTY, "Undo"), row="r1"),
    "long": Message(("A sentence of some length stands here. " * 160,), choices("Undo"), row="r1"),
    "form_without_trigger": Message(("Please fill in what you know.",), form=FORM),
    "delivery": Message(("Teaching on social media this week?",), choices("As planned", "Stop"), row="r1"),
    "in_one_breath": Message(
        ("Teaching on social media this week?",),
        choices("As planned", "Stop"),
        row="r1",
        then=(
            Message(("You asked to look back.",), choices("Look at faces", "None"), row="r2"),
            Message(("Posts in #ecg are off: nothing gets through.",)),
        ),
    ),
    "too_much_for_one": Message(
        ("First.",), row="r1", then=(Message(("So long. " * 500,), choices("Undo"), row="r2"),)
    ),
}


def rendered(name: str) -> list[dict[str, Any]]:
    return list(render(MESSAGES[name], LABELS, delivery="d1" if name == "delivery" else ""))


def golden(name: str, found: Any) -> None:
    """Compare with what was approved, or write it where the switch is set."""
    path, text = GOLDEN / f"{name}.json", json.dumps(found, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    if os.environ.get(UPDATE):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, f"if this is right: {UPDATE}=1 pytest {Path(__file__).name}"


@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_is_rendered_as_approved_and_slack_takes_it(name: str):
    found = rendered(name)
    golden(name, found)
    for part in found:
        taken(part)


def taken(part: dict[str, Any]) -> None:
    """Have the local Slack check a message, and slack_sdk read it and say the same."""
    Workspace(Clock()).checked_text({"channel": "C1", **part})
    assert [block.to_dict() for block in Block.parse_all(part["blocks"])] == part["blocks"]


def test_a_form_a_home_view_and_a_file_are_rendered_as_approved_and_slack_takes_them():
    workspace = Workspace(Clock())
    golden("form", modal(FORM, LABELS, "C1"))
    workspace.checked_view(modal(FORM, LABELS, "C1"))
    view = home(MESSAGES["two_lines_and_undo"], LABELS)
    golden("home", view)
    parts = file_parts(File("plan.json", '{"note": "``` <!here>"}\n' * 300))
    golden("file", [parts[0]["blocks"][0]["elements"][0]["type"], len(parts)])
    for part in parts:
        taken(part)


def test_problems_stand_at_their_fields_and_what_is_missing_says_so():
    assert errors(FORM, "This is needed.") == {"field/item": "I don't find that on the list."}
    bare = Form(("log",), "Log", (Field("entries", "What", FieldKind.LINE, True),))
    assert errors(bare, "This is needed.") == {"field/entries": "This is needed."}


def test_fixed_values_that_do_not_fit_are_left_to_the_draft():
    view = modal(Form(("content", "add"), "Add", FORM.fields, {"ask": "x" * 4000}), LABELS)
    assert json.loads(view["private_metadata"]) == {"path": ["content", "add"], "channel": ""}


def test_what_is_joined_is_known_to_be_one_post_or_more():
    outbox = SlackOutbox(LABELS)
    assert outbox.is_one(MESSAGES["in_one_breath"]) and not outbox.is_one(MESSAGES["too_much_for_one"])
    full = [Message(("w" * 400,), choices(*(f"Pick number {n}" for n in range(7))), row=f"{n}a") for n in range(5)]
    assert [outbox.is_one(replace(full[0], then=tuple(full[1:n]))) for n in range(1, 6)] == [True] * 5


def test_every_word_of_a_long_message_arrives():
    parts = [part["blocks"][0]["text"]["text"] for part in rendered("long")]
    assert len(parts) > 1
    assert " ".join(parts).split() == MESSAGES["long"].lines[0].split()


def test_the_fallback_says_what_the_blocks_say():
    (part,) = rendered("two_lines_and_undo")
    assert part["text"] == "Noted.\nThis week so far: 20 min.\n[Undo]"


def live(node: Any) -> list[str]:
    """Return the texts that Slack reads as markup."""
    if isinstance(node, list):
        return [text for inner in node for text in live(inner)]
    if not isinstance(node, dict):
        return []
    found = [node["text"]] if node.get("type") == "mrkdwn" else []
    return found + [text for inner in node.values() for text in live(inner)]


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=200) | st.sampled_from([NASTY, "<!channel>", "<<@U1>>", "&lt;!here&gt;", "<http://a|b>"]),
    st.data(),
)
def test_no_text_becomes_a_live_mention_or_a_masked_link(text: str, data: st.DataObject):
    label = data.draw(st.text(min_size=1, max_size=100))
    message = Message(("x" + text, text), choices(label, text or "y", "z"), row="r")
    for part in (*render(message, LABELS), *file_parts(File("f", text))):
        assert live(part["blocks"]) == []
        assert "<" not in part["text"] and ">" not in part["text"]
        assert len(part["text"]) <= 4000
        taken(part)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("a&<> \n\u0301👩🏽‍🏫🇬🇧"), max_size=120), st.integers(min_value=8, max_value=60))
def test_what_is_cut_is_within_its_limit_and_no_entity_is_torn(text: str, limit: int):
    assert len(cut(text, limit)) <= limit
    short = escaped(text, limit)
    assert len(short) <= limit
    rest = short.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")
    assert not set(rest) & set("&<>")


@pytest.mark.parametrize(
    "blocks",
    [
        [{"type": "divider"}] * 51,
        [{"type": "actions", "elements": [{"type": "button", "action_id": "a"}] * 2}],
        [{"type": "section", "block_id": "b"}, {"type": "section", "block_id": "b"}],
        [{"type": "section", "text": {"type": "plain_text", "text": "x" * 12_001}}],
        [{"type": "actions", "elements": [{"type": "button", "action_id": "a" * 256}]}],
        [section("")],
        [section("x" * 3001)],
        [actions([])],
        [actions([button("x", f"a{number}") for number in range(26)])],
        [actions([button("", "a")])],
        [actions([button("x" * 76, "a")])],
        [actions([select("a", [], "Choose")])],
        [actions([select("a", [option("x", str(number)) for number in range(101)], "Choose")])],
        [actions([select("a", [option("x" * 76, "0")], "Choose")])],
        [actions([select("a", [option("x", "0")], "x" * 151)])],
    ],
    ids=[
        "blocks", "actions", "ids", "characters", "length", "nothing said", "section", "no buttons", "buttons",
        "blank button", "button", "no options", "options", "option", "placeholder",
    ],
)  # fmt: skip
def test_what_slack_would_refuse_is_refused_here(blocks: list[dict[str, Any]]):
    with pytest.raises(Breach):
        check_message("", blocks)


def test_a_view_with_fields_needs_its_submit():
    with pytest.raises(Breach, match="submit"):
        check_view({"blocks": [{"type": "input"}]})
