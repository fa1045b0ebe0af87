"""A model's endpoint on this machine that does what a test says, also what no endpoint should."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.settings import PhrasingSettings

Way = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Stub:
    """What was asked, and how it is answered."""

    way: Way
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    elsewhere: int = 0
    settings: PhrasingSettings = field(default_factory=lambda: PhrasingSettings("", ""))

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(await request.json())
        self.headers.append(dict(request.headers))
        return await self.way(request)

    async def away(self, request: web.Request) -> web.StreamResponse:
        self.elsewhere += 1
        return web.json_response(body("Say when you read questions, and let the class answer the rest."))


def body(content: object, **more: object) -> dict[str, Any]:
    """Return an endpoint's answer with this content."""
    return {"choices": [{"message": {"role": "assistant", "content": content, **more}}]}


def says(content: object, status: int = 200, **more: object) -> Way:
    """Return the way of an endpoint that answers with this content."""

    async def way(request: web.Request) -> web.StreamResponse:
        return web.json_response(body(content, **more), status=status)

    return way


def sends(text: str, **more: Any) -> Way:
    """Return the way of an endpoint that sends this text, whatever it is."""

    async def way(request: web.Request) -> web.StreamResponse:
        return web.Response(text=text, content_type="application/json", **more)

    return way


@asynccontextmanager
async def listening(way: Way | None = None) -> AsyncIterator[Stub]:
    """Listen on a free port of this machine."""
    stub = Stub(way or says(""))
    app = web.Application()
    app.router.add_post("/v1/chat/completions", stub.answer)
    app.router.add_post("/elsewhere", stub.away)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    stub.settings = PhrasingSettings(f"http://127.0.0.1:{port}/v1", "small", "sk-test")
    try:
        yield stub
    finally:
        await runner.cleanup()


async def hangs(request: web.Request) -> web.StreamResponse:
    """Answer the head, and then nothing."""
    response = web.StreamResponse()
    await response.prepare(request)
    await response.write(b'{"choices": [')
    await asyncio.Event().wait()
    return response


async def hangs_up(request: web.Request) -> web.StreamResponse:
    """End the connection in the middle."""
    assert request.transport is not None
    request.transport.close()
    return web.Response()


async def never_ends(request: web.Request) -> web.StreamResponse:
    """Send more than anybody wants to read."""
    response = web.StreamResponse()
    await response.prepare(request)
    for _ in range(64):
        await response.write(json.dumps("x" * 4096).encode())
    return response
