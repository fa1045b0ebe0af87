"""Numbers that stand beside free text: taken with their own word, or where nothing else could be meant.

"2 of 3 students listen" and "3 short quizzes a week" are somebody's words, so their numbers stay there.
"""

import re
from collections.abc import Mapping

_PART_OF_IT = re.compile(
    r"\b(?:after|at|by|chapter|day|every|group|in|last|least|level|module|most|of|over|part|per|phase|than|the|to|top"
    r"|under|unit|week|within|year|years)$",
    re.IGNORECASE,
)  # what such a word stands before belongs to the text: "in 2 weeks", "year 3"
OWN_WORD: Mapping[str, tuple[re.Pattern[str], ...]] = {
    "weeks": (
        re.compile(r"(?<!\S)(?:for )?(\d{1,5}) ?weeks?(?!\w| in a row)[,;.:]?", re.IGNORECASE),
        re.compile(r"(?<!\S)weeks ?[:=]? ?(\d{1,5})(?!\S)", re.IGNORECASE),
        re.compile(r"^(?:for )?(\d{1,5})[,;.:]?(?=$| (?:good|stop)\b)", re.IGNORECASE),
    ),
    "priority": (
        re.compile(r"(?<!\S)priority ?[:=]? ?([1-3])(?!\w)[,;.:]?", re.IGNORECASE),
        re.compile(r"(?<!\S)([1-3])$"),
    ),
}


def find_numbered(text: str, name: str) -> tuple[str, str] | None:
    """Return the number that is meant for this parameter, and the text without it; None where none is."""
    for pattern in OWN_WORD[name]:
        for found in pattern.finditer(text):
            before = text[: found.start()].rstrip()
            if not _PART_OF_IT.search(before):
                return found[1], f"{before} {text[found.end() :].lstrip()}".strip()
    return None
