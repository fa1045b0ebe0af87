"""Reading back whether something unasked did reach Discord, by the row of choices that its buttons carry."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

import discord

from bot.core.situation import Delivery

NEWEST = 50
MARKED = frozenset(
    {"card", "post", "reminder", "term", "drill", "unsure", "offered", "removed", "leaving"}
)  # these have choices; nothing else tells one message from another
EARLY = timedelta(seconds=5)  # by which our clock may be behind Discord's


async def look(
    channel: discord.PartialMessageable, wanted: Sequence[Delivery], me: int, *, may_read: bool
) -> Mapping[str, str | None]:
    """Return what the newest messages of a channel tell about these; one that they do not tell is missing.

    Whoever may not read a history is given an empty one, so that absence is believed only with the right to read.
    """
    try:
        messages = [message async for message in channel.history(limit=NEWEST)]
    except (discord.Forbidden, discord.NotFound):
        return {}
    rows = {row: message for message in messages if message.author.id == me for row in _rows(message)}
    oldest = messages[-1].created_at if len(messages) == NEWEST else None
    found: dict[str, str | None] = {}
    for delivery in wanted:
        all_of_it = (delivery, *delivery.parts)
        if said := next((rows[one.row] for one in all_of_it if one.row in rows), None):
            found[delivery.id] = f"{channel.id}/{said.id}"
        elif may_read and any(one.kind in MARKED for one in all_of_it) and _reaches_back(oldest, delivery):
            found[delivery.id] = None
    return found


def _rows(message: discord.Message) -> Iterator[str]:
    for row in message.components:
        for item in getattr(row, "children", ()):
            custom_id = getattr(item, "custom_id", None)
            if custom_id and custom_id.startswith("b1:"):
                yield custom_id.split(":")[1]


def _reaches_back(oldest: datetime | None, delivery: Delivery) -> bool:
    return oldest is None or (delivery.claimed_at is not None and oldest < delivery.claimed_at - EARLY)
