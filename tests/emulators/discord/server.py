"""The HTTP side: every request the bot may make, with the faults and rate limits a test asks for."""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.emulators import faults, server
from tests.emulators.discord import commands, interactions, lookups, messages
from tests.emulators.discord.contract import Contract
from tests.emulators.discord.gateway import Gateway
from tests.emulators.discord.messages import Ask
from tests.emulators.discord.state import Attachment, Json, Refused
from tests.emulators.discord.world import World
from tests.emulators.server import Call

PREFIX, UNKNOWN = "/api/v10", "unknown"
OVER = (10062, 40060)  # a planned refusal that says: nobody waits for the first answer any more
POST_MESSAGE = "POST /channels/{channel_id}/messages"
EDIT_MESSAGE = "PATCH /channels/{channel_id}/messages/{message_id}"
HISTORY = "GET /channels/{channel_id}/messages"
OPEN_DIRECT = "POST /users/@me/channels"
CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"
FOLLOW_UP = "POST /webhooks/{webhook_id}/{webhook_token}"
EDIT_ORIGINAL = "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original"
PUT_COMMANDS = "PUT /applications/{application_id}/commands"
_COMMANDS = "/applications/{application_id}/commands"
_GUILD_COMMANDS = "/applications/{application_id}/guilds/{guild_id}/commands"
_ANSWERS = "/webhooks/{webhook_id}/{webhook_token}/messages"

Handler = Callable[[Ask], Any]
ROUTES: Mapping[str, Handler] = {
    "GET /users/@me": lookups.me,
    "GET /users/@me/guilds": lookups.guilds,
    "DELETE /users/@me/guilds/{guild_id}": lookups.leave,
    OPEN_DIRECT: lookups.open_direct,
    "GET /users/{user_id}": lookups.user,
    "GET /oauth2/applications/@me": lookups.app,
    "GET /applications/@me": lookups.app,
    "GET /channels/{channel_id}": lookups.channel,
    "POST /channels/{channel_id}/typing": messages.typing,
    POST_MESSAGE: messages.post,
    HISTORY: messages.history,
    "GET /channels/{channel_id}/messages/{message_id}": messages.fetch,
    EDIT_MESSAGE: messages.patch,
    "DELETE /channels/{channel_id}/messages/{message_id}": messages.delete,
    "GET /guilds/{guild_id}": lookups.guild,
    "GET /guilds/{guild_id}/channels": lookups.channels,
    "GET /guilds/{guild_id}/roles": lookups.roles,
    "GET /guilds/{guild_id}/members/{user_id}": lookups.member,
    CALLBACK: interactions.answer,
    FOLLOW_UP: interactions.follow,
    f"GET {_ANSWERS}/@original": interactions.fetch,
    EDIT_ORIGINAL: interactions.edit,
    f"DELETE {_ANSWERS}/@original": interactions.remove,
    f"GET {_ANSWERS}/{{message_id}}": interactions.fetch,
    f"PATCH {_ANSWERS}/{{message_id}}": interactions.edit,
    f"DELETE {_ANSWERS}/{{message_id}}": interactions.remove,
    **{
        f"{method} {path}{one}": handler
        for path in (_COMMANDS, _GUILD_COMMANDS)
        for method, one, handler in (
            ("GET", "", commands.listed),
            ("PUT", "", commands.replace),
            ("POST", "", commands.create),
            ("GET", "/{command_id}", commands.fetch),
            ("PATCH", "/{command_id}", commands.change),
            ("DELETE", "/{command_id}", commands.delete),
        )
    },
}
_CREATED = {"POST " + _COMMANDS, "POST " + _GUILD_COMMANDS}


@dataclass(eq=False, kw_only=True)
class Fault(faults.Fault):
    """Something that goes wrong with the next call: a refusal, a status, a limit, or what goes wrong anywhere."""

    refusal: Refused | None = None
    status: int = 0
    retry_after: float = 0.0
    shared: bool = False  # the whole bot is limited, not this route


@dataclass(slots=True)
class Bucket:
    """A rate limit: so many requests in so many seconds. The client waits for it in earnest, so it runs by the loop."""

    requests: int
    seconds: float
    left: int = 0
    ends: float = 0.0

    def take(self) -> float:
        """Use one request; give the seconds to wait when there is none."""
        now = asyncio.get_running_loop().time()
        if now >= self.ends:
            self.left, self.ends = self.requests, now + self.seconds
        if not self.left:
            return self.ends - now
        self.left -= 1
        return 0.0


async def read_body(request: web.Request) -> tuple[Any, dict[int, Attachment]]:
    """Read JSON, or a form with `payload_json` and `files[n]`."""
    if request.content_type != "multipart/form-data":
        text = await request.text()
        try:
            return (json.loads(text) if text else {}), {}
        except ValueError:
            raise Refused(400, 50109, "The request body contains invalid JSON.") from None
    body: Any = {}
    files: dict[int, Attachment] = {}
    for key, value in (await request.post()).items():
        if key == "payload_json":
            body = json.loads(str(value if isinstance(value, str) else value.file.read()))  # type: ignore[union-attr]
        elif isinstance(value, web.FileField) and key.startswith("files["):
            files[int(key[6:-1])] = Attachment("", value.filename, value.file.read(), value.content_type)
    return body, files


