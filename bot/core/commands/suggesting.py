"""What fits a value that is being typed: from one's own plan, the shared list of one's channel, and the content."""

from collections.abc import Iterator

from bot.core.commands.nudges import likely_zones
from bot.core.commands.table import Command, Kind, Parameter
from bot.core.library import squeeze
from bot.core.moment import Moment
from bot.core.people import Permit, Role, authorise

MOST = 25
Suggested = tuple[str, str]  # the value, and its label


def suggestions(command: Command, name: str, typed: str, moment: Moment) -> tuple[Suggested, ...]:
    """Return what fits best first, at most 25; nothing to whom the command is closed."""
    parameter = next((one for one in command.parameters if one.name == name), None)
    if parameter is None or authorise(moment.situation.actor, command.role) is not Permit.YES:
        return ()
    if parameter.shared and authorise(moment.situation.actor, Role.MEMBER) is not Permit.YES:
        return ()
    wanted = squeeze(typed)
    known: dict[str, str] = {}
    for value, label in _known(parameter, moment):
        known.setdefault(value, label)
    fitting = [(value, label) for value, label in known.items() if wanted in squeeze(label)]
    return tuple(sorted(fitting, key=lambda one: not squeeze(one[1]).startswith(wanted))[:MOST])


def _known(parameter: Parameter, moment: Moment) -> Iterator[Suggested]:
    match parameter.kind:
        case Kind.TOOL:
            for own in (*moment.plan.tools, *moment.library.tools):
                yield own, moment.tool_name(own)
        case Kind.NEED:
            for key, need in moment.plan.needs.items():
                yield key, moment.need_label(need.kind, need.words)
            for known in moment.library.needs.values():
                yield known.id, known.label
        case Kind.ITEM:
            held = moment.situation.channel.items if parameter.shared else moment.plan.items
            for key, item in held.items():
                yield key, item.title
        case Kind.ZONE:
            for zone in likely_zones(moment):
                yield zone, zone
