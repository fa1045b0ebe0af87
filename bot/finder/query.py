"""What of a text is looked for: its telling words, in order, in a form that FTS5 cannot misread."""

import re
import unicodedata

LONGEST_TEXT = 1000  # characters; a question is one or two sentences, and what follows is rarely one
MOST_WORDS = 40
WORD = re.compile(r"[^\W_]+")
STOP = frozenset({
    "a", "about", "after", "again", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be", "because",
    "been", "before", "being", "but", "by", "can", "cannot", "could", "did", "do", "does", "doing", "don", "done",
    "down", "during", "each", "few", "for", "from", "further", "get", "go", "going", "got", "had", "has", "have",
    "having", "he", "her", "here", "hers", "him", "his", "how", "i", "if", "im", "in", "into", "is", "it", "its",
    "itself", "ive", "just", "know", "let", "like", "made", "make", "many", "may", "me", "might", "more", "most",
    "much", "must", "my", "myself", "need", "no", "nor", "not", "now", "of", "off", "ok", "on", "once", "only", "or",
    "other", "our", "out", "over", "own", "please", "really", "said", "same", "say", "she", "should", "so", "some",
    "something", "such", "sure", "t", "than", "thanks", "that", "the", "their", "them", "then", "there", "these",
    "they", "thing", "this", "those", "through", "to", "too", "under", "until", "up", "us", "use", "used", "using",
    "ve", "very", "want", "was", "way", "we", "were", "what", "when", "where", "which", "while", "who", "whom",
    "why", "will", "with", "without", "would", "yes", "yet", "you", "your",
})  # fmt: skip


def words_of(text: str) -> tuple[str, ...]:
    """Return the distinct words worth looking for: no stop words, no marks, at most forty."""
    cut = unicodedata.normalize("NFKC", text[:LONGEST_TEXT].replace("’", "'")).casefold()
    # "don't" and "it's" would leave a lone t or s, which are words of their own to the index.
    plain = re.sub(r"'(?:s|t|m|d|re|ve|ll)\b", "", cut)
    found = dict.fromkeys(WORD.findall(plain))
    return tuple(word for word in found if word not in STOP)[:MOST_WORDS]


def match_of(words: tuple[str, ...]) -> str:
    """Return an FTS5 expression that any of the words matches; each is a quoted string."""
    return " OR ".join(f'"{word}"' for word in words)
