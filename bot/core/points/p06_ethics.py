"""Point 6, ethics: the local rules that hold, of the channel spoken in or of those whose plan one joined."""

from bot.core.library import squeeze
from bot.core.moment import Moment
from bot.core.plan.document import ChannelPlan
from bot.core.situation import Situation

LINES = ("policy", "data-protection", "who-to-tell", "student-support", "promotion")


def channels_in_force(situation: Situation) -> tuple[tuple[str, ChannelPlan], ...]:
    """Return the channels whose local rules hold now, by name: the one spoken in, else every one that was joined."""
    if situation.place is not None:
        return ((situation.place.name, situation.channel),)
    return tuple((place.name, channel) for place, channel in situation.channels)


def in_force(line: str, moment: Moment) -> tuple[tuple[str, str], ...]:
    """Return what holds under `line`, as channel and text; more than one where channels differ.

    Where no channel says anything, the institution's pack does, under its own name.
    """
    found: dict[str, tuple[str, str]] = {}
    for name, channel in channels_in_force(moment.situation):
        if rule := channel.rules.get(line):
            found.setdefault(squeeze(rule.text), (name, rule.text))
    pack = moment.library.pack
    if not found and pack:
        return ((pack.name, str(getattr(pack, line.replace("-", "_")))),)
    return tuple(found.values())


def version(channel: ChannelPlan) -> int:
    """Return the version of a channel's local rules, 0 where there are none."""
    return max((rule.version for rule in (*channel.rules.values(), *channel.stop_signs.values())), default=0)
