"""Point 1, don't use everything: which three to keep, said once; a tool long unused may rest.

`kept` is the one ranking of the tools in use: the card, *Why these?* and the first three minutes all say it.
"""

from datetime import timedelta

from bot.core.message import Invocation
from bot.core.moment import TAKES_TIME, Moment
from bot.core.plan.choosing import Chosen, keep, ranked
from bot.core.plan.document import Plan
from bot.core.points.verdict import Quiet, Step, Suggestion, Verdict, last_suggested, recent_weeks, rests


def in_use(plan: Plan) -> list[str]:
    """Return the tools that take time, in the order in which they came."""
    return [name for name, tool in plan.tools.items() if tool.stage in TAKES_TIME]


def signs(name: str, plan: Plan, moment: Moment) -> tuple[str, ...]:
    """Return what shows that a tool is in real use, as the person told it."""
    tool, rules = plan.tools[name], moment.library.rules
    soon = moment.today + timedelta(days=rules.item_ahead_days)
    lately = moment.today - timedelta(days=rules.known_weeks_fresh_days)
    found = {
        "backup": tool.backup is not None,
        "promise": tool.promise is not None,
        "item": any(
            i.tool == name and i.next_used and moment.today <= i.next_used <= soon for i in plan.items.values()
        ),
        "time": any(log.tool == name and log.minutes and log.day >= lately for log in moment.situation.logs.values()),
    }
    return tuple(sign for sign, shown in found.items() if shown)


def ranking(plan: Plan, moment: Moment) -> tuple[str, ...]:
    """Return the tools in use one by one, best first; tools in own words cannot be weighed and are left out."""
    cards = {name: card for name in in_use(plan) if (card := moment.tool_card(name))}
    return ranked(cards, plan.needs, {name: len(signs(name, plan, moment)) for name in cards})


def kept(plan: Plan, moment: Moment) -> tuple[Chosen, tuple[str, ...]] | None:
    """Return which tools to keep and which could rest, best first; None where few are in use or no need is noted."""
    most, order = moment.library.rules.tools_to_begin_with, ranking(plan, moment)
    if len(order) <= most or not plan.needs:
        return None
    cards = {name: moment.library.tools[name] for name in order}
    chosen = keep(cards, plan.needs, most, {name: len(signs(name, plan, moment)) for name in order})
    return chosen, tuple(name for name in order if name not in chosen.tools)


def three(moment: Moment) -> Verdict:
    """Suggest which tools to keep when more are in use than one begins with; once."""
    most = moment.library.rules.tools_to_begin_with
    used = in_use(moment.plan)
    if len(used) <= most:
        return Quiet("three", 1, "few_tools", {"n": len(used), "most": most})
    if last_suggested(moment, "three"):
        return Quiet("three", 1, "said_once")
    if not moment.plan.needs:
        return Quiet("three", 1, "no_needs")
    if any(rests(moment, name) for name in used):
        return Quiet("three", 1, "tool_rests")
    if (found := kept(moment.plan, moment)) is None:
        return Quiet("three", 1, "no_cards")
    chosen, rest = found
    least = rest[-1]
    details = {
        "n": len(used),
        "keep": [moment.tool_name(name) for name in chosen.tools],
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
        if tool.stage not in TAKES_TIME or rests(moment, name):
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
