"""Finding values in a typed line wherever they stand: times, days, options, tools, channels.

Each finder returns the value as text and the words without it, or None.
"""

from collections.abc import Callable, Mapping

from bot.core.commands.binding import tool_names
from bot.core.commands.lines import english
from bot.core.commands.table import Kind
from bot.core.library import squeeze
from bot.core.moment import Moment

Found = tuple[str, str] | None


def _find_minutes(text: str, moment: Moment, options: tuple[str, ...]) -> Found:
    if found := english.duration(text):
        return f"{found[0]} min", found[1]
    bare = _find_number(text, moment, options)
    return (f"{bare[0]} min", bare[1]) if bare else None


def _find_day(text: str, moment: Moment, options: tuple[str, ...]) -> Found:
    try:
        found = english.day(text, moment.today)
    except english.NotADay as wrong:
        return str(wrong), " ".join(text.replace(str(wrong), " ", 1).split())  # binding says what is wrong with it
    return (found[0].isoformat(), found[1]) if found else None


def _find_time(text: str, moment: Moment, options: tuple[str, ...]) -> Found:
    found = english.clock(text)
    return (f"{found[0]:%H:%M}", found[1]) if found else None


def _find_weekday(text: str, moment: Moment, options: tuple[str, ...]) -> Found:
    found = english.weekday(text)
    return (english.WEEKDAYS[found[0]], found[1]) if found else None


def _find_option(text: str, moment: Moment, options: tuple[str, ...]) -> Found:
    words = text.split()
    for start in range(len(words)):  # what comes first is meant, also where the words after it sound like an option
        for length in (3, 2, 1):
            tried = "-".join(words[start : start + length]).casefold().strip(".,:")
            if tried in options:
                return tried, " ".join(words[:start] + words[start + length :])
    return None


def _find_tool(text: str, moment: Moment, options: tuple[str, ...]) -> Found:
    words = text.split()
    names = tool_names(moment)
    for length in (3, 2, 1):
        for start in range(len(words) - length + 1):
            if (tool := names.get(squeeze(" ".join(words[start : start + length])))) is not None:
                before = words[:start]
                if before and before[-1].casefold() in {"on", "for", "with"}:
                    before.pop()
                return tool, " ".join(before + words[start + length :])
    return None


def _find_number(text: str, moment: Moment, options: tuple[str, ...]) -> Found:
    return _first_word(text, lambda word: word.isascii() and word.isdigit())


def _first_word(text: str, fits: Callable[[str], bool]) -> Found:
    """Return the first word that fits, and the others."""
    words = text.split()
    at = next((number for number, word in enumerate(words) if fits(word)), None)
    return None if at is None else (words[at], " ".join(words[:at] + words[at + 1 :]))


def _find_channel(text: str, moment: Moment, options: tuple[str, ...]) -> Found:
    """Find the name of a channel that one may act on from a direct message; in a channel that one is meant."""
    situation = moment.situation
    if situation.place is not None and not situation.afar:
        return None
    near = {place.name.casefold(): place.id for place in situation.near_places if place.name.startswith("#")}
    found = _first_word(text, lambda word: word.casefold().rstrip(".,:!") in near)
    return (near[found[0].casefold().rstrip(".,:!")], found[1]) if found else None


def _find_zone(text: str, moment: Moment, options: tuple[str, ...]) -> Found:
    return _first_word(text, lambda word: "/" in word or word.casefold() == "utc")


FINDERS: Mapping[Kind, Callable[[str, Moment, tuple[str, ...]], Found]] = {
    Kind.MINUTES: _find_minutes,
    Kind.DAY: _find_day,
    Kind.TIME: _find_time,
    Kind.WEEKDAY: _find_weekday,
    Kind.ONE_OF: _find_option,
    Kind.TOOL: _find_tool,
    Kind.NUMBER: _find_number,
    Kind.ZONE: _find_zone,
    Kind.CHANNEL: _find_channel,
}
