"""The HTTP side: the Web API, uploads and response_urls, with the faults a test asks for."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.emulators import faults, server
from tests.emulators.server import Call
from tests.emulators.slack.lookups import METHODS, demand
from tests.emulators.slack.oauth import OAuth
from tests.emulators.slack.state import Install, Json, Message, Refused
from tests.emulators.slack.workspace import RESPONSE_SECONDS, RESPONSE_USES, ResponseUrl, Workspace


@dataclass(eq=False, kw_only=True)
class Fault(faults.Fault):
    """Something that goes wrong with the next call: an error, a status, or what goes wrong anywhere."""

    error: str = ""
    status: int = 200
    retry_after: int | None = None


async def read_body(request: web.Request) -> Json:
    """Read what slack_sdk sends: query, form or JSON, with JSON inside form fields opened."""
    found: Json = dict(request.query)
    if request.content_type == "application/json":
        sent = await request.json()
        if not isinstance(sent, dict):
            raise Refused("json_not_object")
        return found | sent
    for key, value in (await request.post()).items():
        found[key] = value
    for key in ("blocks", "view", "metadata", "files", "prompts", "loading_messages", "attachments"):
        if isinstance(found.get(key), str):
            try:
                found[key] = json.loads(found[key])
            except ValueError:
                raise Refused("invalid_blocks_format" if key == "blocks" else "invalid_arguments") from None
    return found


class Server(server.Server[Fault]):
    """Answers the bot's requests on a loopback port; the method is also "response_url" or "upload"."""

    def __init__(self, state: Workspace, app_token: str) -> None:
        super().__init__(state, Fault, megabytes=8)
        self.state, self.app_token = state, app_token
        self.oauth = OAuth(state)
        self.weather: Callable[[str], Fault | None] = lambda method: None  # what else goes wrong, by a test's own rule
        self.app.router.add_route("*", "/api/{method}", self._api)
        self.app.router.add_post("/upload/v1/{file}", self._upload)
        self.app.router.add_post("/response/{key}", self._respond)

    def took(self, call: Call) -> bool:
        """Say whether the call had its effect: Slack refuses with 200, too."""
        return call.status == 200 and bool(call.answer.get("ok"))

    # -- the Web API -----------------------------------------------------------------------------

    async def _api(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        fault = self.faults.take(name) or self.weather(name)
        body: Json = {}
        try:
            body = await read_body(request)
            token = str(body.pop("token", "")) or request.headers.get("Authorization", "").removeprefix("Bearer ")
            if self.latency:
                await asyncio.sleep(self.latency)
            await self._meet(fault)
            if fault and fault.drop == "before":
                return self.cut(request, Call(name, body, {}, 0))
            if name == "oauth.v2.access":
                answer, scopes = self.oauth.access(request.headers.get("Authorization", ""), body), ""
            else:
                answer, scopes = self._answer(name, token, body)
        except Refused as no:
            answer, scopes = no.answer(), ""
        except _Failed as no:
            self.note(Call(name, body, {"ok": False, "error": no.error}, no.status))
            headers = {} if no.retry_after is None else {"Retry-After": str(no.retry_after)}
            answer = {"ok": False, "error": no.error}
            return web.json_response(answer, status=no.status, headers=headers)
        if fault and fault.drop == "after":
            return self.cut(request, Call(name, body, answer))
        self.note(Call(name, body, answer))
        return web.json_response(answer, headers={"x-oauth-scopes": scopes} if scopes else {})

    def _answer(self, name: str, token: str, body: Json) -> tuple[Json, str]:
        if not token:
            raise Refused("not_authed")
        if name == "apps.connections.open":
            if token != self.app_token:
                raise Refused("not_allowed_token_type" if token in self.state.installs else "invalid_auth")
            return {"ok": True, "url": f"{self.base.replace('http', 'ws', 1)}/link?ticket={self.state.id('W')}"}, ""
        install = self._install(token)
        if name not in METHODS:
            raise Refused("unknown_method", req_method=name)
        method, scopes = METHODS[name]
        demand(install, *scopes)
        answer = method(self.state, install, body)
        if str(answer.get("upload_url", "")).startswith("/"):
            answer["upload_url"] = self.base + answer["upload_url"]
        return answer, ",".join(install.scopes)

    def _install(self, token: str) -> Install:
        install = self.state.installs.get(token)
        if install is None:
            raise Refused("not_allowed_token_type" if token == self.app_token else "invalid_auth")
        if install.revoked:
            raise Refused("token_revoked")
        if install.ends and self.state.clock.now() > install.ends:
            raise Refused("token_expired")
        return install

    # -- faults ----------------------------------------------------------------------------------

    async def _meet(self, fault: Fault | None) -> None:
        if fault is None:
            return
        await self.faults.reach(fault)
        if fault.status != 200:
            raise _Failed(fault.error, fault.status, fault.retry_after)
        if fault.error:
            raise Refused(fault.error)

    def too_often(self, seconds: int) -> Exception:
        """Give what refuses a call that came too often."""
        return _Failed("ratelimited", 429, seconds)

    # -- uploads and response_urls -----------------------------------------------------------------

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        file = self.state.files.get(request.match_info["file"])
        if file is None:
            return web.Response(status=404, text="not found")
        if request.content_type == "multipart/form-data":
            sent = next(iter((await request.post()).values()))
            content = sent.file.read() if isinstance(sent, web.FileField) else str(sent).encode()
        else:
            content = await request.read()
        if len(content) != file.length:
            return web.Response(status=400, text=f"expected {file.length} bytes")
        file.content = content
        self.note(Call("upload", {"file": file.id, "bytes": len(content)}, {"ok": True}))
        return web.Response(text=f"OK - {len(content)}", content_type="text/plain")

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        fault = self.faults.take("response_url") or self.weather("response_url")
        body: Json = {}
        try:
            body = await request.json()
            await self._meet(fault)
            if fault and fault.drop == "before":
                return self.cut(request, Call("response_url", body, {}, 0))
            respond(self.state, request.match_info["key"], body)
        except Refused as no:
            status = 404 if no.error.endswith("_url") else 400
            self.note(Call("response_url", body, no.answer(), status))
            return web.Response(status=status, text=no.error)
        except ValueError:
            return web.Response(status=400, text="invalid_payload")
        except _Failed as no:
            self.note(Call("response_url", body, {"ok": False, "error": no.error}, no.status))
            headers = {} if no.retry_after is None else {"Retry-After": str(no.retry_after)}
            return web.Response(status=no.status, text=no.error, headers=headers)
        call = Call("response_url", body, {"ok": True})
        if fault and fault.drop == "after":
            return self.cut(request, call)
        self.note(call)
        return web.Response(text="ok")


class _Failed(Exception):
    def __init__(self, error: str, status: int, retry_after: int | None) -> None:
        super().__init__(error)
        self.error, self.status, self.retry_after = error, status, retry_after


def respond(state: Workspace, key: str, body: Json) -> Message | None:
    """Do what a post to a response_url asks: say something, or change or remove the message it came from."""
    url = state.response_urls.get(key)
    if url is None:
        raise Refused("invalid_url")
    if state.clock.now() - url.born > RESPONSE_SECONDS:
        raise Refused("expired_url")
    if url.uses >= RESPONSE_USES:
        raise Refused("used_url")
    if body.get("delete_original"):
        url.uses += 1
        if url.message is not None:
            url.message.deleted = True
            state.touch(url.message)
        return None
    text, blocks = state.checked_text(body)
    url.uses += 1
    if body.get("replace_original") and url.message is not None and not url.message.deleted:
        url.message.text, url.message.blocks = text, blocks
        url.message.edits += 1
        state.touch(url.message)
        return url.message
    return state.say(answer_to(state, url, text, blocks, body))


def answer_to(state: Workspace, url: ResponseUrl, text: str, blocks: list[Json], body: dict[str, Any]) -> Message:
    """Make the message that answers an interaction; only the person sees it unless it says in_channel."""
    install = state.install_of(state.home_team(state.users[url.user]))
    return Message(
        url.channel,
        state.ts(),
        install.bot_user,
        text,
        install.team,
        blocks,
        thread_ts=body.get("thread_ts") or "",
        to="" if body.get("response_type") == "in_channel" else url.user,
        origin=url.origin,
    )
