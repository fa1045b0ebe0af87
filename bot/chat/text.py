"""Pure work on text that every platform needs: splitting what is long, showing what is hidden."""

import re
import unicodedata

from bot.core.message import BEGIN, END, SAID

ELLIPSIS = "…"
JOINER = "\u200d"
SEAMS = (
    re.compile(r"\n\s*\n"),
    re.compile(r"\n"),
    re.compile(r"[.!?…][\"'”’)\]]*\s"),
    re.compile(r"\s"),
)
# Controls but the line end, lone surrogates, line and paragraph separators, bidirectional overrides.
HIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028-\u202e\u2066-\u2069]")
MOMENT = re.compile(f"{BEGIN}([0-9]{{1,12}}){SAID}([^{BEGIN}-{END}]*){END}")  # see core/message.py
MARKS = re.compile(f"[{BEGIN}-{END}]")
SHORTEST_PART = 4  # a seam in the first quarter of the limit would make a crumb


def split(text: str, limit: int) -> tuple[str, ...]:
    """Return the text in parts of at most `limit` characters, cut where a reader would pause.

    Paragraphs first, then lines, sentences and words; a longer word is cut between two graphemes.
    Only white space at the cuts is lost.
    """
    if limit < 1:
        raise ValueError("a limit of at least one character is needed")
    parts, rest = [], text.strip()
    while len(rest) > limit:
        cut = _cut(rest, limit)
        if part := rest[:cut].rstrip():
            parts.append(part)
        rest = rest[cut:].lstrip()
    return (*parts, rest) if rest else tuple(parts)


def _cut(text: str, limit: int) -> int:
    window = text[: limit + 1]
    for seam in SEAMS:
        ends = [found.end() for found in seam.finditer(window) if len(window[: found.end()].rstrip()) <= limit]
        if ends and ends[-1] > limit // SHORTEST_PART:
            return ends[-1]
    cut = limit
    while cut > 1 and not is_boundary(text, cut):
        cut -= 1
    # One grapheme longer than the limit (letters drowned in marks) is cut hard: the platform would refuse it.
    return cut if is_boundary(text, cut) else limit


def cut(text: str, limit: int) -> str:
    """Return the text, or its start and an ellipsis, cut between two characters as a reader sees them."""
    if len(text) <= limit:
        return text
    end = limit - len(ELLIPSIS)
    while end > 1 and not is_boundary(text, end):
        end -= 1
    return text[:end].rstrip() + ELLIPSIS


def is_boundary(text: str, index: int) -> bool:
    """Say whether a reader sees two characters before and after `index`, rather than one.

    Follows the rules of Unicode's annex 29 that matter in chat: marks, joiners, emoji modifiers,
    flags, Hangul and line ends.
    """
    if index <= 0 or index >= len(text):
        return True
    before, after = text[index - 1], text[index]
    if before == "\r" and after == "\n":
        return False
    if _extends(after) or before == JOINER:
        return False
    if _is_flag(before) and _is_flag(after):
        run = 0
        while run < index and _is_flag(text[index - 1 - run]):
            run += 1
        return run % 2 == 0
    return not _same_syllable(before, after)


def _extends(char: str) -> bool:
    return (
        unicodedata.category(char) in ("Mn", "Me", "Mc")
        or char == JOINER
        or 0x1F3FB <= ord(char) <= 0x1F3FF  # skin tones
        or 0xE0020 <= ord(char) <= 0xE007F  # the letters of a regional flag
        or char in "\u200c\uff9e\uff9f"
    )


def _is_flag(char: str) -> bool:
    return 0x1F1E6 <= ord(char) <= 0x1F1FF


def _same_syllable(before: str, after: str) -> bool:
    first, second = ord(before), ord(after)
    if 0x1100 <= first <= 0x115F:  # a leading Hangul letter takes a vowel, another one or a syllable
        return 0x1100 <= second <= 0x11A7 or 0xAC00 <= second <= 0xD7A3
    if 0xAC00 <= first <= 0xD7A3 or 0x1160 <= first <= 0x11FF:
        return 0x1160 <= second <= 0x11FF
    return False


def visible(text: str) -> str:
    """Return the text with everything that could fool a terminal or a reader written out.

    Control characters, bidirectional overrides and lone surrogates become `\\x1b`, `\\u202e` and so
    on. Line ends stay; a tab becomes a space. A marked moment becomes its words.
    """
    return MARKS.sub("", MOMENT.sub(r"\2", visible_but_moments(text)))


def visible_but_moments(text: str) -> str:
    """Return what `visible` does, with the moments still marked."""
    return HIDDEN.sub(
        lambda found: found[0].encode("unicode_escape").decode("ascii"), text.replace("\r\n", "\n").replace("\t", " ")
    )


def numbered(labels: tuple[str, ...], first: int = 1) -> tuple[tuple[int, str], ...]:
    """Return the labels with the numbers a person types to take them."""
    return tuple(enumerate(labels, first))
