"""What Slack delivers: before each acknowledgement only load, decide and keep, and everything else right after it.

Where Slack must first be asked who speaks (once an hour for each person), the acknowledgement comes first and the
answer after it; the once-keys keep that single too. Everything that posts or opens runs in the door's tracked tasks.
"""

import asyncio
import logging
from collections import OrderedDict
from dataclasses import replace
from datetime import UTC, datetime

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.chat.door import Door, Speaker, Spot
from bot.chat.slack import agent, inbound
from bot.chat.slack.api import PLATFORM, tenant
from bot.chat.slack.desk import Desk
from bot.chat.slack.form import errors, modal
from bot.chat.slack.inbound import Heard, Payload
from bot.chat.slack.limit import Json
from bot.chat.slack.render import Labels
from bot.chat.slack.workspace import Workspaces
from bot.core.message import Form, Invocation, Message
from bot.core.ports import Installations, Words

LOG = logging.getLogger("bot.chat.slack.hearing")
REMEMBERED = 500  # field errors of forms that may be submitted unchanged once more
PATIENCE = 0.5  # seconds until someone in a direct message sees that an answer is on its way
CARD = Invocation(("card",))


class Hearing:
    """One method for each kind of thing that Slack delivers, as slack-bolt calls it."""

    def __init__(
        self, door: Door, workspaces: Workspaces, installations: Installations, words: Words, labels: Labels
    ) -> None:
        self._door, self._workspaces, self._installations = door, workspaces, installations
        self._words, self._labels = words, labels
        self._wrong: OrderedDict[str, dict[str, str]] = OrderedDict()

    async def command(self, ack: AsyncAck, body: Payload) -> None:
        """Take a slash command; what fits is said in the acknowledgement itself."""
        desk = await self._workspaces.at(*inbound.sent_for(body))
        if desk is None:
            await ack(self._words.say("slack.not_installed"))
            return
        heard = inbound.command(body)
        known = desk.directory.known(heard)
        if known is None:
            await ack()
            self._door.soon(self._later(desk, heard))
            return
        messages = await self._hear(heard, *known)
        first, rest = desk.answers.at_once(messages)
        await ack(first or "")
        self._door.soon(desk.answers.send(heard.where, rest))

    async def event(self, ack: AsyncAck, body: Payload) -> None:
        """Take an event: words to Boffin, an opened tab, an invitation, or that it has to leave."""
        desk = await self._workspaces.at(*inbound.sent_for(body))
        if desk is None:
            await ack()
            return
        if inbound.is_departure(body):
            if tenant(*inbound.sent_for(body)) == desk.here.tenant:  # the same app may be in another workspace too
                await self._leave(desk, body)
            await ack()
            return
        if channel := inbound.opened_messages(body):
            await ack()
            self._door.soon(agent.offer(desk.web, channel, self._words))
            return
        await self._take(ack, desk, inbound.event(body, desk.here.user))

    async def action(self, ack: AsyncAck, body: Payload) -> None:
        """Take a pressed button or a chosen option."""
        await self._take(ack, await self._workspaces.at(*inbound.sent_for(body)), inbound.action(body))

    async def shortcut(self, ack: AsyncAck, body: Payload) -> None:
        """Take a shortcut."""
        await self._take(ack, await self._workspaces.at(*inbound.sent_for(body)), inbound.shortcut(body))

    async def submission(self, ack: AsyncAck, body: Payload) -> None:
        """Take a submitted modal; with a problem it stays open and keeps what was typed."""
        desk, heard = await self._workspaces.at(*inbound.sent_for(body)), inbound.submission(body)
        known = desk.directory.known(heard) if desk and heard else None
        if desk is None or heard is None or known is None:
            await ack()
            if desk and heard:
                self._door.soon(self._later(desk, heard))
            return
        messages = await self._hear(heard, *known)
        form = next((message.form for message in messages if message.form), None)
        if form or (not messages and heard.once in self._wrong):
            await ack(self._mend(heard, form))
            return
        await ack()
        self._door.soon(self._reply(desk, heard, messages))

    async def _take(self, ack: AsyncAck, desk: Desk | None, heard: Heard | None) -> None:
        known = desk.directory.known(heard) if desk and heard else None
        if desk is None or heard is None or known is None:
            await ack()
            if desk and heard:
                self._door.soon(self._shown_at_work(desk, heard))
            return
        messages = await self._hear(heard, *known)
        await ack()
        self._door.soon(self._reply(desk, heard, messages))

    async def _leave(self, desk: Desk, body: Payload) -> None:
        """Let go of a workspace: its tokens at once, its people and channels after thirty days."""
        moment = datetime.fromtimestamp(int(body["event_time"]), UTC)
        await self._installations.remove(PLATFORM, desk.here.tenant, moment)
        self._workspaces.forget(desk.here.tenant)
        LOG.info("removed from a workspace")

    def _mend(self, heard: Heard, form: Form | None) -> Json:
        """Return the answer that leaves the form open, or puts the next one in its place."""
        if form and isinstance(heard.said, Invocation) and form.path != heard.said.path:
            return {"response_action": "update", "view": modal(form, self._labels, heard.where.channel)}
        if form:
            self._wrong[heard.once] = errors(form, self._words.say("value.missing"))
            while len(self._wrong) > REMEMBERED:
                self._wrong.popitem(last=False)
        return {"response_action": "errors", "errors": self._wrong[heard.once]}

    async def _shown_at_work(self, desk: Desk, heard: Heard) -> None:
        """Answer, and where that takes a while in a direct message, let it be seen."""
        answering = asyncio.ensure_future(self._later(desk, heard))
        done, _ = await asyncio.wait({answering}, timeout=PATIENCE)
        if not done and heard.where.ts:
            await agent.at_work(desk.web, heard.where, self._words)
        await answering

    async def _later(self, desk: Desk, heard: Heard) -> None:
        """Hear what was acknowledged already, after asking Slack who speaks."""
        speaker, spot = await desk.directory.look_up(heard)
        await self._reply(desk, heard, await self._hear(heard, speaker, spot))

    async def _hear(self, heard: Heard, speaker: Speaker, spot: Spot | None) -> tuple[Message, ...]:
        beside = heard.where.is_home and heard.said == CARD
        return await self._door.hear(heard.once, speaker, heard.said, spot, public=heard.public, beside=beside)

    async def _reply(self, desk: Desk, heard: Heard, messages: tuple[Message, ...]) -> None:
        if heard.where.is_home and heard.said == CARD:
            await desk.answers.publish(heard.where, messages)
            return
        await desk.answers.send(heard.where, messages)
        if heard.where.is_home:  # what was pressed there may have changed what it shows
            again = replace(heard, once=f"{heard.once}/home", said=CARD)
            speaker, spot = await desk.directory.look_up(again)
            await desk.answers.publish(again.where, await self._hear(again, speaker, spot))
