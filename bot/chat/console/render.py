"""Messages as plain lines with numbered choices. Pure; owns the terminal's width."""

import textwrap
from collections.abc import Sequence

from bot.chat.text import numbered, visible
from bot.core.message import Message

WIDTH = 78
NARROWEST = 20


def render(messages: Sequence[Message], width: int = WIDTH) -> str:
    """Return the messages as text; choices are numbered on through all of them."""
    blocks, first = [], 1
    for message in messages:
        blocks.append(block(message, first, width))
        first += len(message.choices)
    return "\n\n".join(found for found in blocks if found)


def block(message: Message, first: int = 1, width: int = WIDTH) -> str:
    """Return one message; its first choice has the number `first`."""
    lines = [part for line in message.lines for part in wrapped(line, width)]
    for number, label in numbered(tuple(choice.label for choice in message.choices), first):
        lines += wrapped(label, width, f"  {number} ")
    return "\n".join(lines)


def wrapped(text: str, width: int = WIDTH, lead: str = "") -> list[str]:
    """Return the text in lines of at most `width`, what follows the first set in under it.

    A word is never cut, so that a link can be copied whole.
    """
    lines: list[str] = []
    for number, line in enumerate(visible(text).split("\n")):
        start = lead if number == 0 else " " * len(lead)
        lines += textwrap.wrap(
            line,
            max(width, NARROWEST),
            initial_indent=start,
            subsequent_indent=" " * len(lead),
            break_long_words=False,
            break_on_hyphens=False,
        ) or [start.rstrip()]
    return lines
