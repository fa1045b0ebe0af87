"""Local rules beside general guidance: they come first, and where the two clash, that is said.

A channel's rules and an institution's pack rank the same way; the channel's own entry stands above the pack's.
"""

from bot.core.library import squeeze
from bot.core.moment import Moment
from bot.core.points.p06_ethics import Ruling, keepers_in_force, rulings, stop_signs
from bot.core.points.p12_on_your_own import recognition_lines

# Which line of the local rules belongs to a point.
_LINES = {6: "policy", 12: "promotion", 14: "policy", 15: "promotion", 18: "who-to-tell"}
_ABOUT_RECOGNITION = frozenset({"promotion"})  # passages that are about whether it counts


def local_lines(point: int, moment: Moment) -> tuple[str, ...]:
    """Return what the local rules say to a point, one line for each channel that says something of its own."""
    line = _LINES.get(point)
    return tuple(_said(line, ruling, moment) for ruling in rulings(line, moment)) if line else ()


def silence_line(point: int, passage: str, moment: Moment) -> str:
    """Return whom to ask where the answer depends on local rules and none are noted, "" where it does not."""
    if point == 12 and passage in _ABOUT_RECOGNITION and not local_lines(point, moment):
        return recognition_lines(moment)[0]
    if point != 6 or local_lines(point, moment):
        return ""
    names = keepers_in_force(moment.situation)
    return moment.say("local.none_ask", names=list(names)) if names else moment.say("local.none_lead")


def support_line(moment: Moment) -> str:
    """Return whom a student in need, or whoever worries about one, can turn to here."""
    return " ".join(_said("student-support", ruling, moment) for ruling in rulings("student-support", moment))


def _said(line: str, ruling: Ruling, moment: Moment) -> str:
    # Often the text is no more than a name, and what it is the name of has to be said.
    what, since = moment.words.family("rules_line", line.replace("-", "_")), ruling.since
    return moment.say("local.rule", name=ruling.name, day=since, year=str(since.year), line=what, text=ruling.text)


def tools_in(text: str, moment: Moment) -> tuple[str, ...]:
    """Return the tools of the catalogue that a text names, in its order."""
    words, names = squeeze(text).split(), moment.library.tool_names
    spans = (" ".join(words[at : at + size]) for at in range(len(words)) for size in (1, 2, 3))
    return tuple(dict.fromkeys(names[span] for span in spans if span in names and len(span) > 1))


def stop_lines(tools: tuple[str, ...], moment: Moment) -> tuple[str, ...]:
    """Return a line for each of these tools that has a stop sign here: the local rule holds."""
    return tuple(
        moment.say("local.stop_sign", name=sign.name, tool=moment.tool_name(tool), why=sign.text)
        for tool in tools
        for sign in stop_signs(tool, moment)
    )
