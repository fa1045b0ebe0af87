"""A conference in six small steps: note it, see the next one, and say what was done or left out."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from bot.core.commands.binding import Unclear
from bot.core.commands.lines import english
from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.library import squeeze
from bot.core.message import Choice
from bot.core.moment import Moment, changed, choice, reply
from bot.core.plan.conference import Planned, still_open
from bot.core.plan.document import Conference, ConferenceStep
from bot.core.plan.edits import edit
from bot.core.points.p09_over_commit import is_too_much
from bot.core.points.p15_more_than_teaching import coming, steps_of, when
from bot.core.situation import Outcome

LONGEST = timedelta(days=21)
MOST = 3  # conferences in one message; the others are asked for by name
_BETWEEN = re.compile(r"^\s*(?:,|-|–|to\b|until\b|till\b)\s*", re.IGNORECASE)
_EDGE = re.compile(r"(?:[\s,;:–-]+|\b(?:on|from|to|until|till|in|at|the|for|is)\b)+$", re.IGNORECASE)


def add(moment: Moment, values: Values) -> Outcome:
    """Note a conference with its days, and say what comes first."""
    title, first, last = _read(values, moment)
    if first is None:
        raise Unclear(moment.say("conference.when"))
    last = last or first
    if not first <= last <= first + LONGEST:
        raise Unclear(moment.say("conference.order"))
    for held in moment.plan.conferences.values():
        if (squeeze(held.title), held.first) == (squeeze(title), first):
            return reply(moment.say("conference.already", title=held.title, first=held.first))
    made, key = Conference(title, first, last), moment.fresh("conference")
    line = moment.say("conference.noted", title=title, days=_days(made, moment))
    steps = still_open(made, steps_of(made, moment), moment.today, moment.library.rules)
    choices = (choice(moment.say("conference.all_steps"), "conference", "next", conference=key), _calendar(moment))
    return changed(moment, edit("conferences", key, None, made), line, _first_line(steps, moment), choices=choices)


def _first_line(steps: tuple[Planned, ...], moment: Moment) -> str:
    if not steps:
        return moment.say("conference.over")
    small = moment.say("conference.small") if is_too_much(moment) else ""
    first = moment.say("conference.first", when=when(steps[0].day, moment), what=_what(steps[0].step, moment))
    return " ".join(filter(None, (first, small)))


def _what(step: ConferenceStep, moment: Moment) -> str:
    return moment.words.family("conference_step", step)


def _read(values: Values, moment: Moment) -> tuple[str, date | None, date | None]:
    """Return title and days, as given or as they stand in one line: "AMEE, Basel, 24-26 August"."""
    text, first, last = values.text("conference"), values.day("first"), values.day("last")
    if first is None:
        text, first, last = _days_in(text, moment)
    title = " ".join(_EDGE.sub("", " ".join(text.split())).split())[:80]
    if not title:
        raise Unclear(moment.say("conference.which_title"))
    return title, first, last


def _days_in(text: str, moment: Moment) -> tuple[str, date | None, date | None]:
    """Find one day or two in a line, and return the line without them."""
    text = english.in_full(text)
    try:
        found = english.day(text, moment.today)
        if found is None:
            return text, None, None
        day, rest = found
        second = english.day(rest, moment.today)
    except english.NotADay:
        raise Unclear(moment.say("value.no_such_day")) from None
    if second is None:
        return rest, day, None
    return _BETWEEN.sub("", second[1]), min(day, second[0]), max(day, second[0])


def _days(held: Conference, moment: Moment) -> str:
    if held.first == held.last:
        return moment.say("conference.day", first=held.first)
    return moment.say("conference.days", first=held.first, last=held.last)


def _calendar(moment: Moment) -> Choice:
    return choice(moment.say("conference.calendar"), "conference", "calendar")


def next_(moment: Moment, values: Values) -> Outcome:
    """Show the next step of each conference, or all steps of the one that is named."""
    held = moment.plan.conferences
    if not held:
        return reply(moment.say("conference.none"))
    if values.text("conference"):
        key = _found(values.text("conference"), held, moment)
        return reply(*_all_steps(key, moment), choices=(*_ways(key, moment), _calendar(moment)))
    steps = coming(moment)
    if not steps:
        return reply(moment.say("conference.none_open"), choices=(_calendar(moment),))
    lines = [
        moment.say(
            "conference.next",
            title=one.conference.title,
            when=when(one.planned.day, moment),
            what=_what(one.planned.step, moment),
        )
        for one in steps[:MOST]
    ]
    lines += [moment.say("conference.small")] if steps[0].small else []
    return reply(*lines, choices=(*_ways(steps[0].key, moment), _calendar(moment)))


def _all_steps(key: str, moment: Moment) -> list[str]:
    held = moment.plan.conferences[key]
    lines = [moment.say("conference.title", title=held.title, days=_days(held, moment))]
    meant = {one.step: one.day for one in steps_of(held, moment)}
    for step in ConferenceStep:
        if step in held.done:
            lines.append(moment.say("conference.was_done", what=_what(step, moment), day=held.done[step]))
        elif step in meant and step not in held.left_out:
            lines.append(moment.say("conference.step_on", what=_what(step, moment), day=meant[step]))
    return [*lines, moment.say("conference.small")] if is_too_much(moment) else lines


def _ways(key: str, moment: Moment) -> tuple[Choice, ...]:
    held = moment.plan.conferences[key]
    steps = still_open(held, steps_of(held, moment), moment.today, moment.library.rules)
    if not steps:
        return ()
    step = steps[0].step
    return (
        choice(moment.say("conference.done"), "conference", "done", conference=key, step=step),
        choice(moment.say("conference.leave"), "conference", "done", conference=key, step=step, how="left-out"),
    )


def done(moment: Moment, values: Values) -> Outcome:
    """Note that a step is done, left out, or that the conference is off; the last step asks what came of it."""
    held = moment.plan.conferences
    if not held:
        return reply(moment.say("conference.none"))
    name, came = _came(values)
    key = _found(name, held, moment) if name else _only(held, moment)
    before, how = held[key], values.text("how", "done")
    if how == "off":
        return changed(
            moment, edit("conferences", key, before, None), moment.say("conference.is_off", title=before.title)
        )
    steps = still_open(before, steps_of(before, moment), moment.today, moment.library.rules)
    if not values.text("step") and not came and not steps:
        return reply(moment.say("conference.none_open"))
    step = ConferenceStep(values.text("step") or (ConferenceStep.OUTCOME if came else steps[0].step))
    if step is ConferenceStep.OUTCOME and how == "done" and not came:
        return _ask_what_came(key, before, moment)
    return _noted(key, step, how, came, moment)


def _came(values: Values) -> tuple[str, str]:
    """Return which conference is meant and what came of it: typed in one line, the second begins with "came"."""
    name, _, typed = f" {values.text('conference')} ".partition(" came ")
    return name.strip(), values.text("came") or typed.removeprefix("of it").strip(" :,")


def _noted(key: str, step: ConferenceStep, how: str, came: str, moment: Moment) -> Outcome:
    before = moment.plan.conferences[key]
    if how == "left-out":
        after = replace(before, left_out=tuple(dict.fromkeys((*before.left_out, step))))
        line = moment.say("conference.left_out", what=_what(step, moment))
    else:
        after = replace(before, done={**before.done, step: moment.today}, came=came[:160] or before.came)
        line = moment.say("conference.noted_done", what=_what(step, moment))
    steps = still_open(after, steps_of(after, moment), moment.today, moment.library.rules)
    then = moment.say("conference.all_done")
    if steps:
        then = moment.say("conference.then", when=when(steps[0].day, moment), what=_what(steps[0].step, moment))
    return changed(moment, edit("conferences", key, before, after), line, then)


def _ask_what_came(key: str, held: Conference, moment: Moment) -> Outcome:
    ways = tuple(
        choice(
            moment.words.family("conference_came", kind),
            "conference",
            "done",
            conference=key,
            step="outcome",
            came=kind,
        )
        for kind in CAME
    )
    return reply(moment.say("conference.what_came", title=held.title), choices=ways)


def _only(held: Mapping[str, Conference], moment: Moment) -> str:
    """Return the conference that is meant where none is named: the one whose step comes first."""
    steps = coming(moment)
    return steps[0].key if steps else max(held, key=lambda key: held[key].last)


def _found(said: str, held: Mapping[str, Conference], moment: Moment) -> str:
    """Return the conference of that id, title or part of a title; of several the latest."""
    if said in held:
        return said
    wanted = squeeze(said)
    named = [key for key, one in held.items() if wanted and wanted in squeeze(one.title)]
    if not named:
        raise Unclear(moment.say("conference.not_known", titles=[one.title for one in held.values()][:MOST]))
    return max(named, key=lambda key: held[key].last)


CAME = ("teaching", "contact", "feedback", "nothing")
NAME = Parameter("conference", Kind.TEXT)
COMMANDS = (
    Command(
        ("conference", "add"),
        add,
        (Parameter("conference", Kind.TEXT, required=True), Parameter("first", Kind.DAY), Parameter("last", Kind.DAY)),
        opens_form=True,
    ),
    Command(("conference", "next"), next_, (NAME,)),
    Command(
        ("conference", "done"),
        done,
        (
            Parameter("step", Kind.ONE_OF, options=tuple(ConferenceStep)),
            Parameter("how", Kind.ONE_OF, options=("done", "left-out", "off")),
            NAME,
            Parameter("came", Kind.TEXT),
        ),
    ),
)
