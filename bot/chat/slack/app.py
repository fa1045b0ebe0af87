"""The Slack platform: connects, listens, and before each acknowledgement only loads, decides and keeps.

Where Slack must first be asked who speaks (once an hour for each person), the acknowledgement comes first and the
answer after it; the once-keys keep that single too. Everything that posts or opens runs in the door's tracked tasks.
"""

import asyncio
import re
from collections import OrderedDict
from collections.abc import Awaitable
from dataclasses import replace
from typing import Any, TypeVar

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse

from bot.chat.door import LOG, Door, Speaker, Spot, log_mistake
from bot.chat.slack import api, inbound
from bot.chat.slack.answer import Answers
from bot.chat.slack.directory import Directory
from bot.chat.slack.form import errors, modal
from bot.chat.slack.inbound import Heard, Payload
from bot.chat.slack.limit import Json
from bot.chat.slack.outbox import SlackOutbox
from bot.chat.slack.quiet import quieten
from bot.chat.slack.receiving import PATH, Receiver
from bot.chat.slack.render import Labels
from bot.core.message import Form, Invocation, Message
from bot.core.ports import Clock, Words
from bot.http import Answer, Request, Routes
from bot.settings import SlackSettings

EVERY = re.compile(".*")
REMEMBERED = 500  # field errors of forms that may be submitted unchanged once more
T = TypeVar("T")
CARD = Invocation(("card",))


