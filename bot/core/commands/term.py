"""The two cards around a term: before it what it needs, after it what each tool did; one message each, then quiet."""

from bot.core.commands.replying import reply_text
from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.message import Choice
from bot.core.moment import Moment, choice, reply
from bot.core.plan.document import Finding, Term
from bot.core.points.term import END, LATER, START, Line, coming, ended, look_ahead, look_back, said_about
from bot.core.situation import Outcome, Suggested

ANSWERS = ("done", LATER, "no")


def term_card(moment: Moment) -> Outcome | None:
    """Return the card that stands in place of this week's, None where no term begins or has ended."""
    if term := coming(moment):
        return _start(moment, term)
    if term := ended(moment):
        return _end(moment, term)
    return None


def term_taps(moment: Moment) -> tuple[Choice, ...]:
    """Return the tap on one's own card that opens what a coming term needs."""
    term = coming(moment)
    return (choice(moment.say("term.open", day=term.first), "nudges", "term"),) if term else ()


def show(moment: Moment, values: Values) -> Outcome:
    """Show what the term that comes next needs, or take the answer to it."""
    if answer := values.text("answer"):
        return _answered(moment, answer, values.text("which"))
    term = next((one for one in moment.terms if one.first > moment.today), None)
    if term is None:
        dates = choice(moment.say("term.dates"), "plan", "dates")
        return reply(moment.say("term.none"), choices=(dates,))
    return _start(moment, term)


def keep(moment: Moment, values: Values) -> Outcome:
    """Leave a tool as it is after a term."""
    return reply(moment.say("term.kept", tool=moment.tool_name(values.text("tool"))))


def _start(moment: Moment, term: Term) -> Outcome:
    lines: list[str] = [moment.say("term.starts", day=term.first)]
    taps: list[Choice] = []
    for number, line in enumerate(look_ahead(moment, term), 1):
        lines.append(moment.say("term.line", n=str(number), line=_ahead_words(moment, line)))
        taps += _ahead_taps(moment, line)
    told = Suggested(moment.fresh("term"), START, term.first.isoformat(), moment.now)
    ends = tuple(
        choice(moment.words.family("term_answer", answer), "nudges", "term", answer=answer, which=told.subject)
        for answer in ANSWERS
    )
    return reply(*lines, choices=(*taps, *ends, _stop(moment)), suggested=(told,))


def _ahead_words(moment: Moment, line: Line) -> str:
    if line.kind == "note":
        return moment.say("term.note", text=reply_text(moment))
    if line.kind == "rules":
        what = moment.words.family("rules_line", line.subject.replace("-", "_"))
        return moment.say("term.rules", place=line.details["place"], what=what, text=line.details["text"])
    return moment.words.family("term_ahead", line.kind, **line.details)


def _ahead_taps(moment: Moment, line: Line) -> tuple[Choice, ...]:
    match line.kind:
        case "item":
            return tuple(
                choice(moment.words.family("finding", f.name.lower()), "content", f.value, item=line.subject)
                for f in Finding
            )
        case "backup":
            return (choice(moment.say("term.change"), "plan", "backup", tool=line.subject),)
        case "no_backup":
            return (choice(moment.say("step.backup"), "plan", "backup", tool=line.subject),)
        case "unused":
            name = moment.tool_name(line.subject)
            kept = choice(moment.say("term.keep", tool=name), "plan", "keep", tool=line.subject)
            return (kept, choice(moment.say("step.pause", tool=name), "plan", "pause", tool=line.subject))
        case "note":
            return (choice(moment.say("reply_note.my_days"), "plan", "reply-note"),)
        case _:
            return ()


def _end(moment: Moment, term: Term) -> Outcome:
    lines: list[str] = [moment.say("term.ended", day=term.last)]
    taps: list[Choice] = []
    for line in look_back(moment, term):
        lines.append(moment.words.family("term_back", line.kind, **line.details))
        name = moment.tool_name(line.subject)
        taps += [
            choice(moment.say("term.keep", tool=name), "plan", "keep", tool=line.subject),
            choice(moment.say("term.change_tool", tool=name), "plan", "promise", tool=line.subject),
            choice(moment.say("term.drop_tool", tool=name), "plan", "retire", tool=line.subject),
        ]
    told = Suggested(moment.fresh("term"), END, term.first.isoformat(), moment.now)
    return reply(*lines, choices=(*taps, _stop(moment)), suggested=(told,))


def _answered(moment: Moment, answer: str, which: str) -> Outcome:
    """Take "done", "next card instead" or "not this term"; what was shown last about that term is answered."""
    term = next((one for one in moment.terms if one.first.isoformat() == which), None)
    told = said_about(moment, START, term) if term else None
    answered = {told.id: answer} if told else {}
    return reply(moment.words.family("term_answered", answer), answered=answered)


def _stop(moment: Moment) -> Choice:
    return choice(moment.say("choice.stop"), "stop")


COMMANDS = (
    Command(
        ("nudges", "term"),
        show,
        (Parameter("answer", Kind.ONE_OF, options=ANSWERS), Parameter("which", Kind.TEXT)),
        listed=False,
    ),
    Command(("plan", "keep"), keep, (Parameter("tool", Kind.TOOL, required=True),), listed=False),
)
