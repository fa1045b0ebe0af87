"""Point 7, use it: a promise missed in two of the last three known teaching weeks is made easier."""

from datetime import UTC, datetime, time

from bot.core.message import Invocation
from bot.core.moment import Moment
from bot.core.plan.document import Promise
from bot.core.plan.load import KnownWeek, in_term, promised, term_of
from bot.core.points.p09_over_commit import is_too_much
from bot.core.points.verdict import Quiet, Step, Suggestion, Verdict, recent_weeks, rests, spoke_since

SMALLER = "smaller"  # said to a promise's command: show it as it stands, to be made smaller


def as_it_stands(promise: Promise) -> dict[str, str]:
    """Return what a promise's command is given to show it in its form, to be made smaller."""
    return {"when": promise.when, "then": promise.then, "told": SMALLER}


def kept(week: KnownWeek, tool: str) -> bool | None:
    """Say whether a promise was kept that week, None where the person did not tell."""
    if tool in week.week.kept or week.by_tool.get(tool, 0) > 0:
        return True
    return False if tool in week.week.missed or week.by_tool.get(tool) == 0 else None


def missed(moment: Moment) -> Verdict:
    """Offer three equal ways on for a promise that does not fit the weeks as they are.

    Never where the weeks are too full as it is: then point 9 has the word, also while it rests.
    """
    rules = moment.library.rules
    if is_too_much(moment):
        return Quiet("missed", 7, "too_much_first")
    terms = moment.terms
    term = datetime.combine(term_of(moment.today, terms), time(), UTC)
    weeks = [week for week in recent_weeks(moment) if in_term(week.monday, terms)]
    most = 0
    for name, promise in sorted(promised(moment.plan.tools).items()):
        told = [outcome for week in weeks if (outcome := kept(week, name)) is not None]
        told = told[: rules.promise_weeks_looked_at]
        count = told.count(False)
        most = max(most, count)
        if len(told) < rules.promise_weeks_looked_at or count < rules.promise_weeks_missed:
            continue
        if rests(moment, name) or spoke_since(moment, "missed", name, term):
            continue
        steps = (
            Step("five_minutes", Invocation(("plan", "prompt"), {"tool": name})),
            Step("smaller", Invocation(("plan", "promise"), {"tool": name, **as_it_stands(promise)})),
            Step("pause_plain", Invocation(("plan", "pause"), {"tool": name})),
        )
        details = {
            "tool": moment.tool_name(name),
            "n": count,
            "weeks": rules.promise_weeks_looked_at,
            "when": promise.when,
            "then": promise.then,
        }
        return Suggestion("missed", 7, name, False, details, steps)
    return Quiet("missed", 7, "promises_fit", {"n": most, "weeks": rules.promise_weeks_looked_at})
