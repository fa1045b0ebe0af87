"""What follows on from an answer keeps its topic, for a while and until something else is done."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.commands.lines.following import follow_on, joined
from bot.core.situation import Ranking, Thread
from tests.core.scene import ANA, HERE, NOW, Life, at, full_situation, here, library, text_of

THREAD = Thread("do I have to answer everything on telegram?", 9, "answer-everything", NOW)
OPEN = here(thread=THREAD)


@pytest.mark.parametrize(
    ("text", "path", "values"),
    [
        ("more", ("read",), {"point": "9"}),
        ("tell me more", ("read",), {"point": "9"}),
        ("why?", ("read",), {"point": "9", "part": "why"}),
        ("but why", ("read",), {"point": "9", "part": "why"}),
        ("who says so?", ("read",), {"point": "9", "passage": "answer-everything", "part": "sources"}),
        ("sources", ("read",), {"point": "9", "passage": "answer-everything", "part": "sources"}),
        ("what next?", ("read",), {"point": "9", "part": "next"}),
        ("new question", ("anew",), {}),
        ("and for whatsapp?", ("ask",), {"question": "do I have to answer everything on whatsapp?", "topic": "9"}),
        ("what about exam weeks?", ("ask",), {
            "question": "do I have to answer everything on telegram, exam weeks?", "topic": "9",
        }),
    ],
)  # fmt: skip
def test_a_short_line_is_about_what_was_answered(text: str, path: tuple[str, ...], values: dict[str, str]):
    found = follow_on(text, at(OPEN))
    assert found is not None and (found.path, dict(found.values)) == (path, values)


@pytest.mark.parametrize(
    "text",
    [
        "more 2x", "on call till monday", "and what is due this week", "stop", "card", "20m youtube", "in exam weeks",
        "why do students leave?", "what about the whole long story of my first channel and its end?",
        "for whatsapp I need a backup",
    ],
)  # fmt: skip
def test_a_line_that_stands_on_its_own_is_read_as_always(text: str):
    assert follow_on(text, at(OPEN)) is None


@pytest.mark.parametrize("text", ["more", "why?", "who says so?", "and for whatsapp?"])
def test_without_an_open_thread_nothing_follows_on(text: str):
    assert follow_on(text, at()) is None


def test_a_card_that_came_in_between_ends_the_thread():
    assert follow_on("more", at(replace(OPEN, cards=(NOW + timedelta(minutes=1),)))) is None
    assert follow_on("more", at(replace(OPEN, cards=(NOW - timedelta(minutes=1),)))) is not None


def test_a_tool_takes_the_place_of_a_tool_again_and_again():
    moment = at(OPEN)
    second = replace(THREAD, question=joined(THREAD, "whatsapp", moment))
    assert joined(second, "discord", moment) == "do I have to answer everything on discord?"


def asked() -> Life:
    return Life(replace(full_situation(), thread=None))


def test_a_conversation_goes_on_until_something_else_is_done():
    life = asked()
    life.hear("do I have to answer everything?")
    assert "a known limit protects" in life.say("why?").casefold()
    assert life.say("more").startswith("Point 9: Don't over-commit")
    assert "AMEE" in life.say("who says so?")
    assert life.say("20m youtube").startswith("Noted")
    assert life.situation.thread is None
    assert life.say("more").startswith("More: about how much?"), "more is the check-in again"


def test_stop_stops_everything_also_in_the_middle_of_a_conversation():
    life = asked()
    life.hear("do I have to answer everything?")
    assert life.say("stop").startswith("Stopped.")
    assert life.situation.thread is None


def test_new_question_leaves_the_topic():
    life = asked()
    life.hear("do I have to answer everything?")
    assert life.say("new question") == "Of course. What is the next question?"
    assert life.situation.thread is None


def test_what_follows_in_public_is_guidance_only_and_for_everyone():
    life = Life(replace(full_situation(ANA, HERE), thread=THREAD))
    outcome = life.hear("why?", public=True)
    assert [message.audience.value for message in outcome.messages] == ["place"]
    assert "Your plan" not in text_of(outcome) and "known limit" in text_of(outcome)


def test_an_intent_that_only_the_finder_sees_stays_between_us_in_public():
    ranking = Ranking(((9, 0.3),), (("overcommitment", 0.9),), (), 0.1, 0.4)
    life = Life(replace(full_situation(ANA, HERE), ranking=ranking))
    (message,) = life.hear("is it getting out of hand for me lately", public=True).messages
    assert message.lines[0].endswith("That is between us, so I don't answer it here. Only you see it with one tap.")
    assert message.speaker_only and message.choices[0].label == "Show only me"


def test_without_a_word_about_oneself_guidance_is_for_everyone():
    ranking = Ranking(((9, 0.3),), (("overcommitment", 0.9),), (), 0.1, 0.4)
    life = Life(replace(full_situation(ANA, HERE), ranking=ranking))
    (message,) = life.hear("what if it gets out of hand", public=True).messages
    assert not message.speaker_only and "between us" not in message.lines[0]


def test_an_open_thread_lends_no_words_to_what_is_refused():
    alone = follow_on("what about the dose of morphine", at(OPEN))
    assert alone and alone.values == {"question": "the dose of morphine"}


def test_where_to_from_here_names_one_neighbour_and_why_for_every_point():
    for point, guidance in library().guidance.items():
        (step,) = guidance.next_reading
        assert step.point != point and step.point in library().guidance
