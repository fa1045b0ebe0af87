"""A post that may or may not have appeared: read back where that is allowed, else its keeper is asked once."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.scheduling.ticker import Ticker
from tests.chat.slack.room import Room, opened
from tests.emulators.slack import BOT_TOKEN, Message

SECOND = timedelta(seconds=1)


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    """A channel with posts on, just before the first one is due."""
    async with opened() as made:
        await made.slack.invite("C1", by="UANA", wait=2)
        await made.command("UANA", "channel posts on", "C1")
        due = await made.ticker.next_due()
        assert due is not None
        made.clock.set(due)
        yield made


def posts(room: Room) -> list[Message]:
    """What was posted unasked in the channel."""
    return [one for one in room.slack.messages("C1") if one.metadata]


async def later(room: Room, seconds: int) -> None:
    room.clock.set(room.clock.now() + seconds * SECOND)
    await room.ticker.recover()
    await room.ticker.tick()


async def asked(room: Room) -> Message:
    """Break the connection after Slack took the post, and return what its keeper is asked."""
    room.slack.drop("chat.postMessage", after=True)
    before = len(room.slack.messages("UANA"))
    await room.ticker.tick()
    await later(room, 1)
    assert len(room.slack.messages("UANA")) == before, "not before the history can be believed"
    for _ in range(3):
        await later(room, 31)
    (question,) = room.slack.messages("UANA")[before:]
    assert "I cannot tell whether" in question.words
    assert "#ecg-teaching" in question.words
    assert len(posts(room)) == 1
    return question


async def test_a_keeper_who_misses_the_post_has_it_posted_again(room: Room):
    question = await asked(room)
    room.slack.messages("C1")[-1].deleted = True
    said = await room.slack.press("UANA", question, "Post it again")
    assert "posted in #ecg-teaching again" in said.words
    await later(room, 1)
    assert len([one for one in posts(room) if not one.deleted]) == 1
    await room.slack.press("UANA", question, "Post it again", wait=0)
    await later(room, 60)
    assert len([one for one in posts(room) if not one.deleted]) == 1, "pressed again, nothing more comes"


async def test_a_keeper_who_sees_the_post_ends_the_question(room: Room):
    said = await room.slack.press("UANA", await asked(room), "It is there")
    assert "noted" in said.words
    await later(room, 60)
    assert len(posts(room)) == 1


async def test_with_the_right_to_read_the_channel_nobody_is_asked(room: Room):
    room.slack.state.installs[BOT_TOKEN].scopes += ("channels:history",)
    room.slack.drop("chat.postMessage", after=True)
    before = len(room.slack.messages("UANA"))
    await room.ticker.tick()
    for _ in range(4):
        await later(room, 31)
    assert (len(posts(room)), len(room.slack.messages("UANA")) - before) == (1, 0)


async def test_where_slack_is_asked_too_often_the_history_is_read_when_it_says(room: Room):
    room.slack.state.installs[BOT_TOKEN].scopes += ("channels:history",)
    room.slack.drop("chat.postMessage", after=True)
    await room.ticker.tick()
    room.slack.rate_limit("conversations.history", retry_after=90)
    for _ in range(3):
        await later(room, 29)
    assert len(room.slack.called("conversations.history")) == 1
    await later(room, 35)
    counts, _ = await room.parts.store.nudges(room.clock.now())
    assert counts == {"sent": 1}


async def test_a_post_that_somebody_deletes_before_it_is_looked_for_comes_once_more(room: Room):
    room.slack.state.installs[BOT_TOKEN].scopes += ("channels:history",)
    room.slack.drop("chat.postMessage", after=True)
    await room.ticker.tick()
    (post,) = posts(room)
    post.deleted = True
    for _ in range(4):
        await later(room, 31)
    assert len(posts(room)) == 1


async def test_a_post_that_broke_off_before_slack_took_it_comes_after_all(room: Room):
    room.slack.state.installs[BOT_TOKEN].scopes += ("channels:history",)
    room.slack.drop("chat.postMessage", after=False)
    await room.ticker.tick()
    await later(room, 1)
    assert posts(room) == []
    await later(room, 31)
    assert len(posts(room)) == 1


async def test_a_post_that_reaches_slack_half_a_minute_after_it_was_given_up_is_there_twice(room: Room):
    """The one way left in which a post repeats with nobody's doing: a network or a process that stood still."""
    room.slack.state.installs[BOT_TOKEN].scopes += ("channels:history",)
    stuck = room.slack.hold("chat.postMessage")
    parts = room.parts
    hasty = Ticker(
        parts.assistant, parts.store.ledger, {"slack": room.app.outbox}, room.clock, doubts=parts.store.doubts,
        seconds_to_send=0.05,
    )  # fmt: skip
    await hasty.tick()
    assert stuck.reached.is_set()
    await later(room, 1)
    await later(room, 31)
    assert len(posts(room)) == 1
    stuck.release()
    await room.slack.state.until(lambda: len(posts(room)) == 2, 5.0)


async def test_a_post_that_is_in_doubt_again_is_asked_about_again_on_the_same_day(room: Room):
    question = await asked(room)
    room.slack.messages("C1")[-1].deleted = True
    await room.slack.press("UANA", question, "Post it again")
    room.slack.drop("chat.postMessage", after=False)
    before = len(room.slack.messages("UANA"))
    await later(room, 1)
    for _ in range(3):
        await later(room, 31)
    (more,) = room.slack.messages("UANA")[before:]
    assert "I cannot tell whether" in more.words
    await room.slack.press("UANA", more, "Post it again")
    await later(room, 1)
    assert [one.deleted for one in posts(room)] == [False]


async def test_whoever_becomes_keeper_before_it_was_answered_is_asked_once_and_nobody_twice(room: Room):
    await asked(room)
    await room.command("USAM", "channel join", "C1")
    await room.command("UANA", "channel keeper hand-over sam", "C1")
    for seconds in (1, 1, 3601, 24 * 3600, 1):
        await later(room, seconds)
    await room.command("USAM", "channel keeper hand-over ana", "C1")
    for seconds in (1, 1, 3601, 1):
        await later(room, seconds)
    questions = [[one for one in room.slack.messages(who) if "I cannot tell" in one.words] for who in ("UANA", "USAM")]
    assert [len(one) for one in questions] == [1, 1]


@pytest.mark.parametrize("is_there", [False, True])
async def test_where_no_keeper_is_reached_it_is_listed_and_whoever_becomes_keeper_is_asked(room: Room, is_there: bool):
    room.slack.drop("chat.postMessage", after=True)
    await room.ticker.tick()
    if is_there:
        await room.command("USAM", "channel join", "C1")
        room.slack.refuse("chat.postMessage", "user_disabled")
    else:
        await room.command("UANA", "privacy forget yes")
    for _ in range(4):
        await later(room, 31)
    (listed,) = await room.parts.store.doubted(room.clock.now())
    assert listed.place == "slack #ecg-teaching"
    assert listed.why == ("its keeper cannot be reached" if is_there else "it has no keeper")
    who, how = ("UANA", "hand-over sam") if is_there else ("USAM", "take")
    await room.command(who, f"channel keeper {how}", "C1")
    for _ in range(2):
        await later(room, 3601)
        await later(room, 31)
    (question,) = [one for one in room.slack.messages("USAM") if "I cannot tell whether" in one.words]
    await room.slack.press("USAM", question, "It is there")
    assert await room.parts.store.doubted(room.clock.now()) == ()
