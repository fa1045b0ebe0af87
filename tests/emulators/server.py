"""What the HTTP side of every local platform has: a port, the list of what came, and the faults a test asks for."""

from collections.abc import Callable, Mapping
from typing import Any, Generic, NamedTuple

from aiohttp import web

from tests.emulators.bell import Bell
from tests.emulators.faults import F, Faults


class Call(NamedTuple):
    """One request the bot made: which (a method or a route), what it sent, what it got (status 0: cut off)."""

    name: str
    body: Any
    answer: Any
    status: int = 200
    path: Mapping[str, Any] = {}


class Server(Generic[F]):
    """Listens on a loopback port and keeps every call; a platform adds its routes and its refusals."""

    def __init__(self, bell: Bell, kind: type[F], megabytes: int) -> None:
        self.bell, self.faults = bell, Faults(kind, bell.changed)
        self.calls: list[Call] = []
        self.accepted: Callable[[Call], None] = lambda call: None
        self.latency = 0.0
        self.base = ""
        self.app = web.Application(client_max_size=megabytes * 1024**2)
        self._runner = web.AppRunner(self.app, access_log=None, shutdown_timeout=0.1)

    async def start(self, port: int = 0) -> None:
        """Listen."""
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        self.base = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Stop listening."""
        await self._runner.cleanup()

    def took(self, call: Call) -> bool:
        """Say whether the call had its effect."""
        return 200 <= call.status < 300

    def note(self, call: Call) -> None:
        """Keep a call, and wake whoever waits for one."""
        self.calls.append(call)
        if self.took(call):
            self.accepted(call)
        self.bell.changed()

    def cut(self, request: web.Request, call: Call) -> web.StreamResponse:
        """Keep a call and cut its connection instead of answering."""
        self.note(call)
        if request.transport is not None:
            request.transport.abort()
        return web.Response()
