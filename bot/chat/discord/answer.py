"""Sends what is answered: into the interaction, as a modal, as a reply, or as a direct message behind a closed way."""

import logging
from collections.abc import Sequence

import discord
from discord.abc import Messageable

from bot.chat.discord.api import CLOSED, NETWORK, NO_LONGER, TAKEN
from bot.chat.discord.form import modal
from bot.chat.discord.inbound import Heard, Interaction
from bot.chat.discord.render import Labels, Part, render
from bot.core.message import Audience, Message
from bot.core.ports import Words

LOG = logging.getLogger("bot.chat.discord.answer")
SERVER_ERROR = 500
OPENS = frozenset({discord.InteractionType.application_command, discord.InteractionType.component})


class Answers:
    """Knows how to reach whoever spoke. In a server only they see it; in the direct message it stays."""

    def __init__(self, words: Words, labels: Labels) -> None:
        self._words, self._labels = words, labels

    async def hold(self, interaction: Interaction) -> None:
        """Acknowledge what takes longer; the answer comes into the same place."""
        try:
            await interaction.response.defer(ephemeral=_is_private(interaction), thinking=True)
        except discord.HTTPException as problem:
            if problem.code not in (*NO_LONGER, TAKEN):
                raise

    async def respond(self, interaction: Interaction, heard: Heard, messages: Sequence[Message]) -> None:
        """Send the messages, each the way its audience asks for."""
        if not messages:
            await self._silently(interaction)
            return
        first = messages[0]
        may_open = interaction.type in OPENS and not interaction.response.is_done()
        if may_open and await self._opened(interaction, heard, first):
            messages = messages[1:]
        held = interaction.response.is_done() and interaction.response.type is not discord.InteractionResponseType.modal
        said = False
        for message in sorted(messages, key=lambda one: held and one.audience is Audience.PLACE):
            public = message.audience is Audience.PLACE
            for part in render(message, self._labels, seen=heard.seen):
                if public and held and not said:
                    await interaction.delete_original_response()  # what was held is for one pair of eyes
                await self._say(interaction, part, public=public)
                said = True

    async def _silently(self, interaction: Interaction) -> None:
        """End a press that has no answer: the same again, or twice in a moment."""
        if interaction.type is discord.InteractionType.application_command or interaction.response.is_done():
            return
        try:
            await interaction.response.defer()
        except discord.HTTPException as problem:
            if problem.code not in (*NO_LONGER, TAKEN):
                raise

    async def _opened(self, interaction: Interaction, heard: Heard, message: Message) -> bool:
        """Open the form; False where it is too late for that: then a button opens it."""
        if message.form is None:
            return False
        try:
            await interaction.response.send_modal(modal(message.form, heard.page, self._words))
        except discord.HTTPException as problem:
            if problem.code not in (*NO_LONGER, TAKEN):
                raise
            return False
        return True

    async def _say(self, interaction: Interaction, part: Part, *, public: bool) -> None:
        ephemeral = _is_private(interaction) and not public
        try:
            if interaction.response.is_done():
                await interaction.followup.send(view=part.view, files=part.files, ephemeral=ephemeral)
            else:
                await interaction.response.send_message(view=part.view, files=part.files, ephemeral=ephemeral)
        except (discord.HTTPException, *NETWORK) as problem:
            if isinstance(problem, discord.HTTPException) and not _may_be_said_elsewhere(problem):
                raise
            if public and isinstance(interaction.channel, Messageable):
                await _sent(interaction.channel, part)
            else:
                await _sent(interaction.user, part)

    async def reply(self, message: discord.Message, messages: Sequence[Message]) -> None:
        """Answer something written: to it where everybody may read that, else in the direct message."""
        for said in messages:
            public = said.audience is Audience.PLACE
            for part in render(said, self._labels):
                if message.guild is None:
                    await _sent(message.channel, part)
                elif public:
                    await _sent(message.channel, part, message.to_reference(fail_if_not_exists=False))
                else:
                    await _sent(message.author, part)


async def _sent(target: Messageable, part: Part, reference: discord.MessageReference | None = None) -> bool:
    """Send it; False where that is not let in: somebody's choice, which is told to nobody."""
    for file in part.files:
        file.reset()  # it may have been read for another way, which was closed
    try:
        if reference is None:
            await target.send(view=part.view, files=part.files)
        else:
            await target.send(view=part.view, files=part.files, reference=reference)
    except discord.DiscordServerError as problem:
        LOG.warning("an answer could not be given", extra={"why": type(problem).__name__})
        return False
    except discord.HTTPException as problem:
        if problem.code not in CLOSED and not isinstance(problem, discord.Forbidden | discord.NotFound):
            raise
        LOG.info("an answer was not let in", extra={"code": problem.code})
        return False
    except NETWORK as problem:
        LOG.warning("an answer could not be given", extra={"why": type(problem).__name__})
        return False
    return True


def _may_be_said_elsewhere(problem: discord.HTTPException) -> bool:
    """Say whether this way alone is closed: too late, taken, or Discord's own trouble."""
    return problem.code in (*NO_LONGER, TAKEN) or problem.status >= SERVER_ERROR


def _is_private(interaction: Interaction) -> bool:
    """Say whether others are there, so that the answer is for one pair of eyes."""
    return not interaction.context.dm_channel or interaction.guild_id is not None
