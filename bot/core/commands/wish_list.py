"""The wish list's two questions: which one first, and whether whoever had the idea was thanked."""

from dataclasses import replace

from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.message import Choice
from bot.core.moment import Moment, changed, choice, reply
from bot.core.plan.document import Need
from bot.core.plan.edits import Edit, edit
from bot.core.points.p03_needs import first_among, unthanked
from bot.core.situation import Outcome


def label(moment: Moment, need: Need) -> str:
    """Return how a need is shown, with the credit to the group that had the idea."""
    shown = moment.need_label(need.kind, need.words)
    return moment.say("need.credited", need=shown, who=need.asked_by) if need.asked_by else shown


def first_choices(moment: Moment, *keys: str) -> tuple[Choice, ...]:
    """Return a choice per need: which one would it be if there were only one?"""
    needs = moment.plan.needs
    return tuple(
        choice(moment.need_label(needs[key].kind, needs[key].words), "plan", "first", need=key)
        for key in keys or tuple(needs)
        if key in needs
    )


def first(moment: Moment, values: Values) -> Outcome:
    """Put one need first; what was first until now comes second."""
    needs, key = moment.plan.needs, values.text("need")
    if not needs:
        return reply(moment.say("plan.choose_no_needs"), choices=(choice(moment.say("need.add"), "plan", "need"),))
    if key not in needs:
        return reply(moment.say("need.which_one"), choices=first_choices(moment))
    edits: tuple[Edit, ...] = edit("needs", key, needs[key], replace(needs[key], priority=1))
    for other in first_among(moment):
        if other != key:
            edits += edit("needs", other, needs[other], replace(needs[other], priority=2))
    tools = choice(moment.say("need.tools"), "plan", "choose")
    return changed(moment, edits, moment.say("need.first_now", need=label(moment, needs[key])), choices=(tools,))


def thank_choices(moment: Moment, tool: str = "") -> tuple[Choice, ...]:
    """Return the tap that gives the thank-you for an idea that is in use now."""
    return tuple(
        choice(moment.say("need.thank", who=moment.plan.needs[key].asked_by), "plan", "thanked", need=key)
        for key in unthanked(moment, tool)[:1]
    )


def thanked(moment: Moment, values: Values) -> Outcome:
    """Give the thank-you as text to send, and remember that it was given."""
    key = values.text("need")
    held = moment.plan.needs.get(key)
    if not key:
        waiting = thank_choices(moment)
        return reply(moment.say("need.thank_now" if waiting else "need.thank_later"), choices=waiting)
    if held is None or not held.asked_by:
        return reply(moment.say("need.nobody_to_thank"))
    text = moment.say("need.thank_text", who=held.asked_by, need=moment.need_label(held.kind, held.words))
    return changed(moment, edit("needs", key, held, replace(held, thanked=moment.today)), text)


COMMANDS = (
    Command(("plan", "first"), first, (Parameter("need", Kind.NEED),)),
    Command(("plan", "thanked"), thanked, (Parameter("need", Kind.NEED),), listed=False, typed=True),
)
