"""Forms that come in pages or go back to be mended: what was filled in waits in the draft."""

from bot.core.message import Draft, Filled, Incoming
from bot.core.situation import Outcome
from tests.core.scene import ANA, at, decider, here, text_of

ADD = ("content", "add")


def fill(values: dict[str, str], draft: Draft | None = None, *, more: bool = False) -> Outcome:
    situation = here(drafts={draft.path: draft} if draft else {})
    return decider().decide(Incoming("i", ANA, Filled(ADD, values, more)), at(situation))


def test_a_page_that_is_not_the_last_is_kept_and_changes_nothing():
    outcome = fill({"title": "Sepsis video"}, more=True)
    assert outcome.draft == Draft(ADD, {"title": "Sepsis video"}, more=True)
    assert outcome.edits == ()
    assert outcome.messages[0].form is not None
    assert outcome.messages[0].form.fields[0].value == "Sepsis video"


def test_the_last_page_joins_what_was_kept_before():
    outcome = fill({"used": "2026-12-07"}, Draft(ADD, {"title": "Sepsis video"}, more=True))
    assert "“Sepsis video”, next used Monday 7 December" in text_of(outcome)
    assert outcome.drafts_done == (ADD,)


def test_an_emptied_field_takes_back_what_was_kept():
    outcome = fill({"used": ""}, Draft(ADD, {"title": "Sepsis video", "used": "2040-01-01"}))
    assert outcome.edits and "2040" not in text_of(outcome)


def test_a_form_left_between_two_pages_is_shown_again_and_not_run():
    situation = here(drafts={ADD: Draft(ADD, {"title": "Sepsis video"}, more=True)})
    outcome = decider().decide(Incoming("i", ANA, "content add"), at(situation))
    assert outcome.edits == () and outcome.messages[0].form is not None


def test_only_asking_for_the_form_runs_nothing_however_whole_the_draft_is():
    outcome = fill({}, Draft(ADD, {"title": "Sepsis video"}), more=True)
    assert outcome.edits == () and outcome.messages[0].form is not None


def test_a_form_of_an_admins_command_is_an_admins():
    outcome = decider().decide(Incoming("i", ANA, Filled(("admin", "posts"), {"where": "list"})), at())
    assert outcome.workspace_edits == () and "Only an admin" in text_of(outcome)


def test_what_is_typed_cannot_pass_for_a_moment():
    marked = "\ue00017\ue001 soon\ue002"
    typed = decider().decide(Incoming("i", ANA, f"content add {marked}"), at(here()))
    filled = fill({"title": marked})
    for outcome in (typed, filled):
        assert [edit.after.title for edit in outcome.edits] == ["17 soon"]
