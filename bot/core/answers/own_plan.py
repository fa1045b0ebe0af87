"""The line "your plan": what the asker's own rows say about a point. Only ever the asker's."""

from bot.core.moment import TAKES_TIME, Moment
from bot.core.plan.content_list import due
from bot.core.points.verdict import recent_weeks


def plan_line(point: int, moment: Moment) -> str:
    """Return what the asker's own plan has to say about this point, "" where it is silent."""
    plan = moment.plan
    used = [name for name, tool in plan.tools.items() if tool.stage in TAKES_TIME]
    match point:
        case 1 | 2 | 4 if used:
            return moment.say("your_plan.tools", n=len(used), tools=[moment.tool_name(name) for name in used])
        case 3 if plan.needs:
            return moment.say(
                "your_plan.needs", needs=[moment.need_label(n.kind, n.words) for n in plan.needs.values()]
            )
        case 7 if promises := [n for n in used if plan.tools[n].promise]:
            first = plan.tools[promises[0]].promise
            return (
                moment.say("your_plan.promise", tool=moment.tool_name(promises[0]), when=first.when, then=first.then)
                if first
                else ""
            )
        case 9 if plan.settings.weekly_minutes is not None:
            told = [week.total for week in recent_weeks(moment) if week.total is not None][:3]
            if not told:
                return moment.say("your_plan.time", minutes=plan.settings.weekly_minutes)
            totals = [moment.say("minutes", minutes=total) for total in reversed(told)]
            return moment.say("your_plan.weeks", minutes=plan.settings.weekly_minutes, totals=totals, n=len(totals))
        case 10 if plan.items:
            found = due(plan.items, moment.today, moment.library.rules)
            if not found:
                return moment.say("your_plan.none_due", n=len(plan.items))
            return moment.say("your_plan.due", n=len(found), title=plan.items[found[0][0]].title)
        case 11 if bare := [n for n in used if not plan.tools[n].backup]:
            return moment.say("your_plan.no_backup", tools=[moment.tool_name(name) for name in bare])
        case _:
            return ""
