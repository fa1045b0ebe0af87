"""What of a text is looked for: its words, in order, in a form that FTS5 cannot misread."""

import re
import unicodedata
from collections.abc import Iterable

LONGEST_TEXT = 1000  # characters; a question is one or two sentences, and what follows is rarely one
MOST_WORDS = 40
MOST_PIECES = 160
WORD = re.compile(r"[^\W_]+")
# Short on purpose: "my", "how many" or "should I" tell a question about one's plan from one about a point.
STOP = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "for", "if", "in", "is", "it", "of", "on", "or", "please", "so", "that",
    "the", "this", "to", "with",
})  # fmt: skip
# Left out as well where a passage is looked for: its sixty words hold these by chance.
FILLER = frozenset({
    "about", "all", "also", "am", "any", "been", "but", "by", "can", "could", "did", "do", "does", "from", "get", "go",
    "had", "has", "have", "how", "i", "just", "me", "must", "my", "need", "no", "not", "one", "our", "out", "s", "she",
    "should", "some", "t", "their", "them", "then", "there", "they", "thing", "up", "us", "use", "was", "we", "were",
    "what", "when", "where", "which", "who", "why", "will", "would", "you", "your",
})  # fmt: skip


def words_of(text: str) -> tuple[str, ...]:
    """Return the distinct words worth looking for: no stop words, no marks, at most forty."""
    cut = unicodedata.normalize("NFKC", text[:LONGEST_TEXT].replace("’", "'")).casefold()
    # "don't" and "it's" would leave a lone t or s, which are words of their own to the index.
    plain = re.sub(r"'(?:s|t|m|d|re|ve|ll)\b", "", cut)
    found = dict.fromkeys(WORD.findall(plain))
    return tuple(word for word in found if word not in STOP)[:MOST_WORDS]


def pieces_of(words: Iterable[str]) -> tuple[str, ...]:
    """Return the words cut into pieces of three letters, which slips and endings leave mostly whole."""
    marked = (f"0{word}0" for word in words)  # the noughts tell a beginning and an end from a middle
    return tuple(dict.fromkeys(word[i : i + 3] for word in marked for i in range(len(word) - 2)))[:MOST_PIECES]


def match_of(words: Iterable[str]) -> str:
    """Return an FTS5 expression that any of the words matches; each is a quoted string."""
    return " OR ".join(f'"{word}"' for word in words)
