"""A question goes to the channel by its asker's own tap, without a name; and only one's own name is named."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.commands.channel_asking import LONGEST_QUESTION
from bot.core.message import Invocation
from bot.core.nudges.nameless import first_sentences
from bot.core.people import Actor
from bot.core.plan.document import Member
from bot.core.situation import Outcome, Ranking, Situation, Waiting
from tests.core.scene import HERE, MONDAY, NOW, Life, decider, full_situation, text_of

QUESTION = "Students answer each other wrongly. Do I step in?"
MORE = {f"m{n}": Member(f"M{n}", date(2026, 9, 1)) for n in range(5)}


def room(**changes: object) -> Situation:
    situation = full_situation(place=HERE)
    channel = replace(situation.channel, members=situation.channel.members | MORE)
    return replace(situation, channel=channel, ranking=Ranking(out=0.6), **changes)  # type: ignore[arg-type]


def shown(life: Life, question: str = QUESTION) -> Outcome:
    return life.hear(Invocation(("channel", "ask"), {"question": question}))


def test_it_is_shown_first_and_asked_only_after_a_yes():
    life = Life(room())
    outcome = shown(life)
    assert f"The channel would see: “{QUESTION}”" in text_of(outcome) and outcome.waits is None
    asked = life.take(outcome.messages[0], "Yes, without my name")
    assert asked.waits == Waiting(asked.waits.id if asked.waits else "", "asked", QUESTION, MONDAY)
    assert "Nothing kept about you says that it was yours." in text_of(asked)


def test_no_choice_and_no_effect_on_the_person_holds_the_question():
    life = Life(room())
    outcome = shown(life)
    asked = life.take(outcome.messages[0], "Yes, without my name")
    for made in (outcome, asked):
        assert not any(QUESTION in str(choice.does.values) for m in made.messages for choice in m.choices)
        assert (made.edits, made.channel_edits, made.suggested, made.asked) == ((), (), (), None)
    assert asked.thread_done and life.situation.thread is None
    assert asked.waits is not None and asked.waits.id not in {message.row for message in outcome.messages}
    assert "ana" not in str(asked.waits)


def test_the_commands_leave_no_trace_of_which_choice_was_taken():
    assert all(decider().table.commands["channel", name].fleeting for name in ("ask", "put", "tried"))


@pytest.mark.parametrize(("length", "fits"), [(LONGEST_QUESTION, True), (LONGEST_QUESTION + 1, False)])
def test_a_question_is_short_enough_for_a_post(length: int, fits: bool):
    assert ("The channel would see" in text_of(shown(Life(room()), "w" * length))) is fits


@pytest.mark.parametrize(("more", "fits"), [(1, False), (2, True), (3, True)])
def test_fewer_than_five_members_are_too_few(more: int, fits: bool):
    situation = full_situation(place=HERE)
    members = situation.channel.members | dict(list(MORE.items())[:more])
    life = Life(replace(situation, channel=replace(situation.channel, members=members)))
    assert ("The channel would see" in text_of(shown(life))) is fits


def test_where_the_keeper_turned_such_posts_off_nothing_is_kept():
    situation = room()
    off = replace(situation.channel, posts=replace(situation.channel.posts, asked=False))
    assert "Such posts are off here." in text_of(shown(Life(replace(situation, channel=off))))


@pytest.mark.parametrize("said", ["NHS 943 476 5919, may I post it?", "my patient Mrs Smith in bed 4 says so"])
def test_a_patients_details_do_not_go_to_the_channel(said: str):
    outcome = shown(Life(room()), said)
    assert "The channel would see" not in text_of(outcome) and outcome.thread is None and outcome.waits is None


def test_a_second_press_finds_nothing_to_ask():
    life = Life(room())
    message = shown(life).messages[0]
    life.take(message, "Yes, without my name")
    assert life.take(message, "Yes, without my name").waits is None


def test_the_same_question_waits_once():
    life = Life(room(waiting=(Waiting("q", "asked", QUESTION.lower(), MONDAY),)))
    again = life.take(shown(life).messages[0], "Yes, without my name")
    assert "waiting already" in text_of(again) and again.waits is None


def test_a_name_stands_beside_a_tool_by_its_own_tap_only_and_can_be_taken_off():
    life = Life(room())
    assert "Nobody here has said that they tried Padlet." in life.say("channel tried padlet")
    done = life.hear("channel tried yes padlet")
    assert life.situation.channel.members["ana"].tried == ("padlet",)
    assert "Padlet, tried here by Ana" in life.say("channel tried padlet")
    assert "Padlet, tried here by Ana" in life.say("channel tried")
    life.hear("channel tried no padlet")
    assert life.situation.channel.members["ana"].tried == ()
    assert len(done.channel_edits) == 1


def test_somebody_who_has_not_joined_is_not_named():
    situation = room()
    stranger = replace(situation, actor=Actor(replace(situation.actor.person, id="zoe", name="Zoe")))
    outcome = Life(stranger).hear("channel tried yes padlet")
    assert "members" in text_of(outcome) and not outcome.channel_edits


def test_leaving_takes_the_name_away():
    life = Life(room())
    life.hear("channel tried yes padlet")
    life.hear("channel leave")
    assert "Nobody here" in life.say("channel tried padlet")


def test_the_channel_can_be_asked_who_has_tried_a_tool():
    outcome = Life(room()).hear("channel tried ask padlet")
    assert outcome.waits is not None and (outcome.waits.kind, outcome.waits.text) == ("tried", "padlet")
    waiting = Life(room(waiting=(outcome.waits,)))
    assert "waiting already" in waiting.say("channel tried ask padlet")


def test_a_question_without_an_answer_offers_to_ask_the_channel():
    life = Life(room())
    outcome = life.hear(Invocation(("ask",), {"question": "Which colour should our logo have next to theirs?"}))
    label = "Ask #ecg-teaching without my name"
    preview = life.take(outcome.messages[-1], label)
    assert "Which colour should our logo have next to theirs?" in text_of(preview)
    life.now = NOW + timedelta(minutes=2)
    assert life.take(preview.messages[0], "Yes, without my name").waits is not None


@pytest.mark.parametrize(
    "said", ["What if Prof. Smith shouts?", "What if Dr Lee shouts?", "Is M3 right?", "Is @lee right?"]
)
def test_whoever_names_somebody_hears_that_before_it_is_asked(said: str):
    assert "It seems to name somebody" in text_of(shown(Life(room()), said))
    assert "It seems to name somebody" not in text_of(shown(Life(room()), "What if my professor shouts on Teams?"))


@pytest.mark.parametrize(("score", "margin", "point"), [(0.8, 0.6, 9), (0.65, 0.45, 0), (0.8, 0.1, 0)])
def test_only_what_surely_fits_is_shown_beside_the_question(score: float, margin: float, point: int):
    ranking = Ranking(((9, score), (8, 0.1)), (), (("9/cut-back", score),), 0.0, margin)
    life = Life(replace(room(), ranking=ranking))
    shown(life)
    assert life.situation.thread and life.situation.thread.point == point


def test_no_short_answer_ends_within_a_quotation():
    words = f'Offer a smaller yes. "I cannot look this week. {"Here is the page. " * 9}"'
    assert first_sentences(words) == "Offer a smaller yes."
    assert first_sentences('"Not now. Ask me in May."') == '"Not now. Ask me in May."'
