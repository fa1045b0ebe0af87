"""Before I post: five questions, the local policy and one's own habits; the text is never taken."""

from dataclasses import replace

import pytest

from bot.core.people import Place
from bot.core.plan.document import ChannelPlan, LocalRule
from tests.core.scene import HERE, TODAY, Life, effects, full_situation, here, text_of


def policy(text: str) -> ChannelPlan:
    return ChannelPlan(rules={"policy": LocalRule(text, TODAY, 1)})


def test_it_asks_five_questions_that_are_read_in_twenty_seconds():
    (message,) = Life(here()).hear("before").messages
    assert [line[0] for line in message.lines[1:]] == ["1", "2", "3", "4", "5"]
    assert sum(len(line.split()) for line in message.lines) <= 60 and message.form is None


@pytest.mark.parametrize(
    "said",
    [
        "before I post",
        "before I post: Mr Smith in bed 4 made a film",
        "before posting this picture of Sam Jones, NHS 943 476 5919",
        "Before we share what our third years said about Dr Grey",
        "/boffin before here is the text about Sam and what Dr Grey said",
    ],
)
def test_a_text_that_is_typed_after_it_is_neither_read_nor_kept_nor_said_back(said: str):
    outcome = Life(full_situation()).hear(said)
    assert text_of(outcome).startswith("Answer to yourself") and not effects(outcome) and outcome.draft is None
    assert not any(word in repr(outcome) for word in ("Smith", "Sam", "Grey", "943"))


def test_a_question_about_posting_stays_a_question():
    assert "Answer to yourself" not in Life(full_situation()).say("before I post a case, do I need consent?")
    assert "Answer to yourself" not in Life(full_situation()).say("before term I would like to tidy my list")


def test_the_local_policy_stands_beside_it_each_by_name_where_two_differ():
    one = replace(here(), channels=((HERE, policy("Page 3")),))
    assert "Local policy: Page 3" in Life(one).say("before")
    two = replace(one, channels=(*one.channels, (Place("sim", "#simulation"), policy("Page 9"))))
    said = Life(two).say("before")
    assert "Policy, #ecg-teaching: Page 3" in said and "Policy, #simulation: Page 9" in said
    assert "olicy" not in Life(here()).say("before")


def test_a_habit_that_was_picked_is_said_with_it():
    life = Life(here())
    assert "Your own" not in life.say("before")
    life.hear("plan habit faces")
    assert "Your own: Look at faces and names first." in life.say("before")


def test_it_is_reached_in_two_taps_from_the_card():
    life = Life(here())
    help_ = life.take(life.hear("card").messages[0], "Help").messages[0]
    assert text_of(life.take(help_, "Before I post: five questions")).startswith("Answer to yourself")
