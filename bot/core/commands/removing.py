"""A keeper takes somebody out of a channel's plan: who moved on, and did not leave it by themselves."""

from dataclasses import replace

from bot.core.commands.channel import kept
from bot.core.commands.content import member_choices, members_named, which_of
from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.message import Message
from bot.core.moment import Moment, choice, reply
from bot.core.nudges.notice import A_WHILE
from bot.core.people import Owner
from bot.core.plan.document import CardWish
from bot.core.plan.edits import edit
from bot.core.situation import Delivery, Notice, Outcome, Skip

PATH = ("channel", "remove")


def remove(moment: Moment, values: Values) -> Outcome:
    """Take a member out of the plan; what they own is open for others, their own plan stays as it is."""
    situation, channel = moment.situation, moment.situation.channel
    if not situation.actor.is_keeper or situation.place is None:
        names = channel.keepers
        return reply(moment.say("permit.keeper_only", names=names) if names else moment.say("channel.no_keeper"))
    others = {key: member for key, member in channel.members.items() if key != moment.person_id}
    said = values.text("to")
    named = members_named(said, others)
    if len(named) != 1:
        offers = member_choices(moment, named or others, "remove")
        asked = moment.say("removing.whom") if offers else moment.say("content.nobody_else")
        unknown = moment.say("removing.unknown", name=said[:40]) if said and not named else ""
        return reply(unknown, which_of(moment, named) if named else asked, choices=offers)
    ((key, member),) = named.items()
    edits = edit("members", key, member, None)
    for id_, item in channel.items.items():
        edits += edit("items", id_, item, item.without(key))
    owned = sum(item.owner == key for item in channel.items.values())
    free = moment.say("removing.free", n=owned) if owned else ""
    outcome = kept(moment, edits, moment.say("removing.done", name=member.name), free, moment.say("removing.told"))
    return replace(outcome, notices=(Notice(Owner("person", key), "removed", situation.place.id, A_WHILE),))


def told(moment: Moment, delivery: Delivery) -> Outcome | Skip:
    """Say it to whom it is about, once, unless it was taken back or they never agreed to private messages."""
    place = moment.situation.place
    if place is None or moment.situation.actor.is_member:
        return Skip("a member again")
    if moment.plan.settings.card is not CardWish.YES:
        return Skip("no messages agreed to")
    ways = (choice(moment.say("choice.card"), "card"), choice(moment.say("choice.stop"), "stop"))
    return Outcome(messages=(Message((moment.say("removing.tell", place=place.name),), ways),))


COMMANDS = (Command(PATH, remove, (Parameter("to", Kind.TEXT),), in_place=True, listed=False, typed=True),)
