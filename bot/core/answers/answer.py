"""One answer: the passage that fits, its point and source, a line about the asker's own plan.

Endings: an answer, up to three choices, or not covered. Every line can be traced to a point.
"""

from bot.core.answers.own_plan import plan_line
from bot.core.library import Guidance, Passage
from bot.core.message import Audience, Choice, Message
from bot.core.moment import Moment, choice
from bot.core.situation import Outcome, Ranking

CLOSE = 0.04  # margins below this are a guess between neighbours


def passage_of(name: str, moment: Moment) -> tuple[Guidance, Passage] | None:
    """Return the passage that a finder's "point/passage-id" names, None where content changed since."""
    point, _, wanted = name.partition("/")
    guidance = moment.library.guidance.get(int(point)) if point.isdigit() else None
    found = next((p for p in guidance.passages if p.id == wanted), None) if guidance else None
    return (guidance, found) if guidance and found else None


def from_ranking(ranking: Ranking, moment: Moment) -> Outcome:
    """Return the ending that a ranking deserves."""
    least = moment.library.rules.least_finder_score
    found = [(p, score) for name, score in ranking.passages if score >= least and (p := passage_of(name, moment))]
    if not found or ranking.out >= 1:
        return _said(moment, moment.say("answer.not_covered"), choices=_topics(moment))
    top = found[0][1]
    close = [pair for pair, score in found[:3] if top - score < CLOSE]
    if len(close) >= 3 and len({guidance.point for guidance, _ in close}) >= 3:
        choices = tuple(passage_choice(g, p) for g, p in close)
        return _said(moment, moment.say("answer.which"), choices=choices)
    return passage_answer(*found[0][0], moment)


def passage_answer(guidance: Guidance, passage: Passage, moment: Moment) -> Outcome:
    """Say one passage with its point and sources, and where one could go from here."""
    line = "" if moment.public else plan_line(guidance.point, moment)
    more = choice(moment.say("answer.more"), "read", point=str(guidance.point))
    near = [p for p in guidance.passages if p.id != passage.id][:2]
    others = tuple(passage_choice(guidance, p) for p in near)
    return _said(moment, passage.answer, source_line(guidance, passage, moment), line, choices=(more, *others))


def source_line(guidance: Guidance, passage: Passage, moment: Moment) -> str:
    """Return which point of the source this is, and the works behind it."""
    shorts = [moment.library.sources[source].short for source in passage.sources]
    return moment.say("answer.source", point=guidance.point, title=guidance.title, sources=shorts)


def passage_choice(guidance: Guidance, passage: Passage) -> Choice:
    """Return the choice that opens a passage."""
    return choice(passage.question, "read", point=str(guidance.point), passage=passage.id)


def _topics(moment: Moment) -> tuple[Choice, ...]:
    return tuple(
        choice(moment.library.guidance[n].title, "read", point=str(n))
        for n in (9, 4, 6)
        if n in moment.library.guidance
    )


def _said(moment: Moment, *lines: str, choices: tuple[Choice, ...] = ()) -> Outcome:
    audience = Audience.PLACE if moment.public else Audience.ONLY_YOU
    return Outcome(messages=(Message(tuple(line for line in lines if line), choices, audience=audience),))
