"""Something went wrong: the order of things, the local people, and that nothing of it is read or kept."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.library import squeeze
from bot.core.message import Invocation
from bot.core.people import Place
from bot.core.plan.document import ChannelPlan, LocalRule, Member
from bot.core.points.p18_be_strong import Harm
from tests.core.scene import HERE, TODAY, Life, effects, full_channel, full_situation, here, library, text_of

THERE = Place("sim", "#simulation", "st-elsewhere")
NO_WORD_OF = (
    "should", "must", "fault", "blame", "guilt", "shame", "careless", "failed", "failure", "mistake", "why did you",
    "error", "breach", "violation", "responsible", "negligent", "unprofessional", "punish", "consequence", "regret",
)  # fmt: skip


def rule(text: str) -> LocalRule:
    return LocalRule(text, TODAY, 1)


def steps(life: Life, harm: str) -> list[str]:
    return list(life.hear(Invocation(("oops",), {"harm": harm})).messages[0].lines)


def test_the_first_tap_is_who_could_be_harmed():
    message = Life(here()).hear("oops").messages[0]
    assert [c.label for c in message.choices] == ["A student", "A patient", "Nobody, a wrong fact", "Someone is upset"]
    assert "don't type" in message.lines[1]


@pytest.mark.parametrize("harm", Harm)
def test_then_note_hide_tell_today_and_tell_the_person_in_this_order(harm: Harm):
    said = steps(Life(here()), harm)
    numbered = [line for line in said if line[0].isdigit()]
    assert [line[0] for line in numbered] == ["1", "2", "3", "4"]
    assert "link and the time" in numbered[0] and "ide" in numbered[1] and numbered[2].startswith("3 Today")
    assert said[-1] == "I keep nothing of it."
    assert sum(len(line.split()) for line in said) <= 60


@pytest.mark.parametrize("harm", Harm)
def test_there_are_words_for_whom_to_tell_and_for_the_person(harm: Harm):
    life = Life(here())
    message = life.hear(Invocation(("oops",), {"harm": harm})).messages[0]
    assert text_of(life.take(message, "Words for 3")).startswith("For 3")
    assert text_of(life.take(message, "Words for 4")).startswith("For 4")


def test_local_people_are_named_for_what_they_are_for():
    life = Life(full_situation())
    assert "3 Today: Data office, ext. 4411" in steps(life, "student")
    assert "3 Today: Data office, ext. 4411" in steps(life, "patient")
    assert "3 Today: Dr Osei, course office" in steps(life, "wrong-fact")
    message = life.hear(Invocation(("oops",), {"harm": "student"})).messages[0]
    assert "Who to tell, #ecg-teaching: Dr Osei, course office" in text_of(life.take(message, "Who else?"))


def test_where_two_channels_differ_both_are_named_and_where_they_agree_one_line_is_enough():
    other = ChannelPlan(rules={"data-protection": rule("Ask Rae")}, members={"ana": Member("Ana", TODAY)})
    situation = full_situation()
    said = steps(Life(replace(situation, channels=(*situation.channels, (THERE, other)))), "student")
    assert "3 Today, as #ecg-teaching has it: Data office, ext. 4411" in said
    assert "3 Today, as #simulation has it: Ask Rae" in said
    same = replace(other, rules={"data-protection": rule("data office, EXT 4411.")})
    said = steps(Life(replace(situation, channels=(*situation.channels, (THERE, same)))), "student")
    assert "3 Today: Data office, ext. 4411" in said


def test_in_a_channel_its_own_rules_hold_and_not_those_of_others():
    other = ChannelPlan(rules={"data-protection": rule("Ask Rae")})
    situation = replace(full_situation(place=HERE), channels=((HERE, full_channel()), (THERE, other)))
    said = text_of(Life(situation).hear(Invocation(("oops",), {"harm": "student"})))
    assert "Data office" in said and "Rae" not in said


def test_without_local_rules_it_says_so_and_names_whom_to_ask():
    assert "No contact is noted here; your course lead may know." in steps(Life(here()), "student")
    keeps = replace(full_channel(), rules={})
    said = steps(Life(replace(full_situation(), channels=((HERE, keeps),))), "student")
    assert "No contact is noted here; Kim may know whom to ask." in said


SAID = (
    "oops",
    "oops I posted a photo of Mr Smith from bed 4",
    "Oops, what do I do now?",
    "/boffin oops a student called Sam Jones can be seen",
    "something went wrong",
    "a patient is recognisable in my video",
    "whoops",
)


@pytest.mark.parametrize("said", SAID)
def test_what_is_typed_with_it_is_neither_read_nor_kept_nor_said_back(said: str):
    outcome = Life(full_situation()).hear(said)
    assert text_of(outcome).startswith(("I am glad you say so", "1 Note"))
    assert not effects(outcome) and outcome.draft is None
    assert not any(name in repr(outcome) for name in ("Smith", "Sam", "photo", "video"))


@pytest.mark.parametrize("said", ["what went wrong with twitter?", "what if a student is recognisable?"])
def test_a_question_stays_a_question(said: str):
    assert "Who could be harmed?" not in Life(full_situation()).say(said)


def test_a_harm_that_is_typed_saves_the_first_tap_and_never_skips_the_steps():
    assert Life(here()).say("oops student").startswith("1 Note the link")
    assert Life(here()).say("oops I posted it today and a person was a student").startswith("1 Note the link")


def test_no_step_of_it_changes_anything_by_itself():
    life = Life(full_situation())
    before = life.situation
    for harm in Harm:
        for step in ("words-today", "words-person", "who-else", "all-done", "lesson"):
            life.hear(Invocation(("oops",), {"harm": harm, "step": step}))
    assert life.situation == before


def test_a_tool_rests_only_on_a_tap_and_a_habit_is_kept_only_if_wanted():
    life = Life(full_situation())
    message = life.hear(Invocation(("oops",), {"harm": "student", "step": "all-done"})).messages[0]
    life.take(message, "Nothing about X for two weeks")
    assert life.situation.plan.tools["x"].quiet_until == TODAY + timedelta(days=14)
    assert life.situation.changes[0].command == ("nudges", "rest")
    picked = life.take(life.take(message, "A habit for next time").messages[0], "Look at faces and names first")
    assert set(life.situation.plan.habits) == {"faces"} and "Undo" in [c.label for c in picked.messages[0].choices]
    life.take(picked.messages[0], "Undo")
    assert not life.situation.plan.habits


def test_a_habit_said_again_goes():
    life = Life(full_situation())
    life.hear("plan habit faces")
    assert "No longer noted" in life.say("plan habit faces") and not life.situation.plan.habits


def test_three_tools_at_most_are_offered_a_rest_and_none_that_rests_already():
    life = Life(full_situation())
    life.hear("nudges rest youtube")
    labels = [
        c.label for c in life.hear(Invocation(("oops",), {"harm": "student", "step": "all-done"})).messages[0].choices
    ]
    assert "Nothing about YouTube for two weeks" not in labels
    assert sum(label.startswith("Nothing about") for label in labels) == 3


def test_no_word_weighs_on_anybody():
    said = [
        form
        for key, words in library().wording.items()
        if key.partition(".")[0].startswith(("oops", "habit"))
        for form in ([words] if isinstance(words, str) else words.values())
    ]
    assert len(said) > 30
    for line in said:
        assert not [word for word in NO_WORD_OF if re.search(rf"\b{word}\b", squeeze(line))], line


def test_it_is_reached_in_two_taps_from_the_card():
    life = Life(here())
    help_ = life.take(life.hear("card").messages[0], "Help").messages[0]
    assert text_of(life.take(help_, "Something went wrong: what to do now")).startswith("I am glad you say so")
