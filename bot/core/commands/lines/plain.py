"""Plain words: lines that mean a command without naming one.

Each reader returns the command or None. Readers only recognise what is plainly meant; anything else
is a question and goes to `ask`. Writing commands from plain words can be undone like all others.
"""

import difflib
import re
from collections.abc import Callable
from datetime import date, timedelta

from bot.core.commands.binding import ARTICLES, tool_names
from bot.core.commands.leaving_words import read_all_to
from bot.core.commands.lines import english
from bot.core.commands.lines.failing import NETWORK, read_failing
from bot.core.commands.lines.going import read_going
from bot.core.commands.lines.plan_wishes import IDEA, PLAN_WISHES
from bot.core.commands.lines.telling import read_told
from bot.core.commands.lines.wishes import STOP, WISHES
from bot.core.library import squeeze
from bot.core.message import Invocation
from bot.core.moment import Moment
from bot.core.plan.weeks import monday
from bot.core.points.term import LATER, START

_CHECKIN = re.compile(
    r"^(?:(?P<planned>as planned|all as planned|on plan)|(?P<more>more)|(?P<less>less)|(?P<much>(?:far |way )?too much)"
    r"|(?P<busy>busy(?: week)?))[\s,.:;]*(?:about\s*)?(?P<factor>1[.,]5|1½|1 1/2|2|3)?\s*(?:x|×|times)?[\s.]*$",
    re.IGNORECASE,
)
_LAST_WEEK = re.compile(r"^last week(?: was|:|,)?\s+|(?:,|\s)+(?:for )?last week(?=[\s.!]*$)", re.IGNORECASE)
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
_SAME_MONTH = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s*(-|–|\bto\b|\btill?\b|\buntil\b)\s*(\d{{1,2}})(?:st|nd|rd|th)?\s+"
    rf"((?:{'|'.join(english.MONTHS)}|sept|{'|'.join(name[:3] for name in english.MONTHS)})\b)",
    re.IGNORECASE,
)
_BACK = re.compile(r"^(?:i['’]?m |i am )?back(?: again| now| early)?[\s.!]*$", re.IGNORECASE)
_STARTS_AWAY = re.compile(
    rf"^{_KIND}(?: (?:again|now|soon|from|for|on|over|this|next|the|until|till|\d+|two|three|a|an|few|days?|weeks?"
    r"|weekends?|months?|tonight|tomorrow|\d+-\d+|[a-z]{3,9}day|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sept?\w*"
    r"|oct\w*|nov\w*|dec\w*))*[\s.!]*$",
    re.IGNORECASE,
)
_WORKED = re.compile(
    r"^(?:yes,? |no,? )?(?:it|that|the backup|(?:the )?backup for (?P<tool>[\w .&'’-]{1,40}?)) "
    r"(?:(?P<yes>worked|did work)|did(?:n['’]?t| not) work|failed(?: too)?|needs (?:a fix|fixing))"
    r"(?: (?:well|fine|ok|again))*[\s.!]*$",
    re.IGNORECASE,
)
_INSTEAD = re.compile(r"^(?:can we do |make it |on )?(?P<day>.{3,30}?),? instead(?: please)?[\s.!]*$", re.IGNORECASE)
_BEFORE = re.compile(
    r"^before(?: (?:i|we) (?:post|share|send|tweet|upload|publish)| (?:post|shar|send|tweet|upload|publish)ing)\b",
    re.IGNORECASE,
)
_READY = re.compile(
    r"^(?:is |are )?(?:the |my )?(?P<tool>[\w .&'’-]{1,40}?) ready(?: for (?:my |the |our )?students?)?[\s?!.]*$",
    re.IGNORECASE,
)
_LINK = re.compile(r"\bhttps?://\S{4,2000}", re.IGNORECASE)
LONGEST_WITH_LINK = 12  # words: more is a story with a link in it
_ASKS = re.compile(r"(?:how|what|why|is|are|should|can|could|do|does|may|which|who|when|where)\b", re.IGNORECASE)
_SPENT = re.compile(r"^(?:i |we )?(?:spent|did|logged|put in|used|was|wrote|made|had)\b|\b(?:on|for)\b", re.IGNORECASE)
_USES = re.compile(r"^(?:i|we) (?:already |now |currently )?use (?P<tools>.+)$", re.IGNORECASE)
_ALSO = re.compile(r",? (?:too|also|as well|now)[\s.!]*$", re.IGNORECASE)
_ROUGHLY = re.compile(r"^(?:(?:about|around|roughly|maybe|perhaps|probably|say|i have|i can give)\s+)+", re.IGNORECASE)
_KINDS = {"on call": "on-call", "oncall": "on-call", "busy": "busy", "exam": "exams", "exams": "exams"}


