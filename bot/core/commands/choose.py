"""Which tools answer the needs, and why: out of those in use, or out of the catalogue."""

from bot.core.commands.table import Values
from bot.core.moment import Moment, choice, reply
from bot.core.plan.choosing import Chosen, best
from bot.core.points.p01_few_tools import kept, signs
from bot.core.situation import Outcome


def choose(moment: Moment, values: Values) -> Outcome:
    """Say which tools of the catalogue or of one's own answer the needs best, and why."""
    needs = moment.plan.needs
    if not needs:
        return reply(moment.say("plan.choose_no_needs"), choices=need_choices(moment))
    if own := kept(moment.plan, moment):
        return _choose_own(moment, *own)
    cards = moment.library.tools
    found = best(cards, needs, moment.library.rules.tools_to_begin_with, moment.plan.settings.weekly_minutes)
    lines = [moment.say("plan.choose_any", tools=[cards[n].name for n in found.tools])]
    lines += [_reason(moment, name, found) for name in found.tools]
    if found.close:
        lines.append(moment.say("plan.choose_close", tool=cards[found.close].name))
    new = [name for name in found.tools if name not in moment.plan.tools][:2]
    add = tuple(
        choice(moment.say("log.add_tool", tool=cards[n].name), "plan", "tool", tool=n, stage="looking") for n in new
    )
    return reply(*lines, choices=add)


def _choose_own(moment: Moment, found: Chosen, rest: tuple[str, ...]) -> Outcome:
    """Say which of the tools in use to keep, each with its reason, and which could rest."""
    lines = [moment.say("plan.choose_own", tools=[moment.tool_name(name) for name in found.tools])]
    for name in found.tools:
        signs_of = [moment.words.family("sign", sign) for sign in signs(name, moment.plan, moment)[:1]]
        lines.append(" ".join((_reason(moment, name, found), *signs_of)))
    lines.append(moment.say("plan.choose_rest", tools=[moment.tool_name(name) for name in rest]))
    pause_it = choice(moment.say("step.pause", tool=moment.tool_name(rest[-1])), "plan", "pause", tool=rest[-1])
    return reply(*lines, choices=(pause_it,))


def _reason(moment: Moment, name: str, found: Chosen) -> str:
    """Return why one tool is among the chosen: best for a need, of some help with it, or easy to use."""
    need, card = moment.plan.needs.get(found.best_for[name]), moment.library.tools[name]
    if need is None:
        return moment.say("plan.choose_ease", tool=card.name, minutes=card.weekly_minutes)
    label = moment.need_label(need.kind, need.words)
    most = max(moment.library.tools[other].fits.get(need.kind, 0) for other in found.tools)
    if card.fits.get(need.kind, 0) < most:
        return moment.say("plan.choose_helps", tool=card.name, need=label, minutes=card.weekly_minutes)
    return moment.say("plan.choose_line", tool=card.name, need=label, minutes=card.weekly_minutes)


def need_choices(moment: Moment):  # type: ignore[no-untyped-def]
    """Return a choice per need that people commonly have."""
    return tuple(choice(n.label, "plan", "need", words=n.id, priority="1") for n in moment.library.needs.values())
