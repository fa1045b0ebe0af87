"""What belongs to a channel, said in a direct message: which one is meant, and what can be done from there.

Whoever acts has to be in that channel's plan, and in its workspace. In a direct message no platform says whether they
still read the channel, so nothing that only its keeper decides is in reach, and nothing is said aloud there.
"""

from collections.abc import Mapping
from dataclasses import replace

from bot.core.commands.channel_asking import answered
from bot.core.commands.table import Command, Table
from bot.core.message import IN, Audience, Choice, Form, Invocation, Message
from bot.core.moment import Moment, choice, reply
from bot.core.people import Place
from bot.core.situation import Outcome, Situation

UNDO = ("plan", "undo")
ASK = ("channel", "ask")


def meant_place(command: Command, values: Mapping[str, str], situation: Situation) -> Place | None:
    """Return the channel that is meant in a direct message: the one that is named, else the only one there is."""
    if situation.place is not None or not command.afar:
        return None
    near, wanted = situation.near_places, values.get(IN, "")
    if command.path == UNDO and "change" not in values:
        wanted = _just_done(situation)
    if wanted:
        return next((place for place in near if place.id == wanted), None)
    return near[0] if command.in_place and len(near) == 1 else None


def _just_done(situation: Situation) -> str:
    """Return the channel whose list the last message here changed, "" where it did something else."""
    does = situation.offered.choices if situation.offered else ()
    return next((one.values[IN] for one in does if one.path == UNDO and IN in one.values), "")


def which_channel(command: Command, meant: Invocation, moment: Moment) -> Outcome:
    """Ask which channel is meant, or say that it has to be said there. A question is in no choice."""
    near = moment.situation.near_places
    if not command.afar or not near or IN in meant.values:
        only = near[0].name if len(near) == 1 else ""
        return reply(moment.say("afar.belongs", place=only) if only else moment.say("channel.in_channel_only"))
    path, values, thread = meant.path, dict(meant.values), None
    if path == ASK and (question := values.pop("question", "")):
        path, thread = ("channel", "put"), answered(question, moment)
    named = tuple(choice(place.name, *path, **values, **{IN: place.id}) for place in near)
    return reply(moment.say("afar.which"), choices=named, thread=thread)


def carried(outcome: Outcome, table: Table, moment: Moment) -> Outcome:
    """Return what can be said in a direct message, with the channel in every choice and form that is about it."""
    situation = moment.situation
    if not situation.afar or situation.place is None:
        return outcome
    place = situation.place
    if any(message.audience is Audience.PLACE for message in outcome.messages):
        return reply(moment.say("afar.say_there", place=place.name))
    messages = (_carried(message, table, place) for message in outcome.messages)
    return replace(outcome, messages=tuple(messages))


def _carried(message: Message, table: Table, place: Place) -> Message:
    choices = tuple(_about(one, place) if _is_afar(one.does, table) else one for one in message.choices
                    if _can_be_done(one.does, table))  # fmt: skip
    form: Form | None = message.form
    if form is not None:
        form = replace(form, fixed={**form.fixed, IN: place.id})
    return replace(message, choices=choices, form=form)


def _about(one: Choice, place: Place) -> Choice:
    return replace(one, does=Invocation(one.does.path, {IN: place.id, **one.does.values}))


def _is_afar(does: Invocation, table: Table) -> bool:
    command = table.find(does.path)
    return command is not None and command.afar and (command.in_place or command.path == UNDO)


def _can_be_done(does: Invocation, table: Table) -> bool:
    command = table.find(does.path)
    return command is None or command.afar or not command.in_place
