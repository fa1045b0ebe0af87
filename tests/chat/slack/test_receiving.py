"""Signed HTTP: what is refused before anything reads it. Never a 500, and never the body in a log."""

import hashlib
import hmac
import io
import json
import logging
from urllib.parse import urlencode

import aiohttp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_bolt.app.async_app import AsyncApp

from bot.chat.slack.receiving import Receiver
from tests.chat.slack.room import NOW, opened
from tests.emulators.slack import SIGNING_SECRET
from tests.fakes import StillClock

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
OTHER = "another"
STAMP = str(int(NOW.timestamp()))


def signed(body: bytes, stamp: str = STAMP, kind: str = JSON, secret: str = SIGNING_SECRET) -> dict[str, str]:
    wanted = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"Content-Type": kind, "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={wanted}"}


def receiver() -> Receiver:
    return Receiver(AsyncApp(token="xoxb-none", signing_secret=""), SIGNING_SECRET, StillClock(NOW))  # noqa: S106


GOOD = b'{"type": "url_verification", "challenge": "c"}'
DEEP = b"[" * 100_000


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({}, GOOD, 401),
        (signed(GOOD, secret=OTHER), GOOD, 401),
        (signed(GOOD), GOOD + b" ", 401),
        (signed(GOOD, stamp="abc"), GOOD, 401),
        (signed(GOOD, stamp="²"), GOOD, 401),
        (signed(GOOD, stamp=str(int(STAMP) - 301)), GOOD, 401),
        (signed(GOOD, stamp=str(int(STAMP) + 301)), GOOD, 401),
        ({"Content-Type": FORM}, b"ssl_check=1", 401),
        (signed(b"{"), b"{", 400),
        (signed(b"[]"), b"[]", 400),
        (signed(DEEP), DEEP, 400),
        (signed(b"\xff\xfe"), b"\xff\xfe", 400),
        (signed(b"payload=%7B", kind=FORM), b"payload=%7B", 400),
        (signed(b"a=b", kind=FORM), b"a=b", 400),
        (signed(GOOD, kind="text/plain"), GOOD, 400),
        (signed(b"x" * 1_000_001), b"x" * 1_000_001, 400),
        (signed(GOOD), GOOD, 200),
    ],
)
async def test_what_is_not_slacks_or_not_readable_is_refused(headers: dict[str, str], body: bytes, status: int):
    assert (await receiver().receive(headers, body)).status == status


@settings(max_examples=40, deadline=None)
@given(body=st.binary(max_size=300), kind=st.sampled_from([JSON, FORM, ""]), is_signed=st.booleans())
async def test_no_request_is_ever_a_mistake_of_ours(body: bytes, kind: str, is_signed: bool):
    answer = await receiver().receive(signed(body, kind=kind) if is_signed else {}, body)
    assert answer.status in (200, 400, 401)


@pytest.mark.parametrize(
    "body",
    [
        {"type": "event_callback", "team_id": "T1", "event": None},
        {"type": "event_callback", "team_id": "T1", "event": {"type": "message"}, "authorizations": "x"},
        {"type": "event_callback", "team_id": "T1", "event": {"type": "message"}, "authorizations": ["x"]},
        {"type": "event_callback", "team_id": "T1", "event": {"type": "message"}, "authorizations": {"a": 1}},
        {"type": "block_actions", "team": {"id": "T1"}, "user": {"id": "U1"}, "actions": []},
        {"type": "block_actions", "team": {"id": "T1"}, "user": {"id": "U1"}, "actions": None},
    ],
)
async def test_a_signed_request_of_a_shape_that_slack_never_sends_is_no_500(body: dict[str, object]):
    sent = json.dumps(body).encode()
    async with opened("http") as room, aiohttp.ClientSession() as session:
        async with session.post(room.url, data=sent, headers=signed(sent)) as answer:
            assert answer.status in (200, 400)
        form = urlencode({"payload": sent.decode()}).encode()
        async with session.post(room.url, data=form, headers=signed(form, kind=FORM)) as answer:
            assert answer.status in (200, 400)


async def test_over_a_real_port_bodies_are_bounded_and_nothing_of_them_is_logged(caplog: pytest.LogCaptureFixture):
    async with opened("http") as room, aiohttp.ClientSession() as session:
        with caplog.at_level(logging.DEBUG):
            for body in (b"the secret words", b"x" * 2_000_000):
                async with session.post(room.url, data=io.BytesIO(body), headers=signed(body, secret=OTHER)) as answer:
                    assert answer.status in (400, 401)
            odd = urlencode({"command": "/unknown", "text": "the secret words"}).encode()
            async with session.post(room.url, data=odd, headers=signed(odd, kind=FORM)) as answer:
                assert answer.status == 200
            broken = urlencode({"command": "/boffin", "text": "the secret words"}).encode()
            async with session.post(room.url, data=broken, headers=signed(broken, kind=FORM)) as answer:
                assert answer.status == 200
    assert "secret words" not in "".join(str(record.__dict__) for record in caplog.records)
    assert any(record.getMessage() == "our mistake" for record in caplog.records)
