"""The Web API as Boffin uses it: one session, retries of our own choosing, errors by their name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.core.errors import CannotStart, Unreachable

PLATFORM = "slack"
OK = 200
SECONDS = 4  # under the ticker's own time-out, so that a slow answer ends here with its name


@dataclass(frozen=True, slots=True)
class Installed:
    """Where Boffin is installed, and who it is there."""

    team: str
    enterprise: str
    user: str
    bot: str

    @property
    def tenant(self) -> str:
        """The key of the workspace: its organisation, where it has one, and its own id."""
        return tenant(self.team, self.enterprise)


def tenant(team: str, enterprise: str = "") -> str:
    """Return the key under which a workspace's accounts and places are kept."""
    return f"{enterprise}/{team}" if enterprise else team


LOST = (SlackApiError, OSError, TimeoutError, aiohttp.ClientError)  # Slack said no, or nothing at all
Asked = Callable[[str, str, str], None]  # the platform, the method, and how it ended


def uncounted(platform: str, method: str, status: str) -> None:
    """Count nothing."""


class Client(AsyncWebClient):
    """The library's client; each request is counted by its method and how it ended."""

    asked: Asked = staticmethod(uncounted)

    async def api_call(self, api_method: str, **more: Any) -> AsyncSlackResponse:
        """Call a method of the Web API."""
        status = "unreachable"
        try:
            answer = await super().api_call(api_method, **more)
            status = "ok"
        except SlackApiError as problem:
            status = str(problem.response.status_code) if problem.response.status_code != OK else "refused"
            raise
        finally:
            self.asked(PLATFORM, api_method, status)
        return answer


def client(
    token: str | None, url: str, session: aiohttp.ClientSession, *, patient: bool = True, asked: Asked = uncounted
) -> AsyncWebClient:
    """Return a client that never repeats a post after a broken connection: it may have arrived.

    A `patient` one waits once where Slack says that it was asked too often.
    """
    handlers: list[AsyncRetryHandler] = [AsyncRateLimitErrorRetryHandler(max_retry_count=1)] if patient else []
    made = Client(token, base_url=url, timeout=SECONDS, session=session, retry_handlers=handlers)
    made.asked = asked
    return made


def error_of(problem: SlackApiError) -> str:
    """Return Slack's name of an error, "" where the answer was no answer of the API."""
    found = problem.response.get("error", "") if hasattr(problem.response, "get") else ""
    return str(found or "")


async def installed(web: AsyncWebClient) -> Installed:
    """Ask Slack who we are; raise CannotStart with the fix where the token does not work."""
    try:
        found = await web.auth_test()
    except SlackApiError as problem:
        raise refused("SLACK_BOT_TOKEN", problem) from None
    except (OSError, TimeoutError, aiohttp.ClientError) as problem:
        raise Unreachable(
            f"Slack cannot be reached: {type(problem).__name__}. Is BOFFIN_SLACK_API_URL right?"
        ) from None
    return Installed(
        str(found["team_id"]),
        str(found.get("enterprise_id") or ""),
        str(found["user_id"]),
        str(found.get("bot_id") or ""),
    )


async def socket_address(web: AsyncWebClient, app_token: str) -> str:
    """Ask for the address of a socket; raise CannotStart with the fix where Slack gives none."""
    try:
        return str((await web.apps_connections_open(app_token=app_token))["url"])
    except SlackApiError as problem:
        raise refused("SLACK_APP_TOKEN", problem) from None
    except (OSError, TimeoutError, aiohttp.ClientError) as problem:
        raise Unreachable(f"Slack cannot be reached: {type(problem).__name__}.") from None


async def exchange(web: AsyncWebClient, client_id: str, client_secret: str, **asked: str) -> dict[str, Any]:
    """Return what Slack grants for a code or a refresh token; raise SlackApiError where it grants nothing.

    The secret goes in the body: the way that slack_sdk has of its own is one that aiohttp is about to drop.
    """
    said = {"client_id": client_id, "client_secret": client_secret, **asked}
    granted = await web.api_call("oauth.v2.access", data=said)
    return dict(granted.data) if isinstance(granted.data, dict) else {}


FIXES = {
    "SLACK_BOT_TOKEN": "Copy it again from *OAuth & Permissions* of the app, after *Install to Workspace*.",
    "SLACK_APP_TOKEN": "Make one with connections:write under *Basic Information*, *App-Level Tokens*.",
}


PASSING = frozenset({"", "internal_error", "fatal_error", "service_unavailable", "request_timeout", "ratelimited"})


def refused(name: str, problem: SlackApiError) -> CannotStart:
    """Return what to raise where Slack says no: trouble of its own passes, a token it does not take must be mended."""
    kind = Unreachable if error_of(problem) in PASSING else CannotStart
    return kind(refusal(name, error_of(problem)))


def refusal(name: str, error: str) -> str:
    """Return the sentence for the operator about a token that Slack refuses."""
    return f"{name}: Slack says {error or 'nothing of use'}. {FIXES[name]}"
