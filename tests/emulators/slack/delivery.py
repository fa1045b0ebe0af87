"""The way to the bot: Socket Mode envelopes or signed HTTP posts, acknowledged, timed, and repeated."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

import aiohttp
from aiohttp import WSMsgType, web

from tests.emulators.slack.state import Json
from tests.emulators.slack.workspace import Workspace

CONNECTIONS, RETRIES = 10, 3


@dataclass(eq=False)
class Attempt:
    """One try: the envelope, whether the bot acknowledged it, in how many seconds, and why not."""

    envelope_id: str
    retry: int
    acked: bool = False
    seconds: float = 0.0
    reason: str = ""
    status: int = 0
    payload: Json | None = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(eq=False)
class Delivery:
    """Something sent to the bot, with every try."""

    kind: str  # slash_commands, interactive, events_api
    body: Json
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def acked(self) -> bool:
        """Say whether the bot acknowledged it in the end."""
        return bool(self.attempts) and self.attempts[-1].acked

    @property
    def ack(self) -> Json | None:
        """Give what came with the acknowledgement."""
        return self.attempts[-1].payload if self.attempts else None

    @property
    def seconds(self) -> float:
        """Give the time to the acknowledgement."""
        return self.attempts[-1].seconds if self.attempts else 0.0


class Socket:
    """The Socket Mode end: accepts connections and gives each envelope to one of them."""

    def __init__(self, state: Workspace) -> None:
        self.state = state
        self.open: list[web.WebSocketResponse] = []
        self._wires: dict[web.WebSocketResponse, asyncio.Transport | None] = {}
        self._pending: dict[str, tuple[web.WebSocketResponse, asyncio.Future[Json | None]]] = {}
        self.greetings = 0
        self._turn = 0

    async def accept(self, request: web.Request) -> web.StreamResponse:
        """Hold one connection until it closes."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if len(self.open) >= CONNECTIONS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        self.open.append(socket)
        self._wires[socket] = request.transport
        self.greetings += 1
        await socket.send_json(
            {
                "type": "hello",
                "num_connections": len(self.open),
                "debug_info": {"host": "local", "build_number": 1, "approximate_connection_time": 18060},
                "connection_info": {"app_id": self.state.app_id},
            }
        )
        self.state.changed()
        try:
            async for message in socket:
                if message.type == WSMsgType.TEXT and message.data.startswith("{"):
                    self._answered(json.loads(message.data))
        finally:
            self._gone(socket)
        return socket

    def _answered(self, sent: Json) -> None:
        _, waiting = self._pending.get(str(sent.get("envelope_id")), (None, None))
        if waiting is not None and not waiting.done():
            waiting.set_result(sent.get("payload"))

    def _gone(self, socket: web.WebSocketResponse) -> None:
        if socket in self.open:
            self.open.remove(socket)
            del self._wires[socket]
        for owner, waiting in list(self._pending.values()):
            if owner is socket and not waiting.done():
                waiting.set_exception(ConnectionResetError("the socket closed before the acknowledgement"))
        self.state.changed()

    async def send(self, envelope: Json, seconds: float) -> Json | None:
        """Give an envelope to a connection and wait for its acknowledgement."""
        await self.state.until(lambda: self.open, seconds)
        self._turn += 1
        socket = self.open[self._turn % len(self.open)]  # Slack gives each envelope to any one connection
        waiting: asyncio.Future[Json | None] = asyncio.get_running_loop().create_future()
        key = str(envelope["envelope_id"])
        self._pending[key] = (socket, waiting)
        try:
            await socket.send_json(envelope)
            async with asyncio.timeout(seconds):
                return await waiting
        finally:
            del self._pending[key]

    async def warn(self, reason: str = "refresh_requested") -> None:
        """Tell every connection that it will end, and end it once the bot has a new one."""
        old, before = list(self.open), self.greetings
        for socket in old:
            await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "local"}})
        await self.state.until(lambda: self.greetings > before)

    async def cut(self) -> None:
        """Close every connection without a word."""
        for socket in list(self.open):
            if (wire := self._wires[socket]) is not None:
                wire.abort()
            self._gone(socket)

    async def close(self) -> None:
        """Close every connection in order."""
        for socket in list(self.open):
            await socket.close()
            self._gone(socket)


