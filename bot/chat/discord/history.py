"""Reading back whether something unasked did reach Discord, by the mark it carries."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

import discord

from bot.chat.discord.render import mark as mark_of
from bot.core.situation import Delivery

NEWEST = 50
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
    marks = {one: message for message in messages if message.author.id == me for one in _marks(message)}
    oldest = messages[-1].created_at if len(messages) == NEWEST else None
    found: dict[str, str | None] = {}
    for delivery in wanted:
        its_own = [mark for one in (delivery, *delivery.parts) for mark in (one.row, mark_of(one.row))]
        if said := next((marks[one] for one in its_own if one in marks), None):
            found[delivery.id] = f"{channel.id}/{said.id}"
        elif may_read and _reaches_back(oldest, delivery):
            found[delivery.id] = None
    return found


def _marks(message: discord.Message) -> Iterator[str | int]:
    """Yield the ids of its components and the rows of its choices."""
    for row in message.components:
        yield getattr(row, "id", None) or 0
        for item in getattr(row, "children", ()):
            custom_id = getattr(item, "custom_id", None)
            if custom_id and custom_id.startswith("b1:"):
                yield custom_id.split(":")[1]


def _reaches_back(oldest: datetime | None, delivery: Delivery) -> bool:
    return oldest is None or (delivery.claimed_at is not None and oldest < delivery.claimed_at - EARLY)
