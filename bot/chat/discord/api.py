"""Signing in: where Discord is, who we are there, and what each way to fail means for the operator."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import discord
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.core.errors import CannotStart, Unreachable
from bot.settings import DiscordSettings

CLOSED = frozenset({50007, 50278})  # the person lets no message in, or shares no server with us
NO_LONGER = frozenset({10062, 50027, 10015})  # the interaction or its token is over
TAKEN = 40060  # somebody else acknowledged it
NETWORK = (OSError, TimeoutError, aiohttp.ClientError, discord.DiscordServerError, discord.GatewayNotFound)
REFUSED = (
    "DISCORD_TOKEN: Discord refuses it. Nothing was sent. "
    "Make a new one with *Reset Token* under *Bot* of the application."
)


def point_at(settings: DiscordSettings) -> None:
    """Let discord.py speak to these addresses; it keeps them for the whole process."""
    Route.BASE = settings.api_url
    if settings.gateway_url:
        DiscordWebSocket.DEFAULT_GATEWAY = type(DiscordWebSocket.DEFAULT_GATEWAY)(settings.gateway_url)


async def sign_in(client: discord.Client, token: str) -> None:
    """Tell Discord who we are; raise CannotStart with the fix where the token is refused."""
    try:
        await client.login(token)
    except Exception as problem:  # noqa: BLE001 - a bug is raised again by `sentence_of`
        await client.close()
        raise sentence_of(problem) from None


def sentence_of(problem: BaseException | None) -> CannotStart:
    """Return what the operator is told about a connection that could not be made; a bug goes on as it is."""
    match problem:
        case discord.LoginFailure():
            return CannotStart(REFUSED)
        case discord.PrivilegedIntentsRequired():
            return CannotStart("Discord refuses the intents, though none is privileged. Please report this line.")
        case discord.ConnectionClosed(code=4004):
            return CannotStart(REFUSED)
        case discord.ConnectionClosed(code=code):
            return CannotStart(f"Discord closed the connection for good, with code {code}. Please report this line.")
        case discord.HTTPException(status=status) if status < 500 and not isinstance(
            problem, discord.DiscordServerError
        ):
            return CannotStart(
                f"Discord refuses what is asked at the start, with status {status}. Is the application whole?"
            )
        case None:
            return Unreachable("Discord did not answer in time. Is BOFFIN_DISCORD_GATEWAY_URL right?")
        case _ if isinstance(problem, NETWORK):
            return Unreachable(f"Discord cannot be reached: {type(problem).__name__}. Is BOFFIN_DISCORD_API_URL right?")
    raise problem


def asking() -> discord.Client:
    """Return a client that asks and never listens."""
    return discord.Client(intents=discord.Intents(guilds=True))


@asynccontextmanager
async def signed_in(settings: DiscordSettings) -> AsyncIterator[discord.Client]:
    """Open a client that asks, for the command line."""
    point_at(settings)
    client = asking()
    await sign_in(client, settings.token)
    try:
        yield client
    finally:
        await client.close()
