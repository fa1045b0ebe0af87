"""The first three minutes: five short questions, each kept at once, so one can stop half way."""

import re
from dataclasses import replace

from bot.core.commands.binding import Unclear, tool
from bot.core.commands.plan_tools import check_name
from bot.core.commands.replying import USUAL, reply_text
from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.message import Choice, Field, FieldKind, Form, Message
from bot.core.moment import TAKES_TIME, Moment, choice, reply, undo_choice
from bot.core.plan.choosing import best, fit
from bot.core.plan.document import CardWish, Need, Plan, Stage, Tool
from bot.core.plan.edits import Edit, apply, edit
from bot.core.plan.load import planned
from bot.core.points.p01_few_tools import kept, ranking
from bot.core.points.p06_ethics import stop_signs
from bot.core.situation import Outcome

_NEED = re.compile(r"^(?:my\s+)?needs?\b[\s:]+(?P<need>.*\S)", re.I | re.S)
_BEGINS = re.compile(
    r"^(?:(?:again|over|afresh|now|please|from scratch)[\s.!]*$|(?:by |to )?us(?:e|ing)\s+)", re.IGNORECASE
)
MY_WORDS = "words"
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
    if values.text("done") == MY_WORDS:
        return _ask_in_words(moment)
    said, need = _BEGINS.sub("", values.text("tools")), values.text("need")
    if not need and (written := _NEED.match(said)):
        said, need = "", written["need"]
    if said:
        made, line = _tools(said, plan, moment)
        edits += made
        lines.append(line)
    if (minutes := values.minutes("minutes")) is not None:
        now = apply(moment.plan, edits).settings
        edits += edit("settings", "", now, replace(now, weekly_minutes=minutes))
        lines.append(moment.say("plan.time_noted", minutes=minutes))
    plan = apply(moment.plan, edits)
    lines.append(_sum_over(plan, moment) if edits and not need else "")
    if need:
        made, line = _need(need, plan, moment)
        edits += made
        plan = apply(moment.plan, edits)
        lines += [line, *_useful(plan, moment)]
    question, choices = _next(plan, moment, done=values.text("done"), path=values.text("path"))
    undo = (undo_choice(moment),) if edits and lines else ()
    return reply(*lines, question, choices=(*choices, *undo), edits=edits)


def _sum_over(plan: Plan, moment: Moment) -> str:
    """Return what the plan adds up to where that is more than the chosen time."""
    adds, hour = planned(plan, {card.id: card.weekly_minutes for card in moment.library.tools.values()}), plan.settings
    chosen = hour.weekly_minutes
    return moment.say("plan.sum_over", minutes=adds, hour=chosen) if chosen is not None and adds > chosen else ""


def _ask_in_words(moment: Moment) -> Outcome:
    """Ask for a need in the person's own words; one line, as if it had been typed."""
    asked = Field("need", moment.words.family("option", "need"), FieldKind.LINE, required=True)
    form = Form(("start",), moment.say("start.in_words"), (asked,))
    return Outcome(messages=(Message((moment.say("start.in_words"),), form=form),))


def _tools(said: str, plan: Plan, moment: Moment) -> tuple[tuple[Edit, ...], str]:
    edits: tuple[Edit, ...] = ()
    names: list[str] = []
    problem = moment.say("value.tool")
    for part in filter(None, (p.strip(" .") for p in re.split(r",|;|\n|\band\b|\bplus\b|&", said))):
        try:
            name = tool(part, moment)
            check_name(name, moment)
        except Unclear as unclear:
            problem = unclear.sentence
            continue
        if name in names:
            continue
        held = plan.tools.get(name)
        if held is None or held.stage not in TAKES_TIME:
            edits += edit(
                "tools", name, held, replace(held, stage=Stage.IN_USE) if held else Tool(Stage.IN_USE, moment.today)
            )
        names.append(name)
    if not names:
        return edits, problem
    used = [n for n, t in apply(plan, edits).tools.items() if t.stage in TAKES_TIME]
    if len(used) > moment.library.rules.tools_to_begin_with:
        return edits, moment.say("start.noted_many", n=len(used), most=moment.library.rules.tools_to_begin_with)
    return edits, moment.say("start.noted", tools=[moment.tool_name(n) for n in used])


def _need(said: str, plan: Plan, moment: Moment) -> tuple[tuple[Edit, ...], str]:
    held = plan.needs.get(said)
    known = said if said in moment.library.needs else ""
    key = said if known or held else moment.fresh("need")
    now = replace(held, priority=1) if held else Need("" if known else said, known, 1)
    line = moment.say("start.need_noted", need=moment.need_label(now.kind, now.words))
    return edit("needs", key, held, now), line


def _useful(plan: Plan, moment: Moment) -> list[str]:
    """Return the first useful lines: which tool fits that best, and one step with text to send."""
    text = reply_text(moment, moment.plan.settings.reply_days or USUAL[-1])
    return [line for line in (_fits(plan, moment), moment.say("start.one_step", text=text)) if line]


def _fits(plan: Plan, moment: Moment) -> str:
    """Return which tool fits the needs best and which least; "" where the catalogue cannot tell."""
    cards, order, own = moment.library.tools, ranking(plan, moment), kept(plan, moment)
    if not order:
        allowed = {name: card for name, card in cards.items() if not stop_signs(name, moment)}
        name = next(iter(best(allowed, plan.needs, 1).tools), "")
        return moment.say("start.could_try", tool=cards[name].name) if name and fit((cards[name],), plan.needs) else ""
    first = next(name for name in order if not own or name in own[0].tools)
    least = own[1][-1] if own else order[-1]
    if fit((cards[first],), plan.needs) <= fit((cards[least],), plan.needs):
        return ""
    return moment.say("start.fits", best=cards[first].name, least=cards[least].name)


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
        return moment.say("start.which_need"), (
            *(choice(n.label, "start", need=n.id) for n in kinds),
            choice(moment.say("start.my_words"), "start", done=MY_WORDS),
        )
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
