"""Signed HTTP: everything about a request is checked here before slack-bolt sees it, and nothing of it is logged.

A wrong signature is 401, what nobody could read is 400, and never is anything a 500.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from urllib.parse import parse_qs

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.chat.door import LOG, log_mistake
from bot.core.ports import Clock
from bot.http import Answer

LARGEST = 1_000_000  # bytes
WINDOW = 300  # seconds that a signature is good for, before and after
PATH = "/slack/events"


class Receiver:
    """Takes requests for one app."""

    def __init__(self, app: AsyncApp, secret: str, clock: Clock) -> None:
        self._app, self._secret, self._clock = app, secret, clock

    async def receive(self, headers: Mapping[str, str], body: bytes) -> Answer:
        """Return the answer to one request; `headers` in any case, `body` as it came."""
        lower = {name.lower(): value for name, value in headers.items()}
        if len(body) > LARGEST:
            return Answer(400)
        if not self._is_signed(lower, body):
            return Answer(401)
        if not _is_readable(lower.get("content-type", ""), body):
            return Answer(400)
        try:
            request = AsyncBoltRequest(body=body.decode(), headers=dict(lower))
            made = await self._app.async_dispatch(request)
        except Exception as mistake:  # noqa: BLE001 - the library stumbles over shapes that Slack never sends
            log_mistake(LOG, mistake, "slack")
            return Answer(400)
        if made.status != 200:  # unknown, or a mistake of ours: Slack need not try again
            return Answer(200)
        return Answer(200, made.body or "", _headers(made.headers))

    def _is_signed(self, headers: Mapping[str, str], body: bytes) -> bool:
        stamp, given = headers.get("x-slack-request-timestamp", ""), headers.get("x-slack-signature", "")
        if not self._secret or not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12):
            return False
        if abs(self._clock.now().timestamp() - int(stamp)) > WINDOW:
            return False
        wanted = hmac.new(self._secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
        return hmac.compare_digest(f"v0={wanted}".encode(), given.encode("utf-8", "replace"))


def _headers(found: Mapping[str, object]) -> dict[str, str]:
    return {name: str(values[0]) if isinstance(values, list) else str(values) for name, values in found.items()}


def _is_readable(content_type: str, body: bytes) -> bool:
    """Say whether this is JSON, or a form whose payload is, as Slack sends them."""
    try:
        text = body.decode()
        if content_type.startswith("application/json"):
            return isinstance(json.loads(text), dict)
        if not content_type.startswith("application/x-www-form-urlencoded"):
            return False
        given = parse_qs(text, max_num_fields=100)
        return isinstance(json.loads(given["payload"][0]), dict) if "payload" in given else "command" in given
    except (ValueError, RecursionError):
        return False
