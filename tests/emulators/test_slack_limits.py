"""The local Slack refuses every block and view that Slack refuses, in Slack's words."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.emulators.bolt import web_client
from tests.emulators.slack import LocalSlack

Json = dict[str, Any]


def plain(words: str) -> Json:
    return {"type": "plain_text", "text": words}


def section(words: str = "Hello", **more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": words}} | more


def button(action_id: str = "", **more: Any) -> Json:
    return {"type": "button", "text": plain("Go")} | ({"action_id": action_id} if action_id else {}) | more


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def select(*labels: str, **more: Any) -> Json:
    listed = [{"text": plain(label), "value": f"v{index}"} for index, label in enumerate(labels)]
    return {"type": "static_select", "options": listed} | more


def field(element: Json | None = None, **more: Any) -> Json:
    return {"type": "input", "label": plain("Name"), "element": element or {"type": "plain_text_input"}} | more


def modal(*blocks: Json, **more: Any) -> Json:
    return {"type": "modal", "title": plain("Title"), "submit": plain("Save"), "blocks": list(blocks)} | more


@pytest.fixture
async def client() -> AsyncIterator[AsyncWebClient]:
    async with LocalSlack() as slack:
        slack.user("U1")
        slack.channel("C1", members=["U1"])
        async with web_client(slack) as made:
            made.slack = slack
            yield made


FITS = [
    [section("x" * 3000)],
    [section() for _ in range(50)],
    [{"type": "header", "text": plain("x" * 150)}],
    [{"type": "divider"}],
    [{"type": "context", "elements": [plain("small")] * 10}],
    [actions(*(button(f"a{n}") for n in range(25)))],
    [actions(button("a", text=plain("x" * 75), value="x" * 2000))],
    [actions(select(*(f"{n}" for n in range(100))), {"type": "datepicker", "initial_date": "2026-11-02"})],
    [section(accessory={"type": "overflow", "options": [{"text": plain("x"), "value": "x" * 75}]})],
    [{"type": "markdown", "text": "x" * 12_000}],
    [{"type": "image", "image_url": "https://example.org/a.png", "alt_text": "A graph"}],
    [actions(button("same")), actions(button("same"))],
]
REFUSED = [
    ([section() for _ in range(51)], "no more than 50 items allowed [json-pointer:/blocks]"),
    ([section("x" * 3001)], "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
    ([section("")], "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    ([{"type": "section"}], "missing required field: text or fields"),
    ([section(fields=[plain("x")] * 11)], "no more than 10 items allowed [json-pointer:/blocks/0/fields]"),
    ([section(fields=[plain("x" * 2001)])], "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]"),
    ([{"type": "header", "text": plain("x" * 151)}], "must be less than 151 characters"),
    ([{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}], "unsupported type: mrkdwn"),
    ([{"type": "context", "elements": [plain("x")] * 11}], "no more than 10 items allowed"),
    ([{"type": "context", "elements": []}], "must provide at least 1 items"),
    ([actions(*(button(f"a{n}") for n in range(26)))], "no more than 25 items allowed"),
    ([actions(button("a", text=plain("x" * 76)))], "must be less than 76 characters"),
    ([actions(button("a", value="x" * 2001))], "must be less than 2001 characters"),
    ([actions(button("x" * 256))], "must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]"),
    ([actions(button("a", style="loud"))], "must be one of: primary, danger"),
    ([actions(button("a"), button("a"))], "`action_id` a already exists"),
    ([section(block_id="b"), section(block_id="b")], "`block_id` b already exists"),
    ([section(block_id="x" * 256)], "must be less than 256 characters"),
    ([{"type": "poster"}], "unsupported type: poster [json-pointer:/blocks/0/type]"),
    ([{"text": "x"}], "missing required field: type"),
    ([actions({"type": "slider"})], "unsupported type: slider [json-pointer:/blocks/0/elements/0/type]"),
    ([actions({"type": "plain_text_input"})], "unsupported type: plain_text_input"),
    ([section(colour="red")], "invalid additional property: colour"),
    ([actions(select(*(f"{n}" for n in range(101))))], "no more than 100 items allowed"),
    ([actions(select())], "must provide at least 1 items"),
    ([actions({"type": "static_select"})], "exactly one of: options, option_groups"),
    ([actions(select("x" * 76))], "must be less than 76 characters"),
    ([actions(select("a", options=[{"text": plain("a"), "value": "x" * 151}]))], "must be less than 151 characters"),
    ([actions(select("a", initial_option={"text": plain("b"), "value": "b"}))], "must be one of the options"),
    ([actions(select("a", placeholder=plain("x" * 151)))], "must be less than 151 characters"),
    ([actions({"type": "overflow", "options": [{"text": plain("x"), "value": "x" * 76}]})], "less than 76"),
    ([actions({"type": "overflow", "options": [{"text": plain("x"), "value": "x"}] * 6})], "no more than 5 items"),
    ([actions({"type": "checkboxes", "options": [{"text": plain("x"), "value": "x"}] * 11})], "no more than 10 items"),
    ([actions({"type": "datepicker", "initial_date": "2026-13-01"})], "failed to match schema"),
    ([actions({"type": "timepicker", "initial_time": "9:00"})], "must be more than 4 characters"),
    ([actions(button("a", confirm={"title": plain("x" * 101), "text": plain("x"), "confirm": plain("x")}))], "101"),
    ([{"type": "image", "image_url": "https://example.org/a.png"}], "missing required field: alt_text"),
    ([{"type": "markdown", "text": "x" * 7000}, {"type": "markdown", "text": "x" * 7000}], "less than 12001"),
]


@pytest.mark.parametrize("blocks", FITS)
async def test_what_fits_is_taken(client: AsyncWebClient, blocks: list[Json]) -> None:
    assert (await client.chat_postMessage(channel="C1", text="Fallback", blocks=blocks))["ok"]


@pytest.mark.parametrize(("blocks", "words"), REFUSED, ids=[words for _, words in REFUSED])
async def test_what_does_not_fit_is_refused(client: AsyncWebClient, blocks: list[Json], words: str) -> None:
    with pytest.raises(SlackApiError) as no:
        await client.chat_postMessage(channel="C1", text="Fallback", blocks=blocks)
    assert no.value.response["error"] == "invalid_blocks"
    assert any(words in one for one in no.value.response["response_metadata"]["messages"])


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"text": "x", "blocks": [section("x" * 2900) for _ in range(5)]}, "msg_blocks_too_long"),
        ({"text": ""}, "no_text"),
        ({"text": "x", "blocks": "[{"}, "invalid_blocks_format"),
        ({"text": "x", "blocks": {"type": "section"}}, "invalid_blocks_format"),
        ({"text": "x", "metadata": {"event_type": "x"}}, "invalid_metadata_format"),
        ({"text": "x", "thread_ts": "1.000001"}, "thread_not_found"),
    ],
)
async def test_words_that_do_not_fit_are_refused(client: AsyncWebClient, body: Json, error: str) -> None:
    with pytest.raises(SlackApiError) as no:
        await client.api_call("chat.postMessage", json={"channel": "C1"} | body)
    assert no.value.response["error"] == error


VIEWS = [
    (modal(field(), title=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/title/text]"),
    (modal(field(), submit=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/submit/text]"),
    (modal(field(), private_metadata="x" * 3001), "must be less than 3001 characters"),
    (modal(field(), callback_id="x" * 256), "must be less than 256 characters"),
    (modal(*(section() for _ in range(101))), "no more than 100 items allowed"),
    ({"type": "modal", "title": plain("x"), "blocks": [field()]}, "must define `submit`"),
    ({"type": "modal", "blocks": []}, "missing required field: title"),
    (modal({"type": "markdown", "text": "x"}), "unsupported type: markdown"),
    (modal(field(label=plain("x" * 2001))), "must be less than 2001 characters"),
    (modal(field(hint=plain("x" * 2001))), "must be less than 2001 characters"),
    (modal(field(button("a"))), "unsupported type: button"),
    (modal(field({"type": "plain_text_input", "initial_value": "abc", "max_length": 2})), "must be less than 3"),
    (modal(field({"type": "plain_text_input", "max_length": 3001})), "must be between 1 and 3000"),
    (modal(field(block_id="b"), field(block_id="b")), "`block_id` b already exists"),
    (modal(section(), colour="red"), "invalid additional property: colour"),
    ({"type": "home", "blocks": []}, "must be one of: modal"),
]


@pytest.mark.parametrize(("view", "words"), VIEWS, ids=[words for _, words in VIEWS])
async def test_a_view_that_does_not_fit_is_refused_and_costs_no_trigger(
    client: AsyncWebClient, view: Json, words: str
) -> None:
    trigger = client.slack.state.trigger("U1")
    with pytest.raises(SlackApiError) as no:
        await client.views_open(trigger_id=trigger, view=view)
    assert no.value.response["error"] == "invalid_arguments"
    assert any(words in one for one in no.value.response["response_metadata"]["messages"])
    assert (await client.views_open(trigger_id=trigger, view=modal(field())))["view"]["title"]["text"] == "Title"
