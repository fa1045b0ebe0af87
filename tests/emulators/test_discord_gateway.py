"""The local gateway lets the real discord.py client in, keeps it alive, loses it and takes it back as Discord does."""

import asyncio
from collections.abc import AsyncIterator

import discord
import pytest
from aiohttp import ClientSession, WSMsgType
from discord.gateway import DiscordWebSocket

from tests.emulators.discord import Intent, LocalDiscord, Right
from tests.emulators.discordpy import INTENTS, AtOnce, pointed, running


class Listener(AtOnce, discord.Client):
    """Writes down what it is told."""

    def __init__(self, intents: discord.Intents = INTENTS, **more: object) -> None:
        super().__init__(intents=intents, guild_ready_timeout=0.01, max_messages=None, **more)  # type: ignore[arg-type]
        self.heard: list[str] = []
        self.rang = asyncio.Event()

    def note(self, what: str) -> None:
        self.heard.append(what)
        self.rang.set()

    async def hears(self, what: str) -> None:
        async with asyncio.timeout(5):
            while what not in self.heard:
                self.rang.clear()
                await self.rang.wait()

    async def hears_of(self, local: LocalDiscord) -> None:
        """Wait until something said now arrives."""
        await local.say("ana", "ana", f"number {len(local.world.said)}")
        await self.hears(f"ana: 'number {len(local.world.said) - 1}'")

    async def on_resumed(self) -> None:
        self.note("resumed")

    async def on_guild_join(self, guild: discord.Guild) -> None:
        self.note(f"joined {guild.name}: {[one.name for one in guild.text_channels]}")

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        self.note(f"left {guild.name}")

    async def on_guild_unavailable(self, guild: discord.Guild) -> None:
        self.note(f"lost {guild.name}")

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        self.note(f"#{channel.name} is gone")

    async def on_guild_channel_update(self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel) -> None:
        may = after.permissions_for(after.guild.me).send_messages
        self.note(f"#{after.name}: {'may' if may else 'may not'} speak")

    async def on_message(self, message: discord.Message) -> None:
        self.note(f"{message.author.name}: {message.content!r}")


class Sharded(AtOnce, discord.AutoShardedClient):
    """Opens as many connections as it is told to."""


@pytest.fixture
async def local() -> AsyncIterator[LocalDiscord]:
    async with LocalDiscord() as made:
        made.user("ana")
        made.channel("teaching", made.guild("school", members=["ana"]))
        yield made


async def start(local: LocalDiscord, client: discord.Client, token: str = "") -> None:
    with pointed(local):
        try:
            async with asyncio.timeout(5):
                await client.start(token or local.token)
        finally:
            await client.close()


# -- who is let in -----------------------------------------------------------------------------------


async def test_a_wrong_token_is_refused_by_the_api_and_by_the_gateway(local: LocalDiscord) -> None:
    with pytest.raises(discord.LoginFailure):
        await start(local, Listener(), "wrong")
    assert local.refusals[0].status == 401
    async with ClientSession() as session, session.ws_connect(local.gateway_url) as socket:
        await socket.send_json({"op": 2, "d": {"token": "wrong", "intents": 1, "properties": {}}})
        while (await socket.receive()).type is not WSMsgType.CLOSE:
            pass
        assert socket.close_code == 4004


async def test_privileged_intents_need_the_switch_in_the_portal(local: LocalDiscord) -> None:
    wanting = discord.Intents(guilds=True, message_content=True)
    with pytest.raises(discord.PrivilegedIntentsRequired):
        await start(local, Listener(wanting))
    assert local.gateway.closed == [4014]
    local.world.portal = Intent.MESSAGE_CONTENT
    async with running(local, Listener(wanting)):
        assert local.gateway.ready[0].intents & Intent.MESSAGE_CONTENT


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ("{", 4002),
        ('{"op": 77}', 4001),
        ('{"op": 3, "d": {}}', 4003),
        ('{"op": 2, "d": {"token": "TOKEN", "properties": {}, "intents": 1, "shard": [2, 2]}}', 4010),
        ('{"op": 2, "d": {"token": "TOKEN", "properties": {}, "intents": 1073741824}}', 4013),
        ('{"op": 6, "d": {"token": "wrong", "session_id": "x", "seq": 1}}', 4004),
    ],
)
async def test_what_the_gateway_cannot_take_closes_the_connection_with_its_code(
    local: LocalDiscord, sent: str, code: int
) -> None:
    async with ClientSession() as session, session.ws_connect(local.gateway_url) as socket:
        await socket.send_str(sent.replace("TOKEN", local.token))
        while (await socket.receive()).type is not WSMsgType.CLOSE:
            pass
    assert local.gateway.closed == [code]


