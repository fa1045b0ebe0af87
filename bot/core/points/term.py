"""Around a term: ten days before it one look at what it needs, after it one look back at each tool.

The first stands for the separate reminders about backups, content and rules, and comes in place of that week's card.
Both read only what was told, and come once for each term.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.core.moment import Moment
from bot.core.nudges.coming import next_card
from bot.core.nudges.reminder import TERM, comes_on
from bot.core.plan.document import Finding, LocalRule, Term
from bot.core.plan.load import KnownWeek, known_weeks
from bot.core.points.p01_few_tools import in_use
from bot.core.points.p06_ethics import LINES, channels_in_force
from bot.core.points.p10_shared import Shared, shared_with
from bot.core.points.readiness import begun, left, open_in
from bot.core.points.verdict import last_suggested, recent_weeks, rests
from bot.core.situation import Suggested

START, END = "term_start", "term_end"  # the names under which they are remembered
LATER = "later"
SETTLED = ("done", "no")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to look at: what it is, what it is about, and the words and numbers of its sentence."""

    kind: str
    subject: str = ""
    details: Mapping[str, object] = field(default_factory=dict)
    shared: Shared | None = None  # an item of a channel's list


def said_about(moment: Moment, rule: str, term: Term) -> Suggested | None:
    """Return the last time a card of this kind came about a term, None where it never did."""
    key = term.first.isoformat()
    return next((said for said in moment.situation.suggested if said.rule == rule and said.subject == key), None)


def coming(moment: Moment) -> Term | None:
    """Return the term that begins next, where the look ahead is due now or was put off to the next card."""
    term = next_term(moment)
    if term is None or is_put_off(moment) or not _is_time(moment, term.first):
        return None
    said = said_about(moment, START, term)
    return term if said is None or said.answer == LATER else None


def next_term(moment: Moment) -> Term | None:
    """Return the term that begins next, None where no term ahead is known."""
    return next((one for one in moment.terms if one.first > moment.today), None)


def is_put_off(moment: Moment) -> bool:
    """Say whether the look ahead was put off to a day of one's own that is still to come, or is today."""
    wanted = moment.plan.reminders.get(TERM)
    return wanted is not None and moment.today <= comes_on(wanted, moment.plan)


def _is_time(moment: Moment, first: date) -> bool:
    """Say whether a term that begins then is near: within ten days, or the next card would be too late."""
    rules, left = moment.library.rules, (first - moment.today).days
    if left <= rules.term_card_days:
        return True
    later = next_card(moment)
    return later is not None and later.date() >= first and left <= rules.term_card_days_most


def ended(moment: Moment) -> Term | None:
    """Return the term that ended lately and was not looked back at."""
    days = moment.library.rules.term_end_card_days
    over = [one for one in moment.terms if one.last < moment.today <= one.last + timedelta(days=days)]
    return over[-1] if over and in_use(moment.plan) and said_about(moment, END, over[-1]) is None else None


def is_covered(moment: Moment, rule: str) -> bool:
    """Say whether a reminder of this rule has its place in a term's card: until the term begins, or once settled."""
    for term in moment.terms:
        said = said_about(moment, START, term)
        if said is None or moment.today > term.last:
            continue
        put_off = said.answer == LATER and not is_put_off(moment)
        if rule in ("backup", "item") and moment.today < term.first and not put_off:
            return True
        if rule == "backup" and said.answer in SETTLED:
            return True
    return False


def look_ahead(moment: Moment, term: Term) -> tuple[Line, ...]:
    """Return what is worth a look before a term: at most five things, those that students meet first in front."""
    found = (
        *_item(moment, term),
        *_backup(moment),
        *_ready(moment),
        *_rules(moment, term),
        *_unused(moment),
        Line("note"),
        *(() if last_suggested(moment, "profile", term.first.isoformat()) else (Line("profile"),)),
    )
    return found[: moment.library.rules.term_card_lines]


def _item(moment: Moment, term: Term) -> Iterator[Line]:
    """Yield the first thing that the term's first two weeks use: of one's own list, or one's own of a channel's."""
    shared = {key: one for key, one in shared_with(moment).items() if not one.stands_in}
    held = {**moment.plan.items, **{key: one.item for key, one in shared.items()}}
    until = term.first + timedelta(days=moment.library.rules.item_ahead_days)
    soon = sorted(
        (item.next_used, key)
        for key, item in held.items()
        if item.next_used and moment.today <= item.next_used < until and item.last is not Finding.DROP
        if not rests(moment, item.tool) and item.checked < moment.today
    )
    for used, key in soon[:1]:
        yield Line("item", key, {"title": held[key].title, "used": used}, shared.get(key))


