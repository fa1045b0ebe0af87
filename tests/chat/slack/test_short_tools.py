"""What the short tools say, rendered for Slack as approved, and taken by the local Slack."""

import pytest

from bot.chat.slack.form import modal
from bot.chat.slack.render import render
from bot.core.message import Invocation, Message
from bot.core.people import Person, Standing
from tests.chat.slack.test_render import LABELS, golden, taken
from tests.core.scene import HERE, Life, full_situation
from tests.emulators.clock import Clock
from tests.emulators.slack.workspace import Workspace

SAID = {
    "oops_who": Invocation(("oops",)),
    "oops_steps": Invocation(("oops",), {"harm": "student"}),
    "oops_done": Invocation(("oops",), {"harm": "student", "step": "all-done"}),
    "before": Invocation(("before",)),
}


def said(invocation: Invocation, *, as_keeper: bool = False) -> Message:
    kim = Person("kim", "Kim", Standing.REGULAR, zone="Europe/London")
    return Life(full_situation(kim, HERE) if as_keeper else full_situation()).hear(invocation).messages[0]


@pytest.mark.parametrize("name", SAID)
def test_a_short_tool_is_rendered_as_approved(name: str):
    found = list(render(said(SAID[name]), LABELS))
    golden(name, found)
    for part in found:
        taken(part)


def test_the_form_of_the_local_rules_is_rendered_as_approved():
    form = said(Invocation(("channel", "rules"), {"change": "open-form"}), as_keeper=True).form
    assert form is not None
    view = modal(form, LABELS, "C1")
    golden("local_rules", view)
    Workspace(Clock()).checked_view(view)


def test_local_rules_that_are_shown_are_rendered_as_approved():
    found = list(render(said(Invocation(("channel", "rules")), as_keeper=True), LABELS))
    golden("local_rules_shown", found)
    for part in found:
        taken(part)
