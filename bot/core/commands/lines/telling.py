"""The English of what one tells about one's own time: a whole week, the weekly hour, a tool left, start's answers."""

import re
from datetime import timedelta

from bot.core.commands.binding import tool_names
from bot.core.commands.lines import english
from bot.core.library import squeeze
from bot.core.message import Invocation
from bot.core.moment import Moment
from bot.core.plan.document import CardWish, Stage
from bot.core.plan.weeks import monday

_DID = r"(?:(?:i|we) (?:(?:have )?spent|did|used|put in|gave|had|was)\s+|(?:spent|did|used)\s+)?"
_ABOUT = r"(?:about |around |roughly |only |just )?"
_WEEK = re.compile(
    rf"^(?:(?P<first>this|last) week,?\s+{_DID}{_ABOUT}(?P<late>[\w., ½-]{{1,30}}?)"
    rf"|{_DID}{_ABOUT}(?P<time>[\w., ½-]{{1,30}}?),?\s+(?P<which>this|last) week)[\s.!]*$",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"^(?:nothing|none|nil|zero|no time(?: at all)?|not at all)$", re.IGNORECASE)
_EACH = r"(?: (?:a|per|each|every) week)"
_HOUR = re.compile(
    rf"^my (?:hour|time|weekly (?:time|hours?)|budget) is (?:now )?{_ABOUT}(?P<now>[\w., ½]{{1,25}}?){_EACH}?"
    r"(?: now)?[\s.!]*$"
    rf"|^(?:i (?:now )?(?:have|can give|want to give) )?{_ABOUT}(?P<each>[\w., ½]{{1,25}}?){_EACH}(?: now)?[\s.!]*$",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"^i(?:['’]ve| have)? (?:(?:just )?stopped using|no longer use|do(?:n['’]?t| not) use|gave up|given up) "
    r"(?P<tool>.{1,40}?)(?: any ?more| now)?[\s.!]*$",
    re.IGNORECASE,
)
MOST_HOURS = 10  # a bare number up to this is hours


def read_told(text: str, moment: Moment) -> Invocation | None:
    """Read a line about one's own week, hour or tools, or a short answer to what start asked last."""
    return _week(text, moment) or _hour(text, moment) or _left(text, moment) or _begins(text, moment)


def _week(text: str, moment: Moment) -> Invocation | None:
    """Read "I spent 2 hours last week" and "nothing this week": a whole week, with no tool named."""
    if not (found := _WEEK.match(text)):
        return None
    said, which = (found["time"] or found["late"]).strip(), (found["which"] or found["first"]).casefold()
    time = (0, "") if _NOTHING.match(said) else english.duration(said)
    if time is None or time[1]:
        return None
    start = monday(moment.today) - timedelta(weeks=which == "last")
    return Invocation(("checkin",), {"spent": f"{time[0]} min", "week": start.isoformat()})


def _hour(text: str, moment: Moment) -> Invocation | None:
    """Read "my hour is now 2" and "1.5 hours a week" as the weekly time."""
    if not (found := _HOUR.match(text)):
        return None
    said = found["now"] or found["each"]
    if found["now"] and re.fullmatch(r"\d{1,2}(?:[.,]\d)?", said) and float(said.replace(",", ".")) <= MOST_HOURS:
        said += " h"
    time = english.duration(said)
    if time is None or time[1]:
        return None
    settings = moment.plan.settings
    is_asked = settings.begun is not None and settings.weekly_minutes is None
    return Invocation(("start",) if is_asked else ("plan", "budget"), {"minutes": f"{time[0]} min"})


def _left(text: str, moment: Moment) -> Invocation | None:
    """Read "I stopped using WhatsApp" of a tool that takes time."""
    found = _LEFT.match(text)
    name = tool_names(moment).get(squeeze(found["tool"])) if found else None
    held = moment.plan.tools.get(name) if name else None
    return Invocation(("plan", "retire"), {"tool": name}) if name and held and held.stage is not Stage.RETIRED else None


def _begins(text: str, moment: Moment) -> Invocation | None:
    """Read the first word of a need, or yes and no to the card, while that is what start asks next."""
    plan, said = moment.plan, squeeze(text)
    if plan.settings.begun is None or plan.settings.weekly_minutes is None or not said:
        return None
    if plan.needs:
        asked = plan.settings.card is CardWish.NOT_ASKED
        answer = {"yes": ("nudges", "yes"), "yes please": ("nudges", "yes"), "no": ("stop",), "no thanks": ("stop",)}
        return Invocation(answer[said]) if asked and said in answer else None
    labels = {need.id: squeeze(need.label) for need in moment.library.needs.values()}
    meant = [key for key, label in labels.items() if said == key or f"{label} ".startswith(f"{said} ")]
    return Invocation(("start",), {"need": meant[0]}) if len(meant) == 1 else None
