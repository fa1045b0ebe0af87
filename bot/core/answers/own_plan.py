"""The line "your plan": what the asker's own rows say about a point. Only ever the asker's."""

from collections.abc import Mapping
from datetime import timedelta

from bot.core.library import INTENTS
from bot.core.message import Choice
from bot.core.moment import TAKES_TIME, Moment, choice
from bot.core.nudges.coming import next_line
from bot.core.plan.content_list import due
from bot.core.plan.weeks import monday
from bot.core.points.p01_few_tools import in_use, kept
from bot.core.points.p04_select import select
from bot.core.points.p13_the_boffin import helped_lately, topic_name
from bot.core.points.p14_accounts import accounts
from bot.core.points.p15_more_than_teaching import coming, when
from bot.core.points.readiness import begun, open_by_tool
from bot.core.points.verdict import recent_weeks

MOST = 3  # weeks, items or backups in one line

# What is asked about one's plan, and the passage of its point that says most beside the asker's own numbers.
BESIDE = {
    "overcommitment": "how-much-time", "refresh_due": "where-to-start", "tools": "how-many", "backup": "what-counts",
    "ethics_status": "find-the-rules", "checkin_history": "how-often", "needs": "how-often-again",
    "recommend_tool": "two-look-fine", "conference_timeline": "conference-plan", "helpdesk_load": "limit",
    "accounts_balance": "one-or-two", "next_nudge": "need-one",
}  # fmt: skip

# What is asked about one's plan, and the command that shows or changes it.
_STEPS = {
    "overcommitment": ("card",), "refresh_due": ("content", "due"), "tools": ("plan", "show"),
    "backup": ("plan", "backup"), "checkin_history": ("checkin",), "needs": ("plan", "need"),
    "recommend_tool": ("plan", "choose"), "next_nudge": ("nudges", "show"), "helpdesk_load": ("helped",),
    "accounts_balance": ("ready",), "conference_timeline": ("conference", "next"),
    "ethics_status": ("ready",),
}  # fmt: skip

# What a point is about, and the command that helps with it at once.
_HELPS = {6: ("before",), 18: ("oops",)}


def intent_line(intent: str, moment: Moment) -> str:
    """Return what the asker's own plan answers to a question about it; where it is silent, that it is."""
    match intent:
        case "next_nudge":
            line = moment.say("your_plan.next", line=next_line(moment))
        case "checkin_history":
            line = _history(moment)
        case "overcommitment":
            line = _load(moment)
        case "recommend_tool":
            line = _recommended(moment)
        case "backup":
            line = _backups(moment) or plan_line(11, moment)
        case "needs":
            line = _join(plan_line(3, moment), _unserved(moment))
        case "tools":
            line = _join(plan_line(1, moment), _room(moment))
        case "ethics_status":
            line = _ethics(moment)
        case "conference_timeline":
            line = _conference(moment)
        case "helpdesk_load":
            line = _help(moment)
        case "accounts_balance":
            line = _accounts(moment) or moment.say("your_plan.no_accounts")
        case _:
            line = plan_line(INTENTS[intent], moment)
    return line or moment.say("your_plan.nothing")


def next_step(intent: str, moment: Moment) -> Choice | None:
    """Return the command that shows or changes what was asked about."""
    path = _STEPS.get(intent)
    return choice(moment.words.family("command", "_".join(path)), *path) if path else None


def help_with(point: int, moment: Moment) -> Choice | None:
    """Return the command that goes through what a point is about, step by step."""
    path = _HELPS.get(point)
    return choice(moment.words.family("command", "_".join(path)), *path) if path else None


def _join(*lines: str) -> str:
    return " ".join(filter(None, lines))


def _totals(moment: Moment) -> list[int]:
    return [week.total for week in recent_weeks(moment) if week.total is not None][:MOST]


def _load(moment: Moment) -> str:
    """Return the time chosen, the weeks told about, and how many of them went over it."""
    chosen, totals = moment.plan.settings.weekly_minutes, _totals(moment)
    if chosen is None:
        return _join(_told(moment), moment.say("your_plan.no_time")) if totals else ""
    if not totals:
        return plan_line(9, moment)
    over = sum(total > chosen for total in totals)
    return _join(plan_line(9, moment), moment.say("your_plan.over", n=over, of=len(totals)))


def _told(moment: Moment) -> str:
    totals = _totals(moment)
    shown = [moment.say("minutes", minutes=total) for total in reversed(totals)]
    return moment.say("your_plan.told", totals=shown, n=len(shown)) if shown else ""


def _history(moment: Moment) -> str:
    """Return the last weeks told about by their Mondays, and whether the last one was among them."""
    recent = recent_weeks(moment)[:MOST]
    if not recent:
        return ""
    lines = [
        moment.say("your_plan.week", day=week.monday, minutes=week.total)
        if week.total is not None
        else moment.say("your_plan.week_without", day=week.monday)
        for week in recent
    ]
    last = monday(moment.today) - timedelta(days=7)
    is_open = all(week.monday != last for week in recent) and last not in moment.situation.weeks
    return _join(moment.say("your_plan.history", weeks=lines), moment.say("your_plan.last_open") if is_open else "")


def _backups(moment: Moment) -> str:
    noted = [
        (name, tool.backup) for name, tool in moment.plan.tools.items() if tool.stage in TAKES_TIME and tool.backup
    ]
    lines = [moment.say("your_plan.backup", tool=moment.tool_name(name), where=it.where) for name, it in noted[:MOST]]
    bare = [moment.tool_name(name) for name in in_use(moment.plan) if not moment.plan.tools[name].backup]
    rest = moment.say("your_plan.no_backup_too", tools=bare) if bare else ""
    return _join(moment.say("your_plan.backups", backups=lines), rest) if lines else ""


