"""The "when I reply" note: days and times of one's own, kept, and the text for students to send."""

from dataclasses import replace

from bot.core.commands.lines import english
from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.message import Choice, Field, FieldKind, Form, Message
from bot.core.moment import Moment, changed, choice, reply
from bot.core.plan.edits import edit
from bot.core.points.p09_over_commit import is_too_much
from bot.core.situation import Outcome

ASK = "?"  # said in place of days: the form is wanted
USUAL: tuple[tuple[int, ...], ...] = ((3,), (1, 3))  # Thursdays; Tuesdays and Thursdays


def reply_text(moment: Moment, days: tuple[int, ...] = ()) -> str:
    """Return the note for students: on the days that are given, else those that were kept, else one a week."""
    settings = moment.plan.settings
    return moment.say("reply_note.text", days=_named(moment, days or settings.reply_days or USUAL[0]),
                      at=settings.reply_at)  # fmt: skip


def _named(moment: Moment, days: tuple[int, ...]) -> list[str]:
    return [moment.words.family("reply_note_day", english.WEEKDAYS[day]) for day in days]


def note(moment: Moment, values: Values) -> Outcome:
    """Give the "when I reply" note for students, as text to send; days and a time that are named are kept."""
    settings, said = moment.plan.settings, values.text("days")
    if said == ASK:
        return _form(moment)
    days, left = _days(said)
    at = values.time("at")
    if at is None and (named := english.clock(left)):
        at, left = named
    if any(sign.isdigit() for sign in left):
        return reply(moment.say("reply_note.no_time"))
    if said and not days and at is None:
        return reply(moment.say("reply_note.how"))
    after = replace(settings, reply_days=days or settings.reply_days, reply_at=at or settings.reply_at)
    edits = edit("settings", "", settings, after)
    now = replace(moment, situation=replace(moment.situation, plan=replace(moment.plan, settings=after)))
    lines = (reply_text(now), moment.say("reply_note.why"))
    where = (choice(moment.say("relief.open"), "plan", "relief"),) if is_too_much(moment) else ()
    return changed(moment, edits, *lines, choices=(*_others(now), *where))


def _days(text: str) -> tuple[tuple[int, ...], str]:
    """Return every weekday that a text names, in the week's order, and what is left of the text."""
    found: set[int] = set()
    while named := english.weekday(text):
        found.add(named[0])
        text = named[1]
    return tuple(sorted(found)), text


def _others(moment: Moment) -> tuple[Choice, ...]:
    held = moment.plan.settings.reply_days
    usual = tuple(
        choice(moment.say("reply_note.named", days=_named(moment, days)), "plan", "reply-note",
               days=" ".join(english.WEEKDAYS[day] for day in days))
        for days in USUAL
        if days != held
    )  # fmt: skip
    return (*usual, choice(moment.say("reply_note.my_days"), "plan", "reply-note", days=ASK))


def _form(moment: Moment) -> Outcome:
    settings = moment.plan.settings
    days = " ".join(english.WEEKDAYS[day].title() for day in settings.reply_days)
    fields = (
        Field("days", moment.say("reply_note.which_days"), FieldKind.LINE, required=True, value=days),
        Field("at", moment.words.family("option", "at"), FieldKind.TIME, value=f"{settings.reply_at:%H:%M}"),
    )
    form = Form(("plan", "reply-note"), moment.words.family("command", "plan_reply_note"), fields)
    return Outcome(messages=(Message((moment.say("reply_note.ask"),), form=form),))


COMMANDS = (Command(("plan", "reply-note"), note, (Parameter("at", Kind.TIME), Parameter("days", Kind.TEXT))),)
