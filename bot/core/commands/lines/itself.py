"""The English of what is asked about Boffin itself: what it keeps, and who can see it. Each line matches as a whole.

"This" and "it" may be anything that was spoken of, so most ways ask for what is plainly one's own.
"""

_YOU = r"(?:you|u|boffin|the bot|this bot|this (?:app|service|thing|program))"
_OWN = (
    r"(?:(?:all )?my (?:hours?|plan|logs?|weeks?|time|card|check-?ins?|data|answers?|questions?|entries|notes|messages"
    r"|things|words)|what (?:i|we) (?:\w+ )?(?:writ\w+|wrote|typed?|says?|said|tell|told|ask(?:ed)?|log(?:ged)?"
    r"|enter(?:ed)?)(?: (?:to )?(?:you|u|boffin|here|in here|the bot))*)"
)
_ME = rf"(?:me|us|{_OWN})"
_KEEP = (
    r"(?:know|keep|kept|keeping|store[ds]?|storing|save[ds]?|hold|held|record(?:s|ed|ing)?|remember(?:s|ed)?"
    r"|retain(?:s|ed)?|collect(?:s|ed|ing)?|conserved?|log(?:s|ged|ging)?|note[ds]?|written(?: down)?|write down)"
)
_ABOUT = r"(?:about|on|of|from|concerning)"
_WHOM = (
    r"(?:any(?:one|body)(?: else)?|some(?:one|body)(?: else)?|people|others|(?:my|the|our) [\w ]{2,40}?"
    r"|a colleague|colleagues)"
)
_SEE = r"(?:see|sees|read|reads|get|gets|look at|looks at|find out|be told|access)"
_PRIVATE = r"(?:private|confidential|secret|recorded|logged|stored|kept|visible|seen|shown|shared|read)"
ABOUT_ITSELF = (
    rf"(?:so |and )?what(?:'s| is| else| data| information| things?| all)* (?:(?:do|does|did|have|has|is|are|will) )?"
    rf"{_YOU} (?:(?:have|has|do|got|actually|really|still) )*(?:{_KEEP} (?:down )?{_ABOUT} {_ME}|{_KEEP}|"
    rf"(?:have|has|got) (?:{_ABOUT}) me)",
    rf"what (?:have|has) {_YOU} (?:got|written down|noted) {_ABOUT} me",
    rf"what(?:'s| is) (?:written|noted|kept|stored|held|recorded|known)(?: \w+){{0,4}}? (?:{_ABOUT} me|under my name)",
    rf"(?:what|which) (?:data|information|infos?|details?|things?) (?:{_ABOUT} me )?(?:(?:do|does|are|is) )?"
    rf"(?:{_YOU} )?{_KEEP}(?: {_ABOUT} me)?(?: (?:by {_YOU}|here))*",
    rf"(?:do|does|are|is|will) {_YOU} (?:share|sell|pass on|report|forward|record|recording|log|logging|store|storing"
    rf"|save|saving|keep|keeping|remember|read|reading) (?:this|all this|{_OWN})(?: (?:to|with) {_WHOM})?",
    rf"(?:do|does|will|can) {_YOU} (?:show|send|give|tell) {_OWN} (?:to )?{_WHOM}",
    rf"(?:who(?: else)?(?: can| could| will)?|(?:does|do|can|could|will|may|would) {_WHOM}) (?:ever )?{_SEE}"
    rf" (?:this|{_OWN})",
    rf"(?:does|will|do|is|are) (?:this|{_OWN}) (?:go|get|sent|passed|reported) (?:on )?to {_WHOM}",
    rf"(?:is|are|will) (?:this|{_OWN}) (?:be )?(?:really |still |all )?{_PRIVATE}"
    rf"(?: (?:here|to {_WHOM}|with (?:{_YOU}|{_WHOM})|by {_WHOM}))?",
    rf"where (?:is|are|do|does) (?:{_YOU} )?(?:{_KEEP} {_OWN}|{_OWN} {_KEEP})",
    rf"what (?:happens to|becomes of|(?:do|does) {_YOU} do with) {_OWN}",
    rf"how long (?:do|does|will) {_YOU} {_KEEP} {_OWN}",
    r"(?:(?:is )?(?:this|boffin)|are you) (?:private|confidential|spying on me|watching me|recording me)",
    r"(?:your |boffin'?s? )?privacy (?:policy|notice|statement)|your privacy",
)
