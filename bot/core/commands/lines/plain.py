"""Plain words: lines that mean a command without naming one.

Each reader returns the command or None. Readers only recognise what is plainly meant; anything else
is a question and goes to `ask`. Writing commands from plain words can be undone like all others.
"""

import difflib
import re
from collections.abc import Callable
from datetime import timedelta

from bot.core.commands.binding import ARTICLES, tool_names
from bot.core.commands.leaving_words import read_all_to, read_one_to
from bot.core.commands.lines import english
from bot.core.commands.lines.away import is_day, read_away
from bot.core.commands.lines.channels import read_channel
from bot.core.commands.lines.failing import NETWORK, read_failing
from bot.core.commands.lines.going import read_going
from bot.core.commands.lines.moving import read_moving
from bot.core.commands.lines.plan_wishes import IDEA, PLAN_WISHES
from bot.core.commands.lines.spending import read_spent
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
_WORKED = re.compile(
    r"^(?:yes,? |no,? )?(?:it|that|the backup|(?:the )?backup for (?P<tool>[\w .&'’-]{1,40}?)) "
    r"(?:(?P<yes>worked|did work)|did(?:n['’]?t| not) work|failed(?: too)?|needs (?:a fix|fixing))"
    r"(?: (?:well|fine|ok|again))*[\s.!]*$",
    re.IGNORECASE,
)
_DID_IT = re.compile(
    r"^(?:so,? |and )?(?:did (?:it|that|the backup)|how did (?:it|that|the backup)) (?:work|do|go)(?: out)?[\s?.!]*$",
    re.IGNORECASE,
)
_INSTEAD = re.compile(r"^(?:can we do |make it |on )?(?P<day>.{3,30}?),? instead(?: please)?[\s.!]*$", re.IGNORECASE)
_ONLY_DAY = re.compile(
    rf"^(?:on |next |this )?(?P<day>(?:{'|'.join(english.WEEKDAYS)}|tomorrow"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? (?:{'|'.join(english.MONTHS)})))(?: please)?[\s.!]*$",
    re.IGNORECASE,
)
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
    """Read "it worked" while a backup waits to hear how it did; with a tool's name, that one's. "Did it?" asks."""
    found = _WORKED.match(text)
    waiting = {name: held.used for name, held in moment.plan.drills.items() if held.worked is None}
    if waiting and _DID_IT.match(text):
        return Invocation(("down",), {"tool": max(waiting, key=waiting.__getitem__), "worked": "ask"})
    if not found or not waiting:
        return None
    name = (
        tool_names(moment).get(squeeze(found["tool"] or ""), "")
        if found["tool"]
        else max(waiting, key=waiting.__getitem__)
    )
    return Invocation(("down",), {"tool": name, "worked": "yes" if found["yes"] else "no"}) if name in waiting else None


def _instead(text: str, moment: Moment) -> Invocation | None:
    """Read "Thursday instead", or a day alone, where the card before term was the last thing suggested."""
    found, last = _INSTEAD.match(text) or _ONLY_DAY.match(text), moment.situation.suggested[:1]
    if not found or not last or last[0].rule != START or not is_day(found["day"], moment.today):
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
    _stop, _fixed, _idea, _checkin, _away, _down, _drill, _instead, read_moving, _ready,
    read_channel, read_spent, read_all_to, read_one_to, _going, _link, _uses,
    _only_time, read_told, _spent,
)  # fmt: skip
