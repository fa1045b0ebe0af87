"""Counts every request to Discord by its route, with nothing in it that stands for anybody, and notes unclear ends."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import SimpleNamespace

import aiohttp

from bot.chat.discord.directory import PLATFORM
from bot.chat.door import Door

PREFIX = re.compile(r"^/api/v\d+")
ID = re.compile(r"/\d{5,}")
_unclear: ContextVar[list[str] | None] = ContextVar("unclear", default=None)


@contextmanager
def unclear() -> Iterator[list[str]]:
    """Give what fills with how requests ended that may have had their effect although they failed.

    discord.py repeats some of these by itself, and tells only how the last one ended.
    """
    noted: list[str] = []
    token = _unclear.set(noted)
    try:
        yield noted
    finally:
        _unclear.reset(token)


def route(path: str) -> str:
    """Return the route of a path: ids and tokens are left out."""
    short = PREFIX.sub("", path)
    first, *rest = short.strip("/").split("/")
    if first in ("webhooks", "interactions"):
        last = f"/{rest[-1]}" if rest[2:] and rest[-1] == "callback" else ""
        return f"/{first}/{{id}}/{{token}}{last}"
    return ID.sub("/{id}", short) or "/"


def _note(ended: str) -> None:
    if (noted := _unclear.get()) is not None:
        noted.append(ended)


def counting(door: Door) -> aiohttp.TraceConfig:
    """Return what tells the door about each request of a session, and how it ended."""

    async def ended(_: aiohttp.ClientSession, __: SimpleNamespace, request: aiohttp.TraceRequestEndParams) -> None:
        door.asked(PLATFORM, route(request.url.path), str(request.response.status))
        if request.response.status >= 500:
            _note(str(request.response.status))

    async def failed(
        _: aiohttp.ClientSession, __: SimpleNamespace, request: aiohttp.TraceRequestExceptionParams
    ) -> None:
        door.asked(PLATFORM, route(request.url.path), "failed")
        _note("failed")

    made = aiohttp.TraceConfig()
    made.on_request_end.append(ended)
    made.on_request_exception.append(failed)
    return made
