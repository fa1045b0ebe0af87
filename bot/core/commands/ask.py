"""Asking: a question in any words, reading on from an answer, and sharing it."""

import re
from dataclasses import replace

from bot.core.answers import reading
from bot.core.answers.answer import Said, answer, from_ranking, is_about_plan, public_lines
from bot.core.answers.ending import no_such_point
from bot.core.answers.judgement import STILL_ANSWERED, is_safeguarding, why_refused
from bot.core.answers.local import support_line
from bot.core.answers.passage import passage_of
from bot.core.answers.refusals import Refused
from bot.core.answers.safeguarding import PASSAGE
from bot.core.answers.topic import ANSWERED, ending
from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.library import INTENTS, Guidance, Passage
from bot.core.message import Audience, Message
from bot.core.moment import Moment, choice, reply
from bot.core.situation import Outcome, Ranking, Thread

_OWN = re.compile(
    r"\b(?:my (?:plan|hours?|weeks?|time|tools|load|backup|promise|card|check-?ins?|needs)"
    r"|am i (?:over|doing|on track)|i told you)\b",
    re.IGNORECASE,
)
_ME = re.compile(r"\b(?:i|i'm|i've|me|my|mine)\b", re.IGNORECASE)
PARTS = ("why", "sources", "next")
ITSELF = "about-boffin"  # of what is out of scope, what is asked about Boffin


def ask(moment: Moment, values: Values) -> Outcome:
    """Answer from the guidance and the asker's own plan. Private matters are not read out in public."""
    question = values.text("question")
    if is_safeguarding(question) and (pair := passage_of(PASSAGE, moment)):
        return _safeguarding(Said(question, *pair), moment)
    ranking = moment.situation.ranking or Ranking(out=1.0)
    why = why_refused(question, ranking, moment.library.rules)
    if why not in STILL_ANSWERED:
        return refusal(why, moment)
    if moment.public and (why or _OWN.search(question) or (_ME.search(question) and is_about_plan(ranking, moment))):
        only_me = choice(moment.say("ask.show_only_me"), "ask", question=question)
        return Outcome(
            messages=(Message((moment.say("ask.between_us"),), (only_me,), audience=Audience.PLACE, speaker_only=True),)
        )
    if ranking.kind == ITSELF and ending(ranking, moment.library.rules) not in ANSWERED:
        return _about_itself(moment)
    topic = values.text("topic")  # the point that an earlier answer was about
    answered = from_ranking(question, ranking, moment, int(topic) if topic.isdecimal() else 0)
    return _with_comfort(answered, moment) if why else answered


def comfort(moment: Moment) -> Message:
    """Return a human contact for somebody who is exhausted, and what may rest."""
    busy = choice(moment.say("checkin.busy_week"), "checkin", told="busy")
    drop = choice(moment.say("refused.what_to_drop"), "read", point="9")
    lines = (moment.say("refused.exhausted"), support_line(moment), moment.say("refused.exhausted_who"))
    return Message(tuple(line for line in lines if line), (busy, drop))


def _safeguarding(said: Said, moment: Moment) -> Outcome:
    """Return the fixed answer, and whom a student can turn to here."""
    answered = answer(said, moment)
    contact = support_line(moment) or moment.say("refused.crisis_local")
    return replace(answered, messages=tuple(replace(one, lines=(*one.lines, contact)) for one in answered.messages))


def _about_itself(moment: Moment) -> Outcome:
    """Say who can see what, and show the way to what is kept."""
    kept = choice(moment.say("ask.what_is_kept"), "privacy", "stored")
    how_long = choice(moment.say("privacy.more"), "privacy", "stored", more="yes")
    said = Message((moment.say("privacy.typed_only"), moment.say("privacy.who")), (kept, how_long))
    return Outcome(messages=(replace(said, audience=Audience.PLACE) if moment.public else said,))


def _with_comfort(answered: Outcome, moment: Moment) -> Outcome:
    """Return a human contact first, and then what was found; nothing where nothing was."""
    first = comfort(moment)
    return replace(
        answered, messages=(first, *answered.messages) if answered.thread and answered.thread.point else (first,)
    )


def refusal(why: Refused | None, moment: Moment) -> Outcome:
    """Say why a question is not looked up; nothing is kept of it."""
    match why:
        case Refused.CRISIS:
            local = support_line(moment) or moment.say("refused.crisis_local")
            return reply(moment.say("refused.crisis"), local)
        case Refused.IDENTIFIERS:
            return reply(moment.say("refused.identifiers"))
        case Refused.OTHERS:
            return reply(moment.say("refused.others"))
        case Refused.INJECTION:
            return reply(moment.say("refused.injection"))
        case _:
            return reply(moment.say("refused.clinical"))


