"""Point 6, ethics: the local rules that hold, of the channel spoken in or of those whose plan one joined.

They rank above general guidance. Where no channel says anything, the institution's pack does, under its own name.
"""

from dataclasses import dataclass
from datetime import date

from bot.core.library import squeeze
from bot.core.moment import Moment
from bot.core.plan.document import Answer, ChannelPlan, LocalRule
from bot.core.situation import Situation

LINES = ("policy", "data-protection", "who-to-tell", "student-support", "promotion")


@dataclass(frozen=True, slots=True)
class Ruling:
    """What holds, who says it, a channel or an institution, and since when."""

    name: str
    text: str
    since: date


def channels_in_force(situation: Situation) -> tuple[tuple[str, ChannelPlan], ...]:
    """Return the channels whose local rules hold now, by name: the one spoken in, else every one that was joined."""
    if situation.place is not None:
        return ((situation.place.name, situation.channel),)
    return tuple((place.name, channel) for place, channel in situation.channels)


def keepers_in_force(situation: Situation) -> tuple[str, ...]:
    """Return who keeps the channels whose local rules hold now: they may know what is not noted."""
    return tuple(dict.fromkeys(name for _, channel in channels_in_force(situation) for name in channel.keepers))


def rulings(line: str, moment: Moment) -> tuple[Ruling, ...]:
    """Return what holds under `line`; more than one where channels differ."""
    rules = [(name, channel.rules.get(line)) for name, channel in channels_in_force(moment.situation)]
    pack = moment.library.pack
    if pack and not any(rule for _, rule in rules):
        return (Ruling(pack.name, str(getattr(pack, line.replace("-", "_"))), pack.as_of),)
    return _distinct(rules)


def stop_signs(tool: str, moment: Moment) -> tuple[Ruling, ...]:
    """Return the stop signs on a tool; more than one where channels give different reasons."""
    signs = [(name, channel.stop_signs.get(tool)) for name, channel in channels_in_force(moment.situation)]
    pack = moment.library.pack
    if pack and tool in pack.stop_signs and not any(sign for _, sign in signs):
        return (Ruling(pack.name, pack.stop_signs[tool], pack.as_of),)
    return _distinct(signs)


def _distinct(said: list[tuple[str, LocalRule | None]]) -> tuple[Ruling, ...]:
    found: dict[str, Ruling] = {}
    for name, rule in said:
        if rule:
            found.setdefault(squeeze(rule.text), Ruling(name, rule.text, rule.since))
    return tuple(found.values())


def in_force(line: str, moment: Moment) -> tuple[tuple[str, str], ...]:
    """Return what holds under `line`, as channel and text; more than one where channels differ."""
    return tuple((ruling.name, ruling.text) for ruling in rulings(line, moment))


def version(channel: ChannelPlan) -> int:
    """Return the version of a channel's local rules, 0 where there are none."""
    return max((rule.version for rule in (*channel.rules.values(), *channel.stop_signs.values())), default=0)


ABOUT_A_TOOL = ("policy", "data-protection")  # lines whose change makes a look of before worth repeating


def open_in(tool: str, answer: Answer | None, moment: Moment) -> tuple[str, ...]:
    """Return what is open on the rules for one tool: a stop sign, not looked up, or changed since it was."""
    found = ("stop_sign",) if stop_signs(tool, moment) else ()
    if answer is None:
        return found
    if answer.said != "yes":
        return (*found, f"ethics_{answer.said}".replace("-", "_"))
    newer = any(ruling.since > answer.on for line in ABOUT_A_TOOL for ruling in rulings(line, moment))
    return (*found, "ethics_changed") if newer else found
