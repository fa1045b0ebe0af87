"""Term and exam dates and public holidays: entered once by a channel's keeper, inherited, overridden with one tap."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.core.commands.channel import kept
from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.message import Choice
from bot.core.moment import Moment, changed, choice, reply
from bot.core.plan.calendar import Kind as What
from bot.core.plan.calendar import Stretch
from bot.core.plan.document import Term
from bot.core.plan.edits import Edit, edit
from bot.core.situation import Outcome

SHOWN, LONGEST_DAYS = 4, 366
NO_COUNTRY = "NONE"
_ALSO = {"UK": "GB", "ENGLAND": "GB-ENG", "SCOTLAND": "GB-SCT", "WALES": "GB-WLS", "NI": "GB-NIR", "USA": "US"}
READING = frozenset({"show"})


def code(country: str) -> str:
    """Return the code of a country as it is usually written, "GB-SCT", from how it was typed."""
    typed = country.strip().upper().replace(" ", "-")
    return _ALSO.get(typed, typed)


def dates(moment: Moment, values: Values) -> Outcome:
    """Show the dates that hold for the speaker; note own ones, or say which of a channel's do not hold for them."""
    match values.text("action") or ("term" if values.day("first") else "show"):
        case "country":
            return _country(moment, values)
        case "term" | "exams" as kind:
            found = _noted(moment, values, kind, moment.plan.terms if kind == "term" else moment.plan.exams)
            if isinstance(found, str):
                return reply(found)
            return changed(moment, found, _line(moment, values, kind), instead(moment, found))
        case "drop":
            return _drop(moment, values.text("which"))
        case "not-mine" | "mine" as action:
            return _mine(moment, values.text("which"), is_mine=action == "mine")
        case _:
            return _show(moment)


def of_channel(moment: Moment, values: Values) -> Outcome:
    """Show the channel's term and exam dates; its keeper notes them, and every member has them from then on."""
    channel, action = moment.situation.channel, values.text("action") or ("term" if values.day("first") else "show")
    if action not in READING and not moment.situation.actor.is_keeper:
        names = channel.keepers
        return reply(moment.say("permit.keeper_only", names=names) if names else moment.say("channel.no_keeper"))
    collections: Mapping[str, Mapping[str, Term]] = {"term": channel.terms, "exams": channel.exams}
    match action:
        case "term" | "exams":
            found = _noted(moment, values, action, collections[action])
            said = moment.say("teaching.members_have_them")
            if isinstance(found, str):
                return reply(found)
            return kept(moment, found, _line(moment, values, action), instead(moment, found), said)
        case "drop":
            kind, _, key = values.text("which").partition("/")
            held = collections.get(kind, {}).get(key)
            if held is None:
                return reply(moment.say("teaching.not_there"))
            return kept(moment, edit(_collection(kind), key, held, None), moment.say("teaching.dropped"))
        case _:
            return _show_channel(moment, collections)


def _noted(moment: Moment, values: Values, kind: str, held: Mapping[str, Term]) -> tuple[Edit, ...] | str:
    """Return the edit that notes two days, or a sentence about what is wrong with them."""
    first, last = values.day("first"), values.day("last")
    if first is None or last is None:
        return moment.say("teaching.how")
    if last < first or (last - first).days > LONGEST_DAYS:
        return moment.say("teaching.order")
    if kind == "term":
        return term_noted(held, Term(first, last))
    return edit("exams", first.isoformat(), held.get(first.isoformat()), Term(first, last))


def term_noted(held: Mapping[str, Term], now: Term) -> tuple[Edit, ...]:
    """Return the edits that note a term in place of those it overlaps: a corrected day makes no second term."""
    key = now.first.isoformat()
    gone = [(k, term) for k, term in held.items() if k != key and term.first <= now.last and now.first <= term.last]
    edits = tuple(made for k, term in gone for made in edit("terms", k, term, None))
    return edits + edit("terms", key, held.get(key), now)


def instead(moment: Moment, edits: tuple[Edit, ...]) -> str:
    """Return the line that says which term gives way, "" where none does."""
    before = [made.before for made in edits if made.after is None and isinstance(made.before, Term)]
    return moment.say("teaching.instead", first=before[0].first, last=before[0].last) if before else ""


def _collection(kind: str) -> str:
    return "terms" if kind == "term" else "exams"


def _line(moment: Moment, values: Values, kind: str) -> str:
    first, last = values.day("first") or moment.today, values.day("last") or moment.today
    return moment.words.family("teaching_noted", _dated(kind, last, moment), first=first, last=last)


def _dated(kind: str, last: date, moment: Moment) -> str:
    """Return the words for a kind of dates: with the year, where it is neither this one nor the next."""
    return kind if 0 <= last.year - moment.today.year <= 1 else f"{kind}_year"


def _show(moment: Moment) -> Outcome:
    coming = [one for one in moment.stretches if one.dates.last >= moment.today]
    lines = [_said(moment, one) for one in coming[:SHOWN]]
    holidays = moment.situation.holidays
    days = [(day, name) for day, name in holidays.days.items() if day >= moment.today][:2]
    if days:
        shown = [moment.say("teaching.holiday", day=day, name=name) for day, name in days]
        lines.append(moment.say("teaching.holidays", country=holidays.country, days=shown))
    taps = tuple(_tap(moment, one) for one in coming[:SHOWN])
    if not coming:
        lines.insert(0, moment.say("teaching.none"))
    return reply(*lines, choices=taps)


