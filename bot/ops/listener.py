"""An HTTP listener for rooms that answer requests: bounded in size and time, and silent about what it was sent."""

import asyncio
import logging
from collections.abc import Mapping

from aiohttp import web

from bot.core.errors import CannotStart
from bot.http import Answer, Request, Route, Routes
from bot.ops.mistake import log_mistake

LOG = logging.getLogger("bot.ops.listener")
LARGEST = 1_000_000  # bytes of a body
SECONDS_TO_READ = 10.0
SECONDS_TO_END = 4.0
UNREAD = (400, 408)  # the rest of such a request is not waited for
SECURITY = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Server": "boffin",
    "X-Content-Type-Options": "nosniff",
}


class Listener:
    """Listens at the address that a setting named. A path that nobody knows is 404, another method there 405."""

    def __init__(
        self,
        host: str,
        port: int,
        routes: Routes,
        *,
        setting: str = "BOFFIN_HTTP",
        seconds_to_read: float = SECONDS_TO_READ,
    ) -> None:
        self._host, self._port, self._setting, self._seconds = host, port, setting, seconds_to_read
        self._routes: dict[str, dict[str, Route]] = {}
        for (method, path), route in routes.items():
            self._routes.setdefault(path, {})[method] = route
        app = web.Application(client_max_size=LARGEST)
        app.router.add_route("*", "/{path:.*}", self._handle)
        self._runner = web.AppRunner(
            app,
            access_log=None,
            handle_signals=False,
            keepalive_timeout=75,
            lingering_time=1,
            shutdown_timeout=SECONDS_TO_END,
            logger=logging.Logger("aiohttp", logging.CRITICAL + 1),  # it would write what it could not parse
        )

    async def start(self) -> int:
        """Begin to listen; return the port, which matters where 0 was asked for. Raises CannotStart."""
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except OSError as taken:
            raise CannotStart(f"{self._setting}: cannot listen there ({taken.strerror}).") from None
        port = int(self._runner.addresses[0][1])
        LOG.info("listening", extra={"setting": self._setting, "port": port})
        return port

    async def stop(self) -> None:
        """Take no further request, and end those that run."""
        await self._runner.cleanup()

    async def _handle(self, given: web.Request) -> web.Response:
        answer = await self._answer(given)
        headers = SECURITY | {name: value for name, value in answer.headers.items() if name.lower() != "content-length"}
        response = web.Response(status=answer.status, text=answer.body, headers=headers)
        if answer.status in UNREAD:
            response.force_close()
        return response

    async def _answer(self, given: web.Request) -> Answer:
        methods = self._routes.get(given.path)
        if methods is None:
            return Answer(404)
        route = methods.get("GET" if given.method == "HEAD" else given.method)
        if route is None:
            return Answer(405, headers={"Allow": ", ".join(sorted(methods))})
        try:
            async with asyncio.timeout(self._seconds):
                body = await given.read()
        except TimeoutError:
            return Answer(408)
        except (web.HTTPRequestEntityTooLarge, web.RequestPayloadError, ValueError):
            return Answer(400)
        return await _routed(route, Request(given.method, given.path, _lower(given.headers), _first(given.query), body))


async def _routed(route: Route, request: Request) -> Answer:
    try:
        return await route(request)
    except Exception as mistake:  # noqa: BLE001 - the boundary of every route: a bug is one line without content
        reference = log_mistake(LOG, mistake, path=request.path)
        return Answer(500, f"Something went wrong on our side. Reference: {reference}\n")


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in headers.items():
        found.setdefault(name.lower(), value)
    return found


def _first(query: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in query.items():
        found.setdefault(name, value)
    return found
