"""The local Slack refuses, by Slack's codes, what a token, place, trigger, view or response_url does not allow."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.http_retry.builtin_interval_calculators import FixedValueRetryIntervalCalculator
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.emulators.bolt import web_client
from tests.emulators.slack import SCOPES, LocalSlack

MODAL = {"type": "modal", "title": {"type": "plain_text", "text": "Title"}, "blocks": []}
AT_ONCE = FixedValueRetryIntervalCalculator(0)
OTHER = "xoxb-other"
HOME = {"type": "home", "blocks": [{"type": "divider"}]}


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack(scopes=[*SCOPES, "im:write", "files:write", "channels:history", "team:read"]) as local:
        local.user("U1", name="ada")
        local.channel("C1", members=["U1"])
        yield local


@pytest.fixture
async def client(slack: LocalSlack) -> AsyncIterator[AsyncWebClient]:
    async with web_client(slack) as made:
        yield made


async def refused(call: Any) -> str:
    with pytest.raises(SlackApiError) as no:
        await call
    return str(no.value.response["error"])


async def test_a_token_must_be_known_and_of_the_right_kind(slack: LocalSlack, client: AsyncWebClient) -> None:
    assert (await client.auth_test())["user_id"] == "UBOFFIN"
    assert await refused(client.auth_test(token=OTHER)) == "invalid_auth"
    assert await refused(client.auth_test(token=slack.app_token)) == "not_allowed_token_type"
    assert await refused(client.apps_connections_open(app_token=slack.bot_token)) == "not_allowed_token_type"
    assert await refused(client.api_call("chat.whisper")) == "unknown_method"
    client.token = None
    assert await refused(client.auth_test()) == "not_authed"
    assert await refused(client.auth_revoke(token=OTHER)) == "invalid_auth"
    slack.state.install_of("T1").revoked = True
    assert await refused(client.auth_test(token=slack.bot_token)) == "token_revoked"


async def test_a_method_needs_its_scope() -> None:
    async with LocalSlack(scopes=["commands"]) as slack, web_client(slack) as client:
        slack.channel("C1")
        with pytest.raises(SlackApiError) as no:
            await client.chat_postMessage(channel="C1", text="x")
        assert no.value.response["needed"] == "chat:write"
        assert no.value.response["provided"] == "commands"
        assert no.value.response["error"] == await refused(client.users_info(user="UBOFFIN")) == "missing_scope"
        assert await refused(client.conversations_info(channel="C1")) == "missing_scope"
        assert (await client.auth_test()).headers["x-oauth-scopes"] == "commands"


async def test_a_place_must_let_the_bot_in(slack: LocalSlack, client: AsyncWebClient) -> None:
    slack.channel("C2", bot=False)
    slack.channel("C3", archived=True)
    slack.channel("G4", private=True, bot=False)
    slack.user("U9", deleted=True)
    found = {
        place: await refused(client.chat_postMessage(channel=place, text="x"))
        for place in ("C2", "C3", "G4", "C9", "U9")
    }
    assert found == {
        "C2": "not_in_channel",
        "C3": "is_archived",
        "G4": "channel_not_found",
        "C9": "channel_not_found",
        "U9": "channel_not_found",
    }
    assert (await client.chat_postMessage(channel="U1", text="x"))["channel"] == "DU1"
    assert await refused(client.users_info(user="U8")) == "user_not_found"
    assert await refused(client.chat_postEphemeral(channel="C1", user="U8", text="x")) == "user_not_found"
    slack.user("U2")
    assert await refused(client.chat_postEphemeral(channel="C1", user="U2", text="x")) == "user_not_in_channel"
    assert await refused(client.conversations_open(users="U9")) == "user_disabled"
    assert [call.name for call in slack.refusals].count("chat.postMessage") == 5


async def test_people_are_told_as_slack_tells_them(slack: LocalSlack, client: AsyncWebClient) -> None:
    slack.user("U2", guest="single", tz="Asia/Kolkata")
    slack.user("U3", stranger=True)
    slack.user("U4", admin=True)
    slack.user("U5", team="T9")
    slack.user("U6", deleted=True)
    two, three = (await client.users_info(user="U2"))["user"], (await client.users_info(user="U3"))["user"]
    assert (two["is_restricted"], two["is_ultra_restricted"], two["tz"]) == (True, True, "Asia/Kolkata")
    assert (three["is_stranger"], three["team_id"]) == (True, "TSTRANGER")
    assert (await client.users_info(user="U4"))["user"]["is_admin"]
    assert "tz" not in (await client.users_info(user="U6"))["user"]
    assert await refused(client.users_info(user="U5")) == "user_not_visible"


async def test_a_message_is_changed_and_removed_only_while_it_stands(slack: LocalSlack, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="C1", text="x", blocks=[{"type": "divider"}])
    where = {"channel": "C1", "ts": posted["ts"]}
    await client.chat_update(**where, text="y")
    (message,) = slack.messages("C1")
    assert (message.text, len(message.blocks)) == ("y", 1)
    await client.chat_delete(**where)
    assert slack.messages("C1") == []
    assert await refused(client.chat_update(**where, text="z")) == "message_not_found"
    assert await refused(client.chat_delete(**where)) == "message_not_found"
    ephemeral = await client.chat_postEphemeral(channel="C1", user="U1", text="x")
    assert await refused(client.chat_update(channel="C1", ts=ephemeral["message_ts"], text="z")) == "message_not_found"


async def test_history_gives_metadata_only_when_asked(client: AsyncWebClient) -> None:
    metadata = {"event_type": "delivery", "event_payload": {"id": "7"}}
    await client.chat_postMessage(channel="C1", text="x", metadata=metadata)
    (plain,) = (await client.conversations_history(channel="C1"))["messages"]
    (full,) = (await client.conversations_history(channel="C1", include_all_metadata=True))["messages"]
    assert "metadata" not in plain
    assert full["metadata"] == metadata


async def test_a_trigger_lives_three_seconds_and_opens_once(slack: LocalSlack, client: AsyncWebClient) -> None:
    first, second = slack.state.trigger("U1"), slack.state.trigger("U1")
    slack.clock.advance(3)
    await client.views_open(trigger_id=first, view=MODAL)
    assert await refused(client.views_open(trigger_id=first, view=MODAL)) == "exchanged_trigger_id"
    slack.clock.advance(0.1)
    assert await refused(client.views_open(trigger_id=second, view=MODAL)) == "expired_trigger_id"
    assert await refused(client.views_open(trigger_id="1.2.3", view=MODAL)) == "invalid_trigger_id"


async def test_modals_stack_three_high(slack: LocalSlack, client: AsyncWebClient) -> None:
    await client.views_open(trigger_id=slack.state.trigger("U1"), view=MODAL)
    assert await refused(client.views_push(trigger_id=slack.state.trigger("U1"), view=MODAL)) == "not_found"
    for _ in range(2):
        await client.views_push(trigger_id=slack.state.trigger("U1", slack.view("U1")), view=MODAL)
    top = slack.view("U1")
    assert (
        await refused(client.views_push(trigger_id=slack.state.trigger("U1", top), view=MODAL)) == "push_limit_reached"
    )
    assert top is not None
    assert top.previous != top.root
    await slack.dismiss("U1", top)
    assert await refused(client.views_update(view_id=top.id, view=MODAL)) == "not_found"
    below = slack.view("U1")
    assert below is not None
    await slack.dismiss("U1", below, all=True)
    assert slack.view("U1") is None


async def test_views_change_only_under_their_hash(slack: LocalSlack, client: AsyncWebClient) -> None:
    opened = (await client.views_open(trigger_id=slack.state.trigger("U1"), view=MODAL | {"external_id": "e"}))["view"]
    await client.views_update(external_id="e", hash=opened["hash"], view=MODAL | {"external_id": "e"})
    stale = client.views_update(view_id=opened["id"], hash=opened["hash"], view=MODAL)
    assert await refused(stale) == "hash_conflict"
    home = (await client.views_publish(user_id="U1", view=HOME))["view"]
    await client.views_publish(user_id="U1", view=HOME, hash=home["hash"])
    assert await refused(client.views_publish(user_id="U1", view=HOME, hash=home["hash"])) == "hash_conflict"
    assert await refused(client.views_publish(user_id="U7", view=HOME)) == "user_not_found"
    assert await refused(client.views_publish(user_id="U1", view=MODAL)) == "invalid_arguments"


async def test_a_response_url_works_five_times_in_thirty_minutes(slack: LocalSlack) -> None:
    def made() -> AsyncWebhookClient:
        return AsyncWebhookClient(slack._url(slack.state.response_url("U1", "C1", "origin").key), retry_handlers=[])

    often, late = made(), made()
    assert [(await often.send(text="x")).status_code for _ in range(6)] == [200] * 5 + [404]
    assert (await late.send(text="", blocks=[{"type": "poster"}])).body == "invalid_blocks"
    assert (await late.send(text="for all", response_type="in_channel")).body == "ok"
    slack.clock.advance(1801)
    assert (await late.send(text="x")).body == "expired_url"
    assert (len(slack.ephemerals("U1")), [one.text for one in slack.messages("C1")]) == (5, ["for all"])


async def test_the_agent_view_takes_prompts_and_a_status(slack: LocalSlack, client: AsyncWebClient) -> None:
    prompts = [{"title": "Card", "message": "card"}]
    place = slack.state.direct("U1").id
    posted = await client.chat_postMessage(channel=place, text="x")
    await client.assistant_threads_setSuggestedPrompts(channel_id=place, thread_ts=posted["ts"], prompts=prompts)
    assert slack.state.prompts == {}
    await client.assistant_threads_setSuggestedPrompts(channel_id=place, prompts=prompts)
    assert slack.state.prompts[place]["prompts"] == prompts
    await client.assistant_threads_setStatus(channel_id=place, thread_ts=posted["ts"], status="Looking")
    assert slack.state.statuses[-1]["status"] == "Looking"
    many = client.assistant_threads_setSuggestedPrompts(channel_id=place, prompts=prompts * 5)
    assert await refused(many) == "invalid_arguments"


async def test_a_file_goes_up_and_is_shared(slack: LocalSlack, client: AsyncWebClient) -> None:
    place = slack.state.direct("U1").id
    await client.files_upload_v2(channel=place, filename="me.json", content="{}")
    (file,) = slack.files
    assert (file.name, file.content, file.shared) == ("me.json", b"{}", "DU1")
    assert await refused(client.files_completeUploadExternal(files=[{"id": "F9", "title": "x"}])) == "file_not_found"
    assert (await client.team_info())["team"]["id"] == "T1"


async def test_too_many_calls_are_told_to_wait(slack: LocalSlack, client: AsyncWebClient) -> None:
    slack.rate_limit("chat.postMessage", retry_after=0)
    with pytest.raises(SlackApiError) as no:
        await client.chat_postMessage(channel="C1", text="x")
    assert (no.value.response.status_code, no.value.response.headers["Retry-After"]) == (429, "0")
    client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=1))
    slack.rate_limit("chat.postMessage", retry_after=0)
    await client.chat_postMessage(channel="C1", text="again")
    assert [one.text for one in slack.messages("C1")] == ["again"]


async def test_a_server_error_and_a_chosen_refusal_come_once(slack: LocalSlack, client: AsyncWebClient) -> None:
    slack.fail("chat.postMessage", 500)
    slack.refuse("*", "fatal_error")
    assert await refused(client.chat_postMessage(channel="C1", text="x")) == "internal_error"
    assert await refused(client.chat_postMessage(channel="C1", text="x")) == "fatal_error"
    await client.chat_postMessage(channel="C1", text="x")
    assert len(slack.messages("C1")) == 1


async def test_a_connection_that_drops_after_the_effect_makes_the_default_client_post_twice(
    slack: LocalSlack, client: AsyncWebClient
) -> None:
    slack.drop("chat.postMessage")
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel="C1", text="once")
    assert len(slack.messages("C1")) == 1
    slack.drop("chat.postMessage", after=False)
    client.retry_handlers.append(AsyncConnectionErrorRetryHandler(max_retry_count=1, interval_calculator=AT_ONCE))
    await client.chat_postMessage(channel="C1", text="twice")
    assert len(slack.messages("C1")) == 2


async def test_a_held_call_waits_for_the_test(slack: LocalSlack, client: AsyncWebClient) -> None:
    held = slack.hold("chat.postMessage")
    posting = asyncio.create_task(client.chat_postMessage(channel="C1", text="x"))
    await held.reached.wait()
    assert slack.messages("C1") == []
    held.release()
    await posting
    assert len(slack.messages("C1")) == 1
    assert slack.called("chat.postMessage") == [{"channel": "C1", "text": "x"}]
