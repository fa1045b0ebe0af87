"""What a question is about, and the ending that deserves: pure arithmetic on a finder's ranking."""

from dataclasses import dataclass
from enum import Enum

from bot.core.answers.refusals.clinical import is_about_teaching
from bot.core.library import INTENTS, Rules
from bot.core.situation import Ranking


@dataclass(frozen=True, slots=True)
class Topic:
    """What a text may be about: a point, and the plan intent of this point where that fits better.

    `point_score` is what the point has by itself.
    """

    point: int
    score: float
    intent: str = ""
    point_score: float = 0.0


class Ending(Enum):
    """How an answer ends. Only the first two answer; out of scope is what Boffin is not for."""

    ANSWER = "answer"
    CHOICES = "choices"
    NOT_COVERED = "not_covered"
    OUT_OF_SCOPE = "out_of_scope"


ANSWERED = frozenset({Ending.ANSWER, Ending.CHOICES})


def topics(ranking: Ranking) -> tuple[Topic, ...]:
    """Return what a text may be about, best first; an intent and its point are one topic."""
    alone = dict(ranking.points)
    found = {point: Topic(point, score, point_score=score) for point, score in ranking.points}
    for intent, score in ranking.intents:
        point = INTENTS.get(intent)
        if point and (point not in found or score > found[point].score):
            found[point] = Topic(point, score, intent, alone.get(point, 0.0))
    return tuple(sorted(found.values(), key=lambda topic: (-topic.score, topic.point)))


def ending(ranking: Ranking, rules: Rules, question: str = "") -> Ending:
    """Return the ending that a ranking deserves: no guess where little speaks for it, or much against it.

    What speaks of teaching is never called none of our business: it may be what guidance lacks.
    """
    found = topics(ranking)
    if ranking.out >= rules.surely_out_of_scope:
        return Ending.NOT_COVERED if is_about_teaching(question) else Ending.OUT_OF_SCOPE
    if not found or found[0].score < rules.least_finder_score or ranking.out >= rules.most_out_of_scope:
        return Ending.NOT_COVERED
    return Ending.CHOICES if ranking.margin < rules.least_margin and len(found) > 1 else Ending.ANSWER


def ranked(ranking: Ranking) -> tuple[int | str, ...]:
    """Return points and plan intents together, best first; of two alike the point comes first."""
    scores: list[tuple[int | str, float]] = [*ranking.points, *ranking.intents]
    return tuple(name for name, _ in sorted(scores, key=lambda one: (-one[1], isinstance(one[0], str), str(one[0]))))
