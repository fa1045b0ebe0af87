"""The English of plain wishes: silence, privacy, a greeting, thanks. Each line matches as a whole.

A wish for silence is taken however it is put: not doing it would be worse, and it can be undone.
"""

import re

from bot.core.commands.lines.itself import ABOUT_ITSELF


def whole(*ways: str) -> re.Pattern[str]:
    """Return a pattern that matches a whole line, in any of these ways."""
    return re.compile(rf"^(?:{'|'.join(ways)})[\s?.!,]*$", re.IGNORECASE)


_SENT = r"(?:messages?|msgs?|dms?|cards?|nudges?|reminders?|notifications?|notices|pings?|check-?ins|e-?mails?)"
_WHOSE = r"(?:the|your|these|those|this|all|all of|of|my|any|any of|weekly|boffin['’]?s?|such)"
_ASKED = (
    r"(?:(?:please|pls|plz|just|kindly|can you|could you|would you|will you|boffin|ok(?:ay)?|so|and|now|you"
    r"|i want you to|i['’]?d like you to|i would like you to),? )*"
)
_AFTER_STOP = (
    "please|pls|now|it|this|that|all|everything|sending|messaging|writing|nudging|bothering|contacting|pinging|disturbing"
    "|the|weekly|cards?|messages?|nudges?|reminders?|notifications?|pings?|dms?|these|them|those|of|me|to|stuff|things"
    "|at once|right|for good|every week|any ?more|again|for now|thanks|thank you"
)
STOP = whole(
    rf"{_ASKED}(?:stop|unsubscribe)(?: me)?(?: (?:{_AFTER_STOP}))*",
    rf"{_ASKED}(?:turn|switch|shut) (?:off (?:{_WHOSE} )*(?:{_SENT}|yourself)|(?:{_WHOSE} )*(?:{_SENT}|yourself) off)"
    rf"(?: (?:{_AFTER_STOP}))*",
    rf"{_ASKED}(?:cancel|discontinue|halt|silence|disable|cease) (?:{_WHOSE} )*{_SENT}(?: (?:{_AFTER_STOP}))*",
    rf"how (?:do|can|could) i (?:stop|turn off|switch off|cancel) (?:{_WHOSE} )*"
    r"(?:messages?|cards?|nudges?|reminders?)",
    rf"{_ASKED}leave me (?:alone|in peace)",
    "mute|enough|quit|shut up|be quiet|enough now|silence(?:,? please)?|hush|(?:go|keep|be|stay) (?:quiet|silent)"
    "|hold your tongue(?:,? (?:machine|boffin|bot))?|pipe down",
    rf"(?:i )?(?:do ?n['’]?t|do not|no longer) want (?:{_WHOSE} )*(?:more )?{_SENT}(?: any ?more| from you)*",
    rf"(?:please )?no (?:more|further) {_SENT}(?: (?:please|pls|thanks|thank you|from you|for me))*",
    rf"{_ASKED}(?:do ?n['’]?t|do not|never) (?:message|write(?: to)?|contact|nudge|remind|send|disturb|bother|ping) me"
    rf"(?: (?:anything|stuff|more|{_WHOSE}|{_SENT}|any ?more|again|please))*",
)
_MINE = r"my (?:hours?|plan|logs?|weeks?|time|card|check-?ins?|data|answers)"
WISHES = (
    (
        whole(
            rf"who (?:can|could) (?:see|read) (?:this|it|{_MINE}|what i (?:write|type|say|tell you)(?: here)?)",
            rf"(?:is|are) (?:this|it|{_MINE}) private",
            "what (?:do|have) you (?:store|stored|keep|kept|know)(?: about me| on me)?",
            "do you (?:keep|store) (?:my questions|this|what i .{1,30})",
            rf"(?:does|do|can|could|will) .{{2,40}} (?:see|read|get|know) (?:this|{_MINE})",
            "do you tell (?:my|the) .{2,40}",
            *ABOUT_ITSELF,
            "how long (?:do you (?:keep|store)|is) (?:it|this|that|my (?:data|plan|weeks|questions))(?: kept| stored)?",
        ),
        ("privacy", "stored"),
    ),
    (
        whole(
            "(?:please )?(?:delete|erase|remove|wipe) (?:all )?"
            "(?:my (?:data|account|plan|everything)|me|everything(?: about me)?)(?: please| now)*"
        ),
        ("privacy", "forget"),
    ),
    (
        whole("(?:please )?(?:export|download|give me|send me) (?:all )?my (?:data|file|plan)"),
        ("privacy", "export"),
    ),
    (
        whole("how much(?: time| of my hour)?(?: have i| i['’]ve| did i) (?:spent?|used?)(?: (?:this week|so far))*"),
        ("card",),
    ),
    (whole("(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening))(?: boffin| there)?"), ("card",)),
    (
        whole("(?:thanks?|thank you|thx|cheers|ta|ok(?:ay)?|great|perfect|fine|good)(?: very much| a lot| boffin)?"),
        ("thanks",),
    ),
    (
        whole(
            "(?:whoops|uh[- ]?oh|oh no)",
            "(?:help,? )?(?:something|it|a post|my post) (?:has |just )?(?:went|gone) wrong(?: .{1,60})?",
            "i (?:have |just |['’]ve )?posted something wrong(?: .{1,60})?",
            "(?:help,? )?a (?:student|patient) (?:is|was|can be) (?:identifiable|recognisable|recognised)(?: .{1,60})?",
        ),
        ("oops",),
    ),
    (
        whole(
            "(?:i have |i['’]ve (?:got )?|i got )?a new (?:role|job|post)(?: .{1,60})?",
            "(?:new role|my (?:role|job) (?:has )?changed)(?: .{1,60})?",
        ),
        ("plan", "role"),
    ),
    (whole("ready for (?:my |the |our )?students?"), ("ready",)),
    (whole("what else(?: is there| can (?:you|i) do)?|menu|show (?:me )?everything"), ("menu",)),
    (whole("what (?:can|do) you do|what is this|who are you|how does this work|help me"), ("help",)),
)
