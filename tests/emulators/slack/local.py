"""LocalSlack: start it, put people and channels in it, break it, and read what the bot did."""

import asyncio
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO, TypeVar

from tests.emulators.clock import Clock
from tests.emulators.slack.acts import Acts
from tests.emulators.slack.delivery import Courier, Socket
from tests.emulators.slack.oauth import Consent
from tests.emulators.slack.server import Call, Fault, Server
from tests.emulators.slack.state import Channel, File, Install, Json, Message, User, View
from tests.emulators.slack.workspace import Workspace

T = TypeVar("T")

#: The least a bot asks for (platforms.md A6), and what `member_joined_channel` needs.
SCOPES = (
    "app_mentions:read",
    "assistant:write",
    "channels:read",
    "chat:write",
    "commands",
    "groups:read",
    "im:history",
    "users:read",
)
BOT_TOKEN, APP_TOKEN, SIGNING_SECRET = "xoxb-local-boffin", "xapp-local-boffin", "8f742231b10e8888abcd99yyyzzz85a5"


class LocalSlack(Acts):
    """A Slack on 127.0.0.1 for one app; use it with `async with`."""

    def __init__(
        self,
        *,
        team: str = "T1",
        scopes: Iterable[str] = SCOPES,
        bot_token: str = BOT_TOKEN,
        app_token: str = APP_TOKEN,
        signing_secret: str = SIGNING_SECRET,
        persist: Path | None = None,
        port: int = 0,
        clock: Clock | None = None,
    ) -> None:
        self.bot_token, self.app_token, self.signing_secret = bot_token, app_token, signing_secret
        self.clock = clock or Clock()
        self.state = Workspace(self.clock)
        self.server = Server(self.state, app_token, self._keep)
        self.socket = Socket(self.state)
        self.courier = Courier(self.state, self.socket, signing_secret)
        self.server.app.router.add_get("/link", self.socket.accept)
        self._port, self._persist = port, persist
        self._file: TextIO | None = None
        self.team = team
        self.install(team, token=bot_token, scopes=scopes, bot_user="UBOFFIN")

    async def __aenter__(self) -> Self:
        if self._persist is not None:
            self._file = self._persist.open("a", encoding="utf-8")
        await self.server.start(self._port)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.server.release()
        await self.socket.close()
        await self.courier.close()
        await self.server.stop()
        if self._file is not None:
            self._file.close()

    # -- where it is -----------------------------------------------------------------------------

    @property
    def api_url(self) -> str:
        """Give the base address for the Web API, as slack_sdk wants it."""
        return f"{self.server.base}/api/"

    def deliver_over_http(self, url: str) -> None:
        """Send everything as signed posts to this address instead of Socket Mode."""
        self.courier.url = url

    async def connected(self, count: int = 1, seconds: float = 5.0) -> None:
        """Wait until the bot holds so many Socket Mode connections."""
        await self.state.until(lambda: len(self.socket.open) >= count, seconds)

    # -- who and what is there ---------------------------------------------------------------------

    def install(
        self,
        team: str,
        *,
        token: str,
        scopes: Iterable[str] = SCOPES,
        bot_user: str = "",
        enterprise: str = "",
    ) -> Install:
        """Put the app into a workspace."""
        bot_user = bot_user or f"UBOFFIN{team}"
        made = Install(team, token, tuple(scopes), bot_user, enterprise)
        self.state.installs[token] = made
        self.state.users[bot_user] = User(bot_user, team, "boffin", bot=True)
        return made

    def consent(
        self,
        team: str,
        user: str,
        *,
        scopes: Iterable[str] = SCOPES,
        enterprise: str = "",
        redirect_uri: str = "",
        rotating: bool = False,
    ) -> str:
        """Agree to installing the app, and give the code for oauth.v2.access."""
        self.server.oauth.rotating = rotating
        now = self.clock.now()
        return self.server.oauth.consent(Consent(team, user, tuple(scopes), enterprise, redirect_uri, now))

    def user(
        self,
        id: str,
        *,
        name: str = "",
        tz: str = "Europe/London",
        admin: bool = False,
        owner: bool = False,
        guest: str | bool = "",
        stranger: bool = False,
        deleted: bool = False,
        bot: bool = False,
        team: str = "",
        locale: str = "en-GB",
        organisation: str = "",
        teams: Iterable[str] = (),
    ) -> User:
        """Put a person in, or change one; `guest` is "multi" (or True) or "single"; a stranger is from outside."""
        home = team or ("TSTRANGER" if stranger else self.team)
        kind = "multi" if guest is True else guest or ""
        made = User(
            id, home, name or id.lower(), tz, admin, owner, kind, stranger, deleted, bot, locale, organisation,
            tuple(teams),
        )  # fmt: skip
        self.state.users[id] = made
        return made

    def channel(
        self,
        id: str,
        *,
        name: str = "",
        members: Iterable[str] = (),
        bot: bool = True,
        private: bool = False,
        archived: bool = False,
        shared: bool = False,
        team: str = "",
    ) -> Channel:
        """Put a channel in, or change one; `bot` says whether the app is a member."""
        team = team or self.team
        inside = set(members) | ({self.state.install_of(team).bot_user} if bot else set())
        made = Channel(id, team, name or id.lower(), inside, private, archived, shared)
        self.state.channels[id] = made
        return made

    # -- what goes wrong ---------------------------------------------------------------------------

    def refuse(self, method: str, error: str, times: int = 1) -> None:
        """Answer the next calls with a Slack error code; method "*" is any, "response_url" is one too."""
        self._break(method, times, lambda: Fault(error=error))

    def rate_limit(self, method: str, retry_after: int = 1, times: int = 1) -> None:
        """Answer the next calls with 429 and Retry-After."""
        self._break(method, times, lambda: Fault(error="ratelimited", status=429, retry_after=retry_after))

    def fail(self, method: str, status: int = 500, times: int = 1) -> None:
        """Answer the next calls with a server error."""
        self._break(method, times, lambda: Fault(error="internal_error", status=status))

    def drop(self, method: str, *, after: bool = True, times: int = 1) -> None:
        """Cut the connection of the next calls: after they took effect, or before."""
        self._break(method, times, lambda: Fault(drop="after" if after else "before"))

    def hold(self, method: str) -> Fault:
        """Make the next call wait until `release()`; `reached` is set once it is there."""
        return self._break(method, 1, lambda: Fault(held=asyncio.Event()))

    def _break(self, method: str, times: int, make: Callable[[], Fault]) -> Fault:
        made = [make() for _ in range(times)]
        self.server.faults[method].extend(made)
        return made[-1]

    # -- what the bot did --------------------------------------------------------------------------

    @property
    def calls(self) -> list[Call]:
        """List every request of the bot, in order."""
        return self.server.calls

    def called(self, method: str) -> list[Json]:
        """List the bodies sent to one method."""
        return [one.body for one in self.calls if one.method == method]

    @property
    def refusals(self) -> list[Call]:
        """List what Slack refused, acknowledgements it could not use too."""
        return [one for one in self.calls if not one.answer.get("ok")]

    def history(self, place: str) -> list[Message]:
        """List all that stands in a channel, or in the direct message with a person."""
        key = f"D{place}" if place in self.state.users else place
        return [one for one in self.state.said if one.channel == key and not one.to and not one.deleted]

    def messages(self, place: str) -> list[Message]:
        """List what the bot said there to everyone, and still stands."""
        return [one for one in self.history(place) if one.by_bot]

    def ephemerals(self, user: str, place: str = "") -> list[Message]:
        """List what only this person saw."""
        said = self.state.said
        return [one for one in said if one.to == user and place in ("", one.channel) and not one.deleted]

    def home(self, user: str) -> View:
        """Give a person's Home tab."""
        return self.state.homes[user]

    def view(self, user: str) -> View | None:
        """Give the modal on top of a person's screen."""
        stack = self.state.stacks.get(user, [])
        return stack[-1] if stack else None

    @property
    def files(self) -> list[File]:
        """List what was shared."""
        return [one for one in self.state.files.values() if one.shared]

    async def until(self, found: Callable[[], T], seconds: float = 5.0) -> T:
        """Wait until something is true, looking whenever something happens here."""
        return await self.state.until(found, seconds)

    def _keep(self, call: Call) -> None:
        if self._file is not None:
            kept = {"at": self.clock.now(), "method": call.method, "body": call.body, "answer": call.answer}
            self._file.write(json.dumps(kept, default=str) + "\n")
            self._file.flush()
