"""Plain words: lines that mean a command without naming one.

Each reader returns the command or None. Readers only recognise what is plainly meant; anything else
is a question and goes to `ask`. Writing commands from plain words can be undone like all others.
"""

import re
from collections.abc import Callable

from bot.core.commands import english
from bot.core.commands.binding import ARTICLES, tool_names
from bot.core.library import squeeze
from bot.core.message import Invocation
from bot.core.moment import Moment

_CHECKIN = re.compile(
    r"^(?:(?P<planned>as planned|all as planned|on plan)|(?P<more>more)|(?P<less>less)|(?P<much>(?:far |way )?too much)"
    r"|(?P<busy>busy(?: week)?))[\s,.:;]*(?:about\s*)?(?P<factor>1[.,]5|1½|1 1/2|2|3)?\s*(?:x|×|times)?[\s.]*$",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"^(?:i'?m |i am )?(?P<kind>on call|oncall|on leave|on holiday|on annual leave|away|exams?|exam weeks?|busy)\s+"
    r"(?:from (?P<first>.+?) )?(?:till|til|until|to|through) (?P<last>.+)$",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"^(?P<tool>[\w .&'-]{1,40}?)(?:'s| is| has gone)? "
    r"(?:down(?: again)?|not working|broken|offline|won'?t load|doesn'?t load)"
    r"[\s.!]*$",
    re.IGNORECASE,
)
_LINK = re.compile(r"^https?://\S{4,2000}$", re.IGNORECASE)
_SPENT = re.compile(r"^(?:i |we )?(?:spent|did|logged|put in|used|was|wrote|made|had)\b|\b(?:on|for)\b", re.IGNORECASE)
_USES = re.compile(r"^(?:i|we) (?:already |now |currently )?use (?P<tools>.+)$", re.IGNORECASE)
_KINDS = {"on call": "on-call", "oncall": "on-call", "busy": "busy", "exam": "exams", "exams": "exams"}


def plain(text: str, moment: Moment) -> Invocation | None:
    """Return the command that plain words mean, or None where they are a question."""
    return next((found for reader in READERS if (found := reader(text, moment))), None)


def _checkin(text: str, moment: Moment) -> Invocation | None:
    if not (found := _CHECKIN.match(text)):
        return None
    told = {"planned": "as-planned", "more": "more", "less": "less", "much": "too-much", "busy": "busy"}
    values = {"told": next(word for group, word in told.items() if found[group])}
    if found["factor"]:
        values["times"] = {"1½": "1.5", "1 1/2": "1.5", "1,5": "1.5"}.get(found["factor"], found["factor"])
    return Invocation(("checkin",), values)


def _away(text: str, moment: Moment) -> Invocation | None:
    if not (found := _AWAY.match(text)):
        return None
    kind = found["kind"].casefold()
    values = {"why": _KINDS.get(kind, "exams" if kind.startswith("exam") else "leave"), "until": found["last"]}
    if found["first"]:
        values["first"] = found["first"]
    return Invocation(("nudges", "away"), values)


def _down(text: str, moment: Moment) -> Invocation | None:
    found = _DOWN.match(text)
    if not found:
        return None
    name = squeeze(found["tool"]).removeprefix("the ").removeprefix("my ")
    return Invocation(("down",), {"tool": name}) if name in tool_names(moment) else None


def _link(text: str, moment: Moment) -> Invocation | None:
    return Invocation(("content", "add"), {"title": text, "ask": "yes"}) if _LINK.match(text) else None


def _spent(text: str, moment: Moment) -> Invocation | None:
    found = english.duration(text)
    if not found or text.endswith("?"):
        return None
    names = tool_names(moment)
    words = squeeze(found[1]).split()
    knows = any(" ".join(words[i : i + n]) in names for n in (1, 2, 3) for i in range(len(words)))
    asking = text.split()[0].casefold() in {"how", "what", "why", "is", "should", "can", "do", "does", "are"}
    if knows and not asking and (_SPENT.search(text) or len(words) <= 3) and not text.casefold().startswith("log"):
        return Invocation(("log",), {"entries": text})
    return None


def _uses(text: str, moment: Moment) -> Invocation | None:
    """Read "I use youtube and x", or a bare list of tools such as answers the first question of start."""
    found = _USES.match(text)
    said = found["tools"] if found else text
    names = tool_names(moment)
    parts = [squeezed for part in re.split(r",|\band\b|\bplus\b|&", said) if (squeezed := squeeze(part))]
    bare = [part.split(" ", 1)[-1] if part.split(" ", 1)[0] in ARTICLES else part for part in parts]
    asked = moment.plan.settings.begun is not None and not moment.plan.tools
    if not bare or any(part not in names for part in bare) or (not found and len(bare) < 2 and not asked):
        return None
    return Invocation(("start",), {"tools": said})


READERS: tuple[Callable[[str, Moment], Invocation | None], ...] = (_checkin, _away, _down, _link, _uses, _spent)
