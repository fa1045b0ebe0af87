"""A question that begins with a tool is answered, and asked for its need in one line first."""

import re

from bot.core.answers.local import tools_in
from bot.core.moment import Moment

_TAKES_UP = re.compile(
    r"\b(?:should|shall|can|could|may|do|how do|would) (?:i|we)(?: best)? "
    r"(?:use|try|start|join|set up|get|have|move to|switch to|begin|open|create|make|need)\b"
    r"|\b(?:starting|joining|setting up|using|moving to|switching to)\b|\bworth (?:it|using|trying|joining)\b",
    re.IGNORECASE,
)


POINTS = frozenset({1, 2, 3, 4, 5, 17})  # what they are about is whether to take something up, and which


def need_first(question: str, point: int, moment: Moment) -> str:
    """Return the need's question where a tool is to be taken up and no need is noted yet, else an empty text."""
    if point not in POINTS or moment.plan.needs or not _TAKES_UP.search(question) or not tools_in(question, moment):
        return ""
    return moment.say("need.tool_first")
