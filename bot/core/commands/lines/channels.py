"""The English of plain wishes about a channel and its list: posts, term dates, the report, who moved on.

Each line matches as a whole; what its named groups hold is given to the command under the group's name.
"""

import re

from bot.core.commands.lines import english
from bot.core.commands.lines.wishes import whole
from bot.core.message import Invocation
from bot.core.moment import Moment

_PLEASE = "(?:please |can you |could you )?"
_HERE = "(?: (?:here|in (?:this|the) channel|now|please|again))*"
_POSTS = "(?:the |your |all )?(?:channel )?(?:posts|posting)"
_TURN = f"{_PLEASE}(?:turn|switch)"
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_AT = r"(?:\d{1,2}(?:[:.]\d\d)?(?: ?[ap]m)?|noon|midday)"
_NEXT = r"(?:(?:the|our|your) )?(?:next|coming|this week['’]?s|upcoming) (?:channel )?post"
_WHO = r"@?[\w][\w .'’-]{0,40}?"
_FROM_PLAN = r"(?:this|the|our) (?:channel(?:['’]s)?(?: plan)?|plan)"
_REPORT = "(?:channel|term|term['’]s|dean['’]?s) report"
POSTS, WORDS, REPORT = ("channel", "posts"), ("channel", "words"), ("channel", "report")
IN_A_CHANNEL: tuple[tuple[re.Pattern[str], tuple[str, ...], dict[str, str]], ...] = (
    (
        whole(
            f"{_TURN} (?:off {_POSTS}|{_POSTS} off){_HERE}",
            f"{_PLEASE}(?:stop (?:{_POSTS}|posting)|no more posts){_HERE}",
        ),
        POSTS,
        {"action": "off"},
    ),
    (
        whole(f"{_TURN} (?:(?:back )?on {_POSTS}|{_POSTS} (?:back )?on){_HERE}", f"{_PLEASE}start posting{_HERE}"),
        POSTS,
        {"action": "on"},
    ),
    (
        whole(rf"{_PLEASE}post (?:on |every |each )?(?P<day>{_DAY})(?:,? (?:at )?(?P<at>{_AT}))?{_HERE}"),
        POSTS,
        {"action": "on"},
    ),
    (
        whole(f"{_PLEASE}(?:skip|leave out|drop|cancel) {_NEXT}{_HERE}", f"{_PLEASE}no post this week{_HERE}"),
        POSTS,
        {"action": "skip"},
    ),
    (
        whole(f"{_PLEASE}(?:show me|show|preview) {_NEXT}", "what(?:['’]s| is| will be) the next post"),
        POSTS,
        {"action": "preview"},
    ),
    (whole(f"{_PLEASE}(?:change|edit|rewrite|reword) (?:the words of )?{_NEXT}{_HERE}"), WORDS, {}),
    (
        whole(
            f"{_PLEASE}(?:(?:give|show|make|get) )?(?:me )?(?:the |a )?(?:{_REPORT}|report for (?:the|our|my) "
            "(?:dean|head|faculty|department)(?: of .{1,30})?)",
        ),
        REPORT,
        {},
    ),
    (
        whole(
            rf"{_PLEASE}(?:remove|take) (?P<to>{_WHO}) (?:from|off|out of) {_FROM_PLAN}{_HERE}",
        ),
        ("channel", "remove"),
        {},
    ),
)
_TERM = re.compile(
    r"^(?:(?:the|our|my|next|autumn|spring|summer|winter|new) )*(?P<what>term|semester|exams?)(?: time)? "
    r"(?:(?:starts?|begins?|is|are|runs?|goes|go)(?: on)? )?(?:from )?(?P<first>.{3,30}?)"
    r"(?:,? (?:and )?(?:it )?(?:ends?|finish(?:es)?|stops?)(?: on)?|,? (?:to|until|till|through)| ?[-–]) "
    r"?(?P<last>.{3,30}?)[\s.!]*$",
    re.IGNORECASE,
)


def read_channel(text: str, moment: Moment) -> Invocation | None:
    """Read a plain wish about a channel, or about its dates or one's own; None where it is none."""
    if dates := _dates(text, moment):
        return dates
    for pattern, path, fixed in IN_A_CHANNEL:
        if found := pattern.match(text):
            return Invocation(path, {**fixed, **{name: said for name, said in found.groupdict().items() if said}})
    return None


def _dates(text: str, moment: Moment) -> Invocation | None:
    """Read "term starts 14 September and ends 11 December": the channel's dates in a channel, else one's own."""
    found = _TERM.match(english.in_full(text))
    if not found:
        return None
    try:
        days = [english.day(found[name], moment.today) for name in ("first", "last")]
    except english.NotADay:
        days = []  # the command says what is wrong with it
    if not all(days):
        return None
    group = "channel" if moment.situation.place else "plan"
    kind = "exams" if found["what"].casefold().startswith("exam") else "term"
    return Invocation((group, "dates"), {"action": kind, "first": found["first"], "last": found["last"]})
