"""Reading back whether something unasked did reach Slack, by the mark it carries: one call for each channel."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.slack.api import error_of
from bot.chat.slack.refusal import is_too_often
from bot.core.situation import Delivery

MARK = "boffin_delivery"  # the type of the metadata; it holds ids of deliveries and nothing else
NEWEST = 15  # the most that Slack gives some apps at once
PAGES = 4  # of so many, where somebody talked on
EARLY = 5.0  # seconds by which our clock may be behind Slack's
# What Boffin may not see, it cannot look for. Channels need the scopes channels:history or groups:history.
HIDDEN = frozenset({"missing_scope", "not_in_channel", "channel_not_found", "user_not_found", "user_disabled"})


def mark(delivery: Delivery) -> dict[str, str]:
    """Return what a message carries to be found by: its delivery, and those that are parts of it."""
    parts = " ".join(part.id for part in delivery.parts)
    return {"delivery": delivery.id, **({"parts": parts} if parts else {})}


async def look(web: AsyncWebClient, external: str, wanted: Sequence[Delivery]) -> Mapping[str, str | None]:
    """Return what the newest messages of a channel tell about these; one that they do not tell is missing.

    The newest ones, whatever our clock says they are: it may have been wrong when these were claimed. They are read on
    until they reach back to the claims; an app that Slack lets read once a minute reads no further than once.
    """
    messages: list[dict[str, Any]] = []
    known: Mapping[str, str | None] = {}
    try:
        channel = await _channel(web, external, wanted)
        for _ in range(PAGES):
            latest = messages[-1]["ts"] if messages else None
            told = await web.conversations_history(
                channel=channel, limit=NEWEST, include_all_metadata=True, latest=latest
            )
            messages += told["messages"]
            known = _known(channel, messages, wanted, is_all=not told.get("has_more"))
            if len(known) == len(wanted) or not told.get("has_more"):
                break
    except SlackApiError as problem:
        if error_of(problem) in HIDDEN:
            return {}
        if not messages or not is_too_often(problem):
            raise
    return known


def _known(
    channel: str, messages: Sequence[Mapping[str, Any]], wanted: Sequence[Delivery], *, is_all: bool
) -> Mapping[str, str | None]:
    marked = {mark: f"{channel}/{message['ts']}" for message in messages for mark in _marks(message)}
    oldest = 0.0 if is_all else min((float(message["ts"]) for message in messages), default=0.0)
    return {
        delivery.id: marked.get(delivery.id)
        for delivery in wanted
        if delivery.id in marked or _reaches_back(oldest, delivery)
    }


async def _channel(web: AsyncWebClient, external: str, wanted: Sequence[Delivery]) -> str:
    """Return the id of the channel; a person's direct message is known from before, or by the scope im:write."""
    if wanted[0].owner.kind == "place":
        return external
    if before := next((delivery.before for delivery in wanted if delivery.before), ""):
        return before.partition("/")[0]
    return str((await web.conversations_open(users=external))["channel"]["id"])


def _marks(message: Mapping[str, Any]) -> Iterable[str]:
    payload = (message.get("metadata") or {}).get("event_payload") or {}
    if "delivery" in payload:
        yield str(payload["delivery"])
        yield from str(payload.get("parts", "")).split()
    for block in message.get("blocks") or ():
        kind, _, mark = str(block.get("block_id", "")).partition("/")
        if kind == "delivery":
            yield mark


def _reaches_back(oldest: float, delivery: Delivery) -> bool:
    return delivery.claimed_at is not None and oldest < delivery.claimed_at.timestamp() - EARLY
