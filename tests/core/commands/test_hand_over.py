"""Handing over by name: as it is said, and never to the wrong one of two who are called the same."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core.message import Invocation
from bot.core.people import Person, Standing
from bot.core.plan.document import Member
from tests.core.commands.saying import check
from tests.core.scene import ANA, BEN, HERE, Life, at, full_situation

KIM = Person("kim", "Kim", Standing.REGULAR, zone="Europe/London")
SAM, OTHER = Member("Sam", date(2026, 9, 7)), Member("Sam", date(2026, 10, 5))


def life(**members: Member) -> Life:
    situation = full_situation(KIM, HERE)
    held = {"kim": situation.channel.members["kim"], "ana": situation.channel.members["ana"], **members}
    return Life(replace(situation, channel=replace(situation.channel, members=held)))


def keepers_of(life: Life) -> list[str]:
    return [key for key, member in life.situation.channel.members.items() if member.keeper]


@pytest.mark.parametrize("said", ["Sam", "sam", "to Sam", "@sam", "to @Sam", "SAM."])
def test_the_channel_goes_to_the_member_of_that_name(said: str):
    held = life(s1=SAM)
    assert "Sam keeps this channel now." in held.say(f"channel keeper hand-over {said}")
    assert keepers_of(held) == ["s1"]


@pytest.mark.parametrize("said", ["to Sam", "@sam", "Sam"])
def test_of_two_who_are_called_the_same_it_asks_which_one(said: str):
    held = life(s1=SAM, s2=OTHER)
    message = held.hear(f"channel keeper hand-over {said}").messages[0]
    assert "2 people here are called Sam. Which one?" in message.lines[0]
    assert keepers_of(held) == ["kim"]
    labels = [choice.label for choice in message.choices]
    assert labels == ["Sam, here since Monday 7 September", "Sam, here since Monday 5 October"]
    held.take(message, labels[1])
    assert keepers_of(held) == ["s2"]


def test_two_who_joined_on_the_same_day_are_still_two_choices():
    held = life(s1=SAM, s2=SAM, s3=SAM)
    outcome = held.hear("channel keeper hand-over sam")
    check(outcome, at(held.situation))
    assert len(outcome.messages[0].choices) == 3


@pytest.mark.parametrize("said", ["@", "to", "…", "Zoe", "kim"])
def test_a_name_that_nobody_else_has_is_asked_for(said: str):
    held = life(s1=SAM, dots=Member("…", date(2026, 9, 7)))
    assert "To whom?" in held.say(f"channel keeper hand-over {said}")
    assert keepers_of(held) == ["kim"]


@pytest.mark.parametrize("said", ["to Sam", "to @sam", "to SAM"])
def test_an_item_is_offered_to_the_member_of_that_name(said: str):
    held = life(s1=SAM)
    assert "is offered to Sam" in held.say(f"channel content hand-over ECG quiz {said}")
    assert held.situation.channel.items["s1"].offered_to == "s1"


def test_an_item_asks_too_which_of_two_is_meant():
    held = life(s1=SAM, s2=OTHER)
    message = held.hear("channel content hand-over ECG quiz to sam").messages[0]
    assert "Which one?" in message.lines[0] and not held.situation.channel.items["s1"].offered_to
    held.take(message, "Sam, here since Monday 5 October")
    assert held.situation.channel.items["s1"].offered_to == "s2"


@pytest.mark.parametrize("said", ["backup Moodle", "backup: Moodle", "backup is Moodle", "Backup Moodle", "Moodle"])
def test_the_word_for_a_backup_is_not_a_part_of_it(said: str):
    held = life()
    assert "Backup: Moodle." in held.say(f"channel tools youtube {said}")
    backup = held.situation.channel.tools["youtube"].backup
    assert backup is not None and backup.where == "Moodle"


def test_a_backup_without_a_place_is_asked_for():
    held = life()
    assert "Where do students go when it fails?" in held.say("channel tools youtube backup")
    assert "youtube" not in held.situation.channel.tools


def test_who_stands_in_is_asked_by_the_owner_and_says_yes_or_no():
    owner = Life(full_situation(ANA, HERE))
    assert "Ben is asked to stand in" in owner.say("channel content stand-in chest film to Ben")
    item = owner.situation.channel.items["s2"]
    assert (item.stand_in, item.stands_in) == ("ben", False)
    ben = Life(replace(full_situation(BEN, HERE), channel=owner.situation.channel))
    ben.hear(Invocation(("channel", "content"), {"action": "stand-in", "item": "s2", "to": "me"}))
    assert ben.situation.channel.items["s2"].stands_in
    kim = Life(replace(full_situation(KIM, HERE), channel=ben.situation.channel))
    for to in ("me", "nobody", "Kim"):
        kim.hear(Invocation(("channel", "content"), {"action": "stand-in", "item": "s2", "to": to}))
    assert kim.situation.channel == ben.situation.channel, "a third person changes nothing"
    ben.hear(Invocation(("channel", "content"), {"action": "stand-in", "item": "s2", "to": "nobody"}))
    item = ben.situation.channel.items["s2"]
    assert (item.stand_in, item.stands_in) == ("", False)


def test_a_member_offers_to_stand_in_by_an_own_tap_and_is_no_stand_in_after_leaving():
    ben = Life(full_situation(BEN, HERE))
    message = ben.hear("channel content stand-in chest film").messages[0]
    ben.take(message, "I stand in")
    assert ben.situation.channel.items["s2"].stand_in == "ben"
    ben.hear("channel leave")
    assert ben.situation.channel.items["s2"].stand_in == ""
