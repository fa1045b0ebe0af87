"""The local Slack installs into several workspaces, rotates tokens, and takes the app out again."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.emulators.bolt import bolt_app, over_socket, web_client
from tests.emulators.slack import CLIENT_ID, CLIENT_SECRET, LocalSlack, NotDelivered

# slack_sdk 3.47 still uses what aiohttp 3.14 deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack() as local:
        local.user("U1")
        local.user("V1", team="T2")
        yield local


async def exchange(client: AsyncWebClient, **asked: str) -> dict[str, object]:
    answer = await client.oauth_v2_access(client_id=CLIENT_ID, client_secret=CLIENT_SECRET, **asked)
    return dict(answer.data)


async def test_a_code_gives_a_token_once_and_for_ten_minutes(slack: LocalSlack) -> None:
    async with web_client(slack) as client:
        code, late = slack.consent("T2", "V1", redirect_uri="http://127.0.0.1/back"), slack.consent("T2", "V1")
        with pytest.raises(SlackApiError, match="bad_redirect_uri"):
            await exchange(client, code=code)
        given = await exchange(client, code=code, redirect_uri="http://127.0.0.1/back")
        assert (await client.auth_test(token=str(given["access_token"])))["team_id"] == "T2"
        with pytest.raises(SlackApiError, match="code_already_used"):
            await exchange(client, code=code, redirect_uri="http://127.0.0.1/back")
        slack.clock.advance(601)
        with pytest.raises(SlackApiError, match="invalid_code"):
            await exchange(client, code=late)
        with pytest.raises(SlackApiError, match="bad_client_secret"):
            await client.oauth_v2_access(client_id=CLIENT_ID, client_secret=CLIENT_ID, code=late)


async def test_a_rotating_token_ends_and_its_refresh_token_works_once(slack: LocalSlack) -> None:
    async with web_client(slack) as client:
        first = await exchange(client, code=slack.consent("T2", "V1", rotating=True))
        slack.clock.advance(43_201)
        with pytest.raises(SlackApiError, match="token_expired"):
            await client.auth_test(token=str(first["access_token"]))
        again = {"grant_type": "refresh_token", "refresh_token": str(first["refresh_token"])}
        second = await exchange(client, **again)
        assert (await client.auth_test(token=str(second["access_token"])))["team_id"] == "T2"
        with pytest.raises(SlackApiError, match="invalid_refresh_token"):
            await exchange(client, **again)


async def test_workspaces_do_not_see_each_other(slack: LocalSlack) -> None:
    slack.install("T2", token=f"{slack.bot_token}-two", enterprise="E1")
    slack.channel("C2", team="T2", members=["V1"])
    async with web_client(slack) as one, web_client(slack, f"{slack.bot_token}-two") as two:
        assert (await two.auth_test())["enterprise_id"] == "E1"
        assert (await two.chat_postMessage(channel="C2", text="x"))["ok"]
        for call in (one.chat_postMessage(channel="C2", text="x"), one.chat_postMessage(channel="V1", text="x")):
            with pytest.raises(SlackApiError, match="channel_not_found"):
                await call


async def test_an_uninstalled_app_hears_of_it_twice_and_then_nothing(slack: LocalSlack) -> None:
    heard = {kind: asyncio.Event() for kind in ("tokens_revoked", "app_uninstalled", "reaction_added")}
    async with bolt_app(slack) as app:

        @app.event("tokens_revoked")
        @app.event("app_uninstalled")
        @app.event("reaction_added")
        async def gone(event: dict[str, str]) -> None:
            heard[event["type"]].set()

        async with over_socket(slack, app):
            await slack.event(
                {"type": "reaction_added", "user": "U1"}
            )  # bolt asks auth.test once, and keeps the answer
            await heard["reaction_added"].wait()
            deliveries = await slack.uninstall()
            assert all(one.acked for one in deliveries)
            async with asyncio.timeout(5):
                await asyncio.gather(*(one.wait() for one in heard.values()))
            with pytest.raises(NotDelivered):
                await slack.direct("U1", "card")
            with pytest.raises(SlackApiError, match="token_revoked"):
                await app.client.auth_test()
