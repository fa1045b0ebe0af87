"""Asking: a question in any words, and reading on from an answer."""

import re

from bot.core.answers.answer import from_ranking, passage_answer, passage_choice
from bot.core.answers.refusals import Refused, refused
from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.message import Audience, Choice, Message
from bot.core.moment import Moment, choice, reply
from bot.core.situation import Outcome, Ranking

_OWN = re.compile(
    r"\b(?:my (?:plan|hours?|weeks?|time|tools|load|backup|promise|card|check-?ins?|needs)"
    r"|am i (?:over|doing|on track)|i told you)\b",
    re.IGNORECASE,
)


def ask(moment: Moment, values: Values) -> Outcome:
    """Answer from the guidance and the asker's own plan. Private matters are not read out in public."""
    question = values.text("question")
    if why := refused(question):
        return _refusal(why, moment)
    if moment.public and _OWN.search(question):
        only_me = choice(moment.say("ask.show_only_me"), "ask", question=question)
        return Outcome(
            messages=(Message((moment.say("ask.between_us"),), (only_me,), audience=Audience.PLACE, speaker_only=True),)
        )
    return from_ranking(moment.situation.ranking or Ranking(out=1.0), moment)


def _refusal(why: Refused, moment: Moment) -> Outcome:
    match why:
        case Refused.CRISIS:
            return reply(moment.say("refused.crisis"), moment.say("refused.crisis_local"))
        case Refused.IDENTIFIERS:
            return reply(moment.say("refused.identifiers"))
        case Refused.OTHERS:
            return reply(moment.say("refused.others"))
        case Refused.EXHAUSTED:
            busy = choice(moment.say("checkin.busy_week"), "checkin", told="busy")
            drop = choice(moment.say("refused.what_to_drop"), "read", point="9")
            return reply(moment.say("refused.exhausted"), moment.say("refused.exhausted_who"), choices=(busy, drop))
        case Refused.INJECTION:
            return reply(moment.say("refused.injection"))
        case Refused.CLINICAL:
            return reply(moment.say("refused.clinical"))


def read(moment: Moment, values: Values) -> Outcome:
    """Read on: one passage, or the whole point with its first step and where it pulls two ways."""
    guidance = moment.library.guidance.get(int(values.text("point", "0")))
    if guidance is None:
        return reply(moment.say("answer.no_such_point"), choices=points_choices(moment))
    wanted = values.text("passage")
    if found := next((p for p in guidance.passages if p.id == wanted), None):
        return passage_answer(guidance, found, moment)
    lines = [
        moment.say("read.title", point=guidance.point, title=guidance.title),
        guidance.says,
        moment.say("read.step", minutes=guidance.first_step.minutes, step=guidance.first_step.text),
    ]
    lines += [
        moment.say("read.both_sides", point=t.point, this=t.this_side, other=t.other_side)
        for t in guidance.tensions[:2]
    ]
    return reply(*lines, choices=tuple(passage_choice(guidance, p) for p in guidance.passages[:4]))


def points_choices(moment: Moment) -> tuple[Choice, ...]:
    """Return a choice per point of the source."""
    return tuple(choice(g.title, "read", point=str(n)) for n, g in sorted(moment.library.guidance.items()))


COMMANDS = (
    Command(("ask",), ask, (Parameter("question", Kind.TEXT, required=True),), opens_form=True, ranked=True),
    Command(
        ("read",), read, (Parameter("point", Kind.NUMBER, required=True), Parameter("passage", Kind.TEXT)), listed=False
    ),
)