async def test_a_client_may_not_talk_too_much(local: LocalDiscord) -> None:
    async with ClientSession() as session, session.ws_connect(local.gateway_url) as socket:
        await socket.send_json({"op": 2, "d": {"token": local.token, "intents": 1, "properties": {}}})
        for _ in range(120):
            await socket.send_json({"op": 3, "d": {}})
        while (await socket.receive()).type is not WSMsgType.CLOSE:
            pass
    assert local.gateway.closed == [4008]


async def test_what_is_sent_is_compressed_as_discord_py_asks_and_plain_without(local: LocalDiscord) -> None:
    async with ClientSession() as session:
        async with session.ws_connect(local.gateway_url) as socket:
            assert (await socket.receive()).type is WSMsgType.TEXT
        async with session.ws_connect(f"{local.gateway_url}?compress=zlib-stream") as socket:
            assert (await socket.receive()).data.endswith(b"\x00\x00\xff\xff")
    async with running(local, Listener()) as client:
        assert [guild.name for guild in client.guilds] == ["school"]


# -- staying and coming back -----------------------------------------------------------------------------


async def test_a_cut_client_resumes_and_hears_what_was_said_meanwhile(local: LocalDiscord) -> None:
    async with running(local, client := Listener()):
        held = local.gateway.sessions[local.gateway.ready[0].id]
        assert local.cut() == 1
        await local.say("ana", "ana", "are you there?")
        await client.hears("ana: 'are you there?'")
        await client.hears("resumed")
        assert (local.gateway.resumed, len(local.gateway.identified), local.gateway.ready) == (1, 1, [held])


async def test_a_client_that_is_asked_to_reconnect_resumes(local: LocalDiscord) -> None:
    async with running(local, client := Listener()):
        local.ask_to_reconnect()
        await client.hears("resumed")
        assert local.gateway.resumed == 1


async def test_an_invalid_session_means_to_identify_again(local: LocalDiscord) -> None:
    async with running(local, client := Listener()):
        local.invalidate()
        await local.until(lambda: len(local.gateway.identified) == 2)
        await client.hears_of(local)
        assert local.gateway.resumed == 0


async def test_a_session_that_is_no_more_cannot_be_resumed(local: LocalDiscord) -> None:
    async with running(local, client := Listener()):
        local.gateway.sessions.clear()
        local.cut()
        await local.until(lambda: len(local.gateway.identified) == 2)
        await client.hears_of(local)
        assert local.gateway.resumed == 0


async def test_a_client_whose_heartbeats_are_lost_comes_back_by_itself(local: LocalDiscord) -> None:
    local.gateway.interval = 0.05
    async with running(local, client := Listener(heartbeat_timeout=0.2)):
        await local.until(lambda: local.gateway.heartbeats > 1)
        local.stop_heartbeats()
        await local.until(lambda: not local.gateway.ready)
        local.start_heartbeats()
        await client.hears("resumed")


async def test_a_client_that_sends_no_heartbeats_is_closed(local: LocalDiscord) -> None:
    local.gateway.interval = 0.02
    async with ClientSession() as session, session.ws_connect(local.gateway_url) as socket:
        await socket.receive()
        assert (await socket.receive()).data == 4009


