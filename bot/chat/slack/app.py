"""The Slack platform: connects by Socket Mode or takes signed HTTP, and gives what it hears to `hearing`."""

import asyncio
import re
from collections.abc import Awaitable
from typing import Any, TypeVar

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse

from bot.chat.door import LOG, Door, log_mistake
from bot.chat.slack import api, inbound
from bot.chat.slack.api import PLATFORM
from bot.chat.slack.desk import Desks
from bot.chat.slack.hearing import Hearing
from bot.chat.slack.oauth import BACK, INSTALL, Installer
from bot.chat.slack.outbox import SlackOutbox
from bot.chat.slack.quiet import quieten
from bot.chat.slack.receiving import PATH, Receiver
from bot.chat.slack.render import Labels
from bot.chat.slack.renewing import Renewing
from bot.chat.slack.workspace import ManyWorkspaces, OneWorkspace, Workspaces
from bot.core.ports import Clock, Expectations, Installations, Words
from bot.http import Answer, Request, Route, Routes
from bot.settings import SlackSettings

EVERY = re.compile(".*")
SECONDS_TO_NOTICE = 5  # that a socket is gone; the library looks every ten otherwise
T = TypeVar("T")


class Slack:
    """The platform. `start` connects, `pause` ends what comes in, `stop` closes; `outbox` waits for `start`.

    With the id of an app in place of a bot token, Boffin works in every workspace that went through `/slack/install`.
    """

    name = PLATFORM

    def __init__(
        self,
        settings: SlackSettings,
        door: Door,
        words: Words,
        clock: Clock,
        installations: Installations,
        expectations: Expectations,
    ) -> None:
        self._settings, self._door, self._words, self._clock = settings, door, words, clock
        self._installations, self._expectations = installations, expectations
        self._taking: set[asyncio.Task[Any]] = set()
        self._socket: AsyncSocketModeHandler | None = None
        self._session: aiohttp.ClientSession | None = None
        self._receiver: Receiver | None = None
        self._installer: Installer | None = None
        self._renewing: Renewing | None = None
        self._places: Workspaces | None = None
        self.outbox = SlackOutbox(Labels.of(words))
        self.routes: Routes = {("POST", PATH): self.receive, **self._pages()}

    # Connecting

    async def start(self) -> None:
        """Ask who we are, and connect; raise CannotStart where a token does not work."""
        quieten()
        chosen, clock, labels = self._settings, self._clock, Labels.of(self._words)
        self._session = session = aiohttp.ClientSession()
        try:
            desks = Desks(chosen.api_url, session, self._words, labels, clock, self._door.asked)
            self._places = workspaces = self._workspaces(desks)
            await workspaces.start()
            hearing = Hearing(self._door, workspaces, self._installations, self._words, labels)
            app = self._listening(hearing, workspaces, session)
            self._receiver = Receiver(app, chosen.signing_secret, clock)
            if chosen.http is None:
                await self._connect(app, session)
            self.outbox.connect(workspaces)
        except BaseException:
            await session.close()
            raise

    def _workspaces(self, desks: Desks) -> Workspaces:
        chosen, installations, clock = self._settings, self._installations, self._clock
        if not chosen.client_id:
            return OneWorkspace(desks, chosen.bot_token, installations)
        many = ManyWorkspaces(desks, installations, clock)
        self._installer = Installer(chosen, desks, installations, self._expectations, self._words, clock)
        self._renewing = Renewing(chosen, desks, installations, many, clock)
        return many

    def _listening(self, hearing: Hearing, workspaces: Workspaces, session: aiohttp.ClientSession) -> AsyncApp:
        async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
            # No question to Slack for each request. Who is not installed gets no token; `hearing` says so in words.
            desk = await workspaces.at(team_id or "", enterprise_id or "")
            here = desk.here if desk else None
            return AuthorizeResult(
                enterprise_id=(here.enterprise if here else enterprise_id) or None,
                team_id=here.team if here else team_id,
                bot_user_id=here.user if here else None, bot_id=here.bot if here else None,
                bot_token=desk.token if desk else None,
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
            app.command(name)(hearing.command)
        for name in inbound.EVENTS:
            app.event(name)(hearing.event)
        for name, kind in inbound.SHORTCUTS.items():
            app.shortcut({"callback_id": name, "type": kind})(hearing.shortcut)
        app.action(EVERY)(hearing.action)
        app.view(EVERY)(hearing.submission)
        app.error(_mistaken)
        return app

    async def _connect(self, app: AsyncApp, session: aiohttp.ClientSession) -> None:
        web = api.client(None, self._settings.api_url, session)
        address = await api.socket_address(web, self._settings.app_token)
        self._socket = handler = AsyncSocketModeHandler(
            app, self._settings.app_token, web_client=web, ping_interval=SECONDS_TO_NOTICE
        )

        async def take(client: Any, request: Any) -> None:
            await self._tracked(handler.handle(client, request))

        handler.client.socket_mode_request_listeners[:] = [take]
        handler.client.wss_uri = address
        await handler.connect_async()  # type: ignore[no-untyped-call]

    async def is_connected(self) -> bool:
        """Say whether Slack can reach us: always over HTTP, over a socket while it is open."""
        if self._receiver is None:
            return False
        return self._socket is None or await self._socket.client.is_connected()

    # Taking

    def _pages(self) -> dict[tuple[str, str], Route]:
        return {("GET", INSTALL): self._install, ("GET", BACK): self._back} if self._settings.client_id else {}

    async def _install(self, request: Request) -> Answer:
        if request.method != "GET":
            return Answer(405)  # whoever only looks is not awaited back
        return await self._installer.begin() if self._installer else Answer(503)

    async def _back(self, request: Request) -> Answer:
        if self._installer is None:
            return Answer(503)
        return await self._installer.finish(request.query, request.headers.get("cookie", ""))

    async def receive(self, request: Request) -> Answer:
        """Take one signed request of HTTP; before `start` ask for it again later."""
        if self._receiver is None:
            return Answer(503)
        return await self._tracked(self._receiver.receive(request.headers, request.body))

    async def lost(self) -> None:
        """Never return: Slack gives each event to one of all that are connected."""
        await asyncio.Event().wait()

    async def tend(self) -> None:
        """Look after workspaces: one that was left may be back, and tokens run out where nobody says anything too."""
        if self._places:
            await self._places.tend()
        if self._renewing:
            await self._renewing.renew()

    async def _tracked(self, work: Awaitable[T]) -> T:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - a coroutine runs in a task
        self._taking.add(task)
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            return await work
        finally:
            self._taking.discard(task)
            self._door.acknowledged(PLATFORM, loop.time() - began)

    # Ending

    async def pause(self, seconds: float = 3.0) -> None:
        """Take nothing more, and let what was taken be acknowledged."""
        if self._renewing:
            self._renewing.end()
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


async def _mistaken(error: Exception) -> BoltResponse:
    log_mistake(LOG, error, "slack")
    return BoltResponse(status=200, body="")  # the same again would fail again