def _backup(moment: Moment) -> Iterator[Line]:
    """Yield the tool without a backup, else the backup of the tool that is longest in use."""
    used = [name for name in in_use(moment.plan) if not rests(moment, name)]
    bare = [name for name in used if moment.plan.tools[name].backup is None]
    for name in [*bare, *used][:1]:
        backup, shown = moment.plan.tools[name].backup, moment.tool_name(name)
        yield (
            Line("backup", name, {"tool": shown, "where": backup.where})
            if backup
            else Line("no_backup", name, {"tool": shown})
        )


def _ready(moment: Moment) -> Iterator[Line]:
    """Yield the first tool on whose ready check something is open, else the first whose check was left half way."""
    begun_by_name = {name: tool for name, tool in begun(moment.plan).items() if not rests(moment, name)}
    for name, tool in begun_by_name.items():
        if found := open_in(name, tool, moment):
            yield Line("ready", name, {"tool": moment.tool_name(name), "n": len(found)})
            return
    for name, tool in begun_by_name.items():
        if to_go := left(tool):
            yield Line("ready_begun", name, {"tool": moment.tool_name(name), "n": to_go})
            return


def _rules(moment: Moment, term: Term) -> Iterator[Line]:
    """Yield how many lines of the local rules are new since the look before the last term."""
    if changed := new_rules(moment, term):
        yield Line("rules", "", {"n": len(changed), "places": list(dict.fromkeys(place for place, _, _ in changed))})


def new_rules(moment: Moment, term: Term) -> tuple[tuple[str, str, LocalRule], ...]:
    """Return the lines of the local rules that changed since the look before the last term, newest first.

    Each with the name of its channel and what it is about.
    """
    other = [one for one in moment.situation.suggested if one.rule == START and one.subject != term.first.isoformat()]
    since = max((one.at.date() for one in other), default=_a_while_ago(moment))
    changed = [
        (name, line, rule)
        for name, channel in channels_in_force(moment.situation)
        for line in LINES
        if (rule := channel.rules.get(line)) and rule.before and rule.since > since
    ]
    return tuple(sorted(changed, key=lambda one: (one[2].since, one[0], one[1]), reverse=True))


def _a_while_ago(moment: Moment) -> date:
    begun = moment.plan.settings.begun
    return max(begun or date.min, moment.today - timedelta(days=moment.library.rules.item_clinical_days))


def _unused(moment: Moment) -> Iterator[Line]:
    """Yield the tool in use that no told week of the last months used, where weeks were told tool by tool."""
    since = moment.today - timedelta(days=moment.library.rules.item_clinical_days)
    weeks = [week for week in recent_weeks(moment) if week.monday >= since and week.by_tool]
    for name in in_use(moment.plan):
        told = [week.by_tool[name] for week in weeks if name in week.by_tool]
        logged = any(log.tool == name and log.day >= since for log in moment.situation.logs.values())
        if len(told) >= moment.library.rules.over_weeks and not any(told) and not logged and not rests(moment, name):
            yield Line("unused", name, {"tool": moment.tool_name(name)})
            return


def look_back(moment: Moment, term: Term) -> tuple[Line, ...]:
    """Return what was told of each tool in use over a term; a tool that was not told says so."""
    weeks = [week for week in _of_term(moment, term) if week.by_tool]
    lines = []
    for name in in_use(moment.plan)[: moment.library.rules.term_card_lines]:
        told = [week.by_tool[name] for week in weeks if name in week.by_tool]
        details: dict[str, object] = {"tool": moment.tool_name(name), "of": len(told), "n": sum(map(bool, told))}
        if not told:
            lines.append(Line("untold", name, details))
        elif not any(told):
            lines.append(Line("never", name, details | {"n": len(told)}))
        else:
            used = [minutes for minutes in told if minutes]
            kind = "used" if len(told) > 1 else "used_once"
            lines.append(Line(kind, name, details | {"minutes": sum(used) // len(used)}))
    return tuple(lines)


def _of_term(moment: Moment, term: Term) -> list[KnownWeek]:
    days = moment.library.rules.away_days_that_free_a_week
    logs = moment.situation.logs.values()
    found = known_weeks(moment.situation.weeks, logs, moment.free, days, moment.today)
    return [week for week in found if term.first - timedelta(days=6) <= week.monday <= term.last]
