"""The wish list: which one first, ideas with credit, a thank-you that is remembered, and a tool that came first."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core.answers.need_first import need_first
from bot.core.plan.document import Need, Plan
from tests.core.scene import TODAY, Life, at, here, text_of, used

TWO = {"questions": Need("", "questions", 1), "recall": Need("", "recall", 1, "Year 3")}


def test_of_two_first_wishes_one_tap_says_which_and_undo_brings_both_back():
    life = Life(here(Plan(needs={"questions": Need("", "questions", 1)})))
    asked = life.hear("plan need cases priority 1").messages[0]
    said = life.take(asked, "Discuss cases")
    priorities = {key: need.priority for key, need in life.situation.plan.needs.items()}
    assert priorities == {"cases": 1, "questions": 2}
    life.take(said.messages[0], "Undo")
    assert {need.priority for need in life.situation.plan.needs.values()} == {1}


def test_asked_without_a_wish_it_shows_them_or_where_to_note_one():
    shown = Life(here(Plan(needs=TWO))).hear("plan first").messages[0]
    assert shown.lines == ("Which one first?",) and len(shown.choices) == 2
    assert "Which need comes first" in Life(here()).say("plan first")


@pytest.mark.parametrize(("line", "who"), [
    ("year 3 asked for short quizzes", "year 3"), ("The third years want a case a week", "third years"),
    ("our nursing students would like clips", "nursing students"), ("idea from group B2: an exam map", "group B2"),
])  # fmt: skip
def test_an_idea_of_a_group_is_noted_with_its_credit(line: str, who: str):
    life = Life(here())
    life.hear(line)
    (need,) = life.situation.plan.needs.values()
    assert need.asked_by == who


@pytest.mark.parametrize("line", ["Sam wants quizzes", "do students want quizzes?", "what do year 3 want?"])
def test_a_person_is_no_group_and_a_question_no_idea(line: str):
    life = Life(here())
    life.hear(line)
    assert not life.situation.plan.needs


def test_the_thank_you_is_offered_once_the_idea_is_in_use_and_then_remembered():
    life = Life(here(Plan(needs=TWO)))
    used_now = life.hear("plan tool kahoot")
    said = life.take(used_now.messages[0], "Thank Year 3")
    assert text_of(said).startswith("For Year 3: “You asked for: Short practice and recall.")
    assert life.situation.plan.needs["recall"].thanked == TODAY
    assert "Thank Year 3" not in [choice.label for choice in life.hear("plan show").messages[0].choices]


def test_the_plan_goes_on_offering_it_until_it_was_given():
    held = Plan(needs=TWO, tools=used("kahoot"))
    assert "Thank Year 3" in [choice.label for choice in Life(here(held)).hear("plan show").messages[0].choices]
    done = replace(held, needs={**TWO, "recall": replace(TWO["recall"], thanked=date(2026, 9, 1))})
    assert "Thank Year 3" not in [choice.label for choice in Life(here(done)).hear("plan show").messages[0].choices]


@pytest.mark.parametrize(("question", "asked"), [
    ("Should I use TikTok?", True), ("is a podcast worth it", True), ("how do I set up a blog?", True),
    ("who sees posts on TikTok?", False), ("should I answer everything?", False),
])  # fmt: skip
def test_a_question_that_begins_with_a_tool_gets_the_need_in_one_line(question: str, asked: bool):
    assert bool(need_first(question, 17, at(here()))) is asked
    assert need_first(question, 17, at(here(Plan(needs=TWO)))) == "" and need_first(question, 8, at(here())) == ""


def test_typed_out_the_thank_you_and_the_prompt_answer_helpfully():
    assert "No group's idea waits" in Life(here()).say("plan thanked")
    asked = Life(here(Plan(needs=TWO, tools=used("kahoot")))).hear("plan thanked").messages[0]
    assert [choice.label for choice in asked.choices] == ["Thank Year 3"]
    taps = Life(here(Plan(tools=used("x", "blog")))).hear("plan prompt").messages[0]
    assert taps.lines == ("Five minutes for which tool?",) and [tap.label for tap in taps.choices] == ["X", "Blog"]
    assert "No tool is in use" in Life(here()).say("plan prompt")
    assert "A five-minute version for Zoom" in Life(here()).say("plan prompt zoom")
