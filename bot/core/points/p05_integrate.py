"""Point 5, integrate, don't add on: what a session would lose, and after the wow, whether a student asked why."""

from datetime import UTC, date, datetime, time, timedelta

from bot.core.message import Invocation
from bot.core.moment import TAKES_TIME, Moment
from bot.core.plan.document import Answer, Tool
from bot.core.plan.load import in_term, is_away
from bot.core.plan.weeks import Told, monday
from bot.core.points.verdict import Quiet, Step, Suggestion, Verdict, rests, spoke_since

WEEK = timedelta(weeks=1)
SETTLED = ("yes", "link", "optional")  # it has a place: in a session, as a link, or by choice


def open_in(answer: Answer | None) -> tuple[str, ...]:
    """Return what is open on the place of one tool in the teaching."""
    if answer is None or answer.said in SETTLED:
        return ()
    return ("session_unsure",) if answer.said == "unsure" else ("session_nothing",)


def weeks_in_use(name: str, begun: date, moment: Moment) -> int:
    """Return the full teaching weeks since a tool began that were neither busy, away, nor told at zero for it.

    A week that was not told is a week all the same: the class went through it.
    """
    rules, situation = moment.library.rules, moment.situation
    terms = [term for _, channel in situation.channels for term in channel.terms.values()]
    count, week = 0, monday(begun) + (WEEK if begun != monday(begun) else timedelta())
    while week + WEEK <= moment.today:
        told = situation.weeks.get(week)
        free = is_away(week, moment.plan.away.values(), rules.away_days_that_free_a_week)
        zero = told is not None and told.by_tool.get(name) == 0
        if in_term(week, terms) and not free and not zero and not (told and told.told is Told.BUSY):
            count += 1
        week += WEEK
    return count


def began(tool: Tool) -> date | None:
    """Return since when a tool has had a place in the teaching, None where nobody said that it has."""
    held = tool.ready.get("session")
    return max(tool.since, held.on) if held and held.said in SETTLED else None


def asked_why(moment: Moment) -> Verdict:
    """Ask, once per tool, whether a student asked why, when the first weeks are over and novelty has worn off."""
    wanted, longest = moment.library.rules.wow_weeks, 0
    for name, tool in sorted(moment.plan.tools.items()):
        begun = began(tool)
        if begun is None or tool.stage not in TAKES_TIME or "students-asked" in tool.ready or rests(moment, name):
            continue
        weeks = weeks_in_use(name, begun, moment)
        longest = max(longest, weeks)
        if weeks < wanted or spoke_since(moment, "asked_why", name, datetime.combine(begun, time(), UTC)):
            continue
        steps = tuple(
            Step(f"why_{tap}", Invocation(("ready",), {"tool": name, "check": "students-asked", "tap": tap}))
            for tap in ("yes", "no")
        )
        details = {"tool": moment.tool_name(name), "n": weeks, "weeks": wanted}
        return Suggestion("asked_why", 5, name, False, details, steps)
    return Quiet("asked_why", 5, "not_asked_yet", {"n": longest, "weeks": wanted})
