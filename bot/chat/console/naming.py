"""Which choice a typed line names: by its words, by those before its comma, or by the same duration."""

import re
from collections.abc import Callable, Mapping
from functools import cache

from bot.core.commands.all import table
from bot.core.commands.lines import english

NOT_WORDS = re.compile(r"(?!(?<=\d)\.(?=\d))[\W_]+")
TIMES = re.compile(r"(?<=\d)\s+(?=x\b)")
SAME = str.maketrans({"×": "x", "½": ".5", "'": "", "’": ""})
ALWAYS = "stop"  # whatever follows it


def named(labels: Mapping[int, str], line: str) -> int | None:
    """Return the number of the one choice that a line names; None where there is none, or more than one.

    A command word stays a command, whatever the choices are called.
    """
    typed = plain(line)
    if not typed or typed in commands() or typed.split()[0] == ALWAYS:
        return None
    readings: tuple[tuple[object, Callable[[str], object]], ...] = (
        (typed, plain),
        (typed, _beginning),
        (_minutes(line), _minutes),
    )
    for wanted, reading in readings:
        found = [number for number, label in labels.items() if wanted and reading(label) == wanted]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def plain(text: str) -> str:
    """Return the words of a text: lower case, no punctuation, "2 ×" as "2x", "1½" as "1.5"."""
    return TIMES.sub("", NOT_WORDS.sub(" ", text.casefold().translate(SAME)).strip())


def _beginning(label: str) -> str:
    before, comma, _ = label.partition(",")
    return plain(before) if comma else ""


def _minutes(text: str) -> int | None:
    found = english.duration(text.strip().rstrip(".!"))
    return found[0] if found and not found[1] else None


@cache
def commands() -> frozenset[str]:
    """Return what names a command or a group of them, as plain words."""
    known = table()
    names = (*(" ".join(path) for path in known.commands), *known.words, *known.groups)
    return frozenset(plain(name) for name in names)