def _said(moment: Moment, one: Stretch) -> str:
    key = _dated(one.kind, one.dates.last, moment)
    line = moment.words.family("teaching_line", key, first=one.dates.first, last=one.dates.last)
    if not one.is_mine:
        return moment.say("teaching.not_mine_line", line=line, place=one.said_by)
    if one.said_by:
        return moment.say("teaching.from_place", line=line, place=one.said_by)
    return moment.say("teaching.own_line", line=line)


def _tap(moment: Moment, one: Stretch) -> Choice:
    """Return the one tap about a stretch: a channel's does not hold for me, or does again; one's own goes."""
    kind = moment.words.family("teaching_kind", _dated(one.kind, one.dates.last, moment), day=one.dates.first)
    if not one.said_by:
        return choice(moment.say("teaching.drop", what=kind), "plan", "dates", action="drop", which=one.key)
    action = "not-mine" if one.is_mine else "mine"
    label = moment.say("teaching.not_for_me", what=kind) if one.is_mine else moment.say("teaching.for_me", what=kind)
    return choice(label, "plan", "dates", action=action, which=one.key)


def exam_taps(moment: Moment) -> tuple[Choice, ...]:
    """Return the one tap against a channel's exam time that today is in."""
    now = [one for one in moment.stretches if one.kind is What.EXAMS and one.said_by and one.is_mine]
    return tuple(_tap(moment, one) for one in now if one.dates.first <= moment.today <= one.dates.last)[:1]


def _mine(moment: Moment, which: str, *, is_mine: bool) -> Outcome:
    settings = moment.plan.settings
    found = next((one for one in moment.stretches if one.key == which and one.said_by), None)
    if found is None:
        return reply(moment.say("teaching.not_there"))
    left = tuple(key for key in settings.not_mine if key != which)
    after = replace(settings, not_mine=left if is_mine else (*left, which))
    said = _said(moment, replace(found, is_mine=is_mine))
    return changed(moment, edit("settings", "", settings, after), said)


def _drop(moment: Moment, which: str) -> Outcome:
    kind, _, key = which.partition("/")
    held = (moment.plan.terms if kind == "term" else moment.plan.exams).get(key)
    if held is None:
        return reply(moment.say("teaching.not_there"))
    return changed(moment, edit(_collection(kind), key, held, None), moment.say("teaching.dropped"))


def _country(moment: Moment, values: Values) -> Outcome:
    """Keep whose public holidays hold, where the calendar knows that country."""
    settings, holidays = moment.plan.settings, moment.situation.holidays
    said = code(values.text("country"))
    if not said:
        return reply(moment.say("teaching.country_how"))
    if said != NO_COUNTRY and holidays.country != said:
        return reply(moment.say("teaching.no_country", said=said[:20]))
    edits = edit("settings", "", settings, replace(settings, country=said))
    if said == NO_COUNTRY:
        return changed(moment, edits, moment.say("teaching.no_holidays"))
    day = _next(moment.today, holidays.days)
    shown = [moment.say("teaching.holiday", day=day, name=holidays.days[day])] if day else []
    return changed(moment, edits, moment.say("teaching.holidays", country=said, days=shown))


def _next(today: date, days: Mapping[date, str]) -> date | None:
    return next((day for day in days if day >= today), None)


def _show_channel(moment: Moment, collections: Mapping[str, Mapping[str, Term]]) -> Outcome:
    coming = sorted(
        (held.first, held.last, kind, key)
        for kind, dates_ in collections.items()
        for key, held in dates_.items()
        if held.last >= moment.today
    )[:SHOWN]
    if not coming:
        return reply(moment.say("teaching.none_here"))
    said = [
        moment.words.family("teaching_line", _dated(kind, last, moment), first=first, last=last)
        for first, last, kind, _ in coming
    ]
    lines = [moment.say("teaching.own_line", line=line) for line in said]
    if not moment.situation.actor.is_keeper:
        return reply(*lines)
    return reply(
        *lines,
        choices=tuple(
            choice(
                moment.say(
                    "teaching.drop", what=moment.words.family("teaching_kind", _dated(kind, last, moment), day=first)
                ),
                "channel", "dates", action="drop", which=f"{kind}/{key}",
            )
            for first, last, kind, key in coming
        ),
    )  # fmt: skip


DAYS = (Parameter("first", Kind.DAY), Parameter("last", Kind.DAY))
COMMANDS = (
    Command(
        ("plan", "dates"),
        dates,
        (
            Parameter(
                "action", Kind.ONE_OF, options=("show", What.TERM, What.EXAMS, "drop", "not-mine", "mine", "country")
            ),
            *DAYS,
            Parameter("country", Kind.TEXT),
            Parameter("which", Kind.TEXT),
        ),
    ),
    Command(
        ("channel", "dates"),
        of_channel,
        (
            Parameter("action", Kind.ONE_OF, options=("show", What.TERM, What.EXAMS, "drop")),
            *DAYS,
            Parameter("which", Kind.TEXT),
        ),
        in_place=True,
    ),
)
