"""From text values to typed ones: the one place where what anyone gave is checked.

Typed lines, choices and forms all come through here, so a rule about a value is written once. A
problem is a sentence beside the parameter's name; a form shows it at its field.
"""

import difflib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from bot.core.commands.lines import english
from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.library import squeeze
from bot.core.moment import Moment
from bot.core.nudges.rhythm import zone_of
from bot.core.plan.document import Item

ARTICLES = frozenset({"a", "an", "the", "my", "our", "some"})
LONGEST = 4000  # of what is pasted: as much as any form takes
FURTHEST = timedelta(days=3 * 366)


class Unclear(Exception):
    """A value cannot be used; the text is a sentence for the person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def bind(command: Command, given: Mapping[str, str], moment: Moment) -> tuple[Values, dict[str, str]]:
    """Return the typed values and, by parameter, what is wrong with those that cannot be used."""
    values: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for parameter in command.parameters:
        text = given.get(parameter.name, "").strip()
        if not text:
            if parameter.required:
                problems[parameter.name] = moment.say("value.missing")
            continue
        try:
            values[parameter.name] = read(parameter, text, moment)
        except Unclear as unclear:
            problems[parameter.name] = unclear.sentence
    return Values(values), problems


def read(parameter: Parameter, text: str, moment: Moment) -> object:
    """Return the value of one parameter; raise Unclear with a sentence."""
    match parameter.kind:
        case Kind.MINUTES:
            return minutes(text, moment)
        case Kind.DAY:
            return day(text, moment)
        case Kind.TIME:
            if found := english.clock(text):
                return found[0]
            raise Unclear(moment.say("value.time"))
        case Kind.WEEKDAY:
            if named := english.weekday(text):
                return named[0]
            raise Unclear(moment.say("value.weekday"))
        case Kind.ONE_OF:
            return one_of(text, parameter.options, moment)
        case Kind.NUMBER:
            if text.isascii() and text.isdigit() and len(text) < 6:
                return int(text)
            raise Unclear(moment.say("value.number"))
        case Kind.ZONE:
            return zone(text, moment)
        case Kind.TOOL:
            return tool(text, moment)
        case Kind.NEED:
            return need(text, moment)
        case Kind.ITEM:
            channel = moment.situation.channel.items if parameter.shared else moment.plan.items
            return item(text, channel, moment)
        case Kind.LONG_TEXT:
            return english_text(text, LONGEST, "\n\t")  # a table is pasted with its tabs
        case _:
            return english_text(text)


def english_text(text: str, longest: int = 500, keep: str = "\n") -> str:
    """Return free text without control characters but those to `keep`, and without direction-changing ones."""
    turning = "\u202a\u202b\u202c\u202d\u202e"
    return "".join(c for c in text if c in keep or (c.isprintable() and c not in turning))[:longest].strip()


def minutes(text: str, moment: Moment) -> int:
    """Return minutes from 0 to the longest that is believed; bare numbers are minutes."""
    found = english.duration(text if not text.strip().lstrip("-").isdigit() else f"{text.strip()} min")
    if not found:
        raise Unclear(moment.say("value.minutes"))
    if found[0] < 0:
        raise Unclear(moment.say("value.minutes_negative"))
    if found[0] > moment.library.rules.longest_log_minutes:
        raise Unclear(moment.say("value.minutes_long", most=moment.library.rules.longest_log_minutes))
    return found[0]


def day(text: str, moment: Moment) -> date:
    """Return a day that exists and is within three years of today."""
    try:
        found = english.day(text, moment.today)
    except english.NotADay:
        raise Unclear(moment.say("value.no_such_day")) from None
    if not found:
        raise Unclear(moment.say("value.day"))
    if abs(found[0] - moment.today) > FURTHEST:
        raise Unclear(moment.say("value.day_far"))
    return found[0]


def one_of(text: str, options: Iterable[str], moment: Moment) -> str:
    """Return the option that was meant, by its word, its start, or a slip of the finger."""
    wanted = squeeze(text).replace(" ", "-")
    options = tuple(options)
    starts = [option for option in options if option.startswith(wanted)] if wanted else []
    if text.strip().casefold() in options:
        return text.strip().casefold()
    if wanted in options:
        return wanted
    if len(starts) == 1:
        return starts[0]
    if near := difflib.get_close_matches(wanted[:60], options, 1, 0.7):
        return near[0]
    raise Unclear(moment.say("value.one_of", options=[option.replace("-", " ") for option in options]))


def zone(text: str, moment: Moment) -> str:
    """Return an IANA zone, however its letters are cased."""
    words = text.strip().replace(" ", "_")
    tried = (words, words.title(), words.upper())
    found = next((name for name in tried if zone_of(name)), None)
    if found is None:
        raise Unclear(moment.say("nudges.no_such_zone"))
    return found


def tool_names(moment: Moment) -> dict[str, str]:
    """Return every name a tool goes by, squeezed, with the tool's id; own words included."""
    names: dict[str, str] = {}
    for held in (moment.situation.channel.tools, moment.plan.tools):
        names |= {squeeze(own): own for own in held}
    return {**names, **moment.library.tool_names}


def tool(text: str, moment: Moment) -> str:
    """Return a catalogue id, or a tool in the person's own words (at most 40 characters)."""
    squeezed = squeeze(text)
    names = tool_names(moment)
    bare = squeezed.split(" ", 1)[-1] if squeezed.split(" ", 1)[0] in ARTICLES else squeezed
    if known := names.get(squeezed) or names.get(bare):
        return known
    own = english_text(text)
    if not squeezed or len(own) > 40:
        raise Unclear(moment.say("value.tool"))
    return own


def need(text: str, moment: Moment) -> str:
    """Return the id of a need of one's own plan, or of the content's needs, or own words."""
    squeezed = squeeze(text)
    for key, held in moment.plan.needs.items():
        if squeezed in (key, squeeze(held.words), squeeze(moment.need_label(held.kind))):
            return key
    for known in moment.library.needs.values():
        if squeezed in (known.id, squeeze(known.label)):
            return known.id
    own = english_text(text)
    if not own or len(own) > 120:
        raise Unclear(moment.say("value.need"))
    return own


def item(text: str, items: Mapping[str, Item], moment: Moment) -> str:
    """Return the id of the item that was meant, by id, title or a part of the title."""
    if text in items:
        return text
    wanted = squeeze(text)
    titles = {key: squeeze(held.title) for key, held in items.items()}
    found = [key for key, title in titles.items() if wanted == title]
    found = found or [key for key, title in titles.items() if wanted and wanted in title]
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        raise Unclear(moment.say("value.item_many", titles=[items[key].title for key in found[:4]]))
    near = difflib.get_close_matches(wanted[:80], titles.values(), 1, 0.7)
    if near:
        return next(key for key, title in titles.items() if title == near[0])
    raise Unclear(moment.say("value.item"))
