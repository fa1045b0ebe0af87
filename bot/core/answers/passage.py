"""Passages: which one fits, where it stands, and what stands near it."""

from bot.core.library import Guidance, Passage
from bot.core.message import Choice
from bot.core.moment import Moment, choice
from bot.core.situation import Ranking


def passage_of(name: str, moment: Moment) -> tuple[Guidance, Passage] | None:
    """Return the passage that a finder's "point/passage-id" names, None where content changed since."""
    point, _, wanted = name.partition("/")
    guidance = moment.library.guidance.get(int(point)) if point.isdigit() else None
    found = next((p for p in guidance.passages if p.id == wanted), None) if guidance else None
    return (guidance, found) if guidance and found else None


def best_passage(point: int, ranking: Ranking, moment: Moment) -> tuple[Guidance, Passage] | None:
    """Return the passage of a point that the finder put first, else the point's first passage."""
    named = (passage_of(name, moment) for name, _ in ranking.passages if name.startswith(f"{point}/"))
    if found := next((pair for pair in named if pair), None):
        return found
    guidance = moment.library.guidance.get(point)
    return (guidance, guidance.passages[0]) if guidance and guidance.passages else None


def source_line(guidance: Guidance, passage: Passage, moment: Moment) -> str:
    """Return which point of the source this is, and the works behind it."""
    shorts = [moment.library.sources[source].short for source in passage.sources]
    return moment.say("answer.source", point=guidance.point, title=guidance.title, sources=shorts)


def passage_choice(guidance: Guidance, passage: Passage) -> Choice:
    """Return the choice that opens a passage."""
    return choice(passage.question, "read", point=str(guidance.point), passage=passage.id)


def neighbours(guidance: Guidance, passage: str, most: int) -> tuple[Choice, ...]:
    """Return the choices that open what stands beside a passage in its point."""
    return tuple(passage_choice(guidance, p) for p in guidance.passages if p.id != passage)[:most]
