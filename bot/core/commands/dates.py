"""The calendar file: term and exam dates, conferences and backups as whole days, for one's own calendar."""

from collections.abc import Iterator, Mapping

from bot.core.commands.table import Command, Values
from bot.core.message import Calendar, Dated
from bot.core.moment import Moment, reply
from bot.core.people import Place
from bot.core.plan.conference import still_open
from bot.core.plan.document import ChannelPlan, Term
from bot.core.points.p11_backup import backup_line, backup_lines, with_backups
from bot.core.points.p15_more_than_teaching import steps_of
from bot.core.situation import Outcome, derived


def calendar(moment: Moment) -> Calendar:
    """Return the days that are worth having in a calendar: those to come, and terms that run."""
    days = [*_terms(moment), *_conferences(moment), *_backups(moment)]
    days = sorted((day for day in days if day.last >= moment.today), key=lambda day: (day.first, day.title))
    return Calendar(f"boffin-{moment.today.isoformat()}.ics", moment.say("dates.title"), tuple(days), moment.now)


def uid(owner: str, what: str) -> str:
    """Return the id under which a calendar knows a day again: it names nobody."""
    return f"{derived(owner, what)}@boffin"


def _channels(moment: Moment) -> tuple[tuple[Place, ChannelPlan], ...]:
    """Return the channels whose plan the person joined, and the one spoken in."""
    situation = moment.situation
    joined = {place.id: (place, channel) for place, channel in situation.channels}
    if situation.place is not None:
        joined[situation.place.id] = (situation.place, situation.channel)
    return tuple(joined.values())


def _terms(moment: Moment) -> Iterator[Dated]:
    """Yield the terms and exam times that hold for the speaker, their own ones too, and when a channel is closed."""
    for place, channel in _channels(moment):
        yield from _teaching(moment, place, channel.terms, channel.exams)
        for key, closed in channel.closures.items():
            title = moment.say("dates.closed", place=place.name)
            yield Dated(uid(place.id, f"closed/{key}"), closed.first, closed.last, title)
    yield from _teaching(moment, None, moment.plan.terms, moment.plan.exams)


def _teaching(
    moment: Moment, place: Place | None, terms: Mapping[str, Term], exams: Mapping[str, Term]
) -> Iterator[Dated]:
    owner, name = (place.id, place.name) if place else (moment.person_id, moment.say("dates.mine"))
    not_mine = moment.plan.settings.not_mine
    for key, term in terms.items():
        if f"{owner}/term/{term.first.isoformat()}" not in not_mine:
            starts, ends = moment.say("dates.term_starts", place=name), moment.say("dates.term_ends", place=name)
            yield Dated(uid(owner, f"term/{key}/first"), term.first, term.first, starts)
            yield Dated(uid(owner, f"term/{key}/last"), term.last, term.last, ends)
    for key, held in exams.items():
        if f"{owner}/exams/{held.first.isoformat()}" not in not_mine:
            yield Dated(uid(owner, f"exams/{key}"), held.first, held.last, moment.say("dates.exams", place=name))


def _conferences(moment: Moment) -> Iterator[Dated]:
    """Yield each conference, and its steps that are still open on the days they are meant for."""
    for key, held in moment.plan.conferences.items():
        yield Dated(uid(moment.person_id, f"conference/{key}"), held.first, held.last, held.title)
        for one in still_open(held, steps_of(held, moment), moment.today, moment.library.rules):
            what = moment.words.family("conference_step", one.step)
            title = moment.say("dates.step", title=held.title, what=what)
            yield Dated(uid(moment.person_id, f"conference/{key}/{one.step}"), one.day, one.day, title)


def _backups(moment: Moment) -> Iterator[Dated]:
    """Yield where to go when something is down: on the first day of each term, and on days when it would matter."""
    if not (lines := backup_lines(moment.plan, moment)):
        return
    joined = [term for _, channel in _channels(moment) for term in channel.terms.values()]
    terms = {term.first for term in (*joined, *moment.plan.terms.values())}
    starts = sorted(day for day in terms if day >= moment.today) or [moment.today]
    for day in starts:
        key = f"backups/{day.isoformat()}" if day in terms else "backups"
        yield Dated(uid(moment.person_id, key), day, day, moment.say("dates.backups"), "\n".join(lines))
    held = with_backups(moment.plan, moment)
    for key, item in moment.plan.items.items():
        tool = held.get(item.tool)
        if item.next_used and tool is not None and tool.backup:
            title, line = moment.say("dates.backup_for", title=item.title), backup_line(item.tool, tool, moment)
            yield Dated(uid(moment.person_id, f"used/{key}"), item.next_used, item.next_used, title, line)


def give(moment: Moment, values: Values) -> Outcome:
    """Give the file, or say what would be in it."""
    made = calendar(moment)
    if not made.days:
        return reply(moment.say("dates.none"))
    return reply(moment.say("dates.given", n=len(made.days), file=made.name), calendars=(made,))


COMMANDS = (Command(("conference", "calendar"), give, aliases=("calendar file", "calendar")),)
