"""Installing into a workspace by OAuth: to Slack's consent page, and back with a code that becomes a token."""

import html
import logging
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlencode

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.chat.slack.api import PLATFORM, error_of, exchange, tenant
from bot.chat.slack.desk import Desks
from bot.chat.slack.probe import SCOPES
from bot.core.ports import Clock, Expectations, Installations, Words
from bot.core.situation import Installation
from bot.http import Answer
from bot.settings import SlackSettings

LOG = logging.getLogger("bot.chat.slack.oauth")
INSTALL, BACK = "/slack/install", "/slack/oauth_redirect"
COOKIE = "boffin-install"
GOOD_FOR = timedelta(minutes=10)
PAGE_TYPE = {"Content-Type": "text/html; charset=utf-8"}
PAGE = (
    '<!doctype html><html lang="{language}"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>Boffin</title><h1>{title}</h1><p>{text}</p></html>'
)


class Installer:
    """The two pages. The state is good once, for ten minutes, and only in the browser that asked for it."""

    def __init__(
        self,
        settings: SlackSettings,
        desks: Desks,
        installations: Installations,
        expectations: Expectations,
        words: Words,
        clock: Clock,
    ) -> None:
        self._settings, self._desks = settings, desks
        self._installations, self._expectations = installations, expectations
        self._words, self._clock = words, clock

    @property
    def _redirect(self) -> str:
        return f"{self._settings.public_url}{BACK}"

    async def begin(self) -> Answer:
        """Send the browser to Slack's consent page."""
        state = secrets.token_urlsafe(32)
        await self._expectations.expect(state, self._clock.now() + GOOD_FOR)
        asked = {
            "client_id": self._settings.client_id,
            "scope": ",".join(SCOPES),
            "state": state,
            "redirect_uri": self._redirect,
        }
        cookie = f"{COOKIE}={state}; Path=/slack; Max-Age={GOOD_FOR.seconds}; HttpOnly; Secure; SameSite=Lax"
        headers = {"Location": f"{self._settings.consent_url}?{urlencode(asked)}", "Set-Cookie": cookie}
        return Answer(302, "", headers)

    async def finish(self, query: Mapping[str, str], cookies: str) -> Answer:
        """Take the browser back from Slack and keep the installation."""
        state, code = query.get("state", ""), query.get("code", "")
        ours = secrets.compare_digest(_bytes(_cookie(cookies)), _bytes(state))
        # Awaited is asked in any case, so that a state that came back is never good again.
        awaited = await self._expectations.expected(state, self._clock.now())
        if not state or not ours or not awaited:
            return self._page(400, "expired")
        if query.get("error") or not code:
            return self._page(200, "declined")
        try:
            granted = await exchange(
                self._desks.client(None),
                self._settings.client_id,
                self._settings.client_secret,
                code=code,
                redirect_uri=self._redirect,
            )
        except SlackApiError as problem:
            LOG.warning("an install was refused", extra={"error": error_of(problem)})
            return self._page(400, "refused")
        except (OSError, TimeoutError, aiohttp.ClientError):
            return self._page(503, "unreachable")
        if not (granted.get("team") or {}).get("id"):
            return self._page(400, "whole_organisation")
        found = installation_of(granted, self._clock.now())
        await self._installations.put(found, self._clock.now())
        LOG.info("installed into a workspace")
        return self._page(200, "done")

    def _page(self, status: int, name: str) -> Answer:
        said = {
            "language": self._words.say("slack_install.language"),
            "title": self._words.family("slack_install", f"{name}_title"),
            "text": self._words.family("slack_install", name),
        }
        page = PAGE.format(**{key: html.escape(text) for key, text in said.items()})
        return Answer(status, page, {**PAGE_TYPE, "Set-Cookie": f"{COOKIE}=; Path=/slack; Max-Age=0; Secure"})


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")  # what a stranger sends may be no text at all


def _cookie(sent: str) -> str:
    try:
        found = SimpleCookie(sent).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def installation_of(granted: Mapping[str, Any], now: datetime) -> Installation:
    """Return what Slack granted: the bot's token, who it is there, and until when the token is good."""
    team, enterprise = str(granted["team"]["id"]), str((granted.get("enterprise") or {}).get("id") or "")
    grant = {
        "token": str(granted["access_token"]),
        "refresh": str(granted.get("refresh_token") or ""),
        "team": team,
        "enterprise": enterprise,
        "user": str(granted.get("bot_user_id") or ""),
        "scopes": str(granted.get("scope") or ""),
    }
    seconds = granted.get("expires_in")
    expires = now + timedelta(seconds=int(seconds)) if seconds else None
    return Installation(PLATFORM, tenant(team, enterprise), grant, expires)
