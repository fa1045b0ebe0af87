"""The line "your plan": each of the twelve intents from the asker's own rows, and honest where nothing is kept."""

from dataclasses import replace

import pytest

from bot.core.answers.own_plan import BESIDE, intent_line, next_step
from bot.core.commands.all import table
from bot.core.library import INTENTS
from bot.core.plan.document import Plan
from tests.core.scene import MONDAY, at, full_plan, full_situation, here, library, told, used, week_ago


@pytest.mark.parametrize(
    ("intent", "line"),
    [
        ("overcommitment", "Your plan: 1 h a week. The last weeks you told me about: 1 h 40, 1 h 30 and 1 h 20. 3 of"),
        ("refresh_due", "Your plan: 1 item is worth a look, “Sepsis video”, used on Wednesday 11 November."),
        ("tools", "Your plan: 4 tools in use,"),
        ("backup", "Your plan, backups: YouTube: Moodle. None is noted for X,"),
        ("ethics_status", "Your plan: no tool was checked yet"),
        ("checkin_history", "Your plan, weeks you told me about, newest first: Monday 26 October: 1 h 20,"),
        ("needs", "Your plan: Questions between sessions and Fewer e-mails."),
        ("recommend_tool", "Your plan: your needs are answered best by "),
        ("conference_timeline", "Your plan: ASME, about Tuesday 17 November: is"),
        ("helpdesk_load", "Your plan: no help for colleagues is counted"),
        ("accounts_balance", "Your plan: which account is for what is not noted"),
        ("next_nudge", "Your plan: Next message: "),
    ],
)  # fmt: skip
def test_each_intent_has_a_line_of_the_plan(intent: str, line: str):
    assert intent_line(intent, at(full_situation())).startswith(line)


@pytest.mark.parametrize("intent", INTENTS)
def test_an_empty_plan_says_so_to_every_intent(intent: str):
    assert intent_line(intent, at(here(Plan())))


@pytest.mark.parametrize("intent", INTENTS)
def test_every_intent_names_a_command_that_goes_on_from_it(intent: str):
    step = next_step(intent, at())
    assert step is not None and table().find(step.does.path) is not None


@pytest.mark.parametrize("intent", INTENTS)
def test_every_intent_has_a_passage_beside_it(intent: str):
    passages = library().guidance[INTENTS[intent]].passages
    assert BESIDE[intent] in {passage.id for passage in passages}


def test_told_weeks_answer_also_where_no_weekly_time_was_chosen():
    plan = replace(full_plan(), settings=Plan().settings)
    line = intent_line("overcommitment", at(here(plan, weeks=told(None, 80))))
    assert line.startswith("Your plan: the last week you told me about was 1 h 20. No weekly time is chosen")


def test_a_last_week_that_was_not_told_is_open_and_not_missed():
    assert intent_line("checkin_history", at(here(weeks={week_ago(2): told(60)[MONDAY]}))).endswith(
        "Last week is open, and may stay so."
    )
    assert "open" not in intent_line("checkin_history", at(here(weeks={week_ago(1): told(60)[MONDAY]})))


def test_room_is_named_while_few_tools_are_in_use():
    assert "2 more would still be 3" in intent_line("tools", at(here(Plan(tools=used("youtube")))))
    assert "more would" not in intent_line("tools", at(full_situation()))


def test_needs_that_no_tool_is_noted_for_are_named():
    tools = {"youtube": replace(used("youtube")["youtube"], needs=("questions",))}
    plan = replace(full_plan(), tools=tools)
    assert intent_line("needs", at(here(plan))).endswith("No tool in use is noted for Fewer e-mails.")