def plain(text: str, moment: Moment) -> Invocation | None:
    """Return the command that plain words mean, or None where they are a question."""
    return next((found for reader in READERS if (found := reader(text, moment))), None)


def sure(text: str, moment: Moment) -> Invocation | None:
    """Return what goes before the table's own words: a plain stop, "before I post", and a check-in put in one line."""
    return (
        _stop(text, moment)
        or _before(text, moment)
        or (_checkin(text, moment) if text.casefold().startswith("check") else None)
    )


def _stop(text: str, moment: Moment) -> Invocation | None:
    """Read a plain wish for silence, however it is put; it can be undone, so it is taken at once."""
    return Invocation(("stop",)) if STOP.match(text) else None


def _before(text: str, moment: Moment) -> Invocation | None:
    """Read "before I post"; whatever follows is not read."""
    return Invocation(("before",)) if _BEFORE.match(text) else None


def _fixed(text: str, moment: Moment) -> Invocation | None:
    return next((Invocation(path) for pattern, path in (*WISHES, *PLAN_WISHES) if pattern.match(text)), None)


def _checkin(text: str, moment: Moment) -> Invocation | None:
    said = re.sub(r"^check-?in\s+", "", text, flags=re.IGNORECASE)
    is_last_week = _LAST_WEEK.search(said) is not None
    said = _LAST_WEEK.sub("", said)
    said = re.sub(r"^(1[.,]5|1½|2|3)\s*(?:x|×|times)?\s+more$", r"more \1", said, flags=re.IGNORECASE)
    if not (found := _CHECKIN.match(said)):
        return None
    told = {"planned": "as-planned", "more": "more", "less": "less", "much": "too-much", "busy": "busy"}
    values = {"told": next(word for group, word in told.items() if found[group])}
    if found["factor"]:
        values["times"] = {"1½": "1.5", "1 1/2": "1.5", "1,5": "1.5"}.get(found["factor"], found["factor"])
    if is_last_week:
        values["week"] = (monday(moment.today) - timedelta(weeks=1)).isoformat()
    return Invocation(("checkin",), values)


def _away(text: str, moment: Moment) -> Invocation | None:
    return read_away(text, moment.today)


def read_away(text: str, today: date) -> Invocation | None:
    """Read "on call till Monday", "on call thu-sun", "away next week", "back Monday", "I'm back"."""
    if text.rstrip().endswith("?"):
        return None
    text = _SAME_MONTH.sub(r"\1 \4 to \3 \4", text)  # "14-28 September"
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
        if found["back"] and not _is_day(said, today):
            return None
        more = {"first": found["first"]} if found["first"] else {}
        if not more or not _is_day(found["first"], today):
            return _be_away(found["kind"] or "away", until=said, **more)
        return _be_away(found["kind"], last=_last(found["first"], said, today), **more)
    found = _RANGE.match(text)
    if found and _is_day(found["first"], today) and _is_day(found["last"], today):
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


def _is_day(text: str, today: date) -> bool:
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


def _going(text: str, moment: Moment) -> Invocation | None:
    return read_going(text, moment.today)


def _down(text: str, moment: Moment) -> Invocation | None:
    name = read_failing(text)
    if not name:
        return None
    names = tool_names(moment)
    if name in NETWORK and name not in names:
        return Invocation(("down",), {"tool": name})
    near = [name] if name in names else difflib.get_close_matches(name, names, 1, 0.75)
    return Invocation(("down",), {"tool": near[0]}) if near else None


