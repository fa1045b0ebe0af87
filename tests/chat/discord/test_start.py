"""Connecting, losing the connection, and every way in which Discord says no at the start."""

import asyncio

import pytest

from bot import wiring
from bot.chat.console.clock import ManualClock
from bot.chat.discord.app import Discord
from bot.core.errors import CannotKeep, CannotStart, NotDelivered, StandsBy, Unreachable
from bot.core.ports import Gate
from bot.settings import DiscordSettings
from tests.chat.discord.room import NOW, opened
from tests.chat.discord.test_outbox import CARD, delivery
from tests.dialogues.playing import in_memory
from tests.emulators.discord import CALLBACK, TOKEN, LocalDiscord


def made(chosen: DiscordSettings, **more: float) -> tuple[Discord, wiring.Parts]:
    clock = ManualClock(NOW)
    parts = in_memory()
    store = parts.store
    return Discord(chosen, parts.door(clock), parts.words, clock, store.installations, store.marks, **more), parts


async def refused(chosen: DiscordSettings, **more: float) -> CannotStart:
    app, parts = made(chosen, **more)
    try:
        with pytest.raises(CannotStart) as problem:
            await app.start()
        assert not await app.is_connected()
        with pytest.raises(NotDelivered, match="not connected"):
            await app.outbox.send(delivery(), CARD)
        return problem.value
    finally:
        await app.stop()
        parts.store.close()


async def test_a_wrong_token_is_the_operators_to_mend():
    async with LocalDiscord() as local:
        problem = await refused(DiscordSettings("a.b.c", local.api_url, local.gateway_url))
    assert str(problem).startswith("DISCORD_TOKEN: Discord refuses it.")
    assert not isinstance(problem, Unreachable)


async def test_nobody_there_is_worth_another_try():
    async with LocalDiscord() as local:
        chosen = DiscordSettings(TOKEN, local.api_url, local.gateway_url)
    assert isinstance(await refused(chosen), Unreachable)


async def test_a_gateway_that_does_not_answer_is_worth_another_try():
    async with LocalDiscord() as local:
        gone = local.gateway_url.replace("/gateway", "/nowhere") + "x"
        problem = await refused(DiscordSettings(TOKEN, local.api_url, gone), seconds_to_connect=0.2)
    assert isinstance(problem, Unreachable)


async def test_after_a_failed_start_it_can_be_started_again():
    async with LocalDiscord() as local:
        app, parts = made(DiscordSettings(TOKEN, local.api_url, local.gateway_url))
        local.refuse("*", 403, 40001)
        with pytest.raises(CannotStart):
            await app.start()
        await app.start()
        assert await app.is_connected()
        await app.pause()
        assert not await app.is_connected()
        await app.stop()
        parts.store.close()


async def test_it_asks_for_no_privileged_intent_and_allows_no_mention():
    async with opened() as room:
        client = room.app._client
        assert client is not None
        assert {name for name, wanted in client.intents if wanted} == {"guilds", "guild_messages", "dm_messages"}
        assert client.allowed_mentions is not None
        assert client.allowed_mentions.to_dict()["parse"] == []
        assert not client.cached_messages
        assert client._connection.member_cache_flags.value == 0


async def test_a_cut_connection_is_seen_and_made_again():
    async with opened() as room:
        client = room.app._client
        assert client is not None and await room.app.is_connected()
        room.discord.ask_to_reconnect()
        await room.discord.connected()
        said = await room.command("boffin log", {"entries": "20m youtube"})
        assert "20 min" in said.words
        assert await room.app.is_connected()


async def test_as_many_connections_as_the_gateway_asks_for():
    async with opened(local={"shards": 2}) as room:
        client = room.app._client
        assert client is not None and client.shard_count == 2
        await room.discord.connected(2)
        assert await room.app.is_connected()
        assert "20 min" in (await room.command("boffin log", {"entries": "20m youtube"})).words


class OneOnly(Gate):
    """Lets one of all that share `inside` in; whoever is away cannot say."""

    def __init__(self, inside: list["OneOnly"]) -> None:
        self.inside, self.is_away = inside, False

    async def enter(self) -> bool:
        if self.is_away:
            raise CannotKeep("PostgreSQL is away")
        if not self.inside:
            self.inside.append(self)
        return self.inside == [self]

    async def leave(self) -> None:
        if self in self.inside:
            self.inside.remove(self)


async def test_whatever_goes_wrong_while_it_stops_the_next_one_is_let_in():
    async def broken() -> None:
        raise OSError

    inside: list[OneOnly] = []
    async with opened(gate=OneOnly(inside)) as room:
        client = room.app._client
        assert client is not None and len(inside) == 1
        close = client.close
        client.close = broken  # type: ignore[method-assign]
        with pytest.raises(OSError):
            await room.app.stop()
        assert inside == []
        client.close = close  # type: ignore[method-assign]


async def test_of_two_replicas_one_is_connected_and_the_other_takes_over_when_it_is_gone():
    inside: list[OneOnly] = []
    mine, others, waits = OneOnly(inside), OneOnly(inside), asyncio.Semaphore(0)
    async with opened(gate=mine, pause=lambda seconds: waits.acquire()) as room:
        other = room.made(gate=others)
        with pytest.raises(StandsBy):
            await other.start()
        losing = asyncio.create_task(room.app.lost())
        mine.is_away = True
        waits.release()
        await asyncio.sleep(0)
        assert not losing.done(), "while nobody can say, it stays"
        mine.is_away, inside[:] = False, [others]
        waits.release()
        async with asyncio.timeout(5):
            await losing
        await room.app.pause()
        await room.app.stop()
        await other.start()
        room.app = other
        assert "20 min" in (await room.command("boffin log", {"entries": "20m youtube"})).words
    assert inside == [], "whoever stops lets the next one in at once"


async def test_nothing_is_taken_once_it_is_paused_and_what_was_taken_is_answered():
    async with opened() as room:
        held = room.discord.hold(CALLBACK)
        asking = asyncio.create_task(room.command("boffin log", {"entries": "20m youtube"}))
        await held.reached.wait()
        pausing = asyncio.create_task(room.app.pause())
        held.release()
        await pausing
        assert "Noted: 20 min" in (await asking).words
