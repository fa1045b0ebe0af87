"""Point 8, the creepy treehouse, on screen *student space*: whose place it is, and whether there is another way in."""

from collections.abc import Mapping

from bot.core.plan.document import Answer

OPENS = ("social", "route", "graded")  # asked only where students' own space is reached into


def asks_more(ready: Mapping[str, Answer]) -> bool:
    """Say whether the first tap opens into the three questions."""
    return _said(ready, "space") == "yes"


def open_in(ready: Mapping[str, Answer]) -> tuple[str, ...]:
    """Return the one thing that is open on students' own space, the weightiest."""
    match _said(ready, "space"):
        case "unsure":
            return ("space_unsure",)
        case "yes" if _said(ready, "route") == "no":
            if _said(ready, "graded") == "yes":
                return ("space_required",)
            return ("space_social",) if _said(ready, "social") == "yes" else ("space_route",)
        case _:
            return ()


def is_required(ready: Mapping[str, Answer]) -> bool:
    """Say whether the tool is graded or required, as it was tapped."""
    return _said(ready, "graded") == "yes"


def _said(ready: Mapping[str, Answer], question: str) -> str:
    return ready[question].said if question in ready else ""
