"""A look around in twenty minutes, the catalogue's cards, and one try-out at a time with a good and a stop sign."""

import re
from dataclasses import replace
from datetime import date, timedelta

from bot.core.commands.binding import Unclear
from bot.core.commands.lines import english
from bot.core.commands.plan_tools import check_name
from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.library import ToolCard
from bot.core.message import Choice
from bot.core.moment import Moment, changed, choice, reply
from bot.core.plan.document import Stage, Tool
from bot.core.plan.edits import edit
from bot.core.points.p02_investigate import good_for, is_late, worth_a_look
from bot.core.points.p06_ethics import stop_signs
from bot.core.situation import Outcome

_BOTH = re.compile(r"^(?P<good>.*?)[,;.]?\s*\b(?P<stop>stop\b.+)$", re.IGNORECASE)
_ENDS = re.compile(r"^(?:until|till?)\b", re.IGNORECASE)
_NAMED = re.compile(r"^(?:good|stop)(?: sign)?\b[\s:=]*(?:if |when )?", re.IGNORECASE)


def look(moment: Moment, values: Values) -> Outcome:
    """Give three prompts for a twenty-minute look, or the card of one tool: slow facts, and how old they are."""
    if name := values.text("tool"):
        card = moment.tool_card(name)
        return _card(moment, card) if card else reply(moment.say("look.no_card", tool=name), choices=_ways(moment))
    prompts = [moment.say("look.students"), moment.say("look.here"), moment.say("look.people")]
    return reply(moment.say("look.twenty"), *prompts, moment.say("look.idea"), choices=_ways(moment))


def _ways(moment: Moment) -> tuple[Choice, ...]:
    """Offer the cards of tools that fit what is wanted and are not in the plan, and a place for a new idea."""
    cards = tuple(choice(card.name, "plan", "look", tool=card.id) for card in worth_a_look(moment))
    return (*cards, choice(moment.say("look.note_idea"), "plan", "need"))


def _card(moment: Moment, card: ToolCard) -> Outcome:
    good = list(good_for(card, moment))
    lines = [moment.say("look.what", tool=card.name, what=card.what)]
    lines.append(moment.say("look.good_for", needs=good) if good else "")
    lines.append(moment.say("look.sees", text=card.who_sees.text))
    lines.append(moment.say("look.account", text=card.account.text))
    lines.append(moment.say("look.export", text=card.export.text))
    lines.append(moment.say("look.cost", text=card.cost.text))
    lines += [moment.say("look.stop_sign", place=sign.name, why=sign.text) for sign in stop_signs(card.id, moment)]
    if is_late(card, moment):
        lines.append(moment.say("look.late", day=card.as_of, year=str(card.as_of.year)))
    held = moment.plan.tools.get(card.id)
    ways = () if held and held.stage is Stage.TRYOUT else (_try(moment, card.id),)
    return reply(*lines, choices=(*ways, choice(moment.say("look.others"), "plan", "look")))


def _try(moment: Moment, name: str) -> Choice:
    return choice(moment.say("look.try", tool=moment.tool_name(name)), "plan", "try", tool=name)


def try_out(moment: Moment, values: Values) -> Outcome:
    """Begin a try-out of at most four weeks with a good sign and a stop sign; what is missing is said in a line."""
    name, rules = values.text("tool"), moment.library.rules
    held = moment.plan.tools.get(name)
    if held is None:
        check_name(name, moment)
    weeks = values.minutes("weeks") or rules.tryout_weeks
    until = moment.today + timedelta(weeks=max(1, min(weeks, rules.tryout_weeks)))
    named, good = _until(moment, values.text("good"))
    until, weeks = (min(named, until), max(weeks, -(-(named - moment.today).days // 7))) if named else (until, weeks)
    if held and held.stage is Stage.IN_USE:
        return reply(moment.say("try.in_use", tool=moment.tool_name(name)))
    good, stop = _signs(good, values.text("stop"))
    good, stop = good or (held.good if held else ""), stop or (held.stop if held else "")
    base = held or Tool(Stage.TRYOUT, moment.today)
    since = base.since if base.stage is Stage.TRYOUT else moment.today
    now = replace(base, stage=Stage.TRYOUT, since=since, until=until, good=good, stop=stop)
    lines = [moment.say("try.noted", tool=moment.tool_name(name), day=until)]
    if weeks > rules.tryout_weeks:
        lines.append(moment.say("try.four", n=rules.tryout_weeks))
    lines += [moment.say("try.good", text=good) if good else "", moment.say("try.stop", text=stop) if stop else ""]
    missing = [moment.words.family("try_missing", sign) for sign, text in (("good", good), ("stop", stop)) if not text]
    lines += [moment.say("try.missing", signs=missing)] if missing else []
    others = [n for n, tool in moment.plan.tools.items() if tool.stage is Stage.TRYOUT and n != name]
    lines += [moment.say("try.another", tool=moment.tool_name(others[0]))] if others else []
    lines.append(moment.say("try.look_first"))
    return changed(moment, edit("tools", name, held, now), *lines)


def _until(moment: Moment, said: str) -> tuple[date | None, str]:
    """Return the last day where a line begins with one, "until 30 September", and the rest; it must be ahead."""
    if not _ENDS.match(said):
        return None, said
    try:
        found = english.day(said, moment.today)
    except english.NotADay:
        raise Unclear(moment.say("value.no_such_day")) from None
    if found is None:
        return None, said
    if found[0] <= moment.today:
        raise Unclear(moment.say("try.past"))
    return found[0], _ENDS.sub("", found[1]).strip(" ,.;")


def _signs(good: str, stop: str) -> tuple[str, str]:
    """Return the good sign and the stop sign, also where both were typed in one line: "good …, stop …"."""
    if not stop and (both := _BOTH.match(good)):
        good, stop = both["good"], both["stop"]
    return _plain(good), _plain(stop)


def _plain(sign: str) -> str:
    return _NAMED.sub("", sign, count=1).strip(" ,.;")


TOOL = Parameter("tool", Kind.TOOL, required=True)
COMMANDS = (
    Command(("plan", "look"), look, (Parameter("tool", Kind.TOOL),)),
    Command(
        ("plan", "try"),
        try_out,
        (TOOL, Parameter("good", Kind.TEXT), Parameter("stop", Kind.TEXT), Parameter("weeks", Kind.NUMBER)),
        opens_form=True,
    ),
)
