"""One answer: local rules, the asker's own plan, the passage that fits, its point and source, and both sides.

Every line can be traced to a point, a source, a local rule or the asker's plan. In public the plan is silent.
"""

from dataclasses import dataclass, replace

from bot.core.answers.asking import is_asked, questions_in
from bot.core.answers.ending import choices_ending, not_covered, out_of_scope
from bot.core.answers.local import local_lines, silence_line, stop_lines, tools_in
from bot.core.answers.need_first import need_first
from bot.core.answers.own_plan import BESIDE, help_with, intent_line, next_step, plan_line, recommended_tools
from bot.core.answers.passage import asks_the_same, best_passage, neighbours, passage_of, source_line, tension_line
from bot.core.answers.topic import ANSWERED, Ending, Topic, ending, topics
from bot.core.library import Guidance, Passage
from bot.core.message import Audience, Choice, Message
from bot.core.moment import Moment, choice
from bot.core.situation import Outcome, Ranking, Thread

ROW = 5  # choices that stand side by side everywhere; more become a list to open
TWO = 2  # questions of one text that are answered
NEAR = 0.8  # of an intent's score: nearer than this its point may be what was meant, and the finder's passage stands


@dataclass(frozen=True, slots=True)
class Said:
    """What one answer is made of: the question it is for, its passage, and the plan intent where it is one."""

    question: str
    guidance: Guidance
    passage: Passage
    intent: str = ""


def from_ranking(question: str, ranking: Ranking, moment: Moment, about: int = 0) -> Outcome:
    """Say the answer, up to three choices, or honestly that there is none; `about` keeps to one point."""
    end = ending(ranking, moment.library.rules, question)
    if about and end in ANSWERED and (pair := best_passage(about, ranking, moment)):
        return answer(Said(question, *pair), moment)
    if end is Ending.OUT_OF_SCOPE:
        return out_of_scope(moment)
    if end is Ending.NOT_COVERED:
        return not_covered(question, ranking, moment)
    if len(found := _both(question, moment)) == TWO:
        return replace(found[-1], messages=tuple(message for one in found for message in one.messages))
    best = topics(ranking)
    if end is Ending.CHOICES and len(best) > 1:
        return choices_ending(question, ranking, moment)
    said = _said(question, best[0], ranking, moment)
    return answer(said, moment) if said else not_covered(question, ranking, moment)


def is_about_plan(ranking: Ranking, moment: Moment) -> bool:
    """Say whether the finder takes a question for one about the asker's own plan."""
    found = (ranking, *moment.situation.parts)
    rules = moment.library.rules
    return any(ending(one, rules) in ANSWERED and topics(one)[0].intent for one in found)


def _said(question: str, topic: Topic, ranking: Ranking, moment: Moment) -> Said | None:
    pair = best_passage(topic.point, ranking, moment)
    if topic.intent and topic.point_score < NEAR * topic.score:
        pair = passage_of(f"{topic.point}/{BESIDE.get(topic.intent, '')}", moment) or pair
    return Said(question, *pair, topic.intent) if pair else None


def _both(question: str, moment: Moment) -> list[Outcome]:
    """Return what is said to each of two questions in one text, where they differ and at least one is clear.

    What is asked next follows on from the second.
    """
    parts = list(zip(questions_in(question), moment.situation.parts, strict=False))
    ends = [ending(part, moment.library.rules) for _, part in parts]
    if Ending.ANSWER not in ends or not ANSWERED.issuperset(ends):
        return []
    if ends[-1] is Ending.CHOICES and not is_asked(parts[-1][0]):
        return []
    found: dict[int, Outcome] = {}
    for (asked, part), end in zip(parts, ends, strict=True):
        best = topics(part)[0]
        if end is Ending.CHOICES:
            found[best.point] = choices_ending(asked, part, moment)
        elif said := _said(question, best, part, moment):
            found[best.point] = answer(said, moment, is_one_of_two=True)
    return list(found.values())


def answer(said: Said, moment: Moment, *, is_one_of_two: bool = False) -> Outcome:
    """Say one passage with all that belongs to it, and remember what it was about."""
    lines = own_lines(said, moment) if not moment.public else ()
    shown = (*lines, *public_lines(said, moment))
    last = "" if said.intent or moment.public else plan_line(said.guidance.point, moment)
    offers = _offers(said, moment, few=is_one_of_two)
    audience = Audience.PLACE if moment.public else Audience.ONLY_YOU
    message = Message(tuple(line for line in (*shown, last) if line), offers, audience=audience)
    thread = Thread(said.question, said.guidance.point, said.passage.id, moment.now)
    return Outcome(messages=(message,), thread=thread)


def own_lines(said: Said, moment: Moment) -> tuple[str, ...]:
    """Return what the asker's own plan answers, with the local stop signs on what it recommends."""
    first = need_first(said.question, said.guidance.point, moment)
    if not said.intent:
        return (first,)
    stops = stop_lines(recommended_tools(moment), moment) if said.intent == "recommend_tool" else ()
    people = local_lines(18, moment) if said.intent == "ethics_status" else ()
    return (first, intent_line(said.intent, moment), *stops, *people)


def public_lines(said: Said, moment: Moment) -> tuple[str, ...]:
    """Return the lines of an answer that anybody may read."""
    guidance, today = said.guidance, moment.today
    tension = guidance.tensions[0] if guidance.tensions and not said.intent else None
    both = tension_line(guidance, tension, moment) if tension else ""
    age = (
        moment.say("answer.age", day=guidance.as_of, year=str(guidance.as_of.year))
        if today > guidance.review_by
        else ""
    )
    named = stop_lines(tools_in(said.question, moment), moment)
    local = local_lines(guidance.point, moment)
    silent = silence_line(guidance.point, said.passage.id, moment)
    # "No" to what? And where the passage is not the one that was meant, that can be seen before it is believed.
    asked = "" if asks_the_same(said.question, said.passage) else said.passage.question
    return (*named, *local, asked, said.passage.answer, source_line(guidance, said.passage, moment), both, age, silent)


def _offers(said: Said, moment: Moment, *, few: bool) -> tuple[Choice, ...]:
    """Return what can be done next: what was thought of the answer, and before it what matters most of the rest."""
    point, passage = str(said.guidance.point), said.passage.id
    more = choice(moment.say("answer.more"), "read", point=point)
    if few:
        return (more,)
    near = neighbours(said.guidance, passage, 2)
    onward = (
        (choice(moment.say("answer.next_reading"), "read", point=point, part="next"),)
        if said.guidance.next_reading
        else ()
    )
    if moment.public:
        return (more, *near, *onward)
    about = {"point": point, "passage": passage}  # the question is in the thread, and nowhere else
    useful = choice(moment.say("answer.useful"), "useful", said="yes", **about)
    not_useful = choice(moment.say("answer.not_useful"), "useful", said="no", **about)
    step = next_step(said.intent, moment) if said.intent else help_with(said.guidance.point, moment)
    first = ([step] if step else []) + [more, *_elsewhere(said, moment, about), *onward, *near]
    return (*first[: ROW - 2], useful, not_useful)


def _elsewhere(said: Said, moment: Moment, about: dict[str, str]) -> list[Choice]:
    """Return the choices that take an answer further: to the channel, and to a model where there is one."""
    made, place = [], moment.situation.place
    if place is not None and moment.may_post:
        made.append(choice(moment.say("answer.share", place=place.name), "share", **about))
    if moment.situation.can_rephrase and not said.intent:
        made.append(choice(moment.say("answer.rephrase"), "reword", **about))
    return made
