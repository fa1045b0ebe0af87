"""The ways from the local Slack to an app: acknowledged, timed, repeated, warned, cut, signed, kept in a file."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from tests.emulators.bolt import bolt_app, over_http, over_socket, web_client
from tests.emulators.slack import LocalSlack, NoAnswer

Listener = Callable[[SocketModeClient, SocketModeRequest], Awaitable[None]]
PING = {"type": "reaction_added", "user": "U1"}


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack() as local:
        local.user("U1", name="ada")
        local.channel("C1", members=["U1"])
        yield local


@asynccontextmanager
async def listening(slack: LocalSlack, listener: Listener) -> AsyncIterator[SocketModeClient]:
    """Connect slack_sdk's own socket client, with nothing on top."""
    web_client = AsyncWebClient(base_url=slack.api_url)
    client = SocketModeClient(slack.app_token, web_client=web_client, ping_interval=0.05)
    client.socket_mode_request_listeners.append(listener)
    try:
        await client.connect()
        await slack.connected()
        yield client
    finally:
        await client.close()


async def acknowledge(client: SocketModeClient, request: SocketModeRequest) -> None:
    await client.send_socket_mode_response(SocketModeResponse(request.envelope_id))


def echoing(app: AsyncApp) -> None:
    @app.command("/boffin")
    async def boffin(ack, command) -> None:
        await ack(command["text"])


async def test_an_event_nobody_acknowledges_comes_again_with_its_count(slack: LocalSlack) -> None:
    seen: list[tuple[int | None, str | None, str]] = []

    async def third_time(client: SocketModeClient, request: SocketModeRequest) -> None:
        seen.append((request.retry_attempt, request.retry_reason, request.payload["event_id"]))
        if request.retry_attempt == 2:
            await acknowledge(client, request)

    slack.courier.timeout = 0.05
    async with listening(slack, third_time):
        delivery = await slack.event(PING, event_id="Ev1")
    assert delivery.acked
    assert seen == [(0, "", "Ev1"), (1, "timeout", "Ev1"), (2, "timeout", "Ev1")]
    assert len({attempt.envelope_id for attempt in delivery.attempts}) == 3


async def test_an_event_is_given_up_after_three_repeats_and_a_command_at_once(slack: LocalSlack) -> None:
    async def deaf(client: SocketModeClient, request: SocketModeRequest) -> None:
        """Say nothing."""

    slack.courier.timeout = 0.05
    async with listening(slack, deaf):
        delivery = await slack.event(PING)
        replies = await slack.command("U1", "C1", "/boffin")
    assert (delivery.acked, len(delivery.attempts)) == (False, 4)
    assert (replies.error, len(replies.delivery.attempts)) == ("operation_timeout", 1)


async def test_a_socket_cut_before_the_acknowledgement_brings_the_event_to_the_next_one(slack: LocalSlack) -> None:
    async def cut_once(client: SocketModeClient, request: SocketModeRequest) -> None:
        if request.retry_attempt == 0:
            await slack.socket.cut()
        else:
            await acknowledge(client, request)

    async with listening(slack, cut_once):
        delivery = await slack.event(PING)
    assert [attempt.reason for attempt in delivery.attempts] == ["connection_closed", ""]
    assert delivery.acked


async def test_a_warned_app_comes_back_and_goes_on(slack: LocalSlack) -> None:
    async with bolt_app(slack) as app:
        echoing(app)
        async with over_socket(slack, app):
            await slack.socket.warn("refresh_requested")
            assert (await slack.command("U1", "C1", "/boffin", "still here")).words == "still here"
    assert slack.socket.greetings == 2


async def test_ten_connections_share_the_envelopes_and_the_eleventh_is_sent_away(slack: LocalSlack) -> None:
    async with aiohttp.ClientSession() as session, web_client(slack) as client:
        url = (await client.apps_connections_open(app_token=slack.app_token))["url"]
        sockets = [await session.ws_connect(url) for _ in range(11)]
        greetings = [json.loads((await socket.receive()).data) for socket in sockets]
        assert [one["type"] for one in greetings] == ["hello"] * 10 + ["disconnect"]
        assert greetings[9]["num_connections"] == 10
        assert greetings[10]["reason"] == "too_many_websockets"
        for socket in sockets:
            await socket.close()


