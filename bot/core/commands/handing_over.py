"""All shared items of one person in a channel at once: offered to a colleague, who takes them or not."""

from dataclasses import replace

from bot.core.commands.content import member_choices, members_named, which_of
from bot.core.moment import Moment, reply, undo_choice
from bot.core.plan.document import Item
from bot.core.plan.edits import Edit, edit
from bot.core.situation import Outcome

ALL = frozenset({"all", "everything", "all of them", "all items", "all my items"})


def hand_over_all(moment: Moment, to: str) -> Outcome:
    """Offer every item one has here to another member, or take or leave all that one is offered."""
    me, items = moment.person_id, moment.situation.channel.items
    if to in ("me", "nobody"):
        offered = {key: item for key, item in items.items() if item.offered_to == me}
        if not offered:
            return reply(moment.say("handing.none_offered"))
        after = {"owner": me, "offered_to": ""} if to == "me" else {"offered_to": ""}
        return _kept(moment, offered, after, _answer(moment, offered, is_taken=to == "me"))
    mine = {key: item for key, item in items.items() if item.owner == me}
    if not mine:
        return reply(moment.say("handing.none_owned"))
    others = {key: member for key, member in moment.situation.channel.members.items() if key != me}
    named = members_named(to, others)
    if len(named) != 1:
        offers = member_choices(moment, named or others, "content", action="hand-over", title="all")
        asked = moment.say("content.hand_to") if offers else moment.say("content.nobody_else")
        place = moment.situation.place
        unknown = moment.say("handing.not_found", name=to[:40], place=place.name) if to and place and not named else ""
        return reply(unknown, which_of(moment, named) if named else asked, choices=offers)
    ((key, member),) = named.items()
    return _kept(moment, mine, {"offered_to": key}, moment.say("handing.offered", n=len(mine), name=member.name))


def _answer(moment: Moment, offered: dict[str, Item], *, is_taken: bool) -> str:
    n = len(offered)
    if is_taken:
        return moment.say("handing.taken", n=n)
    owned = all(item.owner for item in offered.values())  # an owner may have left in the meantime
    return moment.say("handing.left", n=n) if owned else moment.say("handing.left_free", n=n)


def _kept(moment: Moment, items: dict[str, Item], after: dict[str, str], said: str) -> Outcome:
    edits: tuple[Edit, ...] = ()
    for key, item in items.items():
        left = item.without(after["owner"]) if "owner" in after else item  # who owns it does not stand in
        edits += edit("items", key, item, replace(left, **after))  # type: ignore[arg-type]
    return reply(said, choices=(undo_choice(moment),) if edits else (), channel_edits=edits)
