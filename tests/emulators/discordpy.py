"""A bare discord.py client, for the tests of the emulator itself."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import discord
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from tests.emulators.discord import LocalDiscord

INTENTS = discord.Intents(guilds=True, dm_messages=True, guild_messages=True)


class AtOnce:
    """Leaves out the five seconds that discord.py waits before it identifies once more; stands before the client."""

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait for nothing."""


@contextmanager
def pointed(local: LocalDiscord) -> Iterator[None]:
    """Point discord.py at the local Discord: its API, and the gateway it falls back to."""
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = local.api_url, URL(local.gateway_url)
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


@asynccontextmanager
async def running(local: LocalDiscord, client: discord.Client, *, links: int = 1) -> AsyncIterator[discord.Client]:
    """Connect a client, and close it at the end."""
    with pointed(local):
        run = asyncio.ensure_future(client.start(local.token))
        try:
            wait = asyncio.ensure_future(local.connected(links))
            await asyncio.wait({run, wait}, return_when=asyncio.FIRST_COMPLETED)
            if run.done():
                wait.cancel()
                run.result()
            await wait
            await client.wait_until_ready()
            yield client
        finally:
            await client.close()
            run.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await run
