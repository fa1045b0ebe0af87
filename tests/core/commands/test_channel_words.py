"""A keeper puts the next post in other words, and drops a question; nobody else does, and no figure can be changed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.message import Invocation
from bot.core.nudges.posts import channel_post
from bot.core.people import Person, Standing
from bot.core.plan.document import Member
from bot.core.situation import Outcome, Post, Situation, Waiting
from tests.core.scene import ANA, HERE, MONDAY, NOW, Life, at, effects, full_situation, text_of

KIM = Person("kim", "Kim", Standing.REGULAR, zone="Europe/London")
MORE = {f"m{n}": Member(f"M{n}", date(2026, 9, 1)) for n in range(9)}
OLD = Waiting("q1", "asked", "Do I step in?", MONDAY - timedelta(days=7))
NEW = Waiting("q2", "asked", "Is it worth it?", MONDAY)
OWN = "Ease off this week.\nTo drop: one reply."


def room(who: Person = KIM, **changes: object) -> Situation:
    situation = full_situation(who, HERE)
    channel = replace(situation.channel, items={}, members=situation.channel.members | MORE)
    return replace(situation, channel=channel, **changes)  # type: ignore[arg-type]


def said(words: str) -> Invocation:
    return Invocation(("channel", "words"), {"words": words})


def posted(situation: Situation) -> tuple[str, ...]:
    made = channel_post(at(situation))
    assert isinstance(made, Outcome)
    return made.messages[0].lines


def test_the_post_has_the_keepers_words_and_what_is_counted_stays_below_them():
    life = Life(room())
    usual = posted(life.situation)
    assert any(line.startswith("Last time") for line in usual)
    outcome = life.hear(said(OWN))
    assert posted(life.situation) == (*OWN.splitlines(), *usual[2:])
    life.take(outcome.messages[0], "Undo")
    assert posted(life.situation) == usual


def test_the_form_has_the_words_as_they_stand():
    life = Life(room())
    form = life.hear(Invocation(("channel", "words"))).messages[0].form
    assert form is not None and form.fields[0].value == "\n".join(posted(life.situation)[:2])
    life.hear(said("Ease off this week."))
    form = life.hear(Invocation(("channel", "words"))).messages[0].form
    assert form is not None and form.fields[0].value == "Ease off this week."


def test_words_for_another_post_or_for_the_week_before_are_not_used():
    life = Life(room())
    life.hear(said(OWN))
    assert "Ease off" in " ".join(posted(life.situation))
    between = Post("p2", "refresh", "s1", NOW - timedelta(days=7))
    assert "Ease off" not in " ".join(posted(replace(life.situation, posts=(between, *life.situation.posts))))
    channel = replace(life.situation.channel, items=full_situation(KIM, HERE).channel.items)
    assert "Ease off" not in " ".join(posted(replace(life.situation, channel=channel)))


@pytest.mark.parametrize("words", ["word " * 60, "one\ntwo\nthree\nfour\nfive", "my patient Mrs Smith in bed 4"])
def test_too_many_words_or_a_patients_details_are_not_kept(words: str):
    outcome = Life(room()).hear(said(words))
    assert not effects(outcome)


def test_a_member_changes_no_words_drops_nothing_and_takes_nothing_of_it_back():
    keeper = Life(room(waiting=(OLD,)))
    keeper.hear(said(OWN))
    member = room(ANA, waiting=(OLD,), channel_changes=keeper.situation.channel_changes)
    member = replace(member, channel=keeper.situation.channel)
    for what in (
        said("Other."),
        Invocation(("channel", "drop"), {"which": "q1", "sure": "yes"}),
        Invocation(("plan", "undo"), {"change": keeper.situation.channel_changes[0].id}),
    ):
        outcome = Life(member).hear(what)
        assert not effects(outcome) and outcome.waited == () and "Kim" in text_of(outcome)


def test_a_question_is_dropped_after_a_yes_and_one_of_this_week_is_not_even_seen():
    life = Life(room(waiting=(OLD, NEW)))
    shown = life.hear("channel drop")
    assert OLD.text in text_of(shown) and NEW.text not in text_of(shown)
    asked = life.take(shown.messages[0], "Drop “Do I step in?”")
    assert asked.waited == ()
    assert life.take(asked.messages[0], "Yes, drop it").waited == ("q1",)
    early = life.hear(Invocation(("channel", "drop"), {"which": "q2", "sure": "yes"}))
    assert early.waited == () and NEW.text not in text_of(early)


def test_where_too_few_are_members_the_keeper_sees_no_question():
    situation = full_situation(KIM, HERE)
    assert OLD.text not in Life(replace(situation, waiting=(OLD,))).say("channel drop")
