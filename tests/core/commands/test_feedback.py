"""Useful or not, once and without guilt; a question for the editor only by one's own tap; sharing without the plan."""

from dataclasses import replace

from bot.core.message import Audience, Invocation, Picked
from bot.core.people import Actor
from bot.core.plan.document import Permissions, WorkspacePlan
from bot.core.situation import Ranking, Thread
from tests.core.scene import ANA, HERE, NOW, Life, full_situation, text_of

NOTHING = Ranking(((9, 0.1),), (), (), 0.6, 0.1)


def test_useful_is_thanked_for_and_nothing_is_kept():
    life = Life(full_situation())
    (message,) = life.hear("do I have to answer everything?").messages
    outcome = life.take(message, "Useful")
    assert text_of(outcome) == "Good to know, thank you. Nothing is kept of it."
    assert outcome.asked is None and not outcome.messages[0].choices


def test_not_useful_offers_to_send_the_question_and_sends_it_only_then():
    life = Life(full_situation())
    (message,) = life.hear("do I have to answer everything?").messages
    asking = life.take(message, "Not useful")
    assert asking.asked is None
    sent = life.take(asking.messages[0], "Send without my name")
    assert sent.asked is not None
    assert (sent.asked.text, sent.asked.why, sent.asked.point) == ("do I have to answer everything?", "not-useful", 9)
    assert sent.thread_done
    assert "ana" not in repr(sent.asked).casefold()


def test_later_there_is_no_question_left_to_send():
    life = Life(full_situation())
    (message,) = life.hear("do I have to answer everything?").messages
    life.hear("20m youtube")
    said = life.take(message, "Not useful").messages[0]
    assert "Send without my name" not in [choice.label for choice in said.choices]


def test_what_is_not_covered_is_sent_only_by_a_tap():
    life = Life(replace(full_situation(), ranking=NOTHING))
    (message,) = life.hear("how do I film in the simulation suite?").messages
    sent = life.take(message, "Send without my name")
    assert sent.asked is not None and sent.asked.why == "not-covered" and sent.asked.point == 0
    assert sent.asked.week.weekday() == 0


def test_what_is_sent_is_not_named_after_the_choice_that_was_offered_to_somebody():
    life = Life(replace(full_situation(), ranking=NOTHING))
    (message,) = life.hear("how do I film in the simulation suite?").messages
    sent = life.take(message, "Send without my name")
    assert sent.asked is not None and sent.asked.id not in ("", message.row)
    assert life.take(message, "Send without my name").asked is None, "the same once more is not a second question"


def test_after_half_an_hour_or_something_else_there_is_nothing_to_send():
    life = Life(replace(full_situation(), ranking=NOTHING))
    (message,) = life.hear("how do I film in the simulation suite?").messages
    life.hear("20m youtube")
    late = life.take(message, "Send without my name")
    assert late.asked is None and "no longer here" in text_of(late)


def test_no_choice_holds_the_question():
    life = Life(replace(full_situation(), ranking=NOTHING))
    assert "simulation" not in repr(life.hear("how do I film in the simulation suite?").messages)


def test_a_patients_details_cannot_be_sent():
    thread = Thread("patient John Smith was rude", 0, "", NOW)
    life = Life(replace(full_situation(), thread=thread))
    assert life.hear(Invocation(("pass-on",), {"why": "not-useful"})).asked is None


def test_what_was_unclear_is_sent_as_it_was_asked():
    unclear = Ranking(((9, 0.7), (4, 0.69)), (), (), 0.1, 0.0)
    life = Life(replace(full_situation(), ranking=unclear))
    (which,) = life.hear("too much of everything, help?").messages
    (answer,) = life.hear(Picked(which.row, 0)).messages
    asking = life.take(answer, "Not useful")
    sent = life.take(asking.messages[0], "Send without my name")
    assert sent.asked is not None and sent.asked.text == "too much of everything, help?"


def in_channel(**changes: object) -> Life:
    return Life(replace(full_situation(ANA, HERE), **changes))  # type: ignore[arg-type]


def test_sharing_shows_first_what_everyone_would_see_and_posts_it_without_the_plan():
    life = in_channel()
    (message,) = life.hear("do I have to answer everything?").messages
    preview = life.take(message, "Share in #ecg-teaching")
    assert preview.messages[0].audience is Audience.ONLY_YOU
    posted = life.take(preview.messages[0], "Share in #ecg-teaching")
    (shared,) = posted.messages
    assert shared.audience is Audience.PLACE
    for said in (preview, posted):
        assert "Your plan" not in text_of(said) and "Point 9" in text_of(said)
    assert "Ana" not in text_of(posted)


def test_sharing_is_not_offered_where_there_is_no_channel_or_no_leave_to_post():
    closed = WorkspacePlan(Permissions(anywhere=False))
    for life in (Life(full_situation()), in_channel(workspace=closed)):
        labels = [choice.label for choice in life.hear("do I have to answer everything?").messages[0].choices]
        assert not any(label.startswith("Share") for label in labels)


def test_sharing_by_a_kept_choice_asks_again_whether_posts_are_allowed():
    life = in_channel(workspace=WorkspacePlan(Permissions(anywhere=False)))
    values = {"point": "9", "passage": "answer-everything", "sure": "yes"}
    (message,) = life.hear(Invocation(("share",), values)).messages
    assert message.audience is Audience.ONLY_YOU


def test_other_words_are_offered_only_where_a_model_is_and_named_as_such():
    life = Life(replace(full_situation(), can_rephrase=True, rephrased="Reply once, for all."))
    (message,) = life.hear("do I have to answer everything?").messages
    said = text_of(life.take(message, "In other words"))
    assert "by a language model" in said and "Reply once, for all." in said and "Point 9" in said
    plain = Life(full_situation()).hear("do I have to answer everything?").messages[0]
    assert "In other words" not in [choice.label for choice in plain.choices]


def test_a_guest_of_another_house_is_not_answered_by_any_of_it():
    life = Life(replace(full_situation(), actor=Actor(replace(ANA, standing=type(ANA.standing).EXTERNAL))))
    for path in ("useful", "pass-on", "share", "reword", "anew"):
        assert life.hear(Invocation((path,), {"said": "no", "why": "not-useful"})).asked is None