def recommended_tools(moment: Moment) -> tuple[str, ...]:
    """Return the tools that answer the needs best; from one's own where there are more than one begins with."""
    if own := kept(moment.plan, moment):
        return own[0].tools
    advice = select(moment.plan, moment, anew=True)
    return advice.chosen.tools if advice else ()


def _recommended(moment: Moment) -> str:
    if not moment.plan.needs:
        return moment.say("your_plan.no_needs")
    return moment.say("your_plan.recommended", tools=[moment.tool_name(name) for name in recommended_tools(moment)])


def _unserved(moment: Moment) -> str:
    """Return which needs no tool in use serves, as far as was said which tool is for what."""
    plan = moment.plan
    served = {need for name in in_use(plan) for need in plan.tools[name].needs}
    left = [moment.need_label(need.kind, need.words) for key, need in plan.needs.items() if key not in served]
    return moment.say("your_plan.unserved", needs=left) if served and left else ""


def _conference(moment: Moment) -> str:
    """Return the next step of the conference that comes first."""
    steps = coming(moment)
    if not steps:
        return moment.say("your_plan.no_conference")
    what = moment.words.family("conference_step", steps[0].planned.step)
    said = when(steps[0].planned.day, moment)
    return moment.say("your_plan.conference", title=steps[0].conference.title, when=said, what=what)


def _help(moment: Moment) -> str:
    """Return with what help was given lately, and how long that took in all."""
    counts = helped_lately(moment)
    if not counts:
        return moment.say("your_plan.no_help")
    shown = [topic_name(topic, moment) for topic in list(counts)[:MOST]]
    times, minutes = (sum(getattr(told, what) for told in counts.values()) for what in ("times", "minutes"))
    return moment.say("your_plan.help", n=times, minutes=minutes, topics=shown)


def _room(moment: Moment) -> str:
    """Return how many more tools would still be few."""
    used, most = len(in_use(moment.plan)), moment.library.rules.tools_to_begin_with
    return moment.say("your_plan.room", n=most - used, most=most) if 0 < used < most else ""


def plan_line(point: int, moment: Moment) -> str:
    """Return what the asker's own plan has to say about this point, "" where it is silent."""
    plan = moment.plan
    used = in_use(plan)
    match point:
        case 1 | 2 | 4 if used:
            return moment.say("your_plan.tools", n=len(used), tools=[moment.tool_name(name) for name in used])
        case 3 if plan.needs:
            return moment.say(
                "your_plan.needs", needs=[moment.need_label(n.kind, n.words) for n in plan.needs.values()]
            )
        case 7 if promises := [(name, held) for name in used if (held := plan.tools[name].promise)]:
            name, first = promises[0]
            return moment.say("your_plan.promise", tool=moment.tool_name(name), when=first.when, then=first.then)
        case 9 if plan.settings.weekly_minutes is not None:
            told = _totals(moment)
            if not told:
                return moment.say("your_plan.time", minutes=plan.settings.weekly_minutes)
            totals = [moment.say("minutes", minutes=total) for total in reversed(told)]
            return moment.say("your_plan.weeks", minutes=plan.settings.weekly_minutes, totals=totals, n=len(totals))
        case 10 if plan.items:
            return _due(moment)
        case 5 | 6 | 8 | 12 if found := open_by_tool(moment, point):
            return moment.say("your_plan.open", open=_open(found, moment))
        case 14:
            return _accounts(moment)
        case 11 if bare := [name for name in used if not plan.tools[name].backup]:
            return moment.say("your_plan.no_backup", tools=[moment.tool_name(name) for name in bare])
        case _:
            return ""


def _open(found: Mapping[str, tuple[str, ...]], moment: Moment) -> list[str]:
    """Return what is open on each tool, as the ready check says it."""
    named = {name: [moment.words.family("ready_open", one) for one in what] for name, what in found.items()}
    return [f"{moment.tool_name(name)} ({'; '.join(what[:MOST])})" for name, what in list(named.items())[:MOST]]


def _ethics(moment: Moment) -> str:
    """Return what is open on the tools whose check was begun; none begun is not the same as nothing open."""
    checked = begun(moment.plan)
    if not checked:
        return moment.say("your_plan.no_ethics")
    if found := open_by_tool(moment):
        return moment.say("your_plan.open", open=_open(found, moment))
    return moment.say("your_plan.ethics_fine", tools=[moment.tool_name(name) for name in checked])


def _accounts(moment: Moment) -> str:
    """Return which account each tool is used with, as far as it was tapped; nothing is scored."""
    said = [
        moment.say("your_plan.account", tool=moment.tool_name(name), account=moment.words.family("account", kind))
        for name, kind in accounts(moment.plan).items()
    ]
    return moment.say("your_plan.accounts", accounts=said) if said else ""


def _due(moment: Moment) -> str:
    items = moment.plan.items
    found = due(items, moment.today, moment.library.rules, moment.library.news.values())
    if not found:
        return moment.say("your_plan.none_due", n=len(items))
    first = items[found[0][0]]
    others = [items[key].title for key, _ in found[1:MOST]]
    line = (
        moment.say("your_plan.due_used", n=len(found), title=first.title, day=first.next_used)
        if found[0][1] == "used" and first.next_used
        else moment.say("your_plan.due", n=len(found), title=first.title)
    )
    return _join(line, moment.say("your_plan.due_too", titles=others) if others else "")
