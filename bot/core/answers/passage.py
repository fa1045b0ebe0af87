"""Passages: which one fits, where it stands, and what stands near it."""

from bot.core.library import Guidance, Passage, Tension, squeeze
from bot.core.message import Choice
from bot.core.moment import Moment, choice
from bot.core.situation import Ranking

ALIKE = 0.6  # of the words of a passage's question, that an asker's has too: then both ask the same


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


def asks_the_same(question: str, passage: Passage) -> bool:
    """Say whether an asker's words are nearly those of the passage's question, so that this need not be said too."""
    asked, told = squeeze(question).split(), squeeze(passage.question).split()
    return sum(word in asked for word in told) >= ALIKE * len(told)


def source_line(guidance: Guidance, passage: Passage, moment: Moment) -> str:
    """Return which point of the source this is, and the works behind it."""
    shorts = [moment.library.sources[source].short for source in passage.sources]
    return moment.say("answer.source", point=guidance.point, title=guidance.title, sources=shorts)


def tension_line(guidance: Guidance, tension: Tension, moment: Moment) -> str:
    """Return both sides where the source pulls two ways: between two points, or within one."""
    this, other = tension.this_side, tension.other_side
    if tension.point == guidance.point:
        return moment.say("read.both_sides_of_one", this=this, other=other)
    return moment.say("read.both_sides", point=tension.point, this=this, other=other)


def passage_choice(guidance: Guidance, passage: Passage) -> Choice:
    """Return the choice that opens a passage."""
    return choice(passage.question, "read", point=str(guidance.point), passage=passage.id)


def neighbours(guidance: Guidance, passage: str, most: int) -> tuple[Choice, ...]:
    """Return the choices that open what stands beside a passage in its point."""
    return tuple(passage_choice(guidance, p) for p in guidance.passages if p.id != passage)[:most]
