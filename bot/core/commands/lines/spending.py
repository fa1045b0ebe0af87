"""The English of asking how much time went: "how much time have I spent this term", "since September on Moodle"."""

import re
from datetime import date, timedelta

from bot.core.commands.binding import tool_names
from bot.core.commands.lines import english
from bot.core.library import squeeze
from bot.core.message import Invocation
from bot.core.moment import Moment

_HOW_MUCH = re.compile(
    r"^how (?:much(?: of my)?(?: time| hours?)?|long|many (?:hours|minutes)) "
    r"(?:have i|i['’]ve|did i|do i) (?:been )?(?:spen[dt]|use[d]?|give[n]?|put in(?:to)?|log(?:ged)?)"
    r"(?P<rest>(?: .{1,60})?)[\s?.!]*$",
    re.IGNORECASE,
)
_TERM = re.compile(
    r"^(?:so far )?(?:(?:in |during )?(?:this|the) (?:term|semester)|since (?:the )?term (?:began|started))$"
)
_SINCE = re.compile(r"^(?:so far )?since (?:the )?(?P<day>.{3,30})$")
_THIS = re.compile(r"^(?:so far )?(?:in )?this (?P<span>month|year)$")
_ON = re.compile(r"(?:^| )(?:on|for|with|in|into) (?P<tool>[\w .&'’-]{1,40}?)(?= (?:so far|since|this|in|during)\b|$)")


def read_spent(text: str, moment: Moment) -> Invocation | None:
    """Read such a question where it names a time, a tool, or both; about this week alone it is the card's."""
    if not (found := _HOW_MUCH.match(text)):
        return None
    rest, values = " ".join(found["rest"].casefold().rstrip("?.! ").split()), dict[str, str]()
    for named in _ON.finditer(rest):
        if tool := tool_names(moment).get(squeeze(named["tool"])):
            values["tool"] = tool
            rest = " ".join((rest[: named.start()] + rest[named.end() :]).split())
            break
    if not rest and not values:
        return None
    if not rest or _TERM.match(rest):
        return Invocation(("plan", "spent"), values)
    since = _since(rest, moment.today)
    return Invocation(("plan", "spent"), {**values, "since": since.isoformat()}) if since else None


def _since(rest: str, today: date) -> date | None:
    """Return the day from which on is meant: "since September", "since 14 September", "this month"."""
    if found := _THIS.match(rest):
        return today.replace(day=1) if found["span"] == "month" else date(today.year, 1, 1)
    if not (found := _SINCE.match(rest)):
        return None
    if found["day"] in english.MONTHS:
        month = english.MONTHS.index(found["day"]) + 1
        return date(today.year - (month > today.month), month, 1)
    try:
        day = english.day_past(found["day"], today)
    except english.NotADay:
        return None
    if day and day[0] > today:  # "since 14 September", said in February
        day = (day[0] - timedelta(days=365), "")
    return day[0] if day else None
