"""The line "your plan": what the asker's own rows say about a point. Only ever the asker's."""

from bot.core.library import INTENTS
from bot.core.moment import TAKES_TIME, Moment
from bot.core.nudges.coming import next_line
from bot.core.plan.choosing import best
from bot.core.plan.content_list import due
from bot.core.points.p01_few_tools import kept
from bot.core.points.verdict import recent_weeks

MOST = 3  # weeks or backups in one line


def intent_line(intent: str, moment: Moment) -> str:
    """Return what the asker's own plan answers to a question about it; where it is silent, that it is."""
    match intent:
        case "next_nudge":
            line = next_line(moment)
        case "checkin_history":
            line = _told(moment)
        case "overcommitment":
            line = plan_line(9, moment) or _told(moment)
        case "recommend_tool":
            line = _recommended(moment)
        case "backup":
            line = " ".join(filter(None, (_backups(moment), plan_line(11, moment))))
        case _:
            line = plan_line(INTENTS[intent], moment)
    return line or moment.say("your_plan.nothing")


def _told(moment: Moment) -> str:
    totals = [week.total for week in recent_weeks(moment) if week.total is not None][:MOST]
    shown = [moment.say("minutes", minutes=total) for total in reversed(totals)]
    return moment.say("your_plan.told", totals=shown, n=len(shown)) if shown else ""


def _backups(moment: Moment) -> str:
    noted = [
        (name, tool.backup) for name, tool in moment.plan.tools.items() if tool.stage in TAKES_TIME and tool.backup
    ]
    lines = [moment.say("your_plan.backup", tool=moment.tool_name(name), where=it.where) for name, it in noted[:MOST]]
    return moment.say("your_plan.backups", backups=lines) if lines else ""


def _recommended(moment: Moment) -> str:
    """Return the tools that answer the needs best; from one's own where there are more than one begins with."""
    plan, most = moment.plan, moment.library.rules.tools_to_begin_with
    if not plan.needs:
        return moment.say("your_plan.no_needs")
    own = kept(plan, moment)
    found = own[0] if own else best(moment.library.tools, plan.needs, most, plan.settings.weekly_minutes)
    return moment.say("your_plan.recommended", tools=[moment.tool_name(name) for name in found.tools])


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
