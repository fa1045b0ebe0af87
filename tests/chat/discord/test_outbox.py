"""What is said unasked: posts and cards through the ticker, and what each refusal of Discord means."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import date, timedelta

import discord
import pytest

from bot.chat.discord.outbox import SPACED, nonce
from bot.core.errors import Closed, Later, NotDelivered, Unreached
from bot.core.message import Choice, Invocation, Message
from bot.core.people import Owner
from bot.core.situation import Address, Delivery
from bot.scheduling.ticker import Ticker
from tests.chaos.pace import run_fast
from tests.chat.discord.room import NOW, Room, opened
from tests.emulators.discord import HISTORY, OPEN_DIRECT, POST_MESSAGE, LocalDiscord, Right
from tests.fakes import ListLedger, ScriptedAssistant, StillClock

CARD = Message(("Teaching on social media this week?",), (Choice("Stop", Invocation(("stop",))),), row="0" * 16)

PRIVATE = ("card", "reminder", "term", "drill", "paused", "unsure", "leaving")


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    async with opened() as made:
        yield made
        assert made.discord.breaches == []


def delivery(external: str = "1", tenant: str = "1", kind: str = "place") -> Delivery:
    address = Address("discord", tenant, external)
    return Delivery("0123456789abcdef01234567", Owner(kind, "p1"), "post", date(2026, 9, 4), NOW, address)  # type: ignore[arg-type]


def post(room: Room) -> Delivery:
    return delivery(room.channel.id, room.guild.id)


def card(room: Room) -> Delivery:
    return delivery(room.ana.id, "", "person")


async def test_a_post_stands_in_its_channel_under_a_nonce_of_its_delivery(room: Room):
    said = await room.app.outbox.send(post(room), CARD)
    (made,) = room.discord.messages(room.channel)
    assert said == f"{room.channel.id}/{made.id}"
    assert made.words == "Teaching on social media this week?" and made.labels == ["Stop"]
    (body,) = room.discord.called(POST_MESSAGE)
    assert body["nonce"] == nonce(post(room).id, 0) and len(body["nonce"]) <= 25
    assert body["enforce_nonce"] is True
    assert body["allowed_mentions"]["parse"] == []


async def test_the_same_delivery_twice_is_one_message(room: Room):
    assert await room.app.outbox.send(post(room), CARD) == await room.app.outbox.send(post(room), CARD)
    assert len(room.discord.messages(room.channel)) == 1


async def test_every_part_of_a_long_delivery_is_sent_once(room: Room):
    long = Message(("A sentence of some length stands here. " * 160,))
    for _ in range(2):
        await room.app.outbox.send(post(room), long)
    assert len(room.discord.messages(room.channel)) == 2


@pytest.mark.parametrize("route", [POST_MESSAGE, OPEN_DIRECT])
async def test_what_waits_for_a_limit_is_given_up_in_time_and_never_said_late(room: Room, route: str):
    room.discord.rate_limit(route, retry_after=5.0)
    ledger, before = ListLedger([replace(card(room), claimed_at=NOW)]), asyncio.all_tasks()
    outboxes = {"discord": room.app.outbox}
    await Ticker(ScriptedAssistant(), ledger, outboxes, StillClock(NOW), seconds_to_send=0.2).tick()
    assert [state for state, _ in ledger.settled.values()] == ["uncertain"]
    left = [task for task in asyncio.all_tasks() - before if "RequestHandler" not in repr(task)]  # the local Discord's
    assert left == [], "nobody waits to say it"
    assert room.discord.messages(room.ana) == []


@pytest.mark.parametrize("route", [POST_MESSAGE, OPEN_DIRECT])
async def test_a_limit_longer_than_one_waits_for_gives_it_back_until_then(room: Room, route: str):
    room.discord.rate_limit(route, retry_after=300.0)
    with pytest.raises(Later) as certain:
        await room.app.outbox.send(card(room), CARD)
    assert certain.value.seconds == 300.0
    with pytest.raises(Later):
        room.discord.rate_limit(OPEN_DIRECT, retry_after=300.0)
        await room.app.outbox.find([card(room)])


async def test_what_is_said_at_the_same_moment_is_spaced_as_discord_counts(room: Room):
    loop, at_once = asyncio.get_running_loop(), 20
    began = loop.time()
    posts = (replace(post(room), id=f"d{number}") for number in range(at_once))
    await asyncio.gather(*(room.app.outbox.send(one, CARD) for one in posts))
    assert loop.time() - began >= (at_once - 1) / SPACED
    assert len(room.discord.messages(room.channel)) == at_once


@pytest.mark.parametrize("after", [True, False])
async def test_a_connection_that_breaks_is_tried_once_more_and_still_gives_one_message(room: Room, after: bool):
    room.discord.drop(POST_MESSAGE, after=after)
    await room.app.outbox.send(post(room), CARD)
    assert len(room.discord.messages(room.channel)) == 1


async def test_a_connection_that_breaks_twice_is_uncertain(room: Room):
    room.discord.drop(POST_MESSAGE, times=2)
    with pytest.raises(Exception) as problem:
        await room.app.outbox.send(post(room), CARD)
    assert not isinstance(problem.value, NotDelivered)


def test_a_limit_after_a_try_that_may_have_arrived_is_no_word_that_it_was_not_said():
    async def said_after(broken: Callable[[LocalDiscord], None]) -> None:
        async with opened() as room:
            broken(room.discord)
            room.discord.rate_limit(POST_MESSAGE, 300.0)
            with pytest.raises(Exception, match="rate limited") as problem:
                await room.app.outbox.send(post(room), CARD)
            assert not isinstance(problem.value, NotDelivered)
            assert len(room.discord.messages(room.channel)) == 1

    run_fast(said_after(lambda discord: discord.drop(POST_MESSAGE)), 10.0)
    run_fast(said_after(lambda discord: discord.fail(POST_MESSAGE, 500, after=True)), 10.0)  # discord.py waits a second


@pytest.mark.parametrize(("status", "code", "reason"), [
    (404, 10003, "gone"), (403, 50001, "refused with 50001"), (403, 50013, "refused with 50013"),
])  # fmt: skip
async def test_a_refusal_is_certain_and_named(room: Room, status: int, code: int, reason: str):
    room.discord.refuse(POST_MESSAGE, status, code)
    with pytest.raises(NotDelivered) as certain:
        await room.app.outbox.send(post(room), CARD)
    assert certain.value.reason == reason
    assert room.discord.messages(room.channel) == []


async def test_a_server_that_boffin_is_not_in_is_never_posted_to(room: Room):
    with pytest.raises(Unreached, match="not in that server"):
        await room.app.outbox.send(delivery(room.channel.id, "12345"), CARD)
    assert room.discord.called(POST_MESSAGE) == []


async def test_where_boffin_may_not_speak_it_is_written_down_and_the_rest_goes_on(room: Room):
    room.discord.permit(room.channel, "everyone", deny=Right.SEND_MESSAGES)
    room.discord.permit(room.channel, "bot", deny=Right.SEND_MESSAGES)
    with pytest.raises(NotDelivered, match="refused with 50013"):
        await room.app.outbox.send(post(room), CARD)
    assert (await room.app.outbox.send(card(room), CARD)).split("/")[0]


async def test_a_card_comes_in_the_direct_message(room: Room):
    said = await room.app.outbox.send(card(room), CARD)
    (made,) = room.discord.messages(room.ana)
    assert said == f"{made.channel.id}/{made.id}"


@pytest.mark.parametrize("route", [POST_MESSAGE, OPEN_DIRECT])
async def test_closed_direct_messages_are_said_to_be_that(room: Room, route: str):
    room.discord.refuse(route, 403, 50007)
    with pytest.raises(Closed):
        await room.app.outbox.send(card(room), CARD)


async def passing(room: Room, days: int) -> None:
    """Move the clock on, stopping where something is due."""
    until = room.clock.now() + timedelta(days=days)
    while (due := await room.ticker.next_due()) and due <= until:
        room.clock.set(max(due, room.clock.now()))
        await room.ticker.tick()
    room.clock.set(until)


async def test_a_weekly_card_comes_in_private_and_its_choices_work_there(room: Room):
    await room.discord.direct(room.ana, "plan budget 1h")
    await room.discord.direct(room.ana, "nudges yes Europe/London")
    before = len(room.discord.messages(room.ana))
    await passing(room, 8)
    made = room.discord.messages(room.ana)[before]
    assert "Teaching on social media this week?" in made.words
    answered = await room.discord.press(room.ana, made, made.labels[0])
    assert "Noted" in answered.words and not answered.last.to
    assert room.discord.refusals == []


async def test_a_channel_post_comes_where_its_keeper_turned_posts_on(room: Room):
    await room.command("boffin channel keeper", {"action": "take"}, user=room.kim)
    await room.command("boffin channel posts", {"action": "on", "zone": "Europe/London"}, user=room.kim)
    await room.command(
        "boffin channel posts", {"action": "term", "first": "2026-09-01", "last": "2026-12-18"}, user=room.kim
    )
    before = len(room.discord.messages(room.channel))
    await passing(room, 21)
    posts = [one for one in room.discord.messages(room.channel)[before:] if not one.to]
    assert posts
    felt = await room.discord.press(room.ana, posts[0], posts[0].labels[0])
    assert felt.last.to == room.ana.id
    assert room.discord.pings == set()


async def test_closed_direct_messages_stop_the_card_and_are_told_once_and_never_in_public(room: Room):
    await room.discord.direct(room.ana, "plan budget 1h")
    await room.discord.direct(room.ana, "nudges yes Europe/London")
    room.ana.direct = False
    await passing(room, 29)
    assert len(room.discord.refusals) == 1, "one card was refused, and none was tried after it"
    general = await room.discord.mention(room.ana, room.channel, "do I have to answer every post?")
    assert "refused" not in general.words
    told = await room.command("boffin card")
    assert "My last private message to you was refused" in told.words
    assert told.last.to == room.ana.id
    assert "My last private message" not in (await room.command("boffin card")).words
    room.ana.direct = True
    again = await room.command("boffin nudges yes")
    assert "First card" in again.words


async def test_what_was_said_is_found_with_or_without_choices_and_what_was_not_is_surely_absent(room: Room):
    asked_for = (replace(card(room), id=f"{n}123456789abcdef01234567", kind=kind) for n, kind in enumerate(PRIVATE, 1))
    for one in (post(room), *asked_for):
        mine = replace(one, claimed_at=NOW)
        assert await room.app.outbox.find([mine]) == {mine.id: None}
        said = await room.app.outbox.send(mine, Message(("Posts are off.",), row=mine.row))
        assert await room.app.outbox.find([mine]) == {mine.id: said}


async def test_a_message_of_several_parts_is_found_by_any_of_them(room: Room):
    part = replace(card(room), id="2123456789abcdef01234567", claimed_at=NOW)
    whole = replace(card(room), kind="paused", claimed_at=NOW, parts=(part,))
    assert await room.app.outbox.find([whole]) == {whole.id: None}
    then = (Message(("Posts are on.",), row=part.row),)
    said = await room.app.outbox.send(whole, Message(("Posts are off.",), row=whole.row, then=then))
    assert await room.app.outbox.find([replace(whole, parts=()), part]) == {whole.id: said, part.id: said}


@pytest.mark.parametrize("route", [OPEN_DIRECT, HISTORY])
async def test_while_discord_fails_nobody_knows_yet_and_it_is_looked_for_again(room: Room, route: str):
    room.discord.fail(route, 503)
    with pytest.raises(discord.DiscordServerError):
        await room.app.outbox.find([replace(card(room), claimed_at=NOW)])
    assert len(await room.app.outbox.find([replace(card(room), claimed_at=NOW)])) == 1


async def test_in_a_channel_that_is_gone_nothing_can_be_looked_for(room: Room):
    room.discord.delete_channel(room.channel)
    assert await room.app.outbox.find([replace(post(room), claimed_at=NOW)]) == {}


async def test_what_can_be_no_id_is_never_in_doubt(room: Room):
    for one in (delivery("#ecg", room.guild.id), delivery(room.channel.id, "G1"), delivery("U1", "", "person")):
        with pytest.raises(Unreached, match="no id"):
            await room.app.outbox.send(one, CARD)
        assert await room.app.outbox.find([replace(one, claimed_at=NOW)]) == {}


async def test_where_the_history_may_not_be_read_nobody_knows(room: Room):
    for who in ("everyone", "bot"):
        room.discord.permit(room.channel, who, deny=Right.READ_MESSAGE_HISTORY)
    async with asyncio.timeout(5):  # until the client was told
        while await room.app.outbox.find([replace(post(room), claimed_at=NOW)]) != {}:  # noqa: ASYNC110 - nothing tells
            await asyncio.sleep(0)
