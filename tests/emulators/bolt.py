"""A bare bolt app on either transport, for the tests of the emulator itself."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from aiohttp import ClientSession, web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from tests.emulators.slack import LocalSlack


@asynccontextmanager
async def web_client(slack: LocalSlack, token: str = "") -> AsyncIterator[AsyncWebClient]:
    """Give the real client, pointed at the local Slack."""
    async with ClientSession() as session:
        yield AsyncWebClient(token or slack.bot_token, base_url=slack.api_url, session=session, retry_handlers=[])


@asynccontextmanager
async def bolt_app(slack: LocalSlack) -> AsyncIterator[AsyncApp]:
    """Give the real app, not yet connected."""
    async with web_client(slack) as client:
        yield AsyncApp(client=client, signing_secret=slack.signing_secret)


@asynccontextmanager
async def over_socket(slack: LocalSlack, app: AsyncApp) -> AsyncIterator[AsyncSocketModeHandler]:
    """Connect an app by Socket Mode."""
    client = AsyncWebClient(slack.app_token, base_url=slack.api_url)
    handler = AsyncSocketModeHandler(app, slack.app_token, web_client=client, ping_interval=0.2)
    try:
        await handler.connect_async()
        await slack.connected()
        yield handler
    finally:
        await handler.close_async()


@asynccontextmanager
async def over_http(slack: LocalSlack, app: AsyncApp) -> AsyncIterator[str]:
    """Serve an app over HTTP and tell the local Slack where."""

    async def answer(request: web.Request) -> web.Response:
        headers: dict[str, str | Sequence[str]] = {key: [value] for key, value in request.headers.items()}
        said = await app.async_dispatch(AsyncBoltRequest(body=await request.text(), headers=headers))
        kind = said.first_headers().get("content-type", "text/plain").split(";")[0]
        return web.Response(status=said.status, text=said.body or "", content_type=kind)

    server = web.Application()
    server.router.add_post("/slack/events", answer)
    runner = web.AppRunner(server, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    slack.deliver_over_http(url)
    try:
        yield url
    finally:
        await runner.cleanup()
