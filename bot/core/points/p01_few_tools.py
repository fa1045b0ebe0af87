"""Point 1, don't use everything: which three to keep, said once; a tool long unused may rest."""

from bot.core.message import Invocation
from bot.core.moment import TAKES_TIME, Moment
from bot.core.plan.choosing import best, worth
from bot.core.points.verdict import Quiet, Step, Suggestion, Verdict, last_suggested, recent_weeks


def three(moment: Moment) -> Verdict:
    """Suggest which tools to keep when more are in use than one begins with; once."""
    most = moment.library.rules.tools_to_begin_with
    used = [name for name, tool in moment.plan.tools.items() if tool.stage in TAKES_TIME]
    if len(used) <= most:
        return Quiet("three", 1, "few_tools", {"n": len(used), "most": most})
    if last_suggested(moment, "three"):
        return Quiet("three", 1, "said_once")
    if not moment.plan.needs:
        return Quiet("three", 1, "no_needs")
    cards = {name: card for name in used if (card := moment.tool_card(name))}
    keep = best(cards, moment.plan.needs, most, least=most)
    rest = [name for name in used if name not in keep.tools]
    if not keep.tools or not rest:
        return Quiet("three", 1, "no_cards")
    least = min(rest, key=lambda name: (worth((cards[name],), moment.plan.needs) if name in cards else 0, name))
    details = {
        "n": len(used),
        "keep": [moment.tool_name(name) for name in keep.tools],
        "rest": [moment.tool_name(name) for name in rest],
    }
    steps = (
        Step("pause", Invocation(("plan", "pause"), {"tool": least}), {"tool": moment.tool_name(least)}),
        Step("why_these", Invocation(("plan", "choose"))),
    )
    return Suggestion("three", 1, "", True, details, steps)


def unused(moment: Moment) -> Verdict:
    """Suggest a rest for a tool that was at zero in its last known weeks, as the person told them."""
    wanted = moment.library.rules.unused_known_weeks
    weeks = recent_weeks(moment)
    longest = 0
    for name, tool in sorted(moment.plan.tools.items()):
        if tool.stage not in TAKES_TIME:
            continue
        told = [week for week in weeks if name in week.by_tool][:wanted]
        zeros = next((i for i, week in enumerate(told) if week.by_tool[name]), len(told))
        longest = max(longest, zeros)
        if zeros < wanted:
            continue
        since = told[-1].monday  # the oldest of the zeros: said again only after as many more
        if (spoken := last_suggested(moment, "unused", name)) and spoken.date() >= since:
            continue
        if any(log.tool == name and log.day >= since for log in moment.situation.logs.values()):
            continue  # a week still open has shown that it is used
        steps = (
            Step("pause_note", Invocation(("plan", "pause"), {"tool": name})),
            Step("retire", Invocation(("plan", "retire"), {"tool": name})),
        )
        return Suggestion("unused", 1, name, True, {"tool": moment.tool_name(name), "n": wanted}, steps)
    return Quiet("unused", 1, "all_used", {"n": longest, "weeks": wanted})