class Server(server.Server[Fault]):
    """Answers the bot's requests on a loopback port."""

    def __init__(self, world: World, gateway: Gateway, contract: Contract) -> None:
        super().__init__(world, Fault, megabytes=64)
        self.world, self.gateway, self.contract = world, gateway, contract
        self.buckets: dict[str, Bucket] = {}
        self.weather: Callable[[str], Fault | None] = lambda route: None  # what else goes wrong, by a test's own rule
        self.app.router.add_get(f"{PREFIX}/gateway/bot", self._route("GET /gateway/bot", lambda ask: gateway.told()))
        self.app.router.add_get(f"{PREFIX}/gateway", self._route("GET /gateway", lambda ask: {"url": gateway.url}))
        for route, handler in ROUTES.items():
            method, path = route.split(" ")
            self.app.router.add_route(method, PREFIX + path, self._route(route, handler))
        self.app.router.add_get("/gateway", gateway.accept)
        self.app.router.add_get("/gateway/", gateway.accept)
        self.app.router.add_route("*", PREFIX + "/{rest:.*}", self._route(UNKNOWN, self._unknown))

    async def start(self, port: int = 0) -> None:
        """Listen."""
        await super().start(port)
        self.gateway.url = f"{self.base.replace('http', 'ws', 1)}/gateway"

    # -- one request -------------------------------------------------------------------------------

    def _unknown(self, ask: Ask) -> Any:
        raise Refused(404, 0, "404: Not Found")

    def _route(self, route: str, handler: Handler) -> Callable[[web.Request], Any]:
        async def answer(request: web.Request) -> web.StreamResponse:
            return await self._answer(route, handler, request)

        return answer

    async def _answer(self, route: str, handler: Handler, request: web.Request) -> web.StreamResponse:
        fault, path = self.faults.take(route) or self.weather(route), dict(request.match_info)
        body: Any = {}
        try:
            body, files = await read_body(request)
            for file in files.values():
                file.id = self.world.id()
            self.contract.check(route, path, dict(request.query), body)
            if self.latency:
                await asyncio.sleep(self.latency)
            await self._meet(fault, path)
            if fault and fault.drop == "before":
                return self.cut(request, Call(route, body, None, 0, path))
            self._take(route)
            self._demand_token(route, request)
            told = handler(Ask(self.world, path, dict(request.query), body, files))
            status = 204 if told is None else 201 if route in _CREATED else 200
        except Refused as no:
            told, status = no.answer(), no.status
        except _Limited as no:
            return self._limited(Call(route, body, None, 429, path), no)
        call = Call(route, body, told, status, path)
        if fault and fault.drop == "after" and fault.status:
            self.note(call)
            return _response(Refused(fault.status, 0, "Internal Server Error").answer(), fault.status, {})
        if fault and fault.drop == "after":
            return self.cut(request, call)
        self.note(call)
        return _response(told, status, self._headers(route))

    def _demand_token(self, route: str, request: web.Request) -> None:
        if "_token}" in route or route == UNKNOWN:  # the address itself carries the right
            return
        if request.headers.get("Authorization") != f"Bot {self.world.token}":
            raise Refused(401, 0, "401: Unauthorized")

    # -- limits and faults ---------------------------------------------------------------------------

    def _take(self, route: str) -> None:
        for key in (route, "*"):
            if key in self.buckets and not (key == "*" and route == CALLBACK) and (wait := self.buckets[key].take()):
                raise _Limited(wait, shared=key == "*")

    def _headers(self, route: str) -> dict[str, str]:
        bucket = self.buckets.get(route)
        limit, left = (bucket.requests, bucket.left) if bucket else (1000, 999)
        after = max(0.0, bucket.ends - asyncio.get_running_loop().time()) if bucket else 1.0
        return {
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(left),
            "X-RateLimit-Reset": f"{self.world.clock.now() + after:.3f}",
            "X-RateLimit-Reset-After": f"{after:.3f}",
            "X-RateLimit-Bucket": f"{abs(hash(route)):016x}",
            "Via": "1.1 google",
        }

    def _limited(self, call: Call, no: "_Limited") -> web.StreamResponse:
        told: Json = {"message": "You are being rate limited.", "retry_after": no.wait, "global": no.shared}
        self.note(call._replace(answer=told))
        scope = "global" if no.shared else "user"
        headers = self._headers(call.name) | {"Retry-After": f"{no.wait:.3f}", "X-RateLimit-Scope": scope}
        headers |= {"X-RateLimit-Global": "true"} if no.shared else {"X-RateLimit-Remaining": "0"}
        return _response(told, 429, headers)

    async def _meet(self, fault: Fault | None, path: Json) -> None:
        if fault is None:
            return
        await self.faults.reach(fault)
        if fault.status == 429:
            raise _Limited(fault.retry_after, shared=fault.shared)
        if fault.status and fault.drop != "after":
            raise Refused(fault.status, 0, f"{fault.status}: Internal Server Error")
        if fault.refusal is not None:
            if fault.refusal.code in OVER:
                self.world.interactions[path["interaction_id"]].gone = True
            raise fault.refusal


def _response(told: Any, status: int, headers: dict[str, str]) -> web.Response:
    if told is None:
        return web.Response(status=204, headers=headers)
    # Without a charset: that is how Discord says it, and discord.py takes anything else for text.
    return web.Response(body=json.dumps(told).encode(), status=status, headers=headers, content_type="application/json")


class _Limited(Exception):
    def __init__(self, wait: float, *, shared: bool) -> None:
        super().__init__(wait)
        self.wait, self.shared = wait, shared
