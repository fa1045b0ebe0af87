"""The endings of an answer, and the asker's own plan before the guidance where the question was about it."""

from dataclasses import replace

import pytest

from bot.core.answers.answer import from_ranking
from bot.core.answers.own_plan import intent_line
from bot.core.answers.topic import Ending, ending, ranked, topics
from bot.core.library import INTENTS
from bot.core.plan.document import Plan
from bot.core.situation import Ranking
from tests.core.scene import at, full_plan, full_situation, here, library, text_of, told

RULES = library().rules
SURE = Ranking(((9, 0.7), (4, 0.5), (6, 0.4)), (), (("9/midnight-messages", 0.7),), 0.1, 0.2)


def test_a_sure_ranking_is_answered_with_its_best_passage():
    said = from_ranking(SURE, at())
    assert text_of(said).startswith("No. Say when you read:")
    assert "Point 9" in text_of(said)


def test_without_a_passage_the_first_of_the_point_is_said():
    first = library().guidance[9].passages[0].answer
    assert text_of(from_ranking(replace(SURE, passages=()), at())).startswith(first)


@pytest.mark.parametrize(
    "ranking",
    [
        Ranking(out=RULES.most_out_of_scope),
        replace(SURE, out=RULES.most_out_of_scope),
        replace(SURE, points=((9, RULES.least_finder_score / 2),)),
    ],
)
def test_what_is_out_of_scope_or_weak_is_not_covered(ranking: Ranking):
    assert ending(ranking, RULES) is Ending.NOT_COVERED
    assert "doesn't cover that" in text_of(from_ranking(ranking, at()))


def test_what_is_surely_none_of_our_business_is_said_to_be_so():
    ranking = replace(SURE, out=RULES.surely_out_of_scope)
    assert ending(ranking, RULES) is Ending.OUT_OF_SCOPE
    assert "outside what I am for" in text_of(from_ranking(ranking, at()))


def test_points_and_intents_are_ranked_together_best_first():
    ranking = replace(SURE, intents=(("overcommitment", 0.6), ("tools", 0.4)))
    assert ranked(ranking) == (9, "overcommitment", 4, 6, "tools")


def test_a_small_margin_offers_three_points():
    said = from_ranking(replace(SURE, margin=RULES.least_margin / 2), at()).messages[0]
    assert [choice.does.values["point"] for choice in said.choices] == ["9", "4", "6"]


def test_an_intent_and_its_point_are_one_topic():
    found = topics(replace(SURE, intents=(("overcommitment", 0.8), ("recommend_tool", 0.2))))
    assert [(topic.point, topic.intent) for topic in found] == [(9, "overcommitment"), (4, ""), (6, "")]


def test_a_question_about_the_plan_is_answered_from_the_plan_first_and_then_from_the_guidance():
    ranking = replace(SURE, intents=(("overcommitment", 0.8),))
    first, second, *_ = from_ranking(ranking, at(full_situation())).messages[0].lines
    assert first.startswith("Your plan: 1 h a week. The last weeks you told me about:")
    assert second.startswith("No. Say when you read:")


def test_a_public_mention_never_carries_the_plan():
    for intents in ((), (("overcommitment", 0.8),)):
        said = text_of(from_ranking(replace(SURE, intents=intents), at(full_situation(), public=True)))
        assert "Your plan" not in said and "1 h" not in said


@pytest.mark.parametrize(
    ("intent", "line"),
    [
        ("tools", "Your plan: 4 tools in use,"),
        ("backup", "Your plan, backups: YouTube: Moodle. Your plan: no backup noted for X,"),
        ("needs", "Your plan: Questions between sessions and Fewer e-mails."),
        ("recommend_tool", "Your plan: your needs are answered best by "),
        ("checkin_history", "Your plan: the last weeks you told me about were "),
        ("refresh_due", "Your plan: "),
        ("next_nudge", "Next message: "),
        ("accounts_balance", "Your plan: I keep nothing about that yet."),
    ],
)
def test_each_intent_has_a_line_of_the_plan(intent: str, line: str):
    assert intent_line(intent, at(full_situation())).startswith(line)


@pytest.mark.parametrize("intent", INTENTS)
def test_an_empty_plan_says_so_to_every_intent(intent: str):
    assert intent_line(intent, at(here(Plan())))


def test_told_weeks_answer_also_where_no_weekly_time_was_chosen():
    plan = replace(full_plan(), settings=Plan().settings)
    line = intent_line("overcommitment", at(here(plan, weeks=told(None, 80))))
    assert line == "Your plan: the last week you told me about was 1 h 20."
