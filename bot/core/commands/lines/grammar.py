"""From a typed line to a command with values: first the table's own words, then plain ones.

`understand` never fails: what is no command is a question. Values stay text here; `binding` checks
them, whoever they come from.
"""

import difflib
import re
from dataclasses import dataclass

from bot.core.commands.binding import tool_names
from bot.core.commands.forms import HIDDEN
from bot.core.commands.helping import read_help
from bot.core.commands.lines import english
from bot.core.commands.lines.finding import FINDERS
from bot.core.commands.lines.following import follow_on
from bot.core.commands.lines.numbered import OWN_WORD, find_numbered
from bot.core.commands.lines.plain import plain, sure
from bot.core.commands.table import Command, Kind, Table
from bot.core.library import squeeze
from bot.core.message import Invocation
from bot.core.moment import Moment

SLASH = re.compile(r"^\s*(?:/boffin\b|@boffin\b[:,]?)\s*", re.IGNORECASE)
_ASKING = re.compile(r"\?\s*$|^(?:how|what|why|when|where|who|which|can|should|do|does|is|are)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Understood:
    """What a line means: a command, or a word that is near one, with words that were left over."""

    invocation: Invocation
    left_over: str = ""
    meant: tuple[str, ...] = ()  # near commands, when the line is no command as it stands


def understand(line: str, table: Table, moment: Moment) -> Understood:
    """Return what a typed line asks for. An empty line is the card."""
    addressed = SLASH.match(line)
    text = _tidy(SLASH.sub("", line, count=1))
    if not text:
        return Understood(Invocation(table.defaults[()]))
    if told := read_help(text, moment):  # before anything else: a name in it goes no further
        return Understood(told)
    if follows := follow_on(text, moment):
        return Understood(follows)
    asks = Understood(Invocation(("ask",), {"question": text}))
    is_sentence = len(text.split()) > 3 or bool(_ASKING.search(text))
    if not addressed and not _ASKING.search(text) and (first := sure(text, moment)):
        return Understood(first)
    command, rest = resolve(text, table)
    if command is None:
        if spoken := plain(text, moment):
            return Understood(spoken)
        near = _near(text, table)
        meant = near and (addressed or not is_sentence or text.split()[0].casefold() in table.groups)
        return Understood(Invocation(("help",)), text, near) if meant else asks
    values, left = spread(rest, command, moment)
    if left and not addressed and not command.fleeting:
        if spoken := plain(text, moment):
            return Understood(spoken)
        # Two words of the table are no accident: then what was not understood is said, and nothing is done.
        is_first = text.casefold().startswith(" ".join(command.path))
        named = is_first and (len(command.path) == 2 or len(values) > 1)
        if is_sentence and (not named or _ASKING.search(text)):
            return asks
        if command.path == ("stop",):
            return Understood(_stop_what(left, moment))
    return Understood(Invocation(command.path, values), "" if command.lenient else left)


def _stop_what(what: str, moment: Moment) -> Invocation:
    """Return what "stop X" means: a tool rests, the posts of a channel are the channel's, else messages stop."""
    words = squeeze(what).split()
    named = [name for word in words if (name := tool_names(moment).get(word))]
    if named:
        return Invocation(("plan", "pause"), {"tool": named[0]})
    if moment.situation.place is not None and any(word.startswith("post") for word in words):
        return Invocation(("channel", "posts"), {"action": "off"})
    return Invocation(("stop",))


def _tidy(text: str) -> str:
    """Return the text with single spaces and its lines kept: a list is pasted line by line, a table with its tabs."""
    lines = [line for line in text.splitlines() if line.strip()]
    between = "\t" if len(lines) > 1 else " "
    return "\n".join(between.join(" ".join(cell.split()) for cell in line.strip().split("\t")) for line in lines)


def resolve(text: str, table: Table) -> tuple[Command | None, str]:
    """Return the command that a text begins with, the longest path first, and the rest of the text."""
    words = text.split()
    for length in (2, 1):
        path = tuple(word.casefold().strip(".,!") for word in words[:length])
        command = table.commands.get(path) or table.commands.get(table.words.get(" ".join(path), ()))
        if command and (command.listed or command.typed) and len(path) == length:
            return command, _after(text, length)
    first = words[0].casefold().strip(".,!")
    if (first,) in table.defaults and not _under(first, words[1:2], table):
        return table.find((first,)), _after(text, 1)
    return None, text


def _after(text: str, words: int) -> str:
    """Return the text after so many words, its lines kept."""
    parts = re.split(r"(\s+)", text, maxsplit=words)
    return parts[-1] if len(parts) > 2 * words else ""


def _under(group: str, word: list[str], table: Table) -> tuple[str, ...]:
    """Return the commands of a group that a mistyped second word is near to."""
    names = [command.path[1] for command in table.listed() if command.path[0] == group and command.path[1:]]
    found = difflib.get_close_matches(word[0].casefold()[:40], names, 3, 0.6) if word else []
    return tuple(f"{group} {name}" for name in found)


def _near(text: str, table: Table) -> tuple[str, ...]:
    first, *rest = text.split()
    if first.casefold() in table.groups and (under := _under(first.casefold(), rest[:1], table)):
        return under
    names = {" ".join(command.path): command for command in table.listed()} | dict.fromkeys(table.groups)
    two = " ".join(text.casefold().split()[:2])[:40]
    found = difflib.get_close_matches(two, names, 3, 0.72) or difflib.get_close_matches(two.split()[0], names, 3, 0.72)
    return tuple(found)


def spread(rest: str, command: Command, moment: Moment) -> tuple[dict[str, str], str]:
    """Give each parameter its part of the text; return the values and what nobody wanted.

    Things that can be recognised (minutes, days, tools, options) are taken wherever they stand;
    free text takes what remains. Long text reads its own lines, so nothing is picked out of it.
    """
    values: dict[str, str] = {}
    if sum(parameter.kind is Kind.DAY for parameter in command.parameters) > 1:
        rest = english.in_full(rest)
    for parameter in command.parameters:
        if parameter.kind is Kind.LONG_TEXT:
            break
        find = FINDERS.get(parameter.kind)
        if find is None or not rest:
            continue
        numbered = parameter.name in OWN_WORD
        found = find_numbered(rest, parameter.name) if numbered else find(rest, moment, parameter.options)
        if found:
            values[parameter.name], rest = found
    rest = _without_names(rest, values)
    if all(word in FILLERS for word in rest.casefold().split()):
        rest = ""
    for parameter in command.parameters:
        if rest and parameter.name not in {*values, *HIDDEN} and parameter.kind in TAKES_REST:
            values[parameter.name], rest = rest, ""
    for parameter in command.parameters:
        near = difflib.get_close_matches(rest.casefold()[:40], parameter.options, 1, 0.75) if rest else []
        if near and parameter.name not in values:
            values[parameter.name], rest = near[0], ""
    return values, rest


def _without_names(rest: str, values: dict[str, str]) -> str:
    """Return the text without the names of parameters that got their value: "priority 1" leaves no "priority"."""
    if not values or "\n" in rest:
        return rest
    return " ".join(word for word in rest.split() if word.casefold().strip(":=") not in values)


FILLER_WORDS = (
    "a an and at for from in is it me my of off on please the till to until week with you zone every each weekly"
)
FILLERS = frozenset(FILLER_WORDS.split())


TAKES_REST = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.ITEM, Kind.NEED, Kind.TOOL})
