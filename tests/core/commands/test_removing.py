"""A keeper takes a member out of the channel's plan, and nobody undoes what is somebody else's to decide."""

from dataclasses import replace

import pytest

from bot.core.commands.removing import told
from bot.core.message import Invocation
from bot.core.nudges.notice import offered_items
from bot.core.people import Owner, Person, Standing
from bot.core.plan.document import CardWish
from bot.core.situation import NOWHERE, Delivery, Outcome
from tests.core.scene import ANA, BEN, HERE, NOW, Life, at, full_situation, text_of

KIM = Person("kim", "Kim", Standing.REGULAR, zone="Europe/London")


def as_(person: Person, life: Life) -> Life:
    """Let somebody else speak in the same channel."""
    held, member = life.situation, life.situation.channel.members.get(person.id)
    actor = replace(held.actor, person=person, is_member=member is not None, is_keeper=bool(member and member.keeper))
    life.situation = replace(held, actor=actor)
    return life


def newest(life: Life) -> Invocation:
    return Invocation(("plan", "undo"), {"change": life.situation.channel_changes[0].id})


@pytest.mark.parametrize("line", ["channel remove Ben", "remove Ben from this channel's plan", "channel remove @ben"])
def test_what_the_removed_one_owned_is_open_for_others_and_they_are_told_once(line: str):
    life = Life(full_situation(KIM, HERE))
    done = life.hear(line)
    channel = life.situation.channel
    assert "ben" not in channel.members and channel.items["s1"].owner == "" and channel.items["s2"].offered_to == ""
    assert [(one.owner.id, one.kind, one.about) for one in done.notices] == [("ben", "removed", HERE.id)]
    assert "The shared item they owned is open" in text_of(done)
    as_(ANA, life).hear("channel content hand-over ECG quiz to me")
    assert life.situation.channel.items["s1"].owner == "ana"


def test_its_undo_is_the_keepers_alone_and_goes_back_and_forth():
    life = Life(full_situation(KIM, HERE))
    before = life.situation.channel
    life.hear("channel remove ben")
    undo = newest(life)
    for other in (ANA, BEN):
        refused = as_(other, life).say(undo)
        assert "no longer kept" in refused or "Only the keeper" in refused
        assert "ben" not in life.situation.channel.members
    assert "Taken back: who is in the channel's plan" in as_(KIM, life).say(undo)
    assert life.situation.channel == before
    assert "Put back" in life.say(newest(life)) and "ben" not in life.situation.channel.members


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("channel remove", "Who has moved on?"),
        ("channel remove Zoe", "I don't find “Zoe”"),
        ("channel remove Kim", "I don't find “Kim”"),
    ],
)
def test_without_a_name_that_is_there_it_asks_and_nobody_goes(line: str, said: str):
    life = Life(full_situation(KIM, HERE))
    asked = life.hear(line)
    assert said in text_of(asked) and {choice.label for choice in asked.messages[-1].choices} == {"Ana", "Ben"}
    assert not asked.channel_edits


def test_only_a_keeper_removes():
    for person in (ANA, Person("zoe", "Zoe", Standing.REGULAR, zone="Europe/London")):
        refused = Life(full_situation(person, HERE)).hear("channel remove Ben")
        assert "Only the keeper of this channel decides that" in text_of(refused)
        assert not refused.channel_edits and not refused.notices


def test_a_taking_over_is_taken_back_by_who_took_it_or_owned_it_or_a_keeper():
    eva = Person("eva", "Eva", Standing.REGULAR, zone="Europe/London")
    for person, may in ((eva, False), (ANA, True), (BEN, True), (KIM, True)):
        life = Life(full_situation(BEN, HERE))
        members = {**life.situation.channel.members, "eva": life.situation.channel.members["ana"]}
        life.situation = replace(life.situation, channel=replace(life.situation.channel, members=members))
        life.hear("channel content hand-over Chest film page to me")
        assert life.situation.channel.items["s2"].owner == "ben"
        said = as_(person, life).say(newest(life))
        assert (life.situation.channel.items["s2"].owner == "ana") is may
        assert ("Only whoever took it" in said) is not may
        if not may:
            assert "Only whoever" not in life.say("undo") and life.situation.channel.items["s2"].owner == "ben"


def test_whoever_is_offered_an_item_is_told_once_and_not_who_had_it_before():
    life = Life(full_situation(ANA, HERE))
    offered = life.hear("channel content hand-over Chest film page to Kim")
    assert [(one.owner.id, one.kind) for one in offered_items(offered, life.situation)] == [("kim", "offered")]
    taken = as_(KIM, life).hear("channel content hand-over Chest film page to me")
    assert offered_items(taken, life.situation) == ()
    assert offered_items(Outcome(channel_edits=offered.channel_edits), full_situation(ANA)) == ()


def test_only_who_agreed_to_messages_is_told_of_it():
    notice = Delivery("d1", Owner("person", "ben"), "removed", NOW.date(), NOW, NOWHERE, about=HERE.id)
    away = full_situation(BEN, HERE)
    out = replace(away, actor=replace(away.actor, is_member=False))
    for wish, comes in ((CardWish.YES, True), (CardWish.NOT_ASKED, False), (CardWish.NO, False)):
        plan = replace(out.plan, settings=replace(out.plan.settings, card=wish))
        assert isinstance(told(at(replace(out, plan=plan)), notice), Outcome) is comes
    assert not isinstance(told(at(away), notice), Outcome), "a member again"