def read(moment: Moment, values: Values) -> Outcome:
    """Read on: one passage, or the whole point with its first step and where it pulls two ways."""
    guidance = moment.library.guidance.get(int(values.text("point", "0")))
    if guidance is None:
        return no_such_point(moment)
    passage = next((p for p in guidance.passages if p.id == values.text("passage")), None)
    thread = moment.thread if moment.thread and moment.thread.point == guidance.point else None
    last = passage or next((p for p in guidance.passages if thread and p.id == thread.passage), None)
    match values.text("part"):
        case "why":
            return _about(guidance, last, reading.why(guidance, last, moment), moment)
        case "sources":
            return _about(guidance, last, reading.sources(guidance, passage, moment), moment)
        case "next":
            return _about(guidance, last, reading.onward(guidance, moment), moment)
    waiting = moment.thread.question if moment.thread and not moment.thread.point else ""
    if values.text("intent") in INTENTS:
        return answer(Said(waiting, guidance, passage or guidance.passages[0], values.text("intent")), moment)
    if passage:
        return answer(Said(waiting or passage.question, guidance, passage), moment)
    return _about(guidance, last, reading.whole(guidance, moment), moment)


def _about(guidance: Guidance, passage: Passage | None, outcome: Outcome, moment: Moment) -> Outcome:
    """Return the outcome with its topic remembered; the question is still the one that was asked."""
    thread = moment.thread
    question = thread.question if thread and thread.point in (0, guidance.point) else ""
    audience = Audience.PLACE if moment.public else Audience.ONLY_YOU
    messages = tuple(replace(message, audience=audience) for message in outcome.messages)
    return replace(
        outcome, messages=messages, thread=Thread(question, guidance.point, passage.id if passage else "", moment.now)
    )


def anew(moment: Moment, values: Values) -> Outcome:
    """Leave the topic: what comes next stands on its own."""
    return reply(moment.say("ask.anew"), thread_done=True)


def share(moment: Moment, values: Values) -> Outcome:
    """Show what the channel would see, and post it only when that is pressed; the plan is never in it."""
    found = passage_of(f"{values.text('point')}/{values.text('passage')}", moment)
    place = moment.situation.place
    if found is None or place is None:
        return reply(moment.say("share.in_channel_only"))
    if not moment.may_post:
        return reply(moment.say("posts.not_allowed"))
    guidance, passage = found
    said = (passage.question, *filter(None, public_lines(Said(passage.question, guidance, passage), moment)))
    if values.text("sure") == "yes":
        more = choice(moment.say("answer.more"), "read", point=str(guidance.point))
        return Outcome(
            messages=(
                Message((moment.say("share.shared", title=said[0]), *said[1:]), (more,), audience=Audience.PLACE),
            )
        )
    chosen = {"point": str(guidance.point), "passage": passage.id, "sure": "yes"}
    label = moment.say("answer.share", place=place.name)
    return reply(moment.say("share.preview", place=place.name), *said, choices=(choice(label, "share", **chosen),))


def reword(moment: Moment, values: Values) -> Outcome:
    """Say an answer in a model's words where they are ready and were found good; else that the plain ones stand."""
    found = passage_of(f"{values.text('point')}/{values.text('passage')}", moment)
    words, thread = moment.situation.rephrased, moment.thread
    is_it = (
        thread is not None and f"{thread.point}/{thread.passage}" == f"{values.text('point')}/{values.text('passage')}"
    )
    if found is None or not words or not is_it:
        again = choice(moment.say("answer.rephrase"), "reword", **{name: values.text(name) for name in values})
        return reply(moment.say("answer.not_rephrased"), choices=(again,))
    guidance, passage = found
    source = moment.say(
        "answer.source",
        point=guidance.point,
        title=guidance.title,
        sources=[moment.library.sources[s].short for s in passage.sources],
    )
    plain = choice(passage.question, "read", point=str(guidance.point), passage=passage.id)
    return reply(moment.say("answer.rephrased", words=words), source, choices=(plain,))


_TOPIC = (Parameter("point", Kind.NUMBER), Parameter("passage", Kind.TEXT))
COMMANDS = (
    Command(
        ("ask",),
        ask,
        (Parameter("question", Kind.TEXT, required=True), Parameter("topic", Kind.TEXT)),
        opens_form=True,
        ranked=True,
        talks=True,
        public=True,
    ),
    Command(
        ("read",),
        read,
        (
            Parameter("point", Kind.NUMBER, required=True),
            Parameter("passage", Kind.TEXT),
            Parameter("part", Kind.ONE_OF, options=PARTS),
            Parameter("intent", Kind.ONE_OF, options=tuple(INTENTS)),
        ),
        listed=False,
        talks=True,
        public=True,
    ),
    Command(("anew",), anew, listed=False),
    Command(
        ("share",),
        share,
        (
            Parameter("point", Kind.NUMBER),
            Parameter("passage", Kind.TEXT),
            Parameter("sure", Kind.ONE_OF, options=("yes",)),
        ),
        listed=False,
        talks=True,
    ),
    Command(("reword",), reword, _TOPIC, listed=False, talks=True),
)
