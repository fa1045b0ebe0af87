"""People in danger, and people at the end of their strength."""

import re

_THEM = r"(?:myself|himself|herself|themsel\w+|yourself|him|her|them|me)"
_CRISIS = re.compile(
    rf"\b(?:(?:kill|hurt|harm|hang|drown|shoot|stab)(?:ing)? {_THEM}\b|cut(?:ting|s)? (?:myself|himself|herself"
    rf"|themsel\w+)\b(?! (?:off|out|some|short))"
    r"|end(?:ing)? (?:my|his|her|their) (?:own )?li(?:fe|ves)|tak(?:e|en|ing) (?:my|his|her|their) own li(?:fe|ves)"
    r"|end it all|(?:wish|wishes|wished) (?:i|he|she|they)(?:'d)? (?:was|were|never been|had never been)? ?(?:dead"
    r"|born|alive no)"
    r"|(?:ca|can)(?:n?'?t|not) (?:go on|cope any ?more|do this any ?more|take (?:it|this) any ?more|live like this)"
    r"(?! (?:with|using|on) (?!life|this|it\b|any))"
    r"|(?:want|wants|wanted|wanna|going|ready) to (?:disappear|die)\b(?! (?:of|from|laughing|on|with)\b)|wanna die"
    r"|no (?:reason|point) (?:to|in) (?:live|living|going on living)|not worth living|better off (?:without me|dead)"
    r"|nobody would miss (?:me|him|her|them)"
    r"|(?:do|does)(?:n'?t| not) want to (?:live|be alive|wake up|be here(?! all (?:day|evening|night|weekend)))"
    r"|overdosed|(?:take|taken|took|taking) (?:an? |\w+ )?(?:overdose|(?:whole )?(?:bottle|box|packet) of (?:pills"
    r"|tablets))"
    r"|jump(?:ing|ed)? (?:off|from) (?:a|the) (?:bridge|roof|building|balcony|car park)"
    r"|suicide note|goodbye (?:note|letter)s?|(?:said|saying|wrote) goodbye (?:forever|for good)"
    r"|(?:is|am|are|was|were|been|being|got) (?:raped|sexually assaulted|strangled)"
    r"|(?:threaten\w*|says? (?:he|she|they)(?:'ll| will| is going to)?|going) to (?:kill|shoot|stab|hurt) (?:me|him"
    r"|her|them"
    r"|someone|somebody|people|everyone|another|a|the|his|my)\b"
    r"|in (?:immediate|real|serious) danger|(?:is|am|are|feels?) not safe (?:at|tonight|right now)"
    r"|(?:hits?|beats?|beating|hitting|abus(?:es|ing)) (?:me|her|him|them)\b)",
    re.IGNORECASE,
)
# Words that are a person's own in a message, and a subject in a question about teaching.
_CRISIS_OR_SUBJECT = re.compile(r"\b(?:suicid\w*|self[- ]?harm\w*)\b", re.IGNORECASE)
_SOMEBODY = r"\b(?:i|i'?m|me|myself|he|she|they|student|trainee|colleague|somebody|someone|friend)"
_DANGER = re.compile(
    rf"{_SOMEBODY}(?: \w+){{0,4}} (?:is|are|was|am|feels?|feeling|said|says|wrote|posted|talks?|talking|thinking"
    rf"|sounds?)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"\b(?:teach(?:ing)?|lessons?|sessions?|lectures?|videos?|podcasts?|episodes?|modules?|slides?|quiz\w*|cases?)\b",
    re.IGNORECASE,
)
_EXHAUSTED = re.compile(
    r"\b(?:i'?m|i am|i feel|feeling|i'?ve been|i think i'?m)\s+(?:\w+\s+){0,2}?(?:burn(?:t|ed|ing)[- ]?out|exhausted"
    r"|at breaking point|breaking down|falling apart|hopeless|in tears|not coping|desperate)\b"
    r"|\bi (?:can'?t|cannot) (?:cope|sleep|stop crying)\b|\bi (?:keep crying|cry every|cried (?:all|again))",
    re.IGNORECASE,
)


def is_crisis(text: str) -> bool:
    """Say whether somebody may be in danger; a word of crisis that is only what is taught does not count."""
    if _CRISIS.search(text):
        return True
    return bool(_CRISIS_OR_SUBJECT.search(text)) and not (bool(_SUBJECT.search(text)) and not _DANGER.search(text))


def is_exhausted(text: str) -> bool:
    """Say whether the speaker sounds at the end of their strength."""
    return bool(_EXHAUSTED.search(text))
