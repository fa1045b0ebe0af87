"""The keeper's posts: a preview tells nothing that is not published, and no promise an admin's list would break."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat.text import visible
from bot.core.message import Message
from bot.core.people import Person, Standing
from bot.core.plan.document import Permissions, WorkspacePlan
from bot.core.situation import Post, Shown, Situation
from tests.core.scene import HERE, NOW, Life, full_situation, words

KIM = Person("kim", "Kim", Standing.REGULAR, zone="Europe/London")
ZOE = Person("zoe", "Zoe", Standing.REGULAR, zone="Europe/London")
NOWHERE = WorkspacePlan(Permissions(anywhere=False))
LATER = "(The answers to the last question come with the post, not before.)"


def previewed(situation: Situation) -> str:
    return Life(situation).say("channel posts preview")


def only_load(**changes: object) -> Situation:
    situation = full_situation(KIM, HERE)
    return replace(situation, channel=replace(situation.channel, items={}), **changes)  # type: ignore[arg-type]


def test_a_preview_says_the_same_whatever_was_tapped_so_far():
    cells = ({}, {"lighter": 4}, {"lighter": 5}, {"lighter": 8}, {"lighter": 8, "too-much": 5}, {"about-right": 40})
    said = {previewed(only_load(taps={"p1": taps})) for taps in cells}
    assert len(said) == 1 and LATER in said.pop()


def test_a_preview_shows_a_result_that_is_published_as_it_was():
    shown = {"p1": Shown("p1", {"all": 10, "lighter": 10})}
    said = previewed(only_load(taps={"p1": {"too-much": 40}}, shown=shown))
    assert "Last time, about 10 answers: Lighter 10." in said and LATER not in said


def test_a_first_post_has_no_last_answers_in_its_preview():
    assert LATER not in previewed(only_load(posts=()))
    assert LATER not in previewed(only_load(posts=(Post("w", "welcome", "", NOW - timedelta(days=9)),)))


def test_only_members_see_the_next_post():
    life = Life(full_situation(ZOE, HERE))
    outcome = life.hear("channel posts preview")
    assert words().say("permit.members_only") in outcome.messages[0].lines[0]
    assert "it would say" not in life.say("channel posts preview")
    assert [choice.does.path for choice in outcome.messages[0].choices] == [("channel", "join")]


def shown(situation: Situation) -> Message:
    return Life(situation).hear("channel posts").messages[0]


def labels(message: Message) -> list[str]:
    return [choice.label for choice in message.choices]


def test_nobody_is_offered_a_look_they_would_be_refused():
    assert labels(shown(full_situation(ZOE, HERE))) == ["Join this channel's plan"]
    assert labels(shown(full_situation(place=HERE))) == ["Show the next one"]


@pytest.mark.parametrize("on", [True, False])
def test_no_post_is_promised_where_an_admins_list_forbids_it(on: bool):
    situation = full_situation(KIM, HERE)
    channel = replace(situation.channel, posts=replace(situation.channel.posts, on=on))
    message = shown(replace(situation, channel=channel, workspace=NOWHERE))
    said = " ".join(message.lines)
    assert "an admin has limited where I may post" in said and "dmin of this workspace" in said
    assert "Next post" not in said
    assert labels(message) == (["Turn posts off"] if on else [])


def test_where_the_list_allows_it_the_next_post_is_named():
    listed = WorkspacePlan(Permissions(anywhere=False, places=("ecg",)))
    line = visible(shown(replace(full_situation(KIM, HERE), workspace=listed)).lines[0])
    assert "Next post: Monday 9 November" in line


def test_turning_posts_on_where_they_are_forbidden_says_whom_to_ask():
    life = Life(replace(full_situation(KIM, HERE), workspace=NOWHERE))
    assert "Please ask an admin of this workspace" in life.say("channel posts on monday 12:30")
    assert "Please ask an admin of this workspace" in life.say("channel posts preview")
