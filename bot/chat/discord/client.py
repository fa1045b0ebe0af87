"""discord.py as it is used here: as many shards as the gateway wants, nothing kept of people, no mention allowed."""

import asyncio
import re
from typing import Any, Protocol

import discord
from discord import app_commands, ui

from bot.chat.discord.inbound import CHOICE, Interaction
from bot.chat.discord.trace import counting
from bot.chat.door import Door
from bot.settings import DiscordSettings

LONGEST_WAIT = 30.0  # seconds; a longer limit of Discord's ends a request instead
BETWEEN_SERVERS = 0.2  # seconds without another server of ours, after which one that comes is a new one


class Room(Protocol):
    """What takes what Discord sends."""

    async def take_choice(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Take a pressed button or a chosen option."""

    async def take_form(self, interaction: Interaction) -> None:
        """Take a submitted modal."""

    async def take_message(self, message: discord.Message, client: discord.Client) -> None:
        """Take something written."""

    async def take_arrival(self, guild: discord.Guild) -> None:
        """Take that Boffin was added to a server."""

    async def take_servers(self, guilds: list[str]) -> None:
        """Take which servers Boffin is in now."""

    async def take_leave(self, guild: discord.Guild) -> None:
        """Take that Boffin is no longer in a server."""


class Client(discord.AutoShardedClient):
    """Hands what comes in to the room. `up` is set once every shard is connected."""

    def __init__(self, settings: DiscordSettings, room: Room, door: Door) -> None:
        intents = discord.Intents.none()
        intents.guilds = intents.dm_messages = intents.guild_messages = True
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_ratelimit_timeout=LONGEST_WAIT,
            guild_ready_timeout=BETWEEN_SERVERS,
            http_trace=counting(door),
        )
        self.room = room
        self.tree = app_commands.CommandTree(self)
        self.up = asyncio.Event()
        self._gateway = settings.gateway_url
        self._open: set[int] = set()

    async def setup_hook(self) -> None:
        """Let the choices of every message be found, of those from before this start too."""
        self.add_dynamic_items(Chosen)

    async def launch_shards(self) -> None:
        """Connect; where the operator named a gateway, the API is asked for the number of shards only."""
        if self._gateway and self.shard_count is None:
            self.shard_count, _, _ = await self.http.get_bot_gateway()
        await super().launch_shards()

    @property
    def is_up(self) -> bool:
        """Whether every shard is connected."""
        return self.up.is_set()

    def _note(self, shard: int, *, is_open: bool) -> None:
        (self._open.add if is_open else self._open.discard)(shard)
        if len(self._open) == self.shard_count:
            self.up.set()
        else:
            self.up.clear()

    async def on_shard_connect(self, shard: int) -> None:
        """Note that a shard has a session."""
        self._note(shard, is_open=True)

    async def on_shard_resumed(self, shard: int) -> None:
        """Note that a shard has its session again."""
        self._note(shard, is_open=True)

    async def on_shard_disconnect(self, shard: int) -> None:
        """Note that a shard is cut off; discord.py connects it again."""
        self._note(shard, is_open=False)

    async def on_interaction(self, interaction: Interaction) -> None:
        """Take submitted modals, also those that were opened before this start."""
        if interaction.type is discord.InteractionType.modal_submit:
            await self.room.take_form(interaction)

    async def on_message(self, message: discord.Message) -> None:
        """Take what was written."""
        await self.room.take_message(message, self)

    async def on_ready(self) -> None:
        """Take which servers we are in, once all of them are known: one may have come or gone while we were away."""
        await self.room.take_servers([str(guild.id) for guild in self.guilds])

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Take that Boffin was added to a server."""
        await self.room.take_arrival(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Take that Boffin is no longer in a server."""
        await self.room.take_leave(guild)


class Chosen(ui.DynamicItem[ui.Item[Any]], template=CHOICE):
    """A pressed button or a chosen option: found by its id, so that it works after a restart too."""

    def __init__(self, item: ui.Item[Any], match: re.Match[str]) -> None:
        super().__init__(item)
        self._match = match

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> "Chosen":
        """Make it from what was pressed."""
        return cls(item, match)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Hand it to the room."""
        await interaction.client.room.take_choice(interaction, self._match)
