"""Point 15, more than teaching: the next small step around a conference, and one look at the profile before term."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.message import Invocation
from bot.core.moment import Moment
from bot.core.plan.conference import Planned, planned, still_open
from bot.core.plan.document import Conference
from bot.core.plan.load import is_away
from bot.core.plan.weeks import Told, monday
from bot.core.points.p09_over_commit import is_too_much
from bot.core.points.term import START
from bot.core.points.term import coming as next_term_card
from bot.core.points.verdict import Quiet, Step, Suggestion, Verdict, last_suggested, spoke_since


@dataclass(frozen=True, slots=True)
class Next:
    """The next step of one conference; `small` where full weeks leave fewer of them."""

    key: str
    conference: Conference
    planned: Planned
    small: bool


def steps_of(conference: Conference, moment: Moment) -> tuple[Planned, ...]:
    """Return the steps of a conference as they are meant now: the smaller version where weeks are full."""
    return planned(conference, moment.plan.away.values(), moment.library.rules, small=is_too_much(moment))


def coming(moment: Moment) -> tuple[Next, ...]:
    """Return the next open step of every conference, the earliest first."""
    small, rules = is_too_much(moment), moment.library.rules
    found = []
    for key, held in moment.plan.conferences.items():
        if steps := still_open(held, steps_of(held, moment), moment.today, rules):
            found.append(Next(key, held, steps[0], small))
    return tuple(sorted(found, key=lambda one: (one.planned.day, one.conference.title)))


def conference(moment: Moment) -> Verdict:
    """Suggest the next step around a conference, on a card up to a week before its day, once each."""
    rules = moment.library.rules
    if not moment.plan.conferences:
        return Quiet("conference", 15, "no_conference")
    if _is_free(moment):
        return Quiet("conference", 15, "conference_away")
    steps = coming(moment)
    until = moment.today + timedelta(days=rules.conference_ahead_days)
    near = [one for one in steps if one.planned.day <= until and not _said(one, moment)]
    if not near:
        later = [one for one in steps if one.planned.day > until]
        if not later:
            return Quiet("conference", 15, "conference_done")
        return Quiet(
            "conference", 15, "conference_later", {"day": later[0].planned.day, "ahead": rules.conference_ahead_days}
        )
    return _suggested(near[0], moment)


def _suggested(one: Next, moment: Moment) -> Suggestion:
    rules, step = moment.library.rules, one.planned.step
    details: dict[str, object] = {
        "title": one.conference.title, "when": when(one.planned.day, moment), "ahead": rules.conference_ahead_days,
        "what": moment.words.family("conference_step", step),
    }  # fmt: skip
    which: Mapping[str, str] = {"conference": one.key, "step": step}
    steps = (
        Step("conference_done", Invocation(("conference", "done"), {**which})),
        Step("conference_leave", Invocation(("conference", "done"), {**which, "how": "left-out"})),
    )
    variant = "conference_small" if one.small else "conference"
    return Suggestion("conference", 15, f"{one.key}/{step}", False, details, steps, variant)


def when(day: date, moment: Moment) -> str:
    """Return about when a step is meant, in words; a day that is past is now."""
    return moment.say("conference.about", day=day) if day > moment.today else moment.say("conference.now")


def _said(one: Next, moment: Moment) -> bool:
    """Say whether this step was named before; a conference is long ago when one like it comes again."""
    return any(told.rule == "conference" and told.subject == f"{one.key}/{one.planned.step}"
               for told in moment.situation.suggested)  # fmt: skip


def _is_free(moment: Moment) -> bool:
    """Say whether this week counts for nothing: away, or told to be busy."""
    start, days = monday(moment.today), moment.library.rules.away_days_that_free_a_week
    week = moment.situation.weeks.get(start)
    return is_away(start, moment.plan.away.values(), days) or (week is not None and week.told is Told.BUSY)


def profile(moment: Moment) -> Verdict:
    """Suggest five minutes for the profile around the start of a term, once a term; never beside that term's card."""
    rules = moment.library.rules
    near = term_that_starts(moment, rules.profile_ahead_days, rules.profile_late_days)
    if near is None:
        return Quiet("profile", 15, "no_term_start", {"ahead": rules.profile_ahead_days})
    if not moment.plan.tools:
        return Quiet("profile", 15, "no_profile")
    if next_term_card(moment) or last_suggested(moment, START, near.isoformat()):
        return Quiet("profile", 15, "term_card")
    since = moment.now - timedelta(days=rules.profile_ahead_days + rules.profile_late_days)
    if spoke_since(moment, "profile", near.isoformat(), since):
        return Quiet("profile", 15, "profile_said")
    if _is_free(moment):
        return Quiet("profile", 15, "conference_away")
    variant = "profile" if near > moment.today else "profile_begun"
    step = Step("profile", Invocation(("read",), {"point": "15", "passage": "profile"}))
    return Suggestion("profile", 15, near.isoformat(), False, {"first": near}, (step,), variant)


def term_that_starts(moment: Moment, ahead: int, late: int) -> date | None:
    """Return the first day of a term that begins within `ahead` days or began up to `late` days ago."""
    soon, ago = moment.today + timedelta(days=ahead), moment.today - timedelta(days=late)
    return min((term.first for term in moment.terms if ago <= term.first <= soon), default=None)
