"""Point 11, have a backup plan: a tool that is soon needed and has none on record."""

from datetime import UTC, datetime, time, timedelta

from bot.core.message import Invocation
from bot.core.moment import TAKES_TIME, Moment
from bot.core.plan.load import term_of
from bot.core.points.verdict import Quiet, Step, Suggestion, Verdict, rests, spoke_since


def backup(moment: Moment) -> Verdict:
    """Ask for one line about the backup of a tool that an item needs soon, once per term."""
    ahead = moment.today + timedelta(days=moment.library.rules.backup_ahead_days)
    terms = [term for _, channel in moment.situation.channels for term in channel.terms.values()]
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
