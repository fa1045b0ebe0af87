"""Which tools answer the needs, and why: out of those in use, or out of the catalogue."""

from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.library import ToolCard
from bot.core.message import Choice
from bot.core.moment import Moment, choice, reply
from bot.core.plan.choosing import Chosen, quick_for
from bot.core.points.p01_few_tools import kept, signs
from bot.core.points.p04_select import Advice, select
from bot.core.situation import Outcome

ANEW = "anew"


def choose(moment: Moment, values: Values) -> Outcome:
    """Say which tools of the catalogue or of one's own answer the needs best, and why."""
    if not moment.plan.needs:
        return reply(moment.say("plan.choose_no_needs"), choices=need_choices(moment))
    anew = values.text("among") == ANEW
    if not anew and (own := kept(moment.plan, moment)):
        return _choose_own(moment, *own)
    advice = select(moment.plan, moment, anew=anew)
    if advice is None or not advice.chosen.tools:
        return reply(moment.say("plan.choose_none"), choices=_back(moment))
    return reply(*_lines(moment, advice), choices=(*_new(moment, advice), *_back(moment)))


def _lines(moment: Moment, advice: Advice) -> list[str]:
    chosen, rules = advice.chosen, moment.library.rules
    names = [moment.tool_name(name) for name in chosen.tools]
    lines = [moment.say("plan.choose_with" if advice.kept else "plan.choose_any", tools=names)]
    lines += [_reason(moment, name, chosen, advice.cards[name]) for name in chosen.tools]
    if advice.hour is not None and advice.minutes > advice.hour:
        lines.append(moment.say("plan.choose_over", minutes=advice.minutes, hour=advice.hour))
    if chosen.close and chosen.nearness >= rules.close_call_percent:
        lines.append(moment.say("plan.choose_close", tool=moment.tool_name(chosen.close)))
    lines += [
        moment.say("plan.choose_stopped", tool=moment.tool_name(name), place=place, why=why)
        for name, place, why in advice.left_out
    ]
    own = [need.words for need in moment.plan.needs.values() if not need.kind]
    return [*lines, moment.say("plan.choose_unweighed", needs=own)] if own else lines


def _new(moment: Moment, advice: Advice) -> tuple[Choice, ...]:
    """Offer to note the chosen that are new, and to weigh all of them as if none were in use."""
    new = [name for name in advice.chosen.tools if name not in moment.plan.tools][:2]
    add = tuple(
        choice(moment.say("log.add_tool", tool=moment.tool_name(n)), "plan", "tool", tool=n, stage="looking")
        for n in new
    )
    again = choice(moment.say("plan.choose_anew"), "plan", "choose", among=ANEW)
    return (*add, again) if advice.kept else add


def _back(moment: Moment) -> tuple[Choice, ...]:
    """Offer the way back to points 2 and 3: look at more, or think again about what is wanted."""
    return (choice(moment.say("plan.choose_needs"), "plan", "need"),)


def _choose_own(moment: Moment, found: Chosen, rest: tuple[str, ...]) -> Outcome:
    """Say which of the tools in use to keep, each with its reason, and which could rest."""
    lines = [moment.say("plan.choose_own", tools=[moment.tool_name(name) for name in found.tools])]
    for name in found.tools:
        signs_of = [moment.words.family("sign", sign) for sign in signs(name, moment.plan, moment)[:1]]
        lines.append(" ".join((_reason(moment, name, found, moment.library.tools[name]), *signs_of)))
    lines.append(moment.say("plan.choose_rest", tools=[moment.tool_name(name) for name in rest]))
    pause_it = choice(moment.say("step.pause", tool=moment.tool_name(rest[-1])), "plan", "pause", tool=rest[-1])
    again = choice(moment.say("plan.choose_anew"), "plan", "choose", among=ANEW)
    return reply(*lines, choices=(pause_it, again, *_back(moment)))


def _reason(moment: Moment, name: str, found: Chosen, card: ToolCard) -> str:
    """Return why one tool is among the chosen: best for a need, of some help with it, a quick win, or easy to use."""
    needs = moment.plan.needs
    need, minutes = needs.get(found.best_for[name]), card.weekly_minutes
    is_first = need is not None and need.priority == 1
    if name == found.quick and not is_first and (later := quick_for(card, needs, moment.library.rules.quick_win_ease)):
        label = moment.need_label(needs[later].kind, needs[later].words)
        return moment.say("plan.choose_quick", tool=card.name, need=label, minutes=minutes)
    if need is None:
        return moment.say("plan.choose_ease", tool=card.name, minutes=minutes)
    label = moment.need_label(need.kind, need.words)
    most = max(moment.library.tools[other].fits.get(need.kind, 0) for other in found.tools)
    is_best = card.fits.get(need.kind, 0) >= most
    return moment.say(
        "plan.choose_line" if is_best else "plan.choose_helps", tool=card.name, need=label, minutes=minutes
    )


def need_choices(moment: Moment) -> tuple[Choice, ...]:
    """Return a choice per need that people commonly have."""
    return tuple(choice(n.label, "plan", "need", words=n.id, priority="1") for n in moment.library.needs.values())


COMMANDS = (Command(("plan", "choose"), choose, (Parameter("among", Kind.ONE_OF, options=("anew", "in-use")),)),)
