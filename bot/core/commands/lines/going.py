"""Plain words about an appraisal and about leaving: "appraisal on Friday", "leaving in June"."""

import re
from datetime import date

from bot.core.commands.leaving import month_end
from bot.core.commands.lines import english
from bot.core.message import Invocation

_APPRAISAL = re.compile(
    r"^(?:(?:i have|i['’]ve got|it['’]s|preparing|for) )?(?:(?:my|an|the) )?"
    r"(?:(?:annual )?appraisal|annual review|revalidation|portfolio)"
    r"(?: (?:is )?(?:on|in|by|next|this|soon|coming up)\b.{0,30})?[\s.!]*$",
    re.IGNORECASE,
)
_LEAVING = re.compile(
    r"^(?:(?:i['’]m|i am|i will be|i['’]ll be) )?leaving"
    r"(?: (?:here|my job|(?:this|the) (?:job|place|hospital|university|trust|department|workspace)))?"
    r"(?:,? (?P<when>(?:(?:in|on|by|at the end of|next|this|end of|from) )?[\w ]{2,30}))?[\s.!]*$",
    re.IGNORECASE,
)
_STAYING = re.compile(
    r"^(?:(?:please|no|ok(?:ay)?),? )?(?:keep (?:my (?:plan|account|data)|it after all)(?: after all| please)?"
    r"|(?:i['’]m|i am) (?:not leaving|staying)(?: after all| here)?|leaving keep"
    r"|do(?:n['’]?t| not) delete (?:me|my (?:plan|account|data)))[\s.!]*$",
    re.IGNORECASE,
)
_MONTH = re.compile(rf"\b({'|'.join(english.MONTHS)})\b(?:\s+(\d{{4}}))?", re.IGNORECASE)


def read_going(text: str, today: date) -> Invocation | None:
    """Read a line about an appraisal or about leaving; None where it is neither."""
    if _APPRAISAL.match(text):
        return Invocation(("privacy", "portfolio"))
    if _STAYING.match(text):
        return Invocation(("privacy", "leaving"), {"change": "keep"})
    found = _LEAVING.match(text)
    if not found:
        return None
    said = found["when"] or ""
    if not said:
        return Invocation(("privacy", "leaving"))
    last = _last_day(said, today)
    return Invocation(("privacy", "leaving"), {"last": last}) if last else None


def _last_day(said: str, today: date) -> str:
    """Return the day that is meant; a month alone is its last day."""
    wanted = said.casefold()
    if "next month" in wanted or "this month" in wanted:
        return month_end(today.year, today.month + ("next" in wanted)).isoformat()
    try:
        found = english.day(said, today)
    except english.NotADay:
        return ""
    if found:
        return found[0].isoformat()
    if not (named := _MONTH.search(said)):
        return ""
    month = english.MONTHS.index(named[1].casefold()) + 1
    year = int(named[2]) if named[2] else today.year + (month < today.month)
    return month_end(year, month).isoformat()
