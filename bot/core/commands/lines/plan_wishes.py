"""The English of plain wishes about one's own plan: the weeks ahead, dates, the note for students, a look around."""

import re

from bot.core.commands.lines.wishes import whole

IDEA = re.compile(
    r"^(?:idea from )?(?:the |our |my )?"
    r"(?P<who>(?:(?:first|second|third|fourth|fifth|final)[- ]years?|year \d|years \d and \d"
    r"|(?:[\w-]+ ){0,2}students|(?:[\w-]+ )?group [\w\d]{1,4}))"
    r"(?: (?:would like|want|wants|asked for|ask for|asks for|suggested|suggest|wish for)| ?:) (?P<what>[^?]{3,120})$",
    re.IGNORECASE,
)

_WEEKS = "(?:the )?(?:next|coming) (?:few )?weeks"
PLAN_WISHES = (
    (
        whole(
            "(?:show me )?(?:my |a |the )?forecast(?: please)?",
            rf"(?:how|what) (?:will|do|are) {_WEEKS} (?:look|be|go|bring)(?: like)?",
            rf"what (?:does|is) {_WEEKS} (?:look )?like",
            "what(?:['’]s| is) (?:coming|ahead)(?: up)?(?: for me)?",
            rf"(?:will|can) i manage(?: {_WEEKS}| this term)?",
            "how (?:full|busy) (?:is|are|will) (?:the )?(?:term|next weeks|coming weeks|exam weeks?)(?: be)?",
            "at this pace",
        ),
        ("plan", "forecast"),
    ),
    (
        whole(
            "(?:my |the )?(?:when i reply|reply (?:note|times?))(?: note)?",
            "when (?:do|should|can) i (?:reply|answer)(?: to)?(?: students)?",
            "(?:the )?note (?:for|to) (?:my )?students",
        ),
        ("plan", "reply-note"),
    ),
    (
        whole("(?:my |the |show )?(?:term|exam|teaching)(?: and exam)? (?:dates|times|weeks)",
              "when (?:does|do|is|are) (?:the )?(?:next )?(?:term|exams?)(?: start| begin| end)?",
              "(?:public|bank) holidays"),
        ("plan", "dates"),
    ),
    (
        whole(
            "(?:let me |i want to )?look around",
            "what else (?:is there|could i (?:use|try))",
            "show me (?:other|more|new) tools",
            "(?:any )?other tools",
        ),
        ("plan", "look"),
    ),
    (
        whole(
            "where (?:did|does) (?:it|(?:my|the|all (?:my|the)) time) (?:all )?go",
            "what (?:eats|takes|costs) (?:all )?my time",
        ),
        ("plan", "relief"),
    ),
    (
        whole("(?:get )?(?:ready|prepared?) for (?:the )?(?:new |next )?term", "new term", "term start"),
        ("nudges", "term"),
    ),
)  # fmt: skip
