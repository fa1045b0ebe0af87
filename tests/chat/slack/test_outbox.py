"""What is said unasked: posts and cards through the ticker, and what each refusal of Slack means."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.chat.slack.history import MARK, NEWEST
from bot.chat.slack.refusal import certain
from bot.core.errors import Later, NotDelivered, Unreached
from bot.core.message import Choice, Invocation, Message
from bot.core.people import Owner
from bot.core.situation import Address, Delivery
from tests.chat.slack.room import NOW, Room, opened
from tests.emulators.slack import BOT_TOKEN

LATER = datetime(2100, 1, 1, tzinfo=UTC)  # the local Slack has a clock of its own
CARD = Message(("Teaching on social media this week?",), (Choice("Stop", Invocation(("stop",))),), row="r1")


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    async with opened() as made:
        yield made


def delivery(external: str = "C1", tenant: str = "T1") -> Delivery:
    return Delivery("d1", Owner("place", "p1"), "post", date(2026, 9, 4), NOW, Address("slack", tenant, external))


async def test_a_post_carries_its_delivery_where_it_can_be_found_again(room: Room):
    said = await room.app.outbox.send(delivery(), CARD)
    (post,) = room.slack.messages("C1")
    assert said == f"C1/{post.ts}"
    assert post.metadata == {"event_type": MARK, "event_payload": {"delivery": "d1"}}
    assert post.blocks[0]["block_id"] == "delivery/d1"
    (body,) = room.slack.called("chat.postMessage")
    assert (body["unfurl_links"], body["unfurl_media"], body["link_names"]) == (False, False, False)


@pytest.mark.parametrize("error", ["not_in_channel", "channel_not_found", "is_archived"])
async def test_where_nothing_gets_through_any_more_is_told_apart(room: Room, error: str):
    room.slack.refuse("chat.postMessage", error)
    with pytest.raises(Unreached, match=error):
        await room.app.outbox.send(delivery(), CARD)


@pytest.mark.parametrize("error", ["not_in_channel", "account_inactive"])
async def test_a_refusal_is_certain_and_named(room: Room, error: str):
    room.slack.refuse("chat.postMessage", error)
    with pytest.raises(NotDelivered) as certain:
        await room.app.outbox.send(delivery(), CARD)
    assert certain.value.reason == error
    assert room.slack.messages("C1") == []


# What is documented for chat.postMessage, by what it means for a nudge.
DOCUMENTED: dict[type[Exception], str] = {
    SlackApiError: "fatal_error internal_error service_unavailable request_timeout duplicate_channel_not_found "
    "duplicate_message_not_found",
    Later: "ratelimited rate_limited message_limit_exceeded access_denied accesslimited account_inactive "
    "app_access_restricted ekm_access_denied enterprise_is_restricted invalid_auth missing_scope no_permission "
    "not_allowed_token_type not_authed org_login_required team_access_not_granted team_added_to_org token_expired "
    "token_revoked two_factor_setup_required",
    Unreached: "channel_not_found is_archived messages_tab_disabled not_in_channel restricted_action "
    "restricted_action_read_only_channel restricted_action_thread_only_channel team_not_found",
    NotDelivered: "agent_prompt_display_not_allowed as_user_not_supported attachment_payload_limit_exceeded "
    "cannot_reply_to_message deprecated_endpoint draft_already_deleted draft_already_sent draft_has_conflict "
    "draft_not_found invalid_arg_name invalid_arguments invalid_array_arg invalid_blocks invalid_blocks_format "
    "invalid_charset invalid_form_data invalid_metadata_format invalid_metadata_schema invalid_post_type "
    "markdown_text_conflict metadata_must_be_sent_from_app metadata_too_large method_deprecated missing_file_data "
    "missing_post_type msg_blocks_too_long msg_too_long no_text restricted_action_non_threadable_channel "
    "restricted_action_thread_locked send_on_behalf_not_allowed slack_connect_canvas_sharing_blocked "
    "slack_connect_file_link_sharing_blocked slack_connect_lists_sharing_blocked too_many_attachments "
    "too_many_contact_cards",
}


def test_every_documented_refusal_means_what_can_be_done_about_it():
    for kind, errors in DOCUMENTED.items():
        for error in errors.split():
            answer = AsyncSlackResponse(
                client=None, http_verb="POST", api_url="", req_args={}, data={"ok": False, "error": error}, headers={},
                status_code=200,
            )  # fmt: skip
            meant = certain(SlackApiError("", answer))
            assert type(meant) is kind, error
            rests = isinstance(meant, Later) and meant.reason == "rate limited"
            assert not rests or (isinstance(meant, Later) and meant.seconds), "the whole workspace rests"


async def test_asked_too_often_in_an_answer_that_seems_well_the_workspace_rests(room: Room):
    room.slack.refuse("chat.postMessage", "ratelimited")
    with pytest.raises(Later, match="rate limited") as asked:
        await room.app.outbox.send(delivery(), CARD)
    assert asked.value.seconds and len(room.slack.called("chat.postMessage")) == 1


async def test_a_channel_of_another_workspace_is_never_posted_to(room: Room):
    with pytest.raises(NotDelivered, match="another workspace"):
        await room.app.outbox.send(delivery(tenant="T2"), CARD)
    assert room.slack.called("chat.postMessage") == []


async def test_asked_too_often_it_says_how_long_the_workspace_rests_and_waits_only_within_one_message(room: Room):
    waits: list[float] = []

    async def pause(seconds: float) -> None:
        waits.append(seconds)

    room.app.outbox._pause = pause
    room.slack.rate_limit("chat.postMessage", retry_after=30)
    with pytest.raises(Later, match="rate limited") as asked:
        await room.app.outbox.send(delivery(), CARD)
    assert (asked.value.seconds, room.slack.messages("C1"), waits) == (30, [], [])


async def test_what_broke_off_is_found_again_by_its_mark_with_one_call_for_each_channel(room: Room):
    room.slack.state.installs[BOT_TOKEN].scopes += ("channels:history", "im:write")
    card = replace(claimed("UANA", "person"), id="d3")
    for one in (claimed("C1"), card):
        room.slack.drop("chat.postMessage", after=True)
        with pytest.raises(Exception):  # noqa: B017 - whatever aiohttp makes of it
            await room.app.outbox.send(one, CARD)
    (post,), (private,) = room.slack.messages("C1"), room.slack.messages("UANA")
    never = replace(claimed("C1"), id="d2")
    found = await room.app.outbox.find([claimed("C1"), never, card])
    assert found == {"d1": f"C1/{post.ts}", "d2": None, "d3": f"{private.channel}/{private.ts}"}
    assert len(room.slack.called("conversations.history")) == 2


async def test_a_part_is_found_by_its_own_mark_in_the_message_of_another(room: Room):
    room.slack.state.installs[BOT_TOKEN].scopes += ("im:write",)
    part = replace(claimed("UANA", "person"), id="d2")
    whole = replace(claimed("UANA", "person"), parts=(part,))
    said = await room.app.outbox.send(whole, replace(CARD, then=(replace(CARD, row="r2"),)))
    assert await room.app.outbox.find([whole, part]) == {"d1": said, "d2": said}
    assert len(room.slack.messages("UANA")) == 1


async def test_without_the_right_to_read_a_history_nobody_knows(room: Room):
    await room.app.outbox.send(claimed("C1"), CARD)
    assert await room.app.outbox.find([claimed("C1")]) == {}
    await room.app.outbox.send(claimed("UANA", "person"), CARD)
    assert await room.app.outbox.find([claimed("UANA", "person")]) == {}, "where it went is not known without im:write"


async def test_a_private_card_is_found_where_the_last_one_went(room: Room):
    before = await room.app.outbox.send(replace(claimed("UANA", "person"), id="d0"), CARD)
    now = replace(claimed("UANA", "person"), before=before)
    assert await room.app.outbox.find([now]) == {"d1": None}
    said = await room.app.outbox.send(now, CARD)
    assert await room.app.outbox.find([now]) == {"d1": said}


async def test_a_history_that_does_not_reach_back_far_enough_is_no_proof_until_it_is_read_on(
    room: Room, monkeypatch: pytest.MonkeyPatch
):
    room.slack.state.installs[BOT_TOKEN].scopes += ("channels:history",)
    for number in range(NEWEST + 1):
        await room.app.outbox.send(replace(claimed("C1"), id=f"other-{number}"), CARD)
    assert await room.app.outbox.find([claimed("C1")]) == {"d1": None}
    said = {"other-0": f"C1/{room.slack.messages('C1')[0].ts}"}
    assert await room.app.outbox.find([replace(claimed("C1"), id="other-0")]) == said
    monkeypatch.setattr("bot.chat.slack.history.PAGES", 1)
    assert await room.app.outbox.find([claimed("C1")]) == {}
    later = replace(claimed("C1"), claimed_at=LATER)
    assert await room.app.outbox.find([later]) == {"d1": None}


def claimed(external: str, kind: Literal["person", "place"] = "place") -> Delivery:
    return replace(delivery(external), owner=Owner(kind, "p1"), claimed_at=NOW)


async def test_a_connection_that_breaks_after_slack_took_it_is_uncertain_and_never_repeated(room: Room):
    room.slack.drop("chat.postMessage", after=True)
    with pytest.raises(Exception) as problem:
        await room.app.outbox.send(delivery(), CARD)
    assert not isinstance(problem.value, NotDelivered)
    assert len(room.slack.messages("C1")) == 1


async def test_an_error_of_slack_itself_is_uncertain(room: Room):
    room.slack.fail("chat.postMessage")
    with pytest.raises(Exception) as problem:
        await room.app.outbox.send(delivery(), CARD)
    assert not isinstance(problem.value, NotDelivered)


async def passing(room: Room, days: int) -> None:
    """Move the clock day by day and hour by hour where something is due."""
    until = room.clock.now() + timedelta(days=days)
    while (due := await room.ticker.next_due()) and due <= until:
        room.clock.set(max(due, room.clock.now()))
        await room.ticker.tick()
    room.clock.set(until)


async def test_a_weekly_card_comes_in_private_and_its_choices_work(room: Room):
    await room.slack.direct("UANA", "plan budget 1h")
    await room.slack.direct("UANA", "nudges yes")
    before = len(room.slack.messages("UANA"))
    await passing(room, 8)
    card = room.slack.messages("UANA")[before]
    assert "Teaching on social media this week?" in card.words
    assert card.metadata is not None
    stopped = await room.slack.press("UANA", card, card.labels[0])
    assert "Noted" in stopped.words


async def test_a_channel_post_comes_where_its_keeper_turned_posts_on(room: Room):
    await room.slack.invite("C1", by="UANA", wait=2)
    await room.command("UANA", "channel posts on", "C1")
    term = await room.command("UANA", "channel term 2026-09-01 to 2026-12-18", "C1")
    await passing(room, 21)
    posts = [post for post in room.slack.messages("C1") if post.metadata]
    assert posts, term.words
    assert all(post.metadata["event_type"] == MARK for post in posts if post.metadata)
    felt = await room.slack.press("UANA", posts[0], posts[0].labels[0])
    assert felt.last.to == "UANA"


@pytest.mark.parametrize("is_kept", [True, False])
async def test_a_dead_channel_is_told_once_to_who_keeps_it_or_will_and_its_posts_are_off(room: Room, is_kept: bool):
    await room.slack.invite("C1", by="UANA", wait=2)
    await room.command("UANA", "channel posts on", "C1")
    await room.command("UANA", "channel term 2026-09-01 to 2026-12-18", "C1")
    await room.command("USAM", "channel join", "C1")
    if not is_kept:
        await room.command("UANA", "privacy forget yes")
    room.slack.state.channels["C1"].archived = True
    before = len(room.slack.messages("UANA"))
    await passing(room, 21)
    assert [post for post in room.slack.messages("C1") if post.metadata] == []
    assert [call.answer["error"] for call in room.slack.refusals] == ["is_archived"], "it is tried once, then paused"
    told = room.slack.messages("UANA")[before:]
    room.slack.state.channels["C1"].archived = False
    await room.command(*("UANA", "channel keeper hand-over sam") if is_kept else ("USAM", "channel keeper take"), "C1")
    before = len(room.slack.messages("USAM"))
    await passing(room, 2)
    told += room.slack.messages("USAM")[before:]
    assert ["I could not post in #ecg-teaching" in one.words for one in told] == [True] * (1 + is_kept)
