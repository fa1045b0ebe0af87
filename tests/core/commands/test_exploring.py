"""A look around, try-outs, and where the time went: advice in every case, and what is missing is said in a line."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.commands.exploring import look
from bot.core.commands.table import Values
from bot.core.plan.document import ChannelPlan, LocalRule, Need, Plan, Settings, Stage
from tests.core.scene import HERE, TODAY, Life, at, effects, here, library, text_of, told, used

QUESTIONS = {"questions": Need("", "questions", 1)}


def test_a_look_has_three_prompts_and_cards_of_tools_that_are_not_in_the_plan():
    life = Life(here(Plan(needs=QUESTIONS, tools=used("whatsapp"))))
    message = life.hear("plan look").messages[0]
    assert [line[0] for line in message.lines[1:4]] == ["1", "2", "3"]
    labels = [choice.label for choice in message.choices]
    assert "WhatsApp" not in labels and len(labels) == 5
    assert text_of(life.take(message, labels[0])).startswith(f"{labels[0]}: ")


def test_a_card_says_how_old_it_is_only_once_it_is_late_and_at_its_end():
    card = library().tools["padlet"]
    late = replace(at(here()), library=replace(library(), tools={"padlet": replace(card, review_by=TODAY)}))
    assert "Last looked at" not in text_of(look(late, Values({"tool": "padlet"})))
    old = {"padlet": replace(card, review_by=TODAY - timedelta(days=1))}
    lines = look(replace(late, library=replace(library(), tools=old)), Values({"tool": "padlet"})).messages[0].lines
    assert lines[-1].startswith("Last looked at on")


def test_a_stop_sign_is_on_the_card_and_keeps_it_off_the_offers():
    signs = ChannelPlan(stop_signs={"padlet": LocalRule("Not with students", TODAY, 1)})
    life = Life(here(Plan(needs=QUESTIONS), channels=((HERE, signs),)))
    assert "A stop sign from #ecg-teaching: Not with students" in life.say("plan look padlet")
    assert "Padlet" not in [choice.label for choice in life.hear("plan look").messages[0].choices]


@pytest.mark.parametrize(("said", "good", "stop"), [
    ("plan try blog good: half read it, stop: nobody does", "half read it", "nobody does"),
    ("plan try blog good sign if they ask; stop if I dread it", "they ask", "I dread it"),
    ("plan try blog they ask more", "they ask more", ""),
    ("plan try blog", "", ""),
])  # fmt: skip
def test_both_signs_can_be_typed_in_one_line(said: str, good: str, stop: str):
    life = Life(here())
    outcome = life.hear(said)
    tool = life.situation.plan.tools["blog"]
    assert (tool.stage, tool.good, tool.stop) == (Stage.TRYOUT, good, stop)
    assert ("Not said yet" in text_of(outcome)) is not (good and stop != "")


@pytest.mark.parametrize(("weeks", "days"), [("2", 14), ("4", 28), ("9", 28)])
def test_a_tryout_has_at_most_four_weeks(weeks: str, days: int):
    life = Life(here())
    said = life.say(f"plan try blog {weeks}")
    assert life.situation.plan.tools["blog"].until == TODAY + timedelta(days=days)
    assert ("At most 4 weeks" in said) is (weeks == "9")


def test_a_tool_in_use_is_not_put_on_trial():
    outcome = Life(here(Plan(tools=used("blog")))).hear("plan try blog")
    assert not effects(outcome) and "in use already" in text_of(outcome)


def test_two_tryouts_at_once_are_allowed_and_said_to_be_harder():
    life = Life(here(Plan(tools=used("x", stage=Stage.TRYOUT))))
    assert "X is on trial too" in life.say("plan try blog")
    assert life.situation.plan.tools["blog"].stage is Stage.TRYOUT


def test_help_for_full_weeks_names_one_kind_with_its_price_and_way_out():
    life = Life(here(Plan(settings=Settings(60)), weeks=told(90, 90, 90)))
    asked = life.hear("where did it go?").messages[0]
    assert asked.lines == ("Where did it go, mostly?",)
    for label in ("Checking", "Answering", "Writing and posting", "Keeping track of places"):
        said = text_of(life.take(asked, label))
        assert said.startswith("First without a tool") and "Way out: " in said
        assert any(word in said for word in ("no cost", "free", "paid"))


@pytest.mark.parametrize(("totals", "line"), [
    ((60, 60, 60), "within your time"), ((60, 60), "Too few weeks"), ((90, 90, 75), "within your time"),
])  # fmt: skip
def test_in_other_weeks_a_line_says_that_no_tool_is_needed(totals: tuple[int, ...], line: str):
    life = Life(here(Plan(settings=Settings(60)), weeks=told(*totals)))
    asked = life.hear("plan relief").messages[0]
    assert line in asked.lines[0]
    said = text_of(life.take(asked, "Checking"))
    assert "First without a tool" in said and "Way out" not in said
