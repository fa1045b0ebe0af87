"""Text for a place that Discord reads as Markdown: every character arrives as itself, and nothing of it is live. Pure.

The message as a whole also allows no mention. Addresses stay whole, since a backslash would become part of them; what
could be a mention inside one is percent-encoded.
"""

import re

from bot.chat.text import ELLIPSIS, MARKS, MOMENT, cut, split, visible, visible_but_moments

LINK = re.compile(r"https?://[^\s<>\[\]`|\"\\]+")
SPECIAL = re.compile(r"[\\*_~`|<\[\]]")
BEGINNING = re.compile(r"^(\s*)([#>]|[-+](?=[\s#]))", re.MULTILINE)
NUMBER = re.compile(r"^(\s*\d+)\.(?=\s)", re.MULTILINE)
OPENED = re.compile(r"<(?=[@#:/a-z])", re.IGNORECASE)
MENTION = re.compile(r"@(?=everyone|here|[!&]?\d)", re.IGNORECASE)
BYTES = 9_000  # undocumented, near 10,000: above it Discord answers with an error of its own
APART = "\u200b"  # seen by nobody, and it takes a mention apart


def escaped(text: str) -> str:
    """Return the text so that Discord shows it as it is."""
    made, at = [], 0
    for link in LINK.finditer(text):
        made += [_plain(text[at : link.start()]), MENTION.sub("%40", link[0])]
        at = link.end()
    return "".join((*made, _plain(text[at:])))


def _plain(text: str) -> str:
    parted = MENTION.sub(f"@{APART}", OPENED.sub(f"<{APART}", text))
    return NUMBER.sub(r"\1\\.", BEGINNING.sub(r"\1\\\2", SPECIAL.sub(r"\\\g<0>", parted)))


def label(text: str, limit: int) -> str:
    """Return the text for a place where nothing is read as markup, such as a button: cut, and never empty."""
    return cut(visible(text).strip(), limit) or ELLIPSIS


def pages(text: str, limit: int) -> tuple[str, ...]:
    """Return the whole text in escaped parts of at most `limit` characters, cut where a reader would pause.

    Moments are Discord's own timestamps, which each reader sees on their own clock.
    """
    found = (part for words in split(visible_but_moments(text), limit) for part in _fitting(words, limit))
    return tuple(MARKS.sub("", MOMENT.sub(r"<t:\1:F>", part)) for part in found)


def _fitting(words: str, limit: int) -> tuple[str, ...]:
    written = escaped(words)
    if (len(written) <= limit and len(written.encode()) <= BYTES) or len(words) == 1:
        return (written,)
    return tuple(part for half in split(words, max(1, len(words) // 2)) for part in _fitting(half, limit))
