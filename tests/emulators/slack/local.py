"""LocalSlack: start it, put people and channels in it, break it, and read what the bot did."""

from collections.abc import Iterable
from pathlib import Path

from tests.emulators.clock import Clock
from tests.emulators.local import Local
from tests.emulators.server import Call
from tests.emulators.slack.acts import Acts
from tests.emulators.slack.delivery import Courier, Socket
from tests.emulators.slack.oauth import Consent
from tests.emulators.slack.server import Fault, Server
from tests.emulators.slack.state import Channel, File, Install, Message, User, View
from tests.emulators.slack.workspace import Workspace

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


class LocalSlack(Acts, Local[Fault]):
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
        self.state = Workspace(clock := clock or Clock())
        super().__init__(Server(self.state, app_token), clock, persist, port)
        self.socket = Socket(self.state)
        self.courier = Courier(self.state, self.socket, signing_secret)
        self.server.app.router.add_get("/link", self.socket.accept)
        self.team = team
        self.install(team, token=bot_token, scopes=scopes, bot_user="UBOFFIN")

    async def hang_up(self) -> None:
        """Close every Socket Mode connection, and the line to the bot's own address."""
        await self.socket.close()
        await self.courier.close()

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
        await self.until(lambda: len(self.socket.open) >= count, seconds)

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

    # -- what the bot did --------------------------------------------------------------------------

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
