"""A typed line becomes a control line, a number, or words for the assistant."""

import re
from dataclasses import dataclass

from bot.core.answers.refusals import Refused, refused

CONTROL = re.compile(r":([a-z]+)(?:\s+(.*))?")
PUBLIC = re.compile(r"@boffin\b[,:]?\s*", re.IGNORECASE)
COMMAND = re.compile(r"/boffin\b\s*", re.IGNORECASE)
NUMBER = re.compile(r"[0-9]{1,3}")
ADDRESSED = re.compile(r"/(?:boffin\b)?\s*|@boffin\b[,:]?\s*", re.IGNORECASE)
CANCEL = "cancel"
LEAVING = frozenset({"stop", "card", "undo", "help", CANCEL, "forget me", "oops"})


@dataclass(frozen=True, slots=True)
class Control:
    """A line for the console itself: `:clock +1w`."""

    name: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """The number of a choice."""

    number: int


@dataclass(frozen=True, slots=True)
class Typed:
    """Words for the assistant; `public` ones could be read by everyone in the channel."""

    text: str
    public: bool = False


def read(line: str, *, in_channel: bool) -> Control | Number | Typed | None:
    """Return what a line means, None for an empty one.

    In a channel `@boffin` speaks before everyone and any other line is a private command, with or
    without `/boffin`; in a direct message both are only ways to begin.
    """
    text = line.strip()
    if not text:
        return None
    if found := CONTROL.fullmatch(text):
        return Control(found[1], (found[2] or "").strip())
    if NUMBER.fullmatch(text):
        return Number(int(text))
    if found := PUBLIC.match(text):
        return Typed(text[found.end() :], public=in_channel)
    found = COMMAND.match(text)
    return Typed(text[found.end() :] if found else text)


def leaves(line: str) -> bool:
    """Say whether a line typed into a form is meant for Boffin itself and not for the field.

    So are a line that speaks to it, a word that must work everywhere, and words of someone in danger.
    """
    text = line.strip()
    return bool(ADDRESSED.match(text)) or _bare(text) in LEAVING or refused(text) is Refused.CRISIS


def cancels(line: str) -> bool:
    """Say whether a line that leaves a form asks for nothing more than that."""
    return _bare(ADDRESSED.sub("", line.strip(), count=1)) == CANCEL


def drops(line: str) -> bool:
    """Say whether what was typed into the form goes too: it was cancelled, or nothing is to be kept of anything."""
    said = _bare(ADDRESSED.sub("", line.strip(), count=1))
    return said in {CANCEL, "forget me"} or refused(line) is Refused.CRISIS


def _bare(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(" .,;:!?…")
