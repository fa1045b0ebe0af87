"""The English of being away: "on call till Monday", "annual leave 14-28 September", "busy next week", "I'm back"."""

import re
from datetime import date, timedelta

from bot.core.commands.lines import english
from bot.core.message import Invocation
from bot.core.plan.weeks import monday

_KIND = (
    r"(?:i['’]?m |i am |we are )?"
    r"(?P<kind>on[ -]call|oncall|on leave|on holiday|(?:on )?annual leave|(?:on )?(?:sick|study) leave|away"
    r"|exams?|exam weeks?|(?:too |very |really )?busy|(?:off )?(?:sick|ill)|(?:on )?nights(?: shifts?)?"
    r"|on night shifts?)"
)
_AWAY = re.compile(
    rf"^{_KIND},?\s+(?:from (?P<first>.+?) )?(?:till|til|until|to|through) (?P<until>.+)$"
    r"|^(?:i['’]?m |i am |i['’]?ll be )?back (?:on |from )?(?P<back>.+)$",
    re.IGNORECASE,
)
_RANGE = re.compile(
    rf"^{_KIND},?\s+(?:from )?(?P<first>.+?)\s*(?:-|–|\bto\b|\btill\b|\buntil\b)\s*(?P<last>.+)$", re.IGNORECASE
)
_WEEK = re.compile(rf"^{_KIND},?\s+(?P<which>this|next) week(?P<end>end)?[\s.!]*$", re.IGNORECASE)
_DAY = re.compile(rf"^{_KIND},? (?P<which>today|tomorrow|tonight)[\s.!]*$", re.IGNORECASE)
_ALONE = re.compile(r"^(?:nights|sick|ill|(?:too|very|really) busy)$", re.IGNORECASE)  # an answer to a form, or a sigh
_BACK = re.compile(r"^(?:i['’]?m |i am )?back(?: again| now| early)?[\s.!]*$", re.IGNORECASE)
_STARTS_AWAY = re.compile(
    rf"^{_KIND}(?: (?:again|now|soon|from|for|on|over|this|next|the|until|till|\d+|two|three|a|an|few|days?|weeks?"
    r"|weekends?|months?|tonight|tomorrow|\d+-\d+|[a-z]{3,9}day|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sept?\w*"
    r"|oct\w*|nov\w*|dec\w*))*[\s.!]*$",
    re.IGNORECASE,
)
_KINDS = {"on call": "on-call", "oncall": "on-call", "busy": "busy", "exam": "exams", "exams": "exams"}


def read_away(text: str, today: date) -> Invocation | None:
    """Read "on call till Monday", "on call thu-sun", "away next week", "back Monday", "I'm back"."""
    if text.rstrip().endswith("?"):
        return None
    text = english.in_full(text)  # "14-28 September"
    if _BACK.match(text):
        return Invocation(("nudges", "back"))
    if found := _DAY.match(text):
        day = today + timedelta(days=found["which"].casefold() == "tomorrow")
        return _be_away(found["kind"], first=day.isoformat(), last=day.isoformat())
    if found := _WEEK.match(text):
        start = monday(today) + timedelta(days=7 if found["which"].casefold() == "next" else 0)
        first = max(start + timedelta(days=5 if found["end"] else 0), today)
        return _be_away(found["kind"], first=first.isoformat(), last=(start + timedelta(days=6)).isoformat())
    if found := _AWAY.match(text):
        said = found["until"] or found["back"]
        if found["back"] and not is_day(said, today):
            return None
        more = {"first": found["first"]} if found["first"] else {}
        if not more or not is_day(found["first"], today):
            return _be_away(found["kind"] or "away", until=said, **more)
        return _be_away(found["kind"], last=_last(found["first"], said, today), **more)
    found = _RANGE.match(text)
    if found and is_day(found["first"], today) and is_day(found["last"], today):
        return _be_away(found["kind"], first=found["first"], last=_last(found["first"], found["last"], today))
    found = None if _ALONE.match(text.strip(" .!")) else _STARTS_AWAY.match(text)
    return Invocation(("nudges", "away"), {"why": _kind(found["kind"])}) if found else None


def _last(first: str, last: str, today: date) -> str:
    """Return the last day of a range: "from Monday to Friday" said on a Wednesday means the Friday after."""
    if any(sign.isdigit() for sign in last) or not english.weekday(last):
        return last
    try:
        start, end = english.day(first, today), english.day(last, today)
    except english.NotADay:
        return last
    if start and end and end[0] <= start[0] < end[0] + timedelta(days=7):
        return (end[0] + timedelta(days=7)).isoformat()
    return last


def is_day(text: str, today: date) -> bool:
    """Say whether a day is named, be it one that does not exist."""
    try:
        return english.day(text, today) is not None
    except english.NotADay:
        return True  # the command says what is wrong with it


def _kind(said: str) -> str:
    kind = said.casefold().replace("-", " ")
    known = {"exam": "exams", "busy": "busy", "night": "on-call"}
    return _KINDS.get(kind) or next((why for word, why in known.items() if word in kind), "leave")


def _be_away(kind: str, **values: str) -> Invocation:
    return Invocation(("nudges", "away"), {"why": _kind(kind), **values})