class Courier:
    """Takes payloads to the bot by whichever way the test chose."""

    def __init__(self, state: Workspace, socket: Socket, signing_secret: str) -> None:
        self.state, self.socket, self.signing_secret = state, socket, signing_secret
        self.url = ""
        self.timeout = 3.0
        self.retries = RETRIES
        self.signed_at: Callable[[], float] = time.time
        self.deliveries: list[Delivery] = []
        self.session: aiohttp.ClientSession | None = None

    async def deliver(self, kind: str, body: Json, *, retry: int = 0, reason: str = "timeout") -> Delivery:
        """Send, and for events send again until acknowledged; `retry` starts at a later try, as Slack's repeats do."""
        delivery = Delivery(kind, body)
        self.deliveries.append(delivery)
        last = self.retries if kind == "events_api" else retry
        for number in range(retry, max(last, retry) + 1):
            attempt = Attempt(self.state.id("E").lower(), number)
            delivery.attempts.append(attempt)
            start = asyncio.get_running_loop().time()
            await (self._post if self.url else self._envelope)(delivery, attempt, reason)
            attempt.seconds = asyncio.get_running_loop().time() - start
            if attempt.acked or attempt.headers.get("X-Slack-No-Retry") == "1":
                break
            reason = attempt.reason
        self.state.changed()
        return delivery

    async def _envelope(self, delivery: Delivery, attempt: Attempt, reason: str) -> None:
        envelope: Json = {
            "envelope_id": attempt.envelope_id,
            "type": delivery.kind,
            "payload": delivery.body,
            "accepts_response_payload": delivery.kind != "events_api",
        }
        if delivery.kind == "events_api":
            envelope |= {"retry_attempt": attempt.retry, "retry_reason": reason if attempt.retry else ""}
        try:
            attempt.payload = await self.socket.send(envelope, self.timeout)
            attempt.acked = True
        except TimeoutError:
            attempt.reason = "timeout"
        except ConnectionError:
            attempt.reason = "connection_closed"

    def signature(self, stamp: str, raw: bytes) -> str:
        """Sign as Slack does: v0, HMAC-SHA256 over the stamp and the raw body."""
        text = f"v0:{stamp}:".encode() + raw
        return "v0=" + hmac.new(self.signing_secret.encode(), text, hashlib.sha256).hexdigest()

    async def _post(self, delivery: Delivery, attempt: Attempt, reason: str) -> None:
        if delivery.kind == "events_api":
            raw, kind = json.dumps(delivery.body).encode(), "application/json"
        else:
            form = delivery.body if delivery.kind == "slash_commands" else {"payload": json.dumps(delivery.body)}
            raw, kind = urlencode(form).encode(), "application/x-www-form-urlencoded"
        stamp = str(int(self.signed_at()))
        headers = {
            "Content-Type": kind,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": self.signature(stamp, raw),
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        }
        if attempt.retry:
            old = {"timeout": "http_timeout", "connection_closed": "connection_failed"}
            headers |= {"X-Slack-Retry-Num": str(attempt.retry), "X-Slack-Retry-Reason": old.get(reason, reason)}
        if self.session is None:
            self.session = aiohttp.ClientSession()
        try:
            limit = aiohttp.ClientTimeout(total=self.timeout)
            async with self.session.post(self.url, data=raw, headers=headers, timeout=limit) as answer:
                text = await answer.text()
                attempt.status, attempt.headers = answer.status, dict(answer.headers)
                attempt.acked = 200 <= answer.status < 300
                if not attempt.acked:
                    attempt.reason = "http_error"
                elif answer.content_type == "application/json" and text:
                    attempt.payload = json.loads(text)
                elif text:
                    attempt.payload = {"text": text}
        except TimeoutError:
            attempt.reason = "http_timeout"
        except aiohttp.ClientError:
            attempt.reason = "connection_failed"

    async def close(self) -> None:
        """Let go of the HTTP session."""
        if self.session is not None:
            await self.session.close()
