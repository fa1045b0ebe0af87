"""The local Discord refuses what a token, place, right or moment does not allow, and breaks when a test says so."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import discord
import pytest

from tests.emulators.discord import (
    BOT,
    CALLBACK,
    FOLLOW_UP,
    HISTORY,
    POST_MESSAGE,
    Channel,
    Interaction,
    LocalDiscord,
    NotDelivered,
    NotThere,
    Right,
)
from tests.emulators.discordpy import INTENTS, Api, AtOnce, api, running


class Client(AtOnce, discord.Client):
    """A client that only says what a test lets it say."""

    def __init__(self) -> None:
        super().__init__(intents=INTENTS, guild_ready_timeout=0.01, max_messages=None)


@pytest.fixture
async def local() -> AsyncIterator[LocalDiscord]:
    async with LocalDiscord() as made:
        made.user("ana")
        made.channel("teaching", made.guild("school", members=["ana"]))
        yield made


@pytest.fixture
async def bot(local: LocalDiscord) -> AsyncIterator[Api]:
    async with api(local) as made:
        yield made


@pytest.fixture
def teaching(local: LocalDiscord) -> Channel:
    return local.world.place("teaching")


def begun(local: LocalDiscord, kind: int = 2, **more: Any) -> Interaction:
    return local.world.begin(kind, local.world.person("ana"), local.world.place("teaching"), {"type": 1}, **more)


# -- places ----------------------------------------------------------------------------------------------


async def test_a_request_needs_the_token_unless_its_address_carries_one(local: LocalDiscord) -> None:
    one = begun(local)
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{local.api_url}/users/@me") as answer:
            assert (answer.status, (await answer.json())["code"]) == (401, 0)
        address = f"{local.api_url}/interactions/{one.id}/{one.token}/callback"
        async with session.post(address, json={"type": 4, "data": {"content": "x"}}) as answer:
            assert answer.status == 204
        async with session.get(f"{local.api_url}/nowhere") as answer:
            assert answer.status == 404
        async with session.post(address, data="{", headers={"Content-Type": "application/json"}) as answer:
            assert (await answer.json())["code"] == 50109


async def test_a_place_must_be_there_be_seen_and_let_the_bot_speak(
    local: LocalDiscord, bot: Api, teaching: Channel
) -> None:
    async def code() -> tuple[int, int]:
        status, told = await bot.post(teaching, content="x")
        return status, told.get("code", 0)

    assert await code() == (200, 0)
    local.permit(teaching, "bot", deny=Right.SEND_MESSAGES)
    assert await code() == (403, 50013)
    local.permit(teaching, "bot", deny=Right.VIEW_CHANNEL)
    assert await code() == (403, 50001)
    local.permit(teaching, "bot", allow=BOT)
    local.permit(teaching, "everyone", deny=BOT)
    assert await code() == (200, 0)
    await local.leave(teaching.guild)  # type: ignore[arg-type]
    assert await code() == (403, 50001)
    local.delete_channel(teaching)
    assert await code() == (404, 10003)


async def test_rights_come_from_roles_then_from_the_channel_and_an_administrator_has_all(
    local: LocalDiscord, teaching: Channel
) -> None:
    guild, ana = teaching.guild, local.world.person("ana")
    assert guild is not None
    assert not teaching.rights(ana.id) & Right.MANAGE_CHANNELS
    role = local.role(guild, "keepers", Right.MANAGE_CHANNELS, ["ana"])
    assert teaching.rights(ana.id) & Right.MANAGE_CHANNELS
    local.permit(teaching, role, deny=Right.MANAGE_CHANNELS)
    assert not teaching.rights(ana.id) & Right.MANAGE_CHANNELS
    local.permit(teaching, "ana", allow=Right.MANAGE_CHANNELS)
    assert teaching.rights(ana.id) & Right.MANAGE_CHANNELS
    local.permit(teaching, "ana", deny=Right.MANAGE_CHANNELS)
    local.set_rights(guild, role, Right.ADMINISTRATOR)
    assert teaching.rights(ana.id) & Right.MANAGE_CHANNELS & Right.MANAGE_CHANNELS
    local.remove_member(guild, "ana")
    assert teaching.rights(ana.id) == 0
    with pytest.raises(NotDelivered):
        await local.say("ana", teaching, "hello")


async def test_in_a_thread_another_right_counts(local: LocalDiscord, bot: Api, teaching: Channel) -> None:
    thread = local.thread("week 1", teaching)
    local.permit(teaching, "bot", deny=Right.SEND_MESSAGES)
    assert (await bot.post(thread, content="x"))[0] == 200
    local.permit(teaching, "bot", deny=Right.SEND_MESSAGES_IN_THREADS)
    assert (await bot.post(thread, content="x"))[1]["code"] == 50013
    assert (await bot.post(teaching, content="x"))[0] == 200


async def test_without_their_rights_files_are_refused_and_embeds_left_out(
    local: LocalDiscord, bot: Api, teaching: Channel
) -> None:
    local.permit(teaching, "everyone", deny=Right.EMBED_LINKS | Right.ATTACH_FILES)
    local.permit(teaching, "bot", deny=Right.EMBED_LINKS | Right.ATTACH_FILES)
    status, told = await bot.post(teaching, content="x", embeds=[{"title": "t"}])
    assert (status, told["embeds"]) == (200, [])
    form = aiohttp.FormData()
    form.add_field("payload_json", json.dumps({"content": "x"}))
    form.add_field("files[0]", b"x", filename="a.txt")
    headers = {"Authorization": f"Bot {local.token}"}
    async with bot.session.post(
        f"{local.api_url}/channels/{teaching.id}/messages", data=form, headers=headers
    ) as answer:
        assert (answer.status, (await answer.json())["code"]) == (403, 50013)


async def test_history_is_empty_where_it_may_not_be_read_and_one_message_refused(
    local: LocalDiscord, bot: Api, teaching: Channel
) -> None:
    ids = [(await bot.post(teaching, content=f"{n}"))[1]["id"] for n in range(6)]
    path = f"/channels/{teaching.id}/messages"

    async def said(**query: Any) -> list[str]:
        return [one["content"] for one in (await bot("GET", path, **query))[1]]

    assert await said() == ["5", "4", "3", "2", "1", "0"]
    assert await said(after=ids[2], limit=2) == ["4", "3"]
    assert await said(before=ids[2], limit=1) == ["1"]
    assert await said(around=ids[2], limit=3) == ["3", "2", "1"]
    assert (await bot("GET", path, limit=101))[0] == 400
    local.permit(teaching, "everyone", deny=Right.READ_MESSAGE_HISTORY)
    local.permit(teaching, "bot", deny=Right.READ_MESSAGE_HISTORY)
    assert await said() == []
    assert (await bot("GET", f"{path}/{ids[0]}"))[1]["code"] == 50013
    status, told = await bot.post(teaching, content="x", message_reference={"message_id": ids[0]})
    assert (status, told["code"]) == (400, 160002)


async def test_what_others_said_is_read_without_its_content(local: LocalDiscord, bot: Api, teaching: Channel) -> None:
    await local.say("ana", teaching, "among us")
    await bot.post(teaching, content="our own")
    _, told = await bot("GET", f"/channels/{teaching.id}/messages")
    assert [one["content"] for one in told] == ["our own", ""]


async def test_a_message_is_changed_by_its_author_and_removed_while_it_stands(
    local: LocalDiscord, bot: Api, teaching: Channel
) -> None:
    path = f"/channels/{teaching.id}/messages/"
    await local.say("ana", teaching, "mine")
    theirs = local.history(teaching)[0].id
    ours = (await bot.post(teaching, content="x"))[1]["id"]
    assert (await bot("PATCH", path + theirs, {"content": "y"}))[1]["code"] == 50005
    assert (await bot("DELETE", path + theirs))[1]["code"] == 50013
    assert (await bot("PATCH", path + ours, {"content": "y"}))[1]["content"] == "y"
    assert (await bot("DELETE", path + ours))[0] == 204
    assert (await bot("PATCH", path + ours, {"content": "z"}))[1]["code"] == 10008
    assert (await bot("GET", path + ours))[1]["code"] == 10008
    assert [one.words for one in local.history(teaching)] == ["mine"]


async def test_people_places_and_servers_are_told_or_unknown(local: LocalDiscord, bot: Api, teaching: Channel) -> None:
    guild, ana = teaching.guild, local.world.person("ana")
    assert guild is not None
    for path, code in (
        ("/users/1", 10013),
        ("/channels/1", 10003),
        ("/guilds/1", 10004),
        (f"/guilds/{guild.id}/members/1", 10013),
    ):
        assert (await bot("GET", path))[1]["code"] == code
    assert (await bot("GET", f"/guilds/{guild.id}/members/{ana.id}"))[1]["user"]["username"] == "ana"
    assert [one["name"] for one in (await bot("GET", f"/guilds/{guild.id}/channels"))[1]] == ["teaching"]
    assert [one["name"] for one in (await bot("GET", "/users/@me/guilds"))[1]] == ["school"]
    assert {one["name"] for one in (await bot("GET", f"/guilds/{guild.id}/roles"))[1]} == {"@everyone", "Boffin"}
    assert (await bot("POST", "/users/@me/channels", {"recipient_id": "1"}))[1]["code"] == 50033
    local.user("ben")
    assert (await bot("GET", f"/guilds/{guild.id}/members/{local.world.person('ben').id}"))[1]["code"] == 10007
    assert (await bot("DELETE", f"/users/@me/guilds/{guild.id}"))[0] == 204
    assert (await bot("GET", f"/guilds/{guild.id}"))[1]["code"] == 10004


# -- once, and in time ----------------------------------------------------------------------------------------


async def test_the_same_nonce_within_minutes_gives_the_same_message(
    local: LocalDiscord, bot: Api, teaching: Channel
) -> None:
    sent = {"content": "card", "nonce": "delivery-1", "enforce_nonce": True}
    first = (await bot.post(teaching, **sent))[1]["id"]
    assert (await bot.post(teaching, **sent | {"content": "another"}))[1]["id"] == first
    assert (await bot.post(teaching, content="x", nonce="delivery-1"))[1]["id"] != first
    assert (await bot.post(teaching, **sent | {"nonce": "delivery-2"}))[1]["id"] != first
    local.delete(local.messages(teaching)[0])
    status, told = await bot.post(teaching, **sent)
    assert (status, told["code"]) == (404, 10008)
    local.advance(181)
    assert (await bot.post(teaching, **sent))[0] == 200


async def test_an_interaction_is_answered_in_time_once_and_by_its_token(local: LocalDiscord, bot: Api) -> None:
    one, late = begun(local), begun(local)
    assert (await bot.follow(one, content="too early"))[1]["code"] == 10015
    assert (await bot.answer(one, 4, content="x"))[0] == 200
    assert (await bot.answer(one, 4, content="x"))[1]["code"] == 40060
    assert (await bot("POST", f"/interactions/{late.id}/{one.token}/callback", {"type": 5}))[1]["code"] == 10062
    local.advance(3.1)
    assert (await bot.answer(late, 4, content="x"))[1]["code"] == 10062
    assert (await bot.follow(one, content="in time"))[0] == 200
    local.advance(897)
    assert await bot.follow(one, content="late") == (401, {"message": "Invalid Webhook Token", "code": 50027})


async def test_what_was_answered_is_read_changed_and_removed_by_its_token_only(
    local: LocalDiscord, bot: Api, teaching: Channel
) -> None:
    one = begun(local)
    _, told = await bot.answer(one, 4, content="for you", flags=64)
    mine = told["resource"]["message"]["id"]
    assert told["interaction"]["response_message_ephemeral"]
    assert (await bot("GET", f"/channels/{teaching.id}/messages/{mine}"))[1]["code"] == 10008
    assert (await bot.follow(one, "GET", "/messages/@original"))[1]["content"] == "for you"
    assert (await bot.follow(one, "PATCH", f"/messages/{mine}", content="mended"))[1]["flags"] == 64
    more = (await bot.follow(one, content="more"))[1]["id"]
    assert (await bot.follow(begun(local), "GET", f"/messages/{more}"))[0] == 404
    assert (await bot.follow(one, "PATCH", f"/messages/{more}", content="x" * 2001))[1]["code"] == 50035
    assert (await bot.follow(one, "DELETE", "/messages/@original"))[0] == 204
    assert (await bot.follow(one, "PATCH", "/messages/@original", content="x"))[1]["code"] == 10008
    assert [said.words for said in local.messages(teaching)] == ["more"]


async def test_an_ephemeral_message_is_seen_by_one_person_and_never_heard(local: LocalDiscord, bot: Api) -> None:
    one = begun(local)
    local.user("ben")
    local.add_member(next(iter(local.world.guilds.values())), "ben")
    await bot.answer(one, 4, content="for you", flags=64, components=[_row()])
    (only,) = local.ephemerals("ana", "teaching")
    assert (local.ephemerals("ben"), local.history("teaching"), only.words) == ([], [], "for you")
    with pytest.raises(NotThere):
        await local.press("ben", only, "Go")


def _row() -> dict[str, Any]:
    return {"type": 1, "components": [{"type": 2, "style": 1, "label": "Go", "custom_id": "go"}]}


async def test_asking_a_channel_for_an_ephemeral_message_makes_a_public_one(
    local: LocalDiscord, bot: Api, teaching: Channel
) -> None:
    await bot.post(teaching, content="oh", flags=64)
    assert [one.words for one in local.messages(teaching)] == ["oh"]


# -- faults ----------------------------------------------------------------------------------------------------


async def test_a_limit_on_a_route_is_waited_for_and_then_met(local: LocalDiscord) -> None:
    async with running(local, client := Client()):
        place = client.get_channel(int(local.world.place("teaching").id))
        assert isinstance(place, discord.TextChannel)
        local.rate_limit(POST_MESSAGE, 0.01)
        await place.send("one")
        local.rate_limit(POST_MESSAGE, 0.01, shared=True)
        await place.send("two")
        assert [one.status for one in local.calls if one.name == POST_MESSAGE] == [429, 200, 429, 200]
        assert [one.answer["global"] for one in local.refusals] == [False, True]
        assert [one.words for one in local.messages("teaching")] == ["one", "two"]


async def test_a_bucket_takes_so_many_requests_and_tells_how_many_are_left(
    local: LocalDiscord, bot: Api, teaching: Channel
) -> None:
    local.limit(POST_MESSAGE, 2, 60)
    headers = {"Authorization": f"Bot {local.token}"}
    address = f"{local.api_url}/channels/{teaching.id}/messages"
    seen = []
    for _ in range(3):
        async with bot.session.post(address, json={"content": "x"}, headers=headers) as answer:
            seen.append((answer.status, answer.headers["X-RateLimit-Remaining"], answer.headers["X-RateLimit-Limit"]))
    assert seen == [(200, "1", "2"), (200, "0", "2"), (429, "0", "2")]
    assert (await bot("GET", f"/channels/{teaching.id}/messages"))[0] == 200
    local.limit("*", 0, 60)
    status, told = await bot("GET", "/users/@me")
    assert (status, told["global"]) == (429, True)
    assert (await bot.answer(begun(local), 4, content="x"))[0] == 200  # the first answer is exempt


async def test_discord_py_keeps_within_the_bucket_that_the_headers_tell_of(local: LocalDiscord) -> None:
    local.limit(POST_MESSAGE, 2, 0.05)
    async with running(local, client := Client()):
        place = client.get_channel(int(local.world.place("teaching").id))
        assert isinstance(place, discord.TextChannel)
        await asyncio.gather(*(place.send(f"{n}") for n in range(6)))
        assert (len(local.messages("teaching")), local.refusals) == (6, [])


async def test_a_refusal_and_a_server_error_come_as_asked(local: LocalDiscord, bot: Api, teaching: Channel) -> None:
    local.refuse(POST_MESSAGE, 403, 50013)
    local.fail("*", 503, times=2)
    assert (await bot.post(teaching, content="x"))[1]["code"] == 50013
    assert (await bot.post(teaching, content="x"))[0] == 503
    assert (await bot("GET", "/users/@me"))[0] == 503
    assert (await bot.post(teaching, content="x"))[0] == 200
    assert [one.status for one in local.refusals] == [403, 503, 503]


async def test_a_dropped_connection_leaves_the_message_said_or_unsaid(
    local: LocalDiscord, bot: Api, teaching: Channel
) -> None:
    for after, stands in ((False, 0), (True, 1)):
        local.drop(POST_MESSAGE, after=after)
        with pytest.raises(aiohttp.ClientError):
            await bot.post(teaching, content="x", nonce="n", enforce_nonce=True)
        assert len(local.messages(teaching)) == stands
    await bot.post(teaching, content="x", nonce="n", enforce_nonce=True)
    assert len(local.messages(teaching)) == 1


async def test_a_held_call_waits_until_it_is_let_go(local: LocalDiscord, bot: Api, teaching: Channel) -> None:
    held = local.hold(POST_MESSAGE)
    said = asyncio.ensure_future(bot.post(teaching, content="x"))
    await held.reached.wait()
    assert local.messages(teaching) == []
    held.release()
    assert (await said)[0] == 200


async def test_a_callback_that_is_dropped_after_it_was_taken_cannot_be_sent_again(
    local: LocalDiscord, bot: Api
) -> None:
    one = begun(local)
    local.drop(CALLBACK)
    with pytest.raises(aiohttp.ClientError):
        await bot.answer(one, 4, content="x")
    assert (await bot.answer(one, 4, content="x"))[1]["code"] == 40060
    local.drop(FOLLOW_UP, after=False)
    with pytest.raises(aiohttp.ClientError):
        await bot.follow(one, content="y")
    assert [said.words for said in local.messages("teaching")] == ["x"]
    assert local.called(HISTORY) == []
