"""Points 2 and 17: where time is left, one look or one try-out; and a try-out that has had its weeks: keep or stop.

Advice, never a lock: nothing ends by itself, and not exploring is fine.
"""

from datetime import UTC, date, datetime, time, timedelta

from bot.core.message import Invocation
from bot.core.moment import Moment
from bot.core.plan.document import Stage, Tool
from bot.core.plan.load import term_of
from bot.core.points.p01_few_tools import in_use
from bot.core.points.verdict import Quiet, Step, Suggestion, Verdict, last_suggested, recent_weeks, rests


def last_day(tool: Tool, moment: Moment) -> date:
    """Return the last day of a try-out: the one that was said, else four weeks from its beginning."""
    return tool.until or tool.since + timedelta(weeks=moment.library.rules.tryout_weeks)


def tryout_over(moment: Moment) -> Verdict:
    """Ask whether to keep or to stop a try-out whose weeks are over, once for each."""
    running = {n: t for n, t in sorted(moment.plan.tools.items()) if t.stage is Stage.TRYOUT}
    for name, tool in running.items():
        if moment.today <= last_day(tool, moment) or rests(moment, name):
            continue
        begun = datetime.combine(tool.since, time(), UTC)
        if (spoken := last_suggested(moment, "tryout", name)) and spoken >= begun:
            continue
        steps = (
            Step("tryout_keep", Invocation(("plan", "tool"), {"tool": name, "stage": Stage.IN_USE.value})),
            Step("tryout_stop", Invocation(("plan", "retire"), {"tool": name})),
        )
        shown = moment.tool_name(name)
        details = {"tool": shown, "good": tool.good, "stop": tool.stop, "day": last_day(tool, moment)}
        both = bool(tool.good and tool.stop)
        return Suggestion("tryout", 17, name, False, details, steps, "tryout" if both else "tryout_bare")
    return Quiet("tryout", 17, "no_tryout_over", {"n": len(running)})


def time_left(moment: Moment) -> Verdict:
    """Offer a twenty-minute look where the last known weeks all left time, once a term."""
    rules, hour = moment.library.rules, moment.plan.settings.weekly_minutes
    totals = [week.total for week in recent_weeks(moment) if week.total is not None][: rules.over_weeks]
    few = {"n": len(totals), "weeks": rules.over_weeks}
    if hour is None or len(totals) < rules.over_weeks:
        return Quiet("explore", 17, "no_time_known", few)
    if any(total * 100 >= hour * rules.time_left_percent for total in totals):
        return Quiet("explore", 17, "no_time_left", {"percent": rules.time_left_percent})
    used = in_use(moment.plan)
    tries = any(tool.stage is Stage.TRYOUT for tool in moment.plan.tools.values())
    if tries or len(used) >= rules.tools_to_begin_with or not used:
        return Quiet("explore", 17, "enough_tools", {"n": len(used)})
    term = datetime.combine(term_of(moment.today, moment.terms), time(), UTC)
    if (spoken := last_suggested(moment, "explore")) and spoken >= term:
        return Quiet("explore", 17, "explored", {})
    steps = (Step("look", Invocation(("plan", "look"))),)
    details = {"n": len(totals), "percent": rules.time_left_percent, "hour": hour}
    return Suggestion("explore", 17, "", False, details, steps)
