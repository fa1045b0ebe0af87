"""The endings of an answer, what stands in it, and the asker's own plan before the guidance where it was about that."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.answers.answer import Said, answer, from_ranking
from bot.core.answers.asking import questions_in
from bot.core.answers.judgement import judge, why_refused
from bot.core.answers.refusals import Refused
from bot.core.answers.topic import Ending, ending, ranked, topics
from bot.core.commands.ask import ask
from bot.core.commands.table import Values
from bot.core.message import Audience
from bot.core.moment import Moment
from bot.core.people import Actor
from bot.core.situation import Outcome, Ranking
from tests.core.scene import ANA, BEN, HERE, NOW, at, full_channel, full_situation, here, library, text_of

RULES = library().rules
SURE = Ranking(((9, 0.7), (4, 0.5), (6, 0.4)), (), (("9/midnight-messages", 0.7),), 0.1, 0.2)
OWN = replace(SURE, intents=(("overcommitment", 0.8),))
UNSURE = replace(SURE, margin=0.0)
OTHER = Ranking(((11, 0.8), (7, 0.1)), (), (("11/blocked", 0.8),), 0.1, 0.4)
BOTH = "how much time is enough? and what if youtube is down?"
NEAR = replace(SURE, out=RULES.most_out_of_scope)


def said(ranking: Ranking = SURE, moment: Moment | None = None, question: str = "do I have to reply?") -> Outcome:
    return from_ranking(question, ranking, moment or at())


def labels(outcome: Outcome) -> list[str]:
    return [choice.label for message in outcome.messages for choice in message.choices]


def test_a_sure_ranking_is_answered_with_its_best_passage_its_point_and_its_source():
    asked, first, second, *_ = said().messages[0].lines
    assert asked == "Students write at midnight. Am I expected to reply?"
    assert first.startswith("No. Say when you read:")
    assert second == "Point 9, Don't over-commit (AMEE 2014)."


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("students write to me at midnight, am I expected to reply", "No. Say when you read:"),
        ("do I have to reply?", "Students write at midnight. Am I expected to reply?"),
    ],
)
def test_an_answer_says_first_to_what_unless_just_that_was_asked(question: str, first: str):
    assert text_of(said(question=question)).startswith(first)


def test_after_something_went_wrong_the_steps_are_one_tap_away():
    wrong = replace(SURE, points=((18, 0.7),), passages=(("18/wrong-fact", 0.7),))
    assert labels(said(wrong))[0] == library().wording["command.oops"]
    assert library().wording["command.oops"] not in labels(said(wrong, at(public=True)))


def test_without_a_passage_the_first_of_the_point_is_said():
    first = library().guidance[9].passages[0].answer
    assert text_of(said(replace(SURE, passages=()))).splitlines()[1] == first


@pytest.mark.parametrize("ranking", [NEAR, replace(SURE, points=((9, RULES.least_finder_score / 2),))])
def test_what_is_weak_or_probably_out_of_scope_is_not_covered_and_kept_only_if_sent(ranking: Ranking):
    assert ending(ranking, RULES) is Ending.NOT_COVERED
    outcome = said(ranking)
    assert "doesn't cover that" in text_of(outcome)
    assert labels(outcome)[0] == "Send without my name"
    assert outcome.asked is None and outcome.thread is not None and outcome.thread.point == 0


def test_what_is_surely_none_of_our_business_is_said_to_be_so_and_cannot_be_sent():
    ranking = replace(SURE, out=RULES.surely_out_of_scope)
    assert ending(ranking, RULES) is Ending.OUT_OF_SCOPE
    assert "outside what I am for" in text_of(said(ranking))
    assert "Send without my name" not in labels(said(ranking))


def test_what_speaks_of_teaching_is_never_called_none_of_our_business():
    ranking = replace(SURE, out=1.0)
    assert ending(ranking, RULES, "which microphone for a podcast?") is Ending.NOT_COVERED
    assert ending(ranking, RULES, "who won the match?") is Ending.OUT_OF_SCOPE


def test_a_plan_question_has_the_passage_that_fits_it_unless_its_point_is_as_near():
    far = replace(SURE, points=((9, 0.4),), intents=(("overcommitment", 0.8),))
    fits = next(p for p in library().guidance[9].passages if p.id == "how-much-time")
    assert fits.answer in text_of(said(far))
    near = replace(far, points=((9, 0.7),))
    assert text_of(said(near)).count("No. Say when you read:") == 1


def test_not_covered_names_the_keeper_here_or_of_a_channel_one_joined_or_a_role():
    in_place = replace(full_situation(BEN, HERE), channel=full_channel())
    assert "Kim looks after your channel and may know." in text_of(said(NEAR, at(in_place)))
    assert "Kim looks after your channel and may know." in text_of(said(NEAR, at(full_situation())))
    assert "your e-learning team may know" in text_of(said(NEAR))


def test_a_small_margin_offers_three_topics_and_a_plan_intent_as_what_it_is():
    ranking = replace(SURE, margin=RULES.least_margin / 2, intents=(("recommend_tool", 0.6),))
    choices = said(ranking).messages[0].choices
    assert [choice.does.values["point"] for choice in choices] == ["9", "4", "6"]
    assert choices[1].does.values["intent"] == "recommend_tool"


def test_an_intent_and_its_point_are_one_topic():
    found = topics(replace(SURE, intents=(("overcommitment", 0.8), ("recommend_tool", 0.2))))
    assert [(topic.point, topic.intent) for topic in found] == [(9, "overcommitment"), (4, ""), (6, "")]


def test_points_and_intents_are_ranked_together_best_first():
    ranking = replace(SURE, intents=(("overcommitment", 0.6), ("tools", 0.4)))
    assert ranked(ranking) == (9, "overcommitment", 4, 6, "tools")


def test_a_question_about_the_plan_is_answered_from_the_plan_first_and_then_from_the_guidance():
    first, second, third, *_ = said(OWN, at(full_situation())).messages[0].lines
    assert first.startswith("Your plan: 1 h a week. The last weeks you told me about:")
    assert second == "Students write at midnight. Am I expected to reply?"
    assert third.startswith("No. Say when you read:")


def test_a_question_about_guidance_ends_with_what_the_plan_has_to_say():
    lines = said(SURE, at(full_situation())).messages[0].lines
    assert lines[1].startswith("No. Say when you read:")
    assert lines[-1].startswith("Your plan: 1 h a week.")


def test_the_plan_is_the_askers_and_nobody_elses():
    others = replace(full_situation(), actor=Actor(BEN), plan=at().plan, weeks={}, logs={})
    assert "1 h" not in text_of(said(OWN, at(others)))


def test_a_public_mention_never_carries_the_plan_nor_anything_to_press_about_it():
    for ranking in (SURE, OWN):
        outcome = said(ranking, at(full_situation(ANA, HERE), public=True))
        assert "Your plan" not in text_of(outcome) and "1 h" not in text_of(outcome)
        assert outcome.messages[0].audience is Audience.PLACE
        assert not {"Useful", "Not useful", "Share in #ecg-teaching"} & set(labels(outcome))


def test_both_sides_are_shown_where_the_source_pulls_two_ways():
    assert "It pulls two ways. Here: A small promise is kept" in text_of(said())
    assert "It pulls two ways" not in text_of(said(replace(SURE, points=((6, 0.7),), passages=())))


def test_age_is_said_only_once_its_review_is_past():
    guidance = library().guidance[9]
    assert "I last checked this" not in text_of(said())
    later = at(now=NOW + (guidance.review_by - NOW.date()) + timedelta(days=1))
    assert "I last checked this on Sunday 1 November 2026" in text_of(said(SURE, later))


def test_an_answer_offers_five_things_at_most_and_what_was_thought_of_it_last():
    assert labels(said()) == [
        "More on this point", "Where to from here?", "Do I have to answer every post?", "Useful", "Not useful",
    ]  # fmt: skip
    assert labels(said(OWN, at(full_situation())))[:2] == ["My plan, this week, one suggestion", "More on this point"]
    everything = replace(full_situation(ANA, HERE), can_rephrase=True)
    assert labels(said(SURE, at(everything)))[1:3] == ["Share in #ecg-teaching", "In other words"]


def test_in_public_neighbours_and_the_next_reading_are_offered():
    assert labels(said(SURE, at(full_situation(ANA, HERE), public=True))) == [
        "More on this point", "Do I have to answer every post?", "How much time a week is realistic?",
        "Where to from here?",
    ]  # fmt: skip


def test_where_one_point_pulls_two_ways_in_itself_it_is_not_set_against_itself():
    about_help = replace(SURE, points=((13, 0.7),), passages=(("13/limit", 0.7),))
    (line,) = [line for line in said(about_help).messages[0].lines if "pulls two ways" in line]
    assert line.startswith("This point pulls two ways in itself.") and "Point 13" not in line


def test_two_questions_in_one_get_both_answers():
    moment = at(replace(full_situation(), parts=(OWN, OTHER)))
    first, second = said(SURE, moment, BOTH).messages
    assert first.lines[0].startswith("Your plan: 1 h a week.")
    assert any("Point 11" in line for line in second.lines)


def test_of_two_questions_the_clear_one_is_answered_and_for_the_other_choices_are_offered():
    unclear = replace(OTHER, points=((11, 0.4), (7, 0.35)), margin=0.05)
    clear, choices = said(SURE, at(here(parts=(SURE, unclear))), BOTH).messages
    assert any("Point 9" in line for line in clear.lines)
    assert choices.lines == ("That could mean several things. Which is nearest?",)


def test_the_story_after_a_question_is_no_second_question():
    unclear = replace(OTHER, margin=0.05)
    text = "how much time is enough? I have two clinics and a baby"
    assert len(said(SURE, at(here(parts=(SURE, unclear))), text).messages) == 1


@pytest.mark.parametrize(
    "parts",
    [(SURE, SURE), (SURE, replace(OTHER, out=0.95)), (UNSURE, replace(OTHER, margin=0.0)), ()],
)
def test_two_questions_about_the_same_or_with_none_clear_are_answered_as_one(parts: tuple[Ranking, ...]):
    assert len(said(SURE, at(here(parts=parts)), BOTH).messages) == 1


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("How much time is enough? And what if youtube is down?", 2),
        ("am I over my time and which tool should I drop", 2),
        ("Do I need a backup? Yes?", 0),
        ("I've begun to hate Discord. Pings at breakfast, pings at dinner.", 0),
        ("students and teachers and how they meet", 0),
        ("one two three? four five six? seven eight nine?", 0),
    ],
)
def test_a_text_with_two_questions_is_told_from_one_that_rambles(text: str, number: int):
    assert len(questions_in(text)) == number


def test_what_means_danger_is_no_answer_whatever_its_words():
    worrying = replace(SURE, danger=RULES.least_danger)
    assert not judge("she gave me her cat", worrying, RULES).is_answered
    assert judge("she gave me her cat", replace(SURE, danger=RULES.least_danger / 2), RULES).is_answered
    assert why_refused("A student posted her notes on Padlet", worrying, RULES) is None
    assert why_refused("A student posted her things on Padlet", worrying, RULES) is Refused.CRISIS
    assert why_refused("how much adrenaline for a child", worrying, RULES) is Refused.CLINICAL
    assert why_refused("I'm burnt out", worrying, RULES) is Refused.CRISIS


def test_the_judgement_has_no_ranking_for_what_is_refused():
    made = judge("how much adrenaline for a child", SURE, RULES)
    assert (made.ranked, made.is_answered, made.score) == ((), False, 0.0)
    assert judge("do I have to reply?", SURE, RULES).is_answered


def test_an_answer_remembers_what_it_was_about():
    thread = said().thread
    assert thread is not None
    assert (thread.question, thread.point, thread.passage) == ("do I have to reply?", 9, "midnight-messages")


def test_the_question_is_in_no_choice_of_an_answer():
    outcome = said(question="the secret question")
    assert "secret" not in repr(outcome.messages)


def test_what_keeps_to_a_point_is_answered_from_it_whatever_topic_is_first():
    outcome = from_ranking("and for whatsapp?", SURE, at(), about=14)
    assert "Point 14" in text_of(outcome)


def test_what_keeps_to_a_point_is_no_way_round_the_honest_no():
    outcome = from_ranking("and the cup final?", replace(SURE, out=1.0), at(), about=14)
    assert "outside what I am for" in text_of(outcome)


def test_an_intent_is_answered_without_a_question_too():
    guidance = library().guidance[10]
    made = answer(Said("", guidance, guidance.passages[0], "refresh_due"), at(full_situation()))
    assert "“Sepsis video”, used on Wednesday 11 November" in text_of(made)
    assert date(2026, 11, 11) > NOW.date()


@pytest.mark.parametrize("text", ["?", "? ;", ", and also how", "  ", " and what"])
def test_a_text_that_is_only_a_seam_asks_no_two_questions(text: str):
    assert questions_in(text) == ()


def test_what_is_asked_about_boffin_itself_shows_the_way_to_what_is_kept():
    itself = Ranking(((9, 0.2), (6, 0.1)), out=0.95, kind="about-boffin")
    asked = ask(at(replace(here(), ranking=itself)), Values({"question": "do you gossip"}))
    assert "what is typed to me" in text_of(asked) and labels(asked)[0] == library().wording["ask.what_is_kept"]
    surely = replace(itself, out=0.1, margin=0.5)
    assert "what is typed to me" not in text_of(ask(at(replace(here(), ranking=surely)), Values({"question": "why?"})))
