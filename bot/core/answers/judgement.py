"""How a question is judged before a word is said: refused, or ranked with the ending it deserves."""

from dataclasses import dataclass

from bot.core.answers.refusals import Refused, refused
from bot.core.answers.refusals.work import is_plainly_work
from bot.core.answers.safeguarding import POINT, is_intimate_picture
from bot.core.answers.topic import ANSWERED, Ending, ending, ranked
from bot.core.library import Rules
from bot.core.situation import Ranking

STILL_ANSWERED = frozenset({None, Refused.EXHAUSTED})  # who is tired gets a human contact first, and the answer too


@dataclass(frozen=True, slots=True)
class Judgement:
    """Points and plan intents, best first; how the answer ends; how likely (0 … 1) it is something to answer."""

    ranked: tuple[int | str, ...]
    ending: Ending
    score: float

    @property
    def is_answered(self) -> bool:
        """Whether something of the guidance or the plan is said."""
        return self.ending in ANSWERED


def is_looked_up(question: str) -> bool:
    """Say whether the finder may see this question at all."""
    return refused(question) in STILL_ANSWERED


def why_refused(question: str, ranking: Ranking | None, rules: Rules) -> Refused | None:
    """Return why a question is not answered: by its words, or because it seems to mean that somebody is in danger."""
    why = refused(question)
    seems = ranking is not None and ranking.danger >= rules.least_danger
    if why in STILL_ANSWERED and seems and not is_plainly_work(question):
        return Refused.CRISIS
    return why


def is_safeguarding(question: str) -> bool:
    """Say whether one answer is fixed for this, whatever a finder makes of it."""
    return refused(question) in STILL_ANSWERED and is_intimate_picture(question)


def judge(question: str, ranking: Ranking | None, rules: Rules) -> Judgement:
    """Return the judgement on a question; what is refused was never ranked."""
    if is_safeguarding(question):
        return Judgement((POINT,), Ending.ANSWER, 1.0)
    if ranking is None or why_refused(question, ranking, rules) not in STILL_ANSWERED:
        return Judgement((), Ending.OUT_OF_SCOPE, 0.0)
    return Judgement(ranked(ranking), ending(ranking, rules, question), round(1 - ranking.out, 6))
