"""The listener over real sockets: what it refuses, what it survives, and that it tells nothing."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import aiohttp
import pytest

from bot.http import Answer, Request
from bot.ops.listener import LARGEST, Listener

WORDS = "the-secret-words"


async def echo(request: Request) -> Answer:
    return Answer(200, f"{request.method} {request.query.get('a', '')} {request.body.decode()}", {"X-Own": "yes"})


async def fails(request: Request) -> Answer:
    raise ValueError(request.body)


@asynccontextmanager
async def listening(seconds: float = 5) -> AsyncIterator[int]:
    routes = {("POST", "/in"): echo, ("GET", "/in"): echo, ("POST", "/fails"): fails}
    listener = Listener("127.0.0.1", 0, routes, seconds_to_read=seconds)
    try:
        yield await listener.start()
    finally:
        await listener.stop()


async def asked(port: int, method: str, path: str, body: bytes = b"") -> tuple[int, str, Mapping[str, str]]:
    async with (
        aiohttp.ClientSession() as session,
        session.request(method, f"http://127.0.0.1:{port}{path}", data=body) as answer,
    ):
        return answer.status, await answer.text(), answer.headers


async def raw(port: int, sent: bytes) -> bytes:
    """Send bytes as they are, and return the line that the answer begins with."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(sent)
        async with asyncio.timeout(5):
            return await reader.readline()
    finally:
        writer.close()


async def test_a_route_gets_what_came_and_its_answer_goes_back_with_safe_headers():
    async with listening() as port:
        status, text, headers = await asked(port, "POST", "/in?a=b&a=c", b"hello")
        assert (status, text) == (200, "POST b hello")
        assert (headers["X-Own"], headers["X-Content-Type-Options"], headers["Server"]) == ("yes", "nosniff", "boffin")
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert (await asked(port, "HEAD", "/in"))[:2] == (200, "")


async def test_an_unknown_path_is_404_and_another_method_405():
    async with listening() as port:
        assert (await asked(port, "GET", "/else"))[0] == 404
        assert (await asked(port, "GET", "/in/"))[0] == 404
        status, _, headers = await asked(port, "DELETE", "/in")
        assert (status, headers["Allow"]) == (405, "GET, POST")
        assert (await asked(port, "GET", "/fails"))[0] == 405


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01 this is no HTTP\r\n\r\n",
        b"POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: the-secret-words\r\n\r\n",
        b"POST /in HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nthe-secret-words\r\n",
        b"POST /in HTTP/1.1\r\nHost: x\r\nContent-Encoding: deflate\r\nContent-Length: 16\r\n\r\nthe-secret-words",
        b"POST /%zz%ff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /in HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 20_000 + b"\r\n\r\n",
        b"GET /in?a=%ff%fe&=&& HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    ],
)
async def test_what_nobody_can_read_is_never_a_mistake_of_ours(sent: bytes, caplog: pytest.LogCaptureFixture):
    async with listening() as port:
        with caplog.at_level(logging.DEBUG):
            got = await raw(port, sent)
        assert got.startswith((b"HTTP/1.1 400", b"HTTP/1.0 400", b"HTTP/1.1 404", b"HTTP/1.1 200")), got[:80]
        assert (await asked(port, "POST", "/in", b"x"))[0] == 200, "the next one is served"
    assert WORDS not in str([record.__dict__ for record in caplog.records])


async def test_a_body_that_is_too_large_or_never_ends_is_refused():
    async with listening() as port:
        assert (await asked(port, "POST", "/in", b"x" * LARGEST))[0] == 200
        assert (await asked(port, "POST", "/in", b"x" * (LARGEST + 1)))[0] == 400
    async with listening(seconds=0.01) as port:
        got = await raw(port, b"POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nx")
        assert got.startswith(b"HTTP/1.1 408")


async def test_a_mistake_in_a_route_is_one_line_with_a_reference_and_nothing_of_the_body(
    caplog: pytest.LogCaptureFixture,
):
    async with listening() as port:
        with caplog.at_level(logging.DEBUG):
            status, text, _ = await asked(port, "POST", "/fails", WORDS.encode())
    (record,) = [record for record in caplog.records if record.name.startswith("bot.")]
    assert (status, record.error) == (500, "ValueError")
    assert record.reference in text
    assert WORDS not in text + str([one.__dict__ for one in caplog.records])
