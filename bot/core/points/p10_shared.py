"""Point 10 on a channel's list: which shared items are this person's to look at, as their owner or standing in.

Whoever stands in is asked by how long an item has waited and by nothing else: nobody's weeks are looked at, so it
tells nobody that the owner is away, busy, or gets no card.
"""

from dataclasses import dataclass
from datetime import timedelta

from bot.core.moment import Moment
from bot.core.people import Place
from bot.core.plan.content_list import reason_due
from bot.core.plan.document import Item


@dataclass(frozen=True, slots=True)
class Shared:
    """An item of a channel's list that this person may act on from a direct message."""

    place: Place
    item: Item
    stands_in: bool


def shared_with(moment: Moment) -> dict[str, Shared]:
    """Return the shared items that are this person's, or that have waited long while they stand in, by id."""
    me = moment.person_id
    return {
        key: Shared(place, item, item.owner != me)
        for place, channel in moment.situation.channels
        if place.id in moment.situation.near
        for key, item in channel.items.items()
        if item.owner == me or (item.stand_in == me and item.stands_in and waits_long(item, moment))
    }


def waits_long(item: Item, moment: Moment) -> bool:
    """Say whether an item has been worth a look for so long that somebody else may take it."""
    rules, news = moment.library.rules, tuple(moment.library.news.values())
    then = moment.today - timedelta(days=rules.item_stand_in_days)
    return bool(reason_due(item, moment.today, rules, news) and reason_due(item, then, rules, news))
