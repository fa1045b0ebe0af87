"""Questions about somebody else's plan, hours or weeks."""

import re

from bot.core.answers.refusals.late import Late

_THINGS = (
    r"(?:plans?|hours|minutes|weeks?|check-?ins?|cards?|time spent|logs?|budget|load|workload|promises?|needs"
    r"|tools list"
    r"|nudges|reminders|answers|questions|data|history|totals?|content list|backup plans?"
    r"|backups?(?! plan)|overdue items)"
)
_NOT_A_PERSON = (
    r"(?!(?:it|that|what|let|who|here|there|how|when|where|why|he|she|course|module|youtube|university|department"
    r"|channel|app|platform"
    r"|school|college|hospital|faculty|team|student|students|today|tomorrow|yesterday|week|month|term|year|amee|gmc"
    r"|twitter|x|one"
    r"|facebook|slack|discord|moodle|teams|boffin|source|article|guide|\w+day)'s)"
)
_NAME = (  # a word with a capital that is no platform, day, or opening word
    r"(?-i:(?!(?:I|It|We|You|He|She|They|This|That|There|My|Our|The|An?|Any|Every|Each|Some|One|Students?|Patients?"
    r"|People"
    r"|Twitter|Facebook|Instagram|Insta|Slack|Discord|Moodle|Teams|Boffin|Zoom|Bluesky|Mastodon|Reddit|Padlet|Kahoot"
    r"|Anki"
    r"|Telegram|Google|Canvas|Blackboard|Vimeo|Snapchat|Threads|Substack|Signal|Panopto|Clubhouse|London|Oxford"
    r"|Cambridge|Harvard|Edinburgh|England|Scotland|Wales|Ireland|Ramadan|Christmas|Easter"
    r"|University|Faculty"
    r"|Department|School|\w+day|January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\b)"
    r"[A-Z][a-z]+\b)"
)
_SOMEBODY = (
    r"(?:(?:my|our|the|a|another|any|which|that) (?:\w+ )?(?:colleagues?|boss|lead|manager|registrar|consultant"
    r"|dean|secretary|co-?teacher"
    r"|supervisor|head|professor|prof|co-?worker|team ?mates?|peers?|tutor|lecturer|trainee|junior|friend|deputy)"
    r"|(?:dr|prof|professor|mr|mrs|ms)\.? \w+|every(?:one|body)(?: else)?|anyone else|others|other (?:people"
    r"|members|colleagues|users|teachers|staff)"
    r"|the (?:others|team|rest|members)|colleagues|people here"
    rf"|{_NAME})"
)
_ONE = (  # one person, so that what teachers use in general may be asked
    r"(?:(?:my|our|the) (?:\w+ )?(?:colleague|boss|lead|manager|registrar|consultant|dean|secretary|prof|professor"
    rf"|supervisor|head|tutor|lecturer)|{_NAME})"
)
_OTHERS = Late(
    rf"\b{_NOT_A_PERSON}[a-z]+'s {_THINGS}\b(?! (?:away|off|for|of|on|about|to|(?:is|was) to))"
    rf"|\b(?:what|which) (?:is|are|were|was) {_NAME}'s (?:\w+ )?(?:accounts|tools|platforms|{_THINGS})\b"
    rf"|\b(?:does|has|did) {_NAME} have (?:an? |any )?(?:\w+ )?{_THINGS}\b"
    rf"|\b(?:which|what) (?:tools?|platforms?|apps?) (?:does|did|has|is) {_ONE} (?:use|using|used|have|keep|list)\b"
    rf"|\b(?:is|was) {_ONE} (?:behind|late|ahead) (?:on|with) (?:his|her|their)\b"
    rf"|\bwhat did {_SOMEBODY} (?:say|tell you|answer)\b.{{0,20}}?\b(?:week|hours|load|time|check-?ins?)\b"
    r"|\b(?:plan|hours|weeks?|data) of (?:user|person|member) \w+"
    r"|\b(?:when|how (?:many|much|often|long))\b.{0,20}? did (?!(?:i|we|you|my|our|the|it|they|students?|people|he"
    r"|she)\b)"
    r"[a-z]+ (?:last )?(?:check in|log|spend)\b"
    r"|\bdid (?!(?:i|we|you|it|they)\b)[a-z]+ (?:help|log|spend|do|answer|post) (?:more|fewer"
    r"|less)\b.{0,30}? than me\b"
    rf"|\b(?:see|show|read|view|open|check|get|know|tell me|look at|access|give me|export|compare)\b.{{0,30}}?"
    rf"\b(?:other (?:people|members|users|colleagues|teachers)'?s?'?|colleagues'|somebody else's|someone else's"
    rf"|people's|members'"
    rf"|every(?:one|body)(?: else)?'s|his|her|their)"
    rf" (?:\w+ )?{_THINGS}\b"
    rf"|\b(?:how (?:much|many|long)|what|when|which|why)\b.{{0,30}}? (?:did|does|has|have|is"
    rf"|are) {_SOMEBODY}\b.{{0,30}}?"
    r"\b(?:log|logged|spend|spent|told|tell you|check(?:ed)? in|plan|planned|promise|promised|budget\w*|say to you"
    r"|asked you|ask you|hours|minutes|use (?:boffin|you))\b"
    rf"|\b(?:is|are|was|were|has|have|did|does) {_SOMEBODY}\b.{{0,20}}?\b(?:over[- ]?committed|over (?:their|his"
    rf"|her) (?:time|hours|budget|limit)"
    r"|checked in|check in|logged|told you|keeping (?:their|his|her)|kept (?:their|his|her) promise)\b"
    r"|\bwho (?:here |else |in (?:this|the|my|our) \w+ )?(?:has not|hasn't|didn't|did not|never|has|is|was|logged"
    r"|logs|spends?|spent|checked|works?)\b.{0,25}?"
    r"\b(?:checked in|check in|over[- ]?committed|overloaded|overworked"
    r"|(?:most|fewest|least|more|many) (?:hours|minutes|time)|logged"
    r"|over (?:(?:their|the) )?(?:time|hours|budget|limit)"
    r"|behind(?! (?:an?|the|this|that|it|my|our|closed)\b)|least active|told you|kept (?:their|his|her))\b"
    rf"|\bhow (?:does|do|did) {_SOMEBODY} use (?:you|boffin)\b"
    rf"|\b(?:show|tell|give|read|send)\b.{{0,15}}?\b{_THINGS} of {_SOMEBODY}"
    r"|\bwho else (?:uses|asks|talks to|told|asked|is using) (?:you|boffin|this bot)\b|\b(?:private"
    r"|personal) data of (?!students|patients|my students)\w+"
    r"|\b(?:what|whether) (?:\w+ ){1,3}(?:wrote|said|told|asks|asked|says) (?:to )?(?:you"
    r"|boffin)\b(?<!i told you)(?<!i said to you)"
    rf"|\bdid [a-z]+ (?:tell|write to|ask|talk to) you\b(?<!did i tell you)(?<!did we tell you)|\b(?:check-?ins"
    rf"|hours|plans) of (?:my|our|the) (?:team|staff|colleagues|members|department|group)"
    r"|\b(?:rank|compare|league table of|leaderboard of|average of) (?:me (?:with|to"
    r"|against) )?(?:\w+ )?(?:colleagues|members|everyone|everybody|others"
    r"|people here|the team|staff)\b.{0,40}(?:hours|time|load|plans?|weeks?|check-?ins?|$)",
    re.IGNORECASE,
)


def is_about_others(text: str) -> bool:
    """Say whether the question asks for what somebody else told, planned or spent."""
    return bool(_OTHERS.search(text))
