"""The first three minutes: five short questions, each kept at once, so one can stop half way."""

import re
from dataclasses import replace

from bot.core.commands.binding import Unclear, tool
from bot.core.commands.plan_tools import need_choices
from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.message import Choice
from bot.core.moment import TAKES_TIME, Moment, choice, reply, undo_choice
from bot.core.plan.choosing import best
from bot.core.plan.document import CardWish, Need, Plan, Stage, Tool
from bot.core.plan.edits import Edit, apply, edit
from bot.core.situation import Outcome

COMMON = ("youtube", "x", "whatsapp", "blog", "linkedin", "instagram", "podcast", "bluesky")


def start(moment: Moment, values: Values) -> Outcome:
    """Keep what was answered, then ask the next thing that is not known yet."""
    edits: tuple[Edit, ...] = ()
    lines: list[str] = []
    settings = moment.plan.settings
    if settings.begun is None:
        edits += edit("settings", "", settings, replace(settings, begun=moment.today))
    if not values and settings.begun is None and not moment.plan.tools:
        both = (
            choice(moment.say("start.new"), "start", path="new"),
            choice(moment.say("start.too_much"), "start", path="full"),
        )
        return reply(moment.say("start.first"), moment.say("privacy.first_line"), choices=both, edits=edits)
    plan = apply(moment.plan, edits)
    if said := values.text("tools"):
        made, line = _tools(said, plan, moment)
        edits += made
        lines.append(line)
    if (minutes := values.minutes("minutes")) is not None:
        now = apply(moment.plan, edits).settings
        edits += edit("settings", "", now, replace(now, weekly_minutes=minutes))
        lines.append(moment.say("plan.time_noted", minutes=minutes))
    plan = apply(moment.plan, edits)
    if need := values.text("need"):
        made, line = _need(need, plan, moment)
        edits += made
        plan = apply(moment.plan, edits)
        lines += [line, *_useful(plan, moment)]
    question, choices = _next(plan, moment, done=values.text("done"), path=values.text("path"))
    undo = (undo_choice(moment),) if edits and lines else ()
    return reply(*lines, question, choices=(*choices, *undo), edits=edits)


def _tools(said: str, plan: Plan, moment: Moment) -> tuple[tuple[Edit, ...], str]:
    edits: tuple[Edit, ...] = ()
    names: list[str] = []
    for part in filter(None, (p.strip(" .") for p in re.split(r",|;|\n|\band\b|\bplus\b|&", said))):
        try:
            name = tool(part, moment)
        except Unclear:
            continue
        if name in names:
            continue
        held = plan.tools.get(name)
        if held is None or held.stage not in TAKES_TIME:
            edits += edit(
                "tools", name, held, replace(held, stage=Stage.IN_USE) if held else Tool(Stage.IN_USE, moment.today)
            )
        names.append(name)
    used = [n for n, t in apply(plan, edits).tools.items() if t.stage in TAKES_TIME]
    if len(used) > moment.library.rules.tools_to_begin_with:
        return edits, moment.say("start.noted_many", n=len(used), most=moment.library.rules.tools_to_begin_with)
    return edits, moment.say("start.noted", n=len(used), tools=[moment.tool_name(n) for n in used])


def _need(said: str, plan: Plan, moment: Moment) -> tuple[tuple[Edit, ...], str]:
    known = said if said in moment.library.needs else ""
    key = said if known or said in plan.needs else moment.fresh("need")
    now = Need("" if known else said, known, 1)
    return edit("needs", key, plan.needs.get(key), now), moment.say(
        "start.need_noted", need=moment.need_label(known, now.words)
    )


def _useful(plan: Plan, moment: Moment) -> list[str]:
    """Return the first useful lines: which tool fits that best, and one step with text to send."""
    cards = {n: c for n, t in plan.tools.items() if t.stage in TAKES_TIME and (c := moment.tool_card(n))}
    lines = []
    if len(cards) > 1:
        ranked = sorted(
            cards, key=lambda n: (-sum(cards[n].fits.get(x.kind, 0) for x in plan.needs.values()), -cards[n].ease, n)
        )
        lines.append(moment.say("start.fits", best=cards[ranked[0]].name, least=cards[ranked[-1]].name))
    elif not cards:
        found = best(moment.library.tools, plan.needs, 1)
        if found.tools:
            lines.append(moment.say("start.could_try", tool=moment.tool_name(found.tools[0])))
    lines.append(
        moment.say("start.one_step", text=moment.say("reply_note.text", days=moment.say("reply_note.two_days")))
    )
    return lines


def _next(plan: Plan, moment: Moment, *, done: str, path: str) -> tuple[str, tuple[Choice, ...]]:
    if not plan.tools and done != "tools" and plan.settings.weekly_minutes is None:
        asked = moment.say("start.which_tools_full") if path == "full" else moment.say("start.which_tools")
        return asked, _tool_choices(plan, moment)
    if plan.settings.weekly_minutes is None:
        times = ((30, "30 min"), (60, "60 min"), (120, "120 min"))
        return moment.say("start.how_much_time"), tuple(
            choice(moment.say("minutes", minutes=m), "start", minutes=text) for m, text in times
        )
    if not plan.needs:
        kinds = list(moment.library.needs.values())[:6]
        return moment.say("start.which_need"), tuple(choice(n.label, "start", need=n.id) for n in kinds)
    if plan.settings.card is CardWish.NOT_ASKED:
        no = choice(moment.say("start.card_no"), "stop")
        return moment.say("start.card"), (choice(moment.say("start.card_yes"), "nudges", "yes"), no)
    return moment.say("start.finished"), (choice(moment.say("choice.card"), "card"),)


def _tool_choices(plan: Plan, moment: Moment) -> tuple[Choice, ...]:
    known = [n for n in COMMON if n in moment.library.tools]
    offered = tuple(choice(moment.tool_name(n), "start", tools=n) for n in known)
    return (*offered, choice(moment.say("start.none_yet"), "start", done="tools"))


COMMANDS = (
    Command(
        ("start",),
        start,
        (
            Parameter("minutes", Kind.MINUTES),
            Parameter("tools", Kind.LONG_TEXT),
            Parameter("need", Kind.NEED),
            Parameter("path", Kind.TEXT),
            Parameter("done", Kind.TEXT),
        ),
    ),
)
__all__ = ["COMMANDS", "need_choices"]
