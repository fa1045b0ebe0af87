"""A bare discord.py client, and plain requests, for the tests of the emulator itself."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import discord
from aiohttp import ClientSession
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from tests.emulators.discord import Channel, Interaction, LocalDiscord

INTENTS = discord.Intents(guilds=True, dm_messages=True, guild_messages=True)


class AtOnce:
    """Leaves out the five seconds that discord.py waits before it identifies once more; stands before the client."""

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait for nothing."""


Seen = discord.Interaction[Any]


class Bot(AtOnce, discord.Client):
    """A client with a command tree; what a test puts in is registered when it connects."""

    def __init__(self) -> None:
        super().__init__(intents=INTENTS, guild_ready_timeout=0.01, max_messages=None)
        self.tree = app_commands.CommandTree(self)
        self.seen: list[Seen] = []

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def on_interaction(self, interaction: Seen) -> None:
        self.seen.append(interaction)


class Form(discord.ui.Modal, title="Log time"):
    """Asks for minutes and a tool, and says what it got."""

    minutes: discord.ui.Label[Any] = discord.ui.Label(
        text="Minutes",
        description="Whole minutes",
        component=discord.ui.TextInput(custom_id="minutes", default="20", max_length=4),
    )
    tool: discord.ui.Label[Any] = discord.ui.Label(
        text="Tool",
        component=discord.ui.Select(
            custom_id="tool",
            required=False,
            options=[discord.SelectOption(label="YouTube", value="yt"), discord.SelectOption(label="X", value="x")],
        ),
    )

    async def on_submit(self, interaction: Seen) -> None:
        await interaction.response.send_message(f"{self.minutes.component.value} on {self.tool.component.values}")


def command(bot: Bot, **more: Any) -> Any:
    """Put the command that a test is about into the tree of a bot."""
    return bot.tree.command(name="boffin", description="Boffin", **more)


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


class Api:
    """Plain requests in the bot's name, for what discord.py would not send or would send again."""

    def __init__(self, local: LocalDiscord, session: ClientSession) -> None:
        self.local, self.session = local, session

    async def __call__(self, method: str, path: str, body: Any = None, **query: Any) -> tuple[int, Any]:
        """Send one request; give the status and what came."""
        headers = {"Authorization": f"Bot {self.local.token}"}
        address = self.local.api_url + path
        async with self.session.request(method, address, json=body, params=query, headers=headers) as answer:
            return answer.status, await answer.json() if answer.status != 204 else None

    async def post(self, channel: Channel, **body: Any) -> tuple[int, Any]:
        """Say something in a channel."""
        return await self("POST", f"/channels/{channel.id}/messages", body)

    async def answer(self, interaction: Interaction, kind: int, **data: Any) -> tuple[int, Any]:
        """Answer an interaction for the first time."""
        path = f"/interactions/{interaction.id}/{interaction.token}/callback"
        return await self("POST", path, {"type": kind, "data": data}, with_response="true")

    async def follow(
        self, interaction: Interaction, method: str = "POST", at: str = "", **body: Any
    ) -> tuple[int, Any]:
        """Say more, or change or remove what was said."""
        return await self(method, f"/webhooks/{self.local.bot.id}/{interaction.token}{at}", body)


@asynccontextmanager
async def api(local: LocalDiscord) -> AsyncIterator[Api]:
    """Give a way to send plain requests."""
    async with ClientSession() as session:
        yield Api(local, session)


def problems(errors: Any, at: str = "") -> dict[str, str]:
    """Flatten what Discord nests: where, to the code."""
    found: dict[str, str] = {}
    for key, value in errors.items():
        if key == "_errors":
            found[at] = value[0]["code"]
        else:
            found |= problems(value, f"{at}.{key}" if at else key)
    return found
