"""The English of plain wishes: silence, privacy, a greeting, thanks. Each line matches as a whole.

A wish for silence is taken however it is put: not doing it would be worse, and it can be undone.
"""

import re


def _whole(*ways: str) -> re.Pattern[str]:
    return re.compile(rf"^(?:{'|'.join(ways)})[\s?.!,]*$", re.IGNORECASE)


_AFTER_STOP = (
    "please|now|it|this|that|all|everything|sending|messaging|writing|nudging|bothering|contacting"
    "|the (?:cards?|messages)"
    "|cards?|messages?|nudges?|reminders?|these|them|those|of|me|to|stuff|things|at once|right|for good"
)
STOP = _whole(
    rf"(?:please |pls |can you |just |ok(?:ay)?,? )?(?:stop|unsubscribe)(?: me)?(?: (?:{_AFTER_STOP}))*",
    "(?:please )?leave me alone",
    "no more (?:messages?|cards?|nudges?|reminders?)(?: please)?",
    "(?:please )?(?:don['’]?t|do not) (?:message|write to|contact|nudge|remind) me(?: any ?more| again)?",
)
WISHES = (
    (
        _whole(
            r"who can see (?:this|it|my \w+|what i .+)",
            r"is (?:this|it|my \w+) private",
            "what do you (?:store|keep|know|have)(?: about me| on me)?",
            "(?:does|can|will) (?:my|the) (?:boss|manager|lead|dean|head|colleagues?|department) .{0,40}"
            "(?:see|read|know|get).{0,40}",
        ),
        ("privacy", "stored"),
    ),
    (
        _whole(
            "(?:please )?(?:delete|erase|remove|wipe) (?:all )?"
            "(?:my (?:data|account|plan|everything)|me|everything about me)"
        ),
        ("privacy", "forget"),
    ),
    (
        _whole("(?:please )?(?:export|download|give me|send me) (?:all )?my (?:data|file|plan)"),
        ("privacy", "export"),
    ),
    (_whole("(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening))(?: boffin| there)?"), ("card",)),
    (
        _whole("(?:thanks?|thank you|thx|cheers|ta|ok(?:ay)?|great|perfect|fine|good)(?: very much| a lot| boffin)?"),
        ("thanks",),
    ),
    (_whole("what (?:can|do) you do|what is this|who are you|how does this work|help me"), ("help",)),
)
