"""Plain words that hand over all one has on a channel's list: "all to Ben"; and leave: "all, Ben, delete"."""

import re

from bot.core.commands.content import members_named
from bot.core.library import squeeze
from bot.core.message import IN, Invocation
from bot.core.moment import Moment
from bot.core.plan.document import Member

_ALL = re.compile(
    r"^(?:please )?(?:hand over |give |hand )?"
    r"(?:(?:all|everything)(?: (?:of (?:it|them)|(?:my )?(?:shared )?items))?|(?:all (?:of )?)?my (?:shared )?items)"
    r"(?: over)?(?:, ?| to |, to )"
    r"(?P<who>@?[\w .'’-]{1,40}?)"
    r"(?P<delete>,? (?:and )?(?:then )?delete(?: (?:it|me|all|everything|my plan))?)?[\s.!]*$",
    re.IGNORECASE,
)
_ONE = re.compile(
    r"^(?:please )?(?:hand over|hand|give|pass) (?:the |my )?(?P<title>.{2,120}?)(?: over| on)? to "
    r"(?P<who>@?[\w .'’-]{1,40}?)[\s.!]*$",
    re.IGNORECASE,
)


def goes_on(text: str) -> bool:
    """Say whether a line may be the short answer to what the last message asked about leaving."""
    found = _ALL.match(text.strip())
    return bool(found and found["delete"])


def read_all_to(text: str, moment: Moment) -> Invocation | None:
    """Read such a line where the name is that of a colleague in a channel where one has something to hand over."""
    if not (found := _ALL.match(text)):
        return None
    owned = _owned_in(moment)
    known = next((id_ for id_, others in owned.items() if members_named(found["who"], others)), "")
    if found["delete"] and owned:  # a name that is not found is asked for
        about = {IN: known or next(iter(owned)), "change": "delete", "whom": found["who"]}
        return Invocation(("privacy", "leaving"), about | _day(moment))
    values = {"action": "hand-over", "title": "all", "to": found["who"], IN: known}
    return Invocation(("channel", "content"), values) if known else None


def read_one_to(text: str, moment: Moment) -> Invocation | None:
    """Read "hand over the sepsis video to Ben" where Ben is in a channel's plan that has a thing of that name."""
    if not (found := _ONE.match(text)):
        return None
    situation, wanted = moment.situation, squeeze(found["title"])
    near = {situation.place.id} if situation.place else situation.near
    for place, channel in situation.channels:
        here = place.id in near and members_named(found["who"], channel.members)
        if here and any(wanted in squeeze(item.title) for item in channel.items.values()):
            values = {"action": "hand-over", "title": found["title"], "to": found["who"], IN: place.id}
            return Invocation(("channel", "content"), values)
    return None


def _owned_in(moment: Moment) -> dict[str, dict[str, Member]]:
    """Return the other members of each channel in reach where one has something to hand over."""
    situation, me = moment.situation, moment.person_id
    near = {situation.place.id} if situation.place else situation.near
    return {
        place.id: {key: member for key, member in channel.members.items() if key != me}
        for place, channel in situation.channels
        if place.id in near and any(item.owner == me for item in channel.items.values())
    }


def _day(moment: Moment) -> dict[str, str]:
    """Return the day that the last message was about, or that is noted already."""
    offered = moment.situation.offered.choices if moment.situation.offered else ()
    days = [does.values["last"] for does in offered if does.path == ("privacy", "leaving") and "last" in does.values]
    if days:
        return {"last": days[0]}
    noted = moment.plan.settings.leaving
    return {"last": noted.isoformat()} if noted else {}
