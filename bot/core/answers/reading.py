"""Reading on from an answer: a whole point, why it matters, who says so, and where to from here."""

from bot.core.answers.local import local_lines
from bot.core.answers.passage import passage_choice, tension_line
from bot.core.library import Guidance, Passage
from bot.core.message import Choice
from bot.core.moment import Moment, choice, reply
from bot.core.situation import Outcome

MOST = 4  # passages that are offered below a point


def whole(guidance: Guidance, moment: Moment) -> Outcome:
    """Say the whole point with its first step, and where it pulls two ways."""
    lines = [
        moment.say("read.title", point=guidance.point, title=guidance.title),
        *local_lines(guidance.point, moment),
        guidance.says,
        moment.say("read.step", minutes=guidance.first_step.minutes, step=guidance.first_step.text),
    ]
    lines += [tension_line(guidance, tension, moment) for tension in guidance.tensions[:2]]
    offers = tuple(passage_choice(guidance, p) for p in guidance.passages[:MOST])
    onward = (_part(guidance, "next", moment.say("answer.next_reading")),) if guidance.next_reading else ()
    return reply(*lines, choices=(*offers, *onward))


def why(guidance: Guidance, passage: Passage | None, moment: Moment) -> Outcome:
    """Say why this point matters."""
    shorts = [moment.library.sources[source].short for source in guidance.sources]
    source = moment.say("answer.source", point=guidance.point, title=guidance.title, sources=shorts)
    more = choice(moment.say("answer.more"), "read", point=str(guidance.point))
    return reply(guidance.why, source, choices=(more, _sources_choice(guidance, passage, moment)))


def sources(guidance: Guidance, passage: Passage | None, moment: Moment) -> Outcome:
    """Name the works behind a passage, or behind the whole point, in full."""
    ids = passage.sources if passage else guidance.sources
    lines = [
        moment.say("read.source", full=source.full, link=source.link)
        for source in (moment.library.sources[one] for one in ids)
    ]
    first = moment.say(
        "read.sources", point=guidance.point, title=guidance.title, day=guidance.as_of, year=str(guidance.as_of.year)
    )
    more = choice(moment.say("answer.more"), "read", point=str(guidance.point))
    return reply(first, *lines, choices=(more,))


def onward(guidance: Guidance, moment: Moment) -> Outcome:
    """Name one neighbouring point to read next, and why."""
    if not guidance.next_reading:
        return whole(guidance, moment)
    step = guidance.next_reading[0]
    there = moment.library.guidance[step.point]
    line = moment.say("read.next", point=step.point, title=there.title, why=step.why)
    return reply(line, choices=(choice(there.title, "read", point=str(step.point)),))


def _sources_choice(guidance: Guidance, passage: Passage | None, moment: Moment) -> Choice:
    about = {"passage": passage.id} if passage else {}
    return choice(moment.say("answer.who_says_so"), "read", point=str(guidance.point), part="sources", **about)


def _part(guidance: Guidance, part: str, label: str) -> Choice:
    return choice(label, "read", point=str(guidance.point), part=part)
