"""Standing in for the owner of a shared item: asked by the owner and agreed to, or offered by one's own tap."""

from dataclasses import replace

from bot.core.commands.adding import kept_on_list
from bot.core.commands.content import member_choices, members_named, which_of
from bot.core.message import Choice
from bot.core.moment import Moment, choice, reply
from bot.core.plan.document import Item
from bot.core.plan.edits import edit
from bot.core.situation import Outcome


def stand_in(moment: Moment, key: str, to: str) -> Outcome:
    """Name who is asked where an item has waited long, agree to it, or end it; nobody is named without a yes."""
    item, me = moment.situation.channel.items[key], moment.person_id
    if to == "nobody":
        if me not in (item.owner, item.stand_in):
            return reply(moment.say("standing.not_yours"))
        return _kept(moment, key, "", agreed=False, said=moment.say("standing.ended", title=item.title))
    if to == "me":
        if item.owner == me or item.stand_in not in ("", me):
            return reply(moment.say("standing.is_owner" if item.owner == me else "standing.somebody"))
        days = moment.library.rules.item_stand_in_days
        return _kept(moment, key, me, agreed=True, said=moment.say("standing.agreed", title=item.title, days=days))
    if item.owner != me:
        free = item.stand_in in ("", me)
        return reply(moment.say("standing.owner_asks"), choices=(yours(moment, key),) if free else ())
    others = {k: member for k, member in moment.situation.channel.members.items() if k != me}
    named = members_named(to, others)
    if len(named) != 1:
        offers = member_choices(moment, named or others, "content", action="stand-in", item=key)
        asked = moment.say("standing.whom" if offers else "content.nobody_else")
        return reply(which_of(moment, named) if named else asked, choices=offers)
    ((who, member),) = named.items()
    said = moment.say("standing.asked", name=member.name, title=item.title)
    return _kept(moment, key, who, agreed=False, said=said)


def asked_of(item: Item, person: str) -> bool:
    """Say whether this person was asked to stand in and has not said yes or no."""
    return item.stand_in == person and not item.stands_in


def yours(moment: Moment, key: str) -> Choice:
    """Return the choice to stand in."""
    return choice(moment.say("standing.yes"), "channel", "content", action="stand-in", item=key, to="me")


def _kept(moment: Moment, key: str, who: str, *, agreed: bool, said: str) -> Outcome:
    item = moment.situation.channel.items[key]
    after = replace(item, stand_in=who, stands_in=agreed)
    return kept_on_list(moment, edit("items", key, item, after), said, shared=True)
