"""Every command for every kind of person: whoever may not changes nothing and is told why."""

from dataclasses import replace
from itertools import product

import pytest

from bot.core.message import Incoming, Invocation, Picked
from bot.core.people import Permit, Person, Role, Standing
from bot.core.situation import Offered, Outcome, Situation
from tests.core.commands.examples import WORKS
from tests.core.scene import HERE, NOW, at, decider, effects, full_situation, text_of, words

TABLE = decider().table
PERSONS = {
    "member": Person("ana", "Ana", Standing.REGULAR),
    "nobody here": Person("zoe", "Zoe", Standing.REGULAR),
    "keeper": Person("kim", "Kim", Standing.REGULAR),
    "admin": Person("adi", "Adi", Standing.REGULAR, is_admin=True),
    "guest": Person("gus", "Gus", Standing.GUEST),
    "guest admin": Person("gus", "Gus", Standing.GUEST, is_admin=True),
    "removed": Person("rex", "Rex", Standing.REMOVED, is_admin=True),
    "external": Person("eve", "Eve", Standing.EXTERNAL, is_admin=True),
    "unknown": Person("ulf", "Ulf", Standing.UNKNOWN, is_admin=True),
}
OUTSIDE = {"removed", "external", "unknown"}


def situation_of(who: str) -> Situation:
    return full_situation(PERSONS[who], HERE)


def say(path: str, who: str, situation: Situation | None = None) -> Outcome:
    situation = situation or situation_of(who)
    invocation = Invocation(tuple(path.split()), WORKS[path][0])
    incoming = Incoming("i", situation.actor.person, invocation, HERE)
    return decider().decide(incoming, at(situation))


def refusal(path: str, who: str) -> str:
    """Return the words by which this person is refused this command, "" where they are not."""
    role = TABLE.commands[tuple(path.split())].role
    if who in OUTSIDE:
        return "permit.outsider"
    if "guest" in who:
        return "permit.guest"
    if role is Role.ADMIN and who != "admin":
        return "permit.admins_only"
    return "permit.members_only" if role is Role.MEMBER and who in ("nobody here", "admin") else ""


@pytest.mark.parametrize("path", WORKS)
def test_who_may_not_changes_nothing_and_is_told_why(path: str):
    for who in PERSONS:
        outcome = say(path, who)
        said = text_of(outcome)
        if no := refusal(path, who):
            assert words().say(no) in said and not effects(outcome), who
        else:
            never = (words().say(f"permit.{permit.value}") for permit in (Permit.OUTSIDER, Permit.GUEST))
            assert not any(one in said for one in never), who


@pytest.mark.parametrize("path", WORKS)
def test_an_admin_can_let_guests_in_as_people(path: str):
    situation = situation_of("guest")
    let_in = replace(situation, actor=replace(situation.actor, guests_allowed=True))
    assert words().say("permit.guest") not in text_of(say(path, "guest", let_in))


@pytest.mark.parametrize("path", WORKS)
def test_a_choice_offered_to_somebody_else_does_nothing(path: str):
    offered = Offered("row", "ben", "", (Invocation(tuple(path.split()), WORKS[path][0]),), NOW)
    for who in PERSONS:
        situation = replace(situation_of(who), offered=offered)
        incoming = Incoming("i", situation.actor.person, Picked("row", 0), HERE)
        outcome = decider().decide(incoming, at(situation))
        assert not effects(outcome) and not any(message.files for message in outcome.messages), who
        inside = who not in OUTSIDE and "guest" not in who
        assert (words().say("permit.not_yours") in text_of(outcome)) is inside, who


@pytest.mark.parametrize("index", [-1, 1, 7])
def test_a_choice_that_was_never_offered_is_gone(index: int):
    offered = Offered("row", "ana", "", (Invocation(("stop",)),), NOW)
    for held in (offered, None):
        situation = replace(situation_of("member"), offered=held)
        outcome = decider().decide(Incoming("i", situation.actor.person, Picked("row", index), HERE), at(situation))
        assert words().say("door.choice_gone") in text_of(outcome) and not effects(outcome)


