"""Point 11, have a backup plan: none on record though soon needed, did it work, and all of them on one page."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from bot.core.library import squeeze
from bot.core.message import Invocation
from bot.core.moment import TAKES_TIME, Moment
from bot.core.plan.document import Answer, Plan, Tool
from bot.core.plan.load import term_of
from bot.core.points.verdict import Quiet, Step, Suggestion, Verdict, rests, spoke_since


def backup(moment: Moment) -> Verdict:
    """Ask for one line about the backup of a tool that an item needs soon, once per term."""
    ahead = moment.today + timedelta(days=moment.library.rules.backup_ahead_days)
    terms = moment.terms
    term = datetime.combine(term_of(moment.today, terms), time(), UTC)
    soon = sorted(
        (item.next_used, item.tool)
        for item in moment.plan.items.values()
        if item.next_used and moment.today <= item.next_used <= ahead
    )
    for used, name in soon:
        tool = moment.plan.tools.get(name)
        if tool is None or tool.stage not in TAKES_TIME or tool.backup or rests(moment, name):
            continue
        if spoke_since(moment, "backup", name, term):
            continue
        steps = (Step("backup", Invocation(("plan", "backup"), {"tool": name})),)
        return Suggestion("backup", 11, name, False, {"tool": moment.tool_name(name), "used": used}, steps)
    return Quiet("backup", 11, "backups_fine", {"n": sum(bool(t.backup) for t in moment.plan.tools.values())})


def same_login(moment: Moment, tool: str, where: str) -> bool:
    """Say whether a backup would fall together with the tool: the same tool, or the same login."""
    card, other = moment.tool_card(tool), moment.tool_card(where)
    return tool == where or bool(card and other and card.same_login == other.same_login)


def drill(moment: Moment) -> Verdict:
    """Ask, once, how a backup did that was needed a day or more ago and lately enough to be remembered."""
    days = moment.library.rules.drill_days
    for name, held in sorted(moment.plan.drills.items(), key=lambda one: (one[1].used, one[0])):
        since = datetime.combine(held.used, time(), UTC)
        if held.worked is not None or not 0 < (moment.today - held.used).days <= days or rests(moment, name):
            continue
        if spoke_since(moment, "drill", name, since):
            continue
        steps = tuple(
            Step(word, Invocation(("down",), {"tool": name, "worked": answer}))
            for word, answer in (("worked", "yes"), ("needs_fix", "no"))
        )
        details = {"tool": moment.tool_name(name), "day": held.used, "days": days}
        return Suggestion("drill", 11, name, False, details, steps)
    return Quiet("drill", 11, "no_drill", {"n": days})


def service_in(where: str, moment: Moment) -> str:
    """Return the tool of the catalogue that a backup's words begin with, "" where they name none."""
    words = squeeze(where).split()
    begins = (" ".join(words[:size]) for size in (3, 2, 1))
    return next((moment.library.tool_names[one] for one in begins if one in moment.library.tool_names), "")


def is_itself(name: str, tool: Tool, moment: Moment) -> bool:
    """Say whether the backup on record is the tool it is for: then it is none."""
    where = tool.backup.where if tool.backup else ""
    return bool(where) and (service_in(where, moment) == name or squeeze(where) == squeeze(name))


def same_login_as(name: str, tool: Tool, moment: Moment) -> bool:
    """Say whether the backup on record would fall together with the tool: the same one, or behind the same login."""
    if tool.backup is None:
        return False
    service = service_in(tool.backup.where, moment)
    return bool(service and same_login(moment, name, service)) or squeeze(tool.backup.where) == squeeze(name)


def open_in(name: str, tool: Tool, answer: Answer | None, moment: Moment) -> tuple[str, ...]:
    """Return what is open on the backup of one tool; a way on paper is one."""
    paper = answer is not None and answer.said == "paper"
    last = moment.plan.drills.get(name)
    if last and last.worked is False:
        return ("backup_fix",)
    if tool.backup is None:
        return () if paper or answer is None else (f"backup_{answer.said}".replace("-", "_"),)
    return ("backup_same",) if not paper and same_login_as(name, tool, moment) else ()


def backup_lines(plan: Plan, moment: Moment) -> tuple[str, ...]:
    """Return one line for each tool in use, with its backup or that none is noted, and one that needs no network.

    For paper and for a calendar file: they are there when I am not.
    """
    lines = tuple(
        backup_line(name, tool, moment) for name, tool in with_backups(plan, moment).items() if tool.stage in TAKES_TIME
    )
    return (*lines, moment.say("backups.paper", text=moment.library.paper[0].text)) if lines else ()


def with_backups(plan: Plan, moment: Moment) -> dict[str, Tool]:
    """Return the tools of a plan, each with the backup of a channel that was joined where it has none of its own."""
    shared = [channel.tools for _, channel in moment.situation.channels]
    found = dict(plan.tools)
    for tools in shared:
        for name, tool in tools.items():
            if tool.backup and not (name in found and found[name].backup):
                found[name] = replace(found[name], backup=tool.backup) if name in found else tool
    return found


def backup_line(name: str, tool: Tool, moment: Moment) -> str:
    """Return where to go when this tool fails and what students do there, with a warning where both fall together."""
    if tool.backup is None:
        return moment.say("backups.none", tool=moment.tool_name(name))
    line = moment.say("backups.line", tool=moment.tool_name(name), where=tool.backup.where)
    do = moment.say("backups.do", do=tool.backup.do) if tool.backup.do else ""
    same = moment.say("backups.same") if same_login_as(name, tool, moment) else ""
    return " ".join(filter(None, (line, do, same)))
