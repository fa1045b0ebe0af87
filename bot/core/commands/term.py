"""The two cards around a term: before it what it needs, after it what each tool did; one message each, then quiet."""

from dataclasses import replace
from datetime import date, timedelta

from bot.core.commands.replying import reply_text
from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.message import Choice
from bot.core.moment import Moment, changed, choice, reply
from bot.core.nudges.reminder import TERM, why_not
from bot.core.nudges.rhythm import zone_of
from bot.core.nudges.weekend import weekend
from bot.core.plan.document import Reminder, Term
from bot.core.plan.edits import edit
from bot.core.points.p10_keep_current import look_steps
from bot.core.points.term import (
    END,
    LATER,
    START,
    Line,
    coming,
    ended,
    look_ahead,
    look_back,
    new_rules,
    next_term,
    said_about,
)
from bot.core.situation import Delivery, Outcome, Skip, Suggested

NEXT_CARD, READ = "card", "read"
ANSWERS = ("done", LATER, "no")
MOST_DAYS = 5  # to choose from: a working week


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


def on_its_day(moment: Moment, delivery: Delivery) -> Outcome | Skip:
    """Show what the coming term needs on the day it was put off to, and on no other."""
    wanted, term = moment.plan.reminders.get(TERM), next_term(moment)
    if reason := why_not(wanted, moment.today, moment.plan):
        return Skip(reason)
    if wanted is None or term is None or any(wanted.on < one.first <= moment.today for one in moment.terms):
        return Skip("no term ahead")  # or it began while one was away
    return _start(moment, term)


def show(moment: Moment, values: Values) -> Outcome:
    """Show what the term that comes next needs, or take the answer to it."""
    which = values.text("which")
    term = next((one for one in moment.terms if one.first.isoformat() == which), None) or next_term(moment)
    if term is None:
        dates = choice(moment.say("term.dates"), "plan", "dates")
        return reply(moment.say("term.none"), choices=(dates,))
    match values.text("answer"):
        case "":
            return _start(moment, term)
        case "read":
            return _read(moment, term)
        case "later":
            return _put_off(moment, term, values.day("on"))
        case answer:
            return _answered(moment, term, answer)


def keep(moment: Moment, values: Values) -> Outcome:
    """Leave a tool, or its backup, as it is."""
    tool = moment.plan.tools.get(values.text("tool"))
    if values.text("what") == "backup" and tool and tool.backup:
        return reply(moment.say("term.backup_kept", where=tool.backup.where))
    return reply(moment.say("term.kept", tool=moment.tool_name(values.text("tool"))))


def _start(moment: Moment, term: Term) -> Outcome:
    lines: list[str] = [moment.say("term.starts", day=term.first)]
    taps: list[Choice] = []
    for line in look_ahead(moment, term):
        lines.append(moment.say("term.line", line=_ahead_words(moment, line)))
        taps += _ahead_taps(moment, term, line)
    told = Suggested(moment.fresh("term"), START, term.first.isoformat(), moment.now)
    ends = tuple(_tap(moment, term, moment.words.family("term_answer", answer), answer) for answer in ANSWERS)
    return reply(*lines, choices=(*taps, *ends, _stop(moment)), suggested=(told,))


def _ahead_words(moment: Moment, line: Line) -> str:
    if line.kind == "note":
        return moment.say("term.note", text=reply_text(moment))
    said = moment.words.family("term_ahead", line.kind, **line.details)
    return moment.say("mark.channel", place=line.shared.place.name, line=said) if line.shared else said


def _ahead_taps(moment: Moment, term: Term, line: Line) -> tuple[Choice, ...]:
    match line.kind:
        case "item":
            return tuple(
                Choice(moment.words.family("finding", step.word), step.does)
                for step in look_steps(line.subject, line.shared)
            )
        case "backup":
            stays = choice(moment.say("term.true"), "plan", "keep", tool=line.subject, what="backup")
            return (stays, choice(moment.say("term.change"), "plan", "backup", tool=line.subject))
        case "ready":
            return (choice(moment.say("term.what_is_open"), "ready", tool=line.subject, show="open"),)
        case "ready_begun":
            return (choice(moment.say("ready.go_on"), "ready", tool=line.subject),)
        case "rules":
            return (_tap(moment, term, moment.say("term.read"), READ),)
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


def _read(moment: Moment, term: Term) -> Outcome:
    """Show the lines of the local rules that are new, and only those."""
    lines = [
        moment.say(
            "term.rule", place=place, what=moment.words.family("rules_line", line.replace("-", "_")), text=rule.text
        )
        for place, line, rule in new_rules(moment, term)
    ]
    return reply(*(lines or [moment.say("term.no_rules")]))


def _put_off(moment: Moment, term: Term, on: date | None) -> Outcome:
    """Ask for which day, or note it: the look ahead comes then once, and until then nothing about it."""
    if not zone_of(moment.plan.settings.zone):
        return _answered(moment, term, NEXT_CARD)
    days = [moment.today + timedelta(days=n) for n in range(1, (term.first - moment.today).days)]
    if on is None or on not in days:
        working = [day for day in days if day.weekday() not in weekend(moment.plan.settings.zone)]
        taps = [_tap(moment, term, moment.say("term.day", day=day), LATER, on=day.isoformat()) for day in working]
        next_card = _tap(moment, term, moment.words.family("term_answer", NEXT_CARD), NEXT_CARD)
        said = moment.say("term.which_day") if on is None else moment.say("term.no_day", first=term.first)
        return reply(said, choices=(*taps[:MOST_DAYS], next_card))
    wanted = Reminder(on, moment.plan.settings.zone)
    edits = edit("reminders", TERM, moment.plan.reminders.get(TERM), wanted)
    return replace(changed(moment, edits, moment.say("term.put_off", day=on)), answered=_told(moment, term, LATER))


def _answered(moment: Moment, term: Term, answer: str) -> Outcome:
    """Take "done", "with the next card" or "not this term"; what was shown last about that term is answered."""
    edits = edit("reminders", TERM, moment.plan.reminders.get(TERM), None)
    said = moment.words.family("term_answered", answer)
    made = changed(moment, edits, said) if edits else reply(said)
    return replace(made, answered=_told(moment, term, LATER if answer == NEXT_CARD else answer))


def _told(moment: Moment, term: Term, answer: str) -> dict[str, str]:
    told = said_about(moment, START, term)
    return {told.id: answer} if told else {}


def _tap(moment: Moment, term: Term, label: str, answer: str, **values: str) -> Choice:
    return choice(label, "nudges", "term", answer=answer, which=term.first.isoformat(), **values)


def _stop(moment: Moment) -> Choice:
    return choice(moment.say("choice.stop"), "stop")


COMMANDS = (
    Command(
        ("nudges", "term"),
        show,
        (
            Parameter("answer", Kind.ONE_OF, options=(*ANSWERS, NEXT_CARD, READ)),
            Parameter("which", Kind.TEXT),
            Parameter("on", Kind.DAY),
        ),
        listed=False,
    ),
    Command(
        ("plan", "keep"),
        keep,
        (
            Parameter("tool", Kind.TOOL, required=True),
            Parameter("what", Kind.ONE_OF, options=("backup",), only_typed=True),
        ),
        listed=False,
    ),
)
