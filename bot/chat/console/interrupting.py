"""A line typed into a form that is a command all the same: a whole one, one of the five doors, or what cannot wait."""

import re
from datetime import date
from functools import cache

from bot.chat.console.filling import option
from bot.core.commands.all import table
from bot.core.commands.lines import english
from bot.core.commands.lines.away import read_away
from bot.core.commands.lines.failing import read_failing
from bot.core.commands.lines.going import read_going
from bot.core.commands.lines.wishes import STOP
from bot.core.library import squeeze
from bot.core.message import Field, FieldKind, Form

DOORS = frozenset({"card", "ask", "log", "oops", "stop"})
GOES = ("privacy", "leaving")
FREE = (FieldKind.LINE, FieldKind.LINES)
ASKS = re.compile(
    r"\?\s*$|^ask (?:how|what|why|when|where|who|which|can|could|should|may|do|does|is|are)\b", re.IGNORECASE
)


def interrupts(line: str, form: Form, now: Field, today: date) -> bool:
    """Say whether the line is a command and not an answer to what the form asks now.

    What is one of the field's options, or speaks of what the form itself is about, is an answer.
    """
    text = " ".join(line.split())
    if not text or (now.options and option(now, text) is not None):
        return False
    if squeeze(text) in _commands():
        return True
    if text.split()[0].casefold().strip(".,:!") in DOORS and _opens(text, free=now.kind in FREE):
        return True
    told = read_away(text, today)
    if told is None and (going := read_going(text, today)) and going.path == GOES:
        told = going
    return told is not None and told.path != form.path


def failing(line: str, form: Form) -> str:
    """Return the words for a tool that a line says is down, "" where it says nothing of the kind."""
    return "" if form.path == ("down",) else read_failing(" ".join(line.split()))


def names(words: str, label: str) -> bool:
    """Say whether the words are the tool's name or words of it: "teams" for "Microsoft Teams"."""
    return set(squeeze(words).split()) <= set(squeeze(label).split())


@cache
def _commands() -> frozenset[str]:
    """Return what people are shown as commands, and the groups of them."""
    known = table()
    names = (*(" ".join(one.path) for one in known.listed()), *known.words, *known.groups)
    return frozenset(squeeze(name) for name in names)


def _opens(text: str, *, free: bool) -> bool:
    """Say whether a line that begins with a door goes through it; "stop sign video" is a title where one may be."""
    door, rest = (*squeeze(text).split(" ", 1), "")[:2]
    if not free or not rest or door == "oops":
        return True
    return {
        "log": english.duration(rest) is not None, "ask": bool(ASKS.search(text)), "stop": bool(STOP.match(text)),
    }.get(door, False)  # fmt: skip
