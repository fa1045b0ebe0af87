"""A private message that was refused counts as stop, is told once, and never where others read it."""

from dataclasses import replace

from bot.core.commands.channel import arrive
from bot.core.message import Incoming
from bot.core.nudges.notice import unreached
from bot.core.plan.document import CardWish, Plan, Settings
from bot.core.plan.edits import apply
from bot.core.situation import Situation
from tests.core.scene import ANA, HERE, at, decider, here, text_of, words

TOLD = words().say("nudges.unreached")


def plan(card: CardWish) -> Plan:
    return Plan(settings=Settings(60, "Europe/London", card))


def say(line: str, situation: Situation, *, public: bool = False):
    return decider().decide(Incoming("i", ANA, line, situation.place, public), at(situation, public=public))


def test_it_stops_the_card_of_whoever_had_said_yes_and_nobody_elses():
    assert apply(plan(CardWish.YES), unreached(at(here(plan(CardWish.YES)))).edits).settings.card is CardWish.UNREACHED
    assert unreached(at(here(plan(CardWish.NO)))).edits == ()


def test_it_is_told_once_whatever_they_say_next():
    silent = plan(CardWish.UNREACHED)
    outcome = say("log 20m youtube", here(silent))
    assert TOLD in text_of(outcome) and "Noted: 20 min" in text_of(outcome)
    after = apply(silent, outcome.edits)
    assert after.settings.card is CardWish.NO
    assert TOLD not in text_of(say("card", here(after)))


def test_a_yes_needs_no_telling():
    outcome = say("nudges yes", here(plan(CardWish.UNREACHED)))
    assert TOLD not in text_of(outcome)
    assert apply(plan(CardWish.UNREACHED), outcome.edits).settings.card is CardWish.YES


def test_it_is_never_told_in_public():
    outcome = say("do I have to answer everything?", here(plan(CardWish.UNREACHED), place=HERE), public=True)
    assert TOLD not in text_of(outcome) and outcome.edits == ()


def test_a_channel_is_greeted_once_and_may_be_kept_by_who_may():
    outcome = arrive(at(here(place=HERE)))
    assert outcome.post is not None
    assert arrive(at(here(place=HERE, posts=(outcome.post,)))).messages == ()
    take = next(one.does for one in outcome.messages[0].choices if one.does.path == ("channel", "keeper"))
    for may_keep in (True, False):
        situation = here(place=HERE)
        situation = replace(situation, actor=replace(situation.actor, person=replace(ANA, may_keep=may_keep)))
        taken = decider().decide(Incoming("i", situation.actor.person, take, HERE), at(situation))
        assert bool(taken.channel_edits) is may_keep