class Slack:
    """The platform. `start`, then `outbox` is there; `pause` ends what comes in, `stop` closes."""

    name = "slack"

    def __init__(self, settings: SlackSettings, door: Door, words: Words, clock: Clock) -> None:
        self._settings, self._door, self._words, self._clock = settings, door, words, clock
        self._labels = Labels.of(words)
        self._wrong: OrderedDict[str, dict[str, str]] = OrderedDict()
        self._taking: set[asyncio.Task[Any]] = set()
        self._socket: AsyncSocketModeHandler | None = None
        self._session: aiohttp.ClientSession | None = None
        self._receiver: Receiver | None = None
        self.routes: Routes = {("POST", PATH): self.receive}

    # Connecting

    async def start(self) -> None:
        """Ask who we are, and connect; raise CannotStart where a token does not work."""
        quieten()
        chosen = self._settings
        self._session = session = aiohttp.ClientSession()
        try:
            web = api.client(chosen.bot_token, chosen.api_url, session)
            self._here = await api.installed(web)
            self._answers = Answers(web, session, self._words, self._labels)
            self._directory = Directory(web, self._clock, self._here, self._words.say("slack.this_channel"))
            sending = api.client(chosen.bot_token, chosen.api_url, session, patient=False)
            self.outbox = SlackOutbox(sending, self._here, self._labels)
            self._app = self._listening(session)
            self._receiver = Receiver(self._app, chosen.signing_secret, self._clock)
            if chosen.http is None:
                await self._connect(session)
        except BaseException:
            await session.close()
            raise

    def _listening(self, session: aiohttp.ClientSession) -> AsyncApp:
        async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
            here = self._here  # one workspace: no question to Slack for each request; the directory keeps others out
            return AuthorizeResult(
                enterprise_id=here.enterprise or None, team_id=here.team, bot_user_id=here.user, bot_id=here.bot,
                bot_token=self._settings.bot_token,
            )  # fmt: skip

        app = AsyncApp(
            name="slack_bolt.boffin",  # under the logger that is kept quiet
            client=api.client(None, self._settings.api_url, session),
            authorize=authorize,
            process_before_response=True,
            request_verification_enabled=False,  # `receiving` does it, before anything is parsed
            ssl_check_enabled=False,
        )
        for name in inbound.COMMANDS:
            app.command(name)(self._command)
        for name in inbound.EVENTS:
            app.event(name)(self._event)
        for name, kind in inbound.SHORTCUTS.items():
            app.shortcut({"callback_id": name, "type": kind})(self._shortcut)
        app.action(EVERY)(self._action)
        app.view(EVERY)(self._submission)
        app.error(self._mistaken)
        return app

    async def _connect(self, session: aiohttp.ClientSession) -> None:
        web = api.client(None, self._settings.api_url, session)
        address = await api.socket_address(web, self._settings.app_token)
        self._socket = handler = AsyncSocketModeHandler(self._app, self._settings.app_token, web_client=web)

        async def take(client: Any, request: Any) -> None:
            await self._tracked(handler.handle(client, request))

        handler.client.socket_mode_request_listeners[:] = [take]
        handler.client.wss_uri = address
        await handler.connect_async()  # type: ignore[no-untyped-call]

    async def is_connected(self) -> bool:
        """Say whether Slack can reach us: always over HTTP, over a socket while it is open."""
        return self._socket is None or await self._socket.client.is_connected()

    async def receive(self, request: Request) -> Answer:
        """Take one signed request of HTTP; before `start` ask for it again later."""
        if self._receiver is None:
            return Answer(503)
        return await self._tracked(self._receiver.receive(request.headers, request.body))

    async def _tracked(self, work: Awaitable[T]) -> T:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - a coroutine runs in a task
        self._taking.add(task)
        try:
            return await work
        finally:
            self._taking.discard(task)

    async def pause(self, seconds: float = 3.0) -> None:
        """Take nothing more, and let what was taken be acknowledged."""
        if self._socket:
            self._socket.client.auto_reconnect_enabled = False
            self._socket.client.default_auto_reconnect_enabled = False
        if self._taking:
            await asyncio.wait(set(self._taking), timeout=seconds)
        if self._socket:
            await self._socket.client.disconnect()  # type: ignore[no-untyped-call]

    async def stop(self) -> None:
        """Close what is open; the door's tasks are over by now."""
        if self._socket:
            await self._socket.close_async()  # type: ignore[no-untyped-call]
        if self._session:
            await self._session.close()

    # Hearing

    async def _command(self, ack: AsyncAck, body: Payload) -> None:
        heard = inbound.command(body)
        known = self._directory.known(heard)
        if known is None:
            await ack()
            self._door.soon(self._later(heard))
            return
        messages = await self._hear(heard, *known)
        first, rest = self._answers.at_once(messages)
        await ack(first or "")
        self._door.soon(self._answers.send(heard.where, rest))

    async def _event(self, ack: AsyncAck, body: Payload) -> None:
        await self._take(ack, inbound.event(body, self._here.user))

    async def _action(self, ack: AsyncAck, body: Payload) -> None:
        await self._take(ack, inbound.action(body))

    async def _shortcut(self, ack: AsyncAck, body: Payload) -> None:
        await self._take(ack, inbound.shortcut(body))

    async def _take(self, ack: AsyncAck, heard: Heard | None) -> None:
        known = self._directory.known(heard) if heard else None
        if heard is None or known is None:
            await ack()
            if heard:
                self._door.soon(self._later(heard))
            return
        messages = await self._hear(heard, *known)
        await ack()
        self._door.soon(self._reply(heard, messages))

    async def _submission(self, ack: AsyncAck, body: Payload) -> None:
        heard = inbound.submission(body)
        known = self._directory.known(heard) if heard else None
        if heard is None or known is None:
            await ack()
            if heard:
                self._door.soon(self._later(heard))
            return
        messages = await self._hear(heard, *known)
        form = next((message.form for message in messages if message.form), None)
        if form or (not messages and heard.once in self._wrong):
            await ack(self._mend(heard, form))
            return
        await ack()
        self._door.soon(self._reply(heard, messages))

    def _mend(self, heard: Heard, form: Form | None) -> Json:
        """Return the answer that leaves the form open, or puts the next one in its place."""
        if form and isinstance(heard.said, Invocation) and form.path != heard.said.path:
            return {"response_action": "update", "view": modal(form, self._labels, heard.where.channel)}
        if form:
            self._wrong[heard.once] = errors(form, self._words.say("value.missing"))
            while len(self._wrong) > REMEMBERED:
                self._wrong.popitem(last=False)
        return {"response_action": "errors", "errors": self._wrong[heard.once]}

    async def _later(self, heard: Heard) -> None:
        """Hear what was acknowledged already, after asking Slack who speaks."""
        speaker, spot = await self._directory.look_up(heard)
        await self._reply(heard, await self._hear(heard, speaker, spot))

    async def _hear(self, heard: Heard, speaker: Speaker, spot: Spot | None) -> tuple[Message, ...]:
        return await self._door.hear(heard.once, speaker, heard.said, spot, public=heard.public)

    async def _reply(self, heard: Heard, messages: tuple[Message, ...]) -> None:
        if heard.where.is_home and heard.said == CARD:
            await self._answers.publish(heard.where, messages)
            return
        await self._answers.send(heard.where, messages)
        if heard.where.is_home:  # what was pressed there may have changed what it shows
            again = replace(heard, once=f"{heard.once}/home", said=CARD)
            speaker, spot = await self._directory.look_up(again)
            await self._answers.publish(again.where, await self._hear(again, speaker, spot))

    async def _mistaken(self, error: Exception) -> BoltResponse:
        log_mistake(LOG, error, "slack")
        return BoltResponse(status=200, body="")  # the same again would fail again