def _drill(text: str, moment: Moment) -> Invocation | None:
    """Read "it worked" while a backup waits to hear how it did; with a tool's name, that one's."""
    found = _WORKED.match(text)
    waiting = {name: held.used for name, held in moment.plan.drills.items() if held.worked is None}
    if not found or not waiting:
        return None
    name = (
        tool_names(moment).get(squeeze(found["tool"] or ""), "")
        if found["tool"]
        else max(waiting, key=waiting.__getitem__)
    )
    return Invocation(("down",), {"tool": name, "worked": "yes" if found["yes"] else "no"}) if name in waiting else None


def _instead(text: str, moment: Moment) -> Invocation | None:
    """Read "Thursday instead" where the card before term was the last thing suggested."""
    found, last = _INSTEAD.match(text), moment.situation.suggested[:1]
    if not found or not last or last[0].rule != START or not _is_day(found["day"], moment.today):
        return None
    return Invocation(("nudges", "term"), {"answer": LATER, "which": last[0].subject, "on": found["day"]})


def _ready(text: str, moment: Moment) -> Invocation | None:
    """Read "is youtube ready for students?"."""
    found = _READY.match(text)
    name = tool_names(moment).get(squeeze(found["tool"])) if found else None
    return Invocation(("ready",), {"tool": name}) if name else None


def _link(text: str, moment: Moment) -> Invocation | None:
    """Read a pasted link, alone or with a few words, or lines that each have one; a question stays a question."""
    lines = text.splitlines()
    if not all(_LINK.search(line) and len(line.split()) <= LONGEST_WITH_LINK for line in lines):
        return None
    told = _LINK.sub(" ", text).strip()
    if told.endswith("?") or _ASKS.match(told) or english.duration(told):
        return None
    return Invocation(("content", "add"), {"title": text, "ask": "yes"})


def _spent(text: str, moment: Moment) -> Invocation | None:
    found = english.duration(text)
    if not found or text.endswith("?"):
        return None
    names = tool_names(moment)
    words = squeeze(found[1]).split()
    knows = any(" ".join(words[i : i + n]) in names for n in (1, 2, 3) for i in range(len(words)))
    knows = knows or (len(words) <= 4 and any(difflib.get_close_matches(w, names, 1, 0.8) for w in words if len(w) > 4))
    asking = text.split()[0].casefold() in {"how", "what", "why", "is", "should", "can", "do", "does", "are"}
    if knows and not asking and (_SPENT.search(text) or len(words) <= 3) and not text.casefold().startswith("log"):
        return Invocation(("log",), {"entries": text})
    return None


def _uses(text: str, moment: Moment) -> Invocation | None:
    """Read "I use youtube and x", or a bare list of tools such as answers the first question of start."""
    found = _USES.match(text)
    said = _ALSO.sub("", found["tools"] if found else text)
    names = tool_names(moment)
    parts = [squeezed for part in re.split(r",|\band\b|\bplus\b|&", said) if (squeezed := squeeze(part))]
    bare = [part.split(" ", 1)[-1] if part.split(" ", 1)[0] in ARTICLES else part for part in parts]
    asked = moment.plan.settings.begun is not None and not moment.plan.tools
    if not bare or any(part not in names for part in bare) or (not found and len(bare) < 2 and not asked):
        return None
    return Invocation(("start",), {"tools": said})


def _only_time(text: str, moment: Moment) -> Invocation | None:
    """Read a bare "an hour" as the answer to how much time a week, while start still asks for it."""
    settings = moment.plan.settings
    found = english.duration(_ROUGHLY.sub("", text))
    if found and not found[1] and settings.begun is not None and settings.weekly_minutes is None:
        return Invocation(("start",), {"minutes": f"{found[0]} min"})
    return None


def _idea(text: str, moment: Moment) -> Invocation | None:
    """Read "year 3 asked for short quizzes" as a wish with credit to the group; a person is no group."""
    if not (found := IDEA.match(text)):
        return None
    return Invocation(("plan", "need"), {"words": found["what"].strip(" .!"), "asked-by": found["who"].strip()})


READERS: tuple[Callable[[str, Moment], Invocation | None], ...] = (
    _stop, _fixed, _idea, _checkin, _away, _down, _drill, _instead, _ready, read_all_to, _going, _link, _uses,
    _only_time, read_told, _spent,
)  # fmt: skip