async def test_shards_hear_of_their_own_servers_only(local: LocalDiscord) -> None:
    local.gateway.shards = 2
    for number in (1, 2):
        local.guild(f"school {number}", id=str(number << 22))
    client = Sharded(intents=INTENTS, guild_ready_timeout=0.01, max_messages=None)
    async with running(local, client, links=2):
        assert sorted(client.shards) == [0, 1]
        assert {guild.name: guild.shard_id for guild in client.guilds if guild.id < 1 << 30} == {
            "school 1": 1,
            "school 2": 0,
        }
        assert [one["shard"] for one in local.gateway.identified] == [[0, 2], [1, 2]]
        told = {one.shard[0]: one.known for one in local.gateway.ready}
        assert (str(1 << 22) in told[1], str(2 << 22) in told[0], told[0] & told[1]) == (True, True, set())


async def test_an_event_goes_only_to_who_asked_for_it(local: LocalDiscord) -> None:
    async with running(local, client := Listener(discord.Intents(guilds=True, dm_messages=True))):
        await local.say("ana", "teaching", "in the channel")
        await local.say("ana", "ana", "in private")
        await client.hears("ana: 'in private'")
        assert not any("''" in what or "channel" in what for what in client.heard)


# -- servers and channels ----------------------------------------------------------------------------------


async def test_the_bot_hears_of_joining_leaving_and_losing_a_server(local: LocalDiscord) -> None:
    async with running(local, client := Listener()):
        other = local.guild("college", members=["ana"], bot=False)
        local.channel("common-room", other)
        await local.join(other)
        await client.hears("joined college: ['common-room']")
        await local.lose(other)
        await client.hears("lost college")
        await local.leave(other)
        await client.hears("left college")
        assert [guild.name for guild in client.guilds] == ["school"]


async def test_the_bot_hears_of_changed_rights_and_deleted_channels(local: LocalDiscord) -> None:
    async with running(local, client := Listener()):
        teaching = local.world.place("teaching")
        local.permit(teaching, "bot", deny=Right.SEND_MESSAGES)
        await client.hears("#teaching: may not speak")
        local.permit(teaching, "bot", allow=Right.SEND_MESSAGES)
        await client.hears("#teaching: may speak")
        local.delete_channel(teaching)
        await client.hears("#teaching is gone")


async def test_a_hidden_channel_is_not_heard(local: LocalDiscord) -> None:
    hidden = local.channel("staff", overwrites={"everyone": (0, Right.VIEW_CHANNEL), "bot": (0, Right.VIEW_CHANNEL)})
    local.permit(hidden, "ana", allow=Right.VIEW_CHANNEL)
    async with running(local, client := Listener()):
        await local.mention("ana", hidden, "psst", wait=0)
        await local.mention("ana", "teaching", "hello", wait=0)
        await client.hears(f"ana: '<@{local.bot.id}> hello'")
        assert not any("psst" in what for what in client.heard)


# -- what a bot without the intent for content reads ----------------------------------------------------------


async def test_content_comes_in_private_with_a_mention_and_in_replies_that_ping(local: LocalDiscord) -> None:
    async with running(local, client := Listener()) as bot:
        channel = bot.get_channel(int(local.world.place("teaching").id))
        assert isinstance(channel, discord.TextChannel)
        await channel.send("a post")
        post = local.messages("teaching")[0]
        await local.say("ana", "teaching", "among us")
        await local.reply("ana", post, "without a ping", ping=False, wait=0)
        await local.reply("ana", post, "with a ping", wait=0)
        await local.mention("ana", "teaching", "hello", wait=0)
        await local.say("ana", "ana", "in private")
        await client.hears("ana: 'in private'")
        said = [what for what in client.heard if what.startswith("ana")]
        mention = f"ana: '<@{local.bot.id}> hello'"
        assert said == ["ana: ''", "ana: ''", "ana: 'with a ping'", mention, "ana: 'in private'"]


async def test_with_the_intent_everything_is_read() -> None:
    async with LocalDiscord(privileged=Intent.MESSAGE_CONTENT) as local:
        local.user("ana")
        local.channel("teaching", local.guild("school", members=["ana"]))
        intents = discord.Intents(guilds=True, guild_messages=True, message_content=True)
        async with running(local, client := Listener(intents)):
            await local.say("ana", "teaching", "among us")
            await client.hears("ana: 'among us'")


def test_the_addresses_of_discord_py_are_put_back() -> None:
    before = discord.http.Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    with pointed(LocalDiscord()):
        assert before != (discord.http.Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY)
    assert before == (discord.http.Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY)