@pytest.mark.parametrize(
    ("action", "who"), list(product(("on", "off", "term", "load", "refresh"), ("member", "nobody here", "admin")))
)
def test_the_keeper_alone_decides_about_posts(action: str, who: str):
    for person, may in ((who, False), ("keeper", True)):
        situation = situation_of(person)
        values = {"action": action, "first": "11 January 2027", "last": "26 March 2027"}
        incoming = Incoming("i", situation.actor.person, Invocation(("channel", "posts"), values), HERE)
        outcome = decider().decide(incoming, at(situation))
        if action != "on" or not may:
            assert bool(outcome.channel_edits) is may
        assert (words().say("permit.keeper_only", names=["Kim"]) in text_of(outcome)) is not may


@pytest.mark.parametrize("who", ["nobody here", "admin"])
@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("channel content", {"action": "add", "title": "New page"}),
        ("channel content", {"action": "drop", "item": "s1"}),
        ("channel content", {"action": "hand-over", "item": "s1", "to": "Ana"}),
        ("channel tools", {"tool": "padlet"}),
        ("channel keeper", {"action": "take"}),
        ("channel keeper", {"action": "hand-over", "to": "Ana"}),
    ],
)
def test_only_members_change_what_is_shared(path: str, values: dict[str, str], who: str):
    situation = situation_of(who)
    incoming = Incoming("i", situation.actor.person, Invocation(tuple(path.split()), values), HERE)
    assert not effects(decider().decide(incoming, at(situation)))


def test_a_member_cannot_take_back_what_only_the_keeper_decides():
    from tests.core.scene import Life

    keeper = Life(situation_of("keeper"))
    keeper.hear(Invocation(("channel", "posts"), {"action": "off"}))
    (change,) = keeper.situation.channel_changes
    member = Life(replace(situation_of("member"), channel=keeper.situation.channel, channel_changes=(change,)))
    outcome = member.hear(Invocation(("plan", "undo"), {"change": change.id}))
    assert not effects(outcome) and words().say("permit.keeper_only", names=["Kim"]) in text_of(outcome)


def test_one_persons_change_is_nobody_elses_to_take_back():
    from tests.core.scene import Life

    ana = Life(full_situation())
    ana.hear("plan budget 2h")
    (change,) = ana.situation.changes
    ben = Life(full_situation(Person("ben", "Ben", Standing.REGULAR)))
    outcome = ben.hear(Invocation(("plan", "undo"), {"change": change.id}))
    assert not effects(outcome) and words().say("undo.gone") in text_of(outcome)


@pytest.mark.parametrize("said", ["channel tried yes padlet", "channel leave", "channel join"])
def test_who_is_in_a_channels_plan_and_what_they_tried_is_nobody_elses_to_take_back_or_to_hear_of(said: str):
    from tests.core.scene import BEN, Life

    situation = full_situation(Person("zoe", "Zoe", Standing.REGULAR) if said == "channel join" else BEN, HERE)
    theirs = Life(situation)
    theirs.hear(said)
    (change,) = theirs.situation.channel_changes
    dee = full_situation(PERSONS["member"], HERE)
    other = Life(replace(dee, channel=theirs.situation.channel, channel_changes=(change,)))
    assert words().say("undo.nothing") in other.say("undo")
    assert not effects(other.hear(Invocation(("plan", "undo"), {"change": change.id})))
    assert theirs.hear(Invocation(("plan", "undo"), {"change": change.id})).channel_edits


def test_an_item_with_an_owner_is_handed_over_by_its_owner_or_the_keeper_only():
    from tests.core.scene import Life

    line = Invocation(("channel", "content"), {"action": "hand-over", "item": "s1", "to": "Kim"})
    refused = Life(situation_of("member")).hear(line)
    assert not effects(refused) and "has an owner, Ben." in text_of(refused)
    line = Invocation(line.path, {**line.values, "to": "Ana"})
    assert Life(situation_of("keeper")).hear(line).channel_edits
