"""Two questions in one text: where one ends and the other begins."""

import re

_SEAM = re.compile(
    r"[?;]+\s+(?:(?:and|also|oh and|plus|by the way|btw)\b,?\s*)?"
    r"|\.\s+(?:and|also|oh and|plus|second(?:ly)?|another thing)\b,?\s*",
    re.I,
)
_JOINED = re.compile(
    r",?\s+(?:and also|and|also)\s+(?=(?:how|what|when|which|who|should|can|may|do|does|am|is|are|will|could)\b)", re.I
)
SHORTEST = 3  # words of a question that stands on its own
TWO = 2


def questions_in(text: str) -> tuple[str, ...]:
    """Return the two questions of a text, or nothing where it asks one."""
    for seam in (_SEAM, _JOINED):
        parts = tuple(part.strip() for part in seam.split(text, maxsplit=TWO) if part.strip())
        if len(parts) == TWO and all(len(part.split()) >= SHORTEST for part in parts):
            return parts
    return ()
