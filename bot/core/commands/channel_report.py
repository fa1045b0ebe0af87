"""The keeper's report for whoever asks what the channel is good for: once a term, without a person in it."""

import html
from dataclasses import replace

from bot.core.commands.table import CHANNEL, Command, Kind, Parameter, Values
from bot.core.message import Audience, File, Message
from bot.core.moment import Moment, choice, reply
from bot.core.nudges.report import last_term, lines, made_before, may_be_made, people, report_id, thing_lines, things
from bot.core.people import Role
from bot.core.plan.document import Term
from bot.core.situation import Outcome, Post, Shown

FELT_LINES = 2  # how it felt, and what is not in a report: a message of their own, so that each is short
ACTIONS = ("show", "make", "markdown", "print", "share")


def report(moment: Moment, values: Values) -> Outcome:
    """Show this term's report to members; the keeper makes it once, and takes it as a file or shows it to all."""
    channel, rules = moment.situation.channel, moment.library.rules
    term = last_term(channel, moment.today, rules)
    if term is None:
        coming = min((held.first for held in channel.terms.values() if held.first > moment.today), default=None)
        return reply(moment.say("report.begins", day=coming) if coming else moment.say("report.no_term"))
    action = values.text("action", "show")
    made = made_before(term, moment.situation.reports)
    if made is None:
        if action == "show":
            return _preview(moment, term)
        if not moment.situation.actor.is_keeper:
            return reply(moment.say("permit.keeper_only", names=channel.keepers))
        if not may_be_made(term, moment.today, rules):
            return _preview(moment, term)
        made = _make(moment, term)
        return replace(_shown(moment, made), post=Post(made.post, "report", term.first.isoformat(), moment.now),
                       shown=made)  # fmt: skip
    if action in ("markdown", "print"):
        return _file(moment, made, action)
    return _shared(moment, made) if action == "share" else _shown(moment, made)


def _make(moment: Moment, term: Term) -> Shown:
    place = moment.situation.place.id if moment.situation.place else ""
    days = {"first": term.first.toordinal(), "last": term.last.toordinal()}
    return Shown(report_id(place, term), days | things(moment.situation.channel, term) | people(moment, term))


def _preview(moment: Moment, term: Term) -> Outcome:
    """Say what stands already, and that figures about people come once, with the report."""
    rules = moment.library.rules
    so_far = thing_lines(things(moment.situation.channel, term), moment)
    ready = may_be_made(term, moment.today, rules)
    is_keeper = moment.situation.actor.is_keeper
    make = (choice(moment.say("report.make"), "channel", "report", action="make"),) if ready and is_keeper else ()
    days = rules.report_ahead_days
    when = moment.say("report.now") if ready else moment.say("report.later", days=days, last=term.last)
    first = moment.say("report.so_far", first=term.first, last=term.last)
    return reply(first, *so_far, when, choices=make)


def _shown(moment: Moment, made: Shown) -> Outcome:
    choices = [
        choice(moment.words.family("report_choice", kind), "channel", "report", action=kind)
        for kind in ("markdown", "print")
    ]
    if moment.situation.actor.is_keeper and moment.may_post and not moment.situation.afar:
        choices.append(choice(moment.words.family("report_choice", "share"), "channel", "report", action="share"))
    said = lines(made.text, moment)
    first, last = Message(tuple(said[:-FELT_LINES])), Message(tuple(said[-FELT_LINES:]), tuple(choices))
    return Outcome(messages=(first, last))


def _file(moment: Moment, made: Shown, kind: str) -> Outcome:
    """Return the report as a file: Markdown to go on with, or a page to print."""
    place = moment.situation.place.name if moment.situation.place else ""
    title, said = moment.say("report.title", place=place), lines(made.text, moment)
    if kind == "markdown":
        file = File("report.md", "\n".join((f"# {title}", "", *(f"- {line}" for line in said), "")))
    else:
        body = "".join(f"<p>{html.escape(line)}</p>" for line in said)
        head = f'<meta charset="utf-8"><title>{html.escape(title)}</title>'
        file = File("report.html", f"<!doctype html>{head}<h1>{html.escape(title)}</h1>{body}")
    return reply(moment.say("report.file"), files=(file,))


def _shared(moment: Moment, made: Shown) -> Outcome:
    """Show the report to everybody in the channel; the keeper's own tap, once it is made."""
    if not moment.situation.actor.is_keeper:
        return reply(moment.say("permit.keeper_only", names=moment.situation.channel.keepers))
    if not moment.may_post:
        return reply(moment.say("posts.not_allowed"))
    return Outcome(messages=(Message(tuple(lines(made.text, moment)), audience=Audience.PLACE),))


COMMANDS = (
    Command(
        ("channel", "report"),
        report,
        (CHANNEL, Parameter("action", Kind.ONE_OF, options=ACTIONS)),
        role=Role.MEMBER,
        in_place=True,
        afar=True,
        counts=True,
    ),
)
