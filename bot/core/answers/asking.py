"""Two questions in one text: where one ends and the other begins."""

import re

_SEAM = re.compile(
    r"[?;]+\s+(?:(?:and|also|oh and|plus|by the way|btw)\b,?\s*)?"
    r"|\.\s+(?:and|also|oh and|plus|second(?:ly)?|another thing)\b,?\s*",
    re.I,
)
_ASKS = r"(?:how|what|when|which|who|should|can|may|do|does|did|am|is|are|will|could)\b"
_JOINED = re.compile(rf",?\s+(?:and also|and|also)\s+(?={_ASKS})", re.I)
_ASKING = re.compile(_ASKS, re.I)
SHORTEST = 3  # words of a question that stands on its own
TWO = 2


def is_asked(text: str) -> bool:
    """Say whether half of a text asks something, and is not the story behind the other half."""
    return text.rstrip().endswith("?") or bool(_ASKING.match(text))


def questions_in(text: str) -> tuple[str, ...]:
    """Return the two questions of a text, or nothing where it asks one."""
    for seam in (_SEAM, _JOINED):
        parts = tuple(part.strip() for part in seam.split(text, maxsplit=TWO) if part.strip())
        whole = seam is _SEAM or bool(parts and _ASKING.match(parts[0]))
        if len(parts) == TWO and whole and all(len(part.split()) >= SHORTEST for part in parts):
            return parts
    return ()
