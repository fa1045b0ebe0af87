"""One answer: the passage that fits, its point and source, a line about the asker's own plan.

Endings: an answer, up to three choices, or not covered. Every line can be traced to a point.
"""

from bot.core.answers.own_plan import intent_line, plan_line
from bot.core.answers.topic import Ending, ending, topics
from bot.core.library import Guidance, Passage
from bot.core.message import Audience, Choice, Message
from bot.core.moment import Moment, choice
from bot.core.situation import Outcome, Ranking

MOST = 3  # choices, where it is not clear what is meant


def passage_of(name: str, moment: Moment) -> tuple[Guidance, Passage] | None:
    """Return the passage that a finder's "point/passage-id" names, None where content changed since."""
    point, _, wanted = name.partition("/")
    guidance = moment.library.guidance.get(int(point)) if point.isdigit() else None
    found = next((p for p in guidance.passages if p.id == wanted), None) if guidance else None
    return (guidance, found) if guidance and found else None


def from_ranking(ranking: Ranking, moment: Moment) -> Outcome:
    """Say the answer, up to three choices, or that it is not covered."""
    end = ending(ranking, moment.library.rules)
    found = [(topic, pair) for topic in topics(ranking)[:MOST] if (pair := _best_passage(topic.point, ranking, moment))]
    if end is Ending.OUT_OF_SCOPE:
        return _said(moment, moment.say("answer.out_of_scope"), choices=_topics(moment))
    if end is Ending.NOT_COVERED or not found:
        return _said(moment, moment.say("answer.not_covered"), choices=_topics(moment))
    if end is Ending.CHOICES and len(found) > 1:
        return _said(moment, moment.say("answer.which"), choices=tuple(passage_choice(*pair) for _, pair in found))
    topic, (guidance, passage) = found[0]
    return passage_answer(guidance, passage, moment, topic.intent)


def _best_passage(point: int, ranking: Ranking, moment: Moment) -> tuple[Guidance, Passage] | None:
    """Return the passage of a point that the finder put first, else the point's first passage."""
    named = (passage_of(name, moment) for name, _ in ranking.passages if name.startswith(f"{point}/"))
    if found := next((pair for pair in named if pair), None):
        return found
    guidance = moment.library.guidance.get(point)
    return (guidance, guidance.passages[0]) if guidance and guidance.passages else None


def passage_answer(guidance: Guidance, passage: Passage, moment: Moment, intent: str = "") -> Outcome:
    """Say one passage with its point and sources; the asker's own plan first where the question was about it."""
    first = last = ""
    if not moment.public:
        first = intent_line(intent, moment) if intent else ""
        last = "" if intent else plan_line(guidance.point, moment)
    more = choice(moment.say("answer.more"), "read", point=str(guidance.point))
    near = [p for p in guidance.passages if p.id != passage.id][:2]
    others = tuple(passage_choice(guidance, p) for p in near)
    source = source_line(guidance, passage, moment)
    return _said(moment, first, passage.answer, source, last, choices=(more, *others))


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
