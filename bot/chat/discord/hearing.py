"""What Discord delivers: handed to the door, and the answer sent where it belongs.

An answer comes within three seconds or the interaction is over. What is not there after one is acknowledged and comes
into the same place; where a form may open that waits longer, because a form can only be the first answer.
"""

import asyncio
import logging
import re
from collections.abc import Coroutine, Iterable, Mapping
from time import monotonic
from typing import Any

import discord
from discord import app_commands

from bot.chat.discord import inbound
from bot.chat.discord.answer import Answers
from bot.chat.discord.directory import PLATFORM, speaker, spot, spot_of
from bot.chat.discord.inbound import Heard, Interaction
from bot.chat.discord.render import Labels, render
from bot.chat.door import Door, log_mistake
from bot.core.commands.table import Command
from bot.core.message import Message
from bot.core.ports import Clock, Installations, Words

LOG = logging.getLogger("bot.chat.discord.hearing")
PATIENCE = (1.0, 2.0)  # seconds of the three there are: without a form, and where one may open


class Hearing:
    """One method for each kind of thing that Discord delivers; while it is not open, nothing is taken."""

    def __init__(
        self,
        door: Door,
        installations: Installations,
        words: Words,
        clock: Clock,
        *,
        patience: tuple[float, float] = PATIENCE,
    ) -> None:
        self._door, self._installations, self._words, self._clock = door, installations, words, clock
        self._labels, self._unnamed = Labels.of(words), words.say("discord.this_channel")
        self._answers = Answers(words, self._labels)
        self._patience = patience
        self._taking: set[asyncio.Task[None]] = set()
        self.is_open = False

    async def close(self, seconds: float) -> None:
        """Take nothing more, and let what was taken be answered."""
        self.is_open = False
        if self._taking:
            await asyncio.wait(set(self._taking), timeout=seconds)

    # What people do

    async def invoke(self, interaction: Interaction, command: Command, values: Mapping[str, object]) -> None:
        """Take a slash command."""
        heard = inbound.invoked(interaction, command.path, values)
        await self._tracked(self._answer(interaction, heard, may_open=command.opens_form))

    async def keep(self, interaction: Interaction, message: discord.Message) -> None:
        """Take a message that is to be put on somebody's content list."""
        await self._tracked(self._answer(interaction, inbound.to_be_kept(interaction, message), may_open=True))

    async def take_choice(self, interaction: Interaction, match: re.Match[str]) -> None:
        """Take a pressed button or a chosen option."""
        await self._tracked(self._answer(interaction, inbound.chosen(interaction, match), may_open=True))

    async def take_form(self, interaction: Interaction) -> None:
        """Take a submitted modal."""
        if heard := inbound.submitted(interaction):
            await self._tracked(self._answer(interaction, heard, may_open=False))

    async def suggest(
        self, interaction: Interaction, command: Command, name: str, typed: str
    ) -> Iterable[tuple[str, str]]:
        """Return what completes a value that is being typed."""
        place = spot(interaction, self._unnamed)
        return await self._door.suggest(speaker(interaction), command.path, name, typed, place)

    async def _answer(self, interaction: Interaction, heard: Heard, *, may_open: bool) -> None:
        began, place = monotonic(), spot(interaction, self._unnamed)
        hearing = asyncio.ensure_future(self._door.hear(heard.once, speaker(interaction), heard.said, place))
        done, _ = await asyncio.wait({hearing}, timeout=self._patience[may_open])
        if not done:
            await self._answers.hold(interaction)
            self._door.acknowledged(PLATFORM, monotonic() - began)
        await self._answers.respond(interaction, heard, await hearing)
        if done:
            self._door.acknowledged(PLATFORM, monotonic() - began)

    async def take_message(self, message: discord.Message, client: discord.Client) -> None:
        """Take something written to Boffin; everything else is not even looked at."""
        if client.user and (heard := inbound.written(message, client.user.id)):
            await self._tracked(self._reply(client, message, heard))

    async def _reply(self, client: discord.Client, message: discord.Message, heard: Heard) -> None:
        place = spot(message, self._unnamed)
        if message.guild and isinstance(message.channel, discord.PartialMessageable):  # a thread from before our start
            place = spot_of(message.guild, await client.fetch_channel(message.channel.id), self._unnamed)
        messages = await self._door.hear(heard.once, speaker(message), heard.said, place, public=heard.public)
        await self._answers.reply(message, messages)

    # Servers

    async def take_arrival(self, guild: discord.Guild) -> None:
        """Say hello once in a new server, where Boffin may."""
        await self._tracked(self._welcome(guild))

    async def _welcome(self, guild: discord.Guild) -> None:
        await self._installations.come_back(PLATFORM, str(guild.id))
        channel = _where_to_speak(guild)
        if channel is None:
            return
        joined = int(guild.me.joined_at.timestamp()) if guild.me.joined_at else 0
        once = f"discord/welcome/{guild.id}/{joined}"
        for message in await self._door.arrived(once, spot_of(guild, channel, self._unnamed)):
            for part in render(message, self._labels):
                await channel.send(view=part.view)

    async def take_servers(self, guilds: list[str]) -> None:
        """Mark what came and what went while Boffin was away. Whoever has no server of ours is nobody's tenant."""
        await self._tracked(self._compared(guilds))

    async def _compared(self, guilds: list[str]) -> None:
        known = await self._installations.known(PLATFORM)
        for guild in guilds:
            await self._installations.come_back(PLATFORM, guild)
        for gone in sorted({guild for guild in known if guild} - set(guilds)):
            await self._installations.remove(PLATFORM, gone, self._clock.now())

    async def take_leave(self, guild: discord.Guild) -> None:
        """Let a server get nothing from now on; what it left goes after thirty days, unless Boffin is back."""
        await self._tracked(self._installations.remove(PLATFORM, str(guild.id), self._clock.now()))

    # Mistakes

    async def _tracked(self, work: Coroutine[Any, Any, None]) -> None:
        """Do it where we still listen; a mistake of ours ends here, with a line in the log."""
        if not self.is_open:
            work.close()
            return
        task = asyncio.ensure_future(work)
        self._taking.add(task)
        task.add_done_callback(self._taking.discard)
        try:
            await task
        except Exception as mistake:  # noqa: BLE001 - discord.py would write down what was said
            log_mistake(LOG, mistake, PLATFORM)

    async def take_mistake(self, interaction: Interaction, error: app_commands.AppCommandError) -> None:
        """Answer a command that is not, or no longer, one of ours: Discord's apps show old ones for a while."""
        log_mistake(LOG, error, PLATFORM)
        if not interaction.response.is_done():
            said = Message((self._words.say("discord.renewed"),))
            await self._tracked(self._answers.respond(interaction, Heard("", ""), (said,)))


def _where_to_speak(guild: discord.Guild) -> discord.TextChannel | None:
    """Return the channel for a hello: the one for such things, else the first where Boffin may write."""
    channels = ([guild.system_channel] if guild.system_channel else []) + guild.text_channels
    for channel in channels:
        may = channel.permissions_for(guild.me)
        if may.view_channel and may.send_messages:
            return channel
    return None
