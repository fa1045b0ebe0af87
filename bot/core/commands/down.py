"""A tool is down, now: the backup at once, then a version that needs no network."""

from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.moment import Moment, choice, reply
from bot.core.plan.document import Tool
from bot.core.situation import Outcome


def down(moment: Moment, values: Values) -> Outcome:
    """Give the backup on record first; without one, and when that fails too, a paper version."""
    name = values.text("tool")
    held = moment.plan.tools.get(name) or _shared(moment, name)
    paper = moment.library.paper
    if values.text("after") or not (held and held.backup):
        number = int(values.text("after") or 0)
        version = paper[number % len(paper)]
        first = (
            moment.say("down.paper") if values.text("after") else moment.say("down.none", tool=moment.tool_name(name))
        )
        another = choice(moment.say("down.another"), "down", tool=name, after=str(number + 1))
        note = choice(moment.say("down.note_backup"), "plan", "backup", tool=name)
        return reply(first, version.text, choices=(another,) if held and held.backup else (another, note))
    found = held.backup
    students = moment.say(
        "down.students", tool=moment.tool_name(name), do=found.do or moment.say("down.open", where=found.where)
    )
    fails = choice(moment.say("down.fails_too"), "down", tool=name, after="0")
    change = choice(moment.say("down.change"), "plan", "backup", tool=name)
    return reply(moment.say("down.backup", where=found.where), students, choices=(fails, change))


def _shared(moment: Moment, name: str) -> Tool | None:
    """Return the tool as this channel has it, else as a channel whose plan the person joined has it."""
    channels = (moment.situation.channel, *(channel for _, channel in moment.situation.channels))
    found = [channel.tools[name] for channel in channels if name in channel.tools]
    return next((tool for tool in found if tool.backup), found[0] if found else None)


COMMANDS = (
    Command(
        ("down",), down, (Parameter("tool", Kind.TOOL, required=True), Parameter("after", Kind.NUMBER)), opens_form=True
    ),
)