async def test_a_burst_is_acknowledged_one_by_one_and_timed(slack: LocalSlack) -> None:
    async with bolt_app(slack) as app:
        echoing(app)
        async with over_socket(slack, app):
            burst = [slack.command("U1", "C1", "/boffin", str(n), wait=0) for n in range(200)]
            replies = await asyncio.gather(*burst)
    assert [one.ack for one in replies] == [{"text": str(n)} for n in range(200)]
    assert all(one.seconds > 0 for one in replies)


async def test_the_same_payload_can_come_twice(slack: LocalSlack) -> None:
    async with bolt_app(slack) as app:
        echoing(app)
        async with over_socket(slack, app):
            first = await slack.command("U1", "C1", "/boffin", "once")
            again = await slack.again(first)
    assert (again.body, again.ack) == (first.delivery.body, {"text": "once"})


async def test_an_acknowledgement_slack_cannot_use_is_refused(slack: LocalSlack) -> None:
    async with bolt_app(slack) as app:

        @app.command("/boffin")
        async def boffin(ack) -> None:
            await ack(text="x", blocks=[{"type": "poster"}])

        async with over_socket(slack, app):
            assert (await slack.command("U1", "C1", "/boffin")).error == "invalid_blocks"
    assert [call.name for call in slack.refusals] == ["ack"]


async def test_silence_fails_the_test_that_waits_for_words(slack: LocalSlack) -> None:
    async with bolt_app(slack) as app:

        @app.command("/boffin")
        async def boffin(ack) -> None:
            await ack()

        async with over_socket(slack, app):
            replies = await slack.command("U1", "C1", "/boffin", wait=0)
            with pytest.raises(NoAnswer, match="waited for 1"):
                await replies.wait(1, seconds=0.05)


async def test_http_posts_are_signed_and_repeated_with_headers(slack: LocalSlack) -> None:
    seen: list[tuple[str | None, str | None]] = []
    verifier = SignatureVerifier(slack.signing_secret)

    async def third_time(request: web.Request) -> web.Response:
        assert verifier.is_valid_request(await request.text(), dict(request.headers))
        seen.append((request.headers.get("X-Slack-Retry-Num"), request.headers.get("X-Slack-Retry-Reason")))
        return web.Response(status=200 if len(seen) == 3 else 500)

    async with served(slack, third_time):
        delivery = await slack.event(PING)
    assert seen == [(None, None), ("1", "http_error"), ("2", "http_error")]
    assert [attempt.status for attempt in delivery.attempts] == [500, 500, 200]


async def test_an_app_may_ask_for_no_repeats(slack: LocalSlack) -> None:
    async def never(request: web.Request) -> web.Response:
        return web.Response(status=500, headers={"X-Slack-No-Retry": "1"})

    async with served(slack, never):
        delivery = await slack.event(PING)
        replies = await slack.command("U1", "C1", "/boffin")
    assert len(delivery.attempts) == 1
    assert replies.error == "dispatch_failed"


async def test_bolt_turns_away_an_old_signature_and_takes_a_challenge(slack: LocalSlack) -> None:
    async with bolt_app(slack) as app, over_http(slack, app):
        assert (await slack.challenge()) == "local-challenge"
        now = slack.courier.signed_at
        slack.courier.signed_at = lambda: now() - 301
        slack.courier.retries = 0
        assert (await slack.event(PING)).attempts[-1].status == 401


@asynccontextmanager
async def served(slack: LocalSlack, answer: Callable[[web.Request], Awaitable[web.Response]]) -> AsyncIterator[None]:
    server = web.Application()
    server.router.add_post("/", answer)
    runner = web.AppRunner(server, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.deliver_over_http(f"http://127.0.0.1:{runner.addresses[0][1]}/")
    try:
        yield
    finally:
        await runner.cleanup()


async def test_its_own_process_keeps_what_it_accepted(tmp_path: Path) -> None:
    kept = tmp_path / "accepted.jsonl"
    command = [sys.executable, "-m", "tests.emulators.slack", "--persist", str(kept)]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    try:
        where = json.loads(await process.stdout.readline())
        token = LocalSlack().bot_token
        async with aiohttp.ClientSession() as session:
            await session.post(where["control_url"] + "channel", json={"id": "C1"})
            client = AsyncWebClient(token, base_url=where["api_url"], session=session)
            await client.chat_postMessage(channel="C1", text="kept")
            said = await session.post(where["control_url"] + "messages", json={"place": "C1"})
            assert await said.json() == ["kept"]
    finally:
        process.kill()
        await process.wait()
    (line,) = [json.loads(one) for one in kept.read_text(encoding="utf-8").splitlines()]
    assert (line["call"], line["body"]["text"]) == ("chat.postMessage", "kept")
