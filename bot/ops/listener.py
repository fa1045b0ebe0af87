"""An HTTP listener for rooms that take requests: bounded, and silent about what it was sent."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

from aiohttp import web

LARGEST = 1_000_000  # bytes
SECONDS_TO_END = 5.0


class Answered(Protocol):
    """What a room answers."""

    @property
    def status(self) -> int:
        """The status code."""

    @property
    def body(self) -> str:
        """The text."""

    @property
    def headers(self) -> Mapping[str, str]:
        """The header lines."""


Takes = Callable[[dict[str, str], bytes], Awaitable[Answered]]


class Listener:
    """Listens at one address; `routes` are by path, and take POST only."""

    def __init__(self, host: str, port: int, routes: Mapping[str, Takes]) -> None:
        self._host, self._port = host, port
        app = web.Application(client_max_size=LARGEST)
        for path, takes in routes.items():
            app.router.add_post(path, _handler(takes))
        self._runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=SECONDS_TO_END)

    async def start(self) -> int:
        """Begin to listen; return the port, which matters where 0 was asked for."""
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port).start()
        return int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Take no further request, and end those that run."""
        await self._runner.cleanup()


def _handler(takes: Takes) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(request: web.Request) -> web.Response:
        try:
            body = await request.read()
        except web.HTTPRequestEntityTooLarge:
            return web.Response(status=400)
        answer = await takes(dict(request.headers), body)
        return web.Response(status=answer.status, text=answer.body, headers=_plain(answer.headers))

    return handle


def _plain(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the header lines that are ours to set; the type is written as aiohttp wants it."""
    return {name: value for name, value in headers.items() if name.lower() != "content-length"}
