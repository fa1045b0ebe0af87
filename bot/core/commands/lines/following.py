"""What is said right after an answer and only makes sense with it: "why?", "more", "and for WhatsApp?".

Read only while a thread is open, that is for half an hour in the same place and until something else is done.
"""

import re

from bot.core.answers.local import tools_in
from bot.core.answers.refusals import refused
from bot.core.message import Invocation
from bot.core.moment import Moment
from bot.core.situation import Thread

_END = r"[\s?!.…]*$"
_MORE = re.compile(
    rf"^(?:(?:tell me |read |show )?more(?: please| about (?:it|this|that)| on (?:it|this|that))?|go on"
    rf"|and then|continue){_END}",
    re.I,
)
_WHY = re.compile(rf"^(?:but |and )?(?:why(?: is that| so| not| that)?|how come|what for){_END}", re.I)
_WHO = re.compile(
    rf"^(?:and )?(?:who says(?: so| that)?|says who|(?:what(?:'s| is| are) )?(?:the |your )?(?:sources?"
    rf"|references?|evidence)(?: for (?:that|this|it))?"
    rf"|where(?:'s| is| does) (?:that|this|it) (?:from|come from)|is there (?:any )?(?:evidence|proof)){_END}",
    re.I,
)
_NEXT = re.compile(rf"^(?:what(?:'s| is)? next|where (?:to )?(?:from here|next)|what do i read next|next){_END}", re.I)
_ANEW = re.compile(
    rf"^(?:new question|another question|something else|different question|new topic|forget (?:it|that)){_END}", re.I
)
_AND = re.compile(
    r"^(?:(?:and|but|ok(?:ay)?|so)[\s,]+)?(?:what about|how about|what if it(?:'s| is)|(?:does|is) (?:that|it"
    r"|this) (?:hold|true|go|the same)"
    r" (?:for|with|on|in)|(?:the )?same (?:for|with|on|in)|(?<=and )(?:for|with|on"
    r"|in))\s+(?P<rest>.{2,80}?)[\s?!.]*$",
    re.I,
)
_TOOL = re.compile(r"^(?:and|or|what of)\s+(?:for |on |with |in )?(?P<rest>.{1,40}?)[\s?!.]*$", re.I)
MOST_WORDS = 6  # of what follows on; a longer line is a question of its own


def follow_on(text: str, moment: Moment) -> Invocation | None:
    """Return what a line means after the answer that was given last, None where it stands on its own."""
    thread = moment.thread
    said = text.replace("’", "'")
    if thread and _ANEW.match(said):
        return Invocation(("anew",))
    if thread is None or not thread.point:
        return None
    point = str(thread.point)
    if _WHY.match(said):
        return Invocation(("read",), {"point": point, "part": "why"})
    if _WHO.match(said):
        return Invocation(("read",), {"point": point, "passage": thread.passage, "part": "sources"})
    if _NEXT.match(said):
        return Invocation(("read",), {"point": point, "part": "next"})
    if _MORE.match(said):
        return Invocation(("read",), {"point": point})
    found = _AND.match(said)
    rest = found["rest"] if found else ""
    if not rest and (named := _TOOL.match(said)) and tools_in(named["rest"], moment):
        rest = named["rest"]
    if not rest or len(rest.split()) > MOST_WORDS:
        return None
    if refused(rest):  # the earlier question must not lend it the words that make it harmless
        return Invocation(("ask",), {"question": rest})
    return Invocation(("ask",), {"question": joined(thread, rest, moment), "topic": point})


def joined(thread: Thread, rest: str, moment: Moment) -> str:
    """Return the earlier question with what follows on; a tool takes the place of a tool."""
    before, now = tools_in(thread.question, moment), tools_in(rest, moment)
    if not (before and now):
        return f"{thread.question.rstrip(' ?.!')}, {rest}?"
    names = [name for name, tool in moment.library.tool_names.items() if tool in before]
    pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.sub(rf"\b(?:{pattern})\b", rest, thread.question, count=1, flags=re.I)
