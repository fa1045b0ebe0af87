"""Lines that are meant for a machine: to change its orders, take it over, or get at what is not the asker's."""

import re

from bot.core.answers.refusals.late import Late

# An order begins a clause. "Students ignore my instructions" and "can I ignore the rules" are no orders to us.
_ORDER = (
    r"(?:^|(?<=and )|[.!?:;,()\[\]{}<>\"'*#/|\n-]"
    r"|\b(?:please|now|then|and|just|you (?:must|should|will|can|may|need to|have to)))\s*"
)
_DROP = (
    r"(?:ignore|disregard|forget|override|overrule|bypass|discard|drop|disable|remove|delete|erase"
    r"|turn off|switch off|stop following)"
)
_ORDERS = (
    r"(?:instructions?|rules?|prompts?|guidelines?|guidance|restrictions?|polic(?:y|ies)|safety|filters?|training"
    r"|limits?"
    r"|limitations|safeguards?|guardrails?|programming|directives?|constraints|refusals?|everything (?:above|before"
    r"|you|i)"
    r"|(?:the )?above|all (?:of )?(?:that|this|the above|previous)|what you were told|your role)"
)
_SHOW = (
    r"(?:reveal|show|print|list|dump|output|repeat|display|leak|give|export|tell|expose|send|share|read|return"
    r"|fetch|get"
    r"|extract|disclose|write out|spell out|copy|forward|e-?mail|download|hand over|what(?:'s| is| are| was| were))"
)
_SECRETS = (
    r"(?:(?:system|hidden|initial|original|developer|secret) (?:prompt|message|instructions?|rules?|text)"
    r"|your (?:\w+ )?(?:instructions?|prompts?|rules|config\w*|source code|code|api|keys?|training|secrets?|tokens?"
    r"|passwords?|weights|memory|database|logs|environment|settings file)\b"
    r"|(?:api|encryption|secret|private|signing|access|slack|bot|discord|admin) (?:keys?|tokens?|passwords?|secrets?)"
    r"|(?:the|this bot's|boffin's) (?:\w+ )?(?:database|environment variables|env file|\.env|source code|passwd"
    r"|config file|credentials)"
    r"|environment variables|/etc/|credentials\b|boffin_\w+"
    r"|(?:all|every|each|everyone's|everybody's|other|another) (?:of the |the )?(?:\w+ )?(?:users?|people|persons?"
    r"|members?"
    r"|colleagues?|accounts?|staff|employees?|teachers?|plans?|hours|logs?|check-?ins?|records?|rows?|data"
    r"|tables?)\b)"
)
_NOT_OURS = r"(?!system|developer|bot|creator|maker|model|ai\b|assistant|boffin|user|admin)"
_ROLES = (
    r"(?:an? |the |my |if you )?(?:(?:unrestricted|uncensored|unfiltered|different|evil|new|free|helpful|senior"
    r"|root|linux|python"
    r"|sql|real|licensed|medical) )*"
    r"(?:ai|assistant|model|llm|chat ?bot|gpt|chatgpt|dan|admin\w*|root|developer|hacker|terminal|shell|console"
    r"|interpreter"
    r"|database|doctor|physician|clinician|pharmacist|gp|system|jailbroken|are|were|had|have)\b"
)
_INJECTION = Late(
    rf"{_ORDER}{_DROP}\b(?! (?:the|my|our|a) {_NOT_OURS}\w+'s\b).{{0,40}}?\b{_ORDERS}"
    rf"|{_ORDER}{_SHOW}\b(?! (?:me |us )?how (?:all|every|each|other|another)\b).{{0,30}}?\b{_SECRETS}"
    rf"|{_ORDER}(?:act|behave|respond|reply|answer|speak|work|operate|function|role-?play) (?:as|like) {_ROLES}"
    rf"|{_ORDER}(?:run|execute|perform|carry out|do) (?:this|the following|these|my)? ?(?:command|code|script|query"
    rf"|shell|sql|python|program|:)"
    rf"|{_ORDER}(?:stop|quit|cease) (?:being|acting as|playing|pretending to be) (?:boffin|an? (?:\w+ )?(?:bot"
    r"|assistant)|yourself"
    rf"|so (?:safe|careful|strict))|\byou(?:'re| are) not boffin\b|{_ORDER}drop (?:the|your) (?:act|persona|mask"
    r"|character|role)\b"
    rf"|{_ORDER}(?:let'?s )?pretend\b (?:to be|you|that|we|i am|i'm|there)"
    rf"|{_ORDER}(?:imagine|suppose|assume) (?:that )?you(?:'re| are| were| have| had)\b"
    r"|\byou are (?:now|no longer|hereby|free|going to be|actually) |\byou(?:'re| are) (?:now )?dan\b"
    r"|\b(?:let'?s|let us) role[- ]?play\b.{0,12}?\b(?:you|as (?:an?|my|the))\b"
    r"|\bnew rules? ?[:,-] ?(?:you|boffin|answer|always|never|no (?:limits|rules))\b"
    r"|\b(?:rules|instructions|orders|prompts?|guidelines) (?:were|have|did|are) you (?:been )?(?:giv\w*|told|set"
    r"|get|got"
    r"|receiv\w*|obey\w*)\b|\bwhat were you told\b(?! about (?:me|my))"
    r"|\bfrom now on,? (?:you|answer|reply|act)"
    r"|\b(?:do anything now|jail ?break\w*|dev(?:eloper)? mode|debug mode|god mode|sudo|root access"
    r"|admin(?:istrator)? (?:mode|override|access)"
    r"|maintenance mode|system ?(?:prompt|override|message|update)s?|prompt injection"
    r"|new (?:system )?(?:instructions?|orders|directive|role|persona) ?(?:[:,.]|are\b)"
    r"|(?:ai|bot|assistant|model|you|answer\w*|respond\w*) (?:\w+ ){0,2}(?:with(?:out)?) (?:no |any )?(?:limits"
    r"|restrictions|filters|rules)|no (?:restrictions|limits|filters) (?:apply|mode)|you have no rules"
    r"|opposite day)"
    r"|\b(?:as|i am|i'm|this is) (?:an?|the|your) (?:system )?(?:admin\w*|developer|creator|owner|operator|root"
    r"|programmer|maker"
    r"|engineer|vendor)\b.{0,60}\b(?:i (?:order|command|authori[sz]e|instruct|need|want|require|demand)|reveal|show"
    r"|give|list|unlock"
    r"|disable|drop|dump|send|override|print|grant|allow|access)\b"
    r"|\b(?:repeat|print|output|translate|summari[sz]e) (?:back )?(?:the|all|everything|every"
    r"|what)(?: \w+){0,3} (?:above|before this)"
    r"|\b(?:what|which) (?:are|is|were|was) (?:your|the) (?:\w+ )?(?:instructions|prompt|system|orders|hidden rules"
    r"|initial prompt)\b"
    r"|\bhow (?:were|are|have) you (?:been )?(?:prompted|instructed|programmed|configured)",
    re.IGNORECASE,
)
_GRAB = Late(
    r"\byour (?:new |only |real |true |next )(?:role|task|job|persona|identity|purpose|goal|name|orders?) (?:is"
    r"|are)\b"
    r"|\b(?:new|next|real|actual) (?:task|instruction|order|command|prompt|objective) ?:|\bend of (?:prompt"
    r"|instructions?|system)\b"
    r"|\b(?:answer|reply|respond) only (?:with|in)\b|\b(?:translate|summari[sz]e|rephrase|encode"
    r"|rewrite) your (?:\w+ )?(?:instructions|prompt|rules)"
    r"|\bcomply\b(?! with)|\bsimulate (?:a|an|being)\b.{0,20}\b(?:bot|ai|assistant|model|system|terminal)"
    r"|\bunlock (?:all|every|hidden|admin)"
    r"|\b(?:hack|malware|ransomware|exploit|phishing e?-?mail|backdoor|keylogger)\b(?! (?:day|for (?:students"
    r"|teachers)))(?=.{0,40}\b(?:server|database|for me|system|bot|account of|into)\b|$)"
    r"|\b(?:raw|whole|entire|full|complete|underlying) (?:database|data ?base|user (?:list|data)|member (?:list"
    r"|data)|logs)\b"
    r"|\b(?:user|member) (?:records?|table|database|list|data)\b|\bother users\b|\b(?:data|information|anything"
    r"|everything|stuff) (?:\w+ ){0,3}(?:about|on|of) (?:other|all|every) (?:users|people|members|colleagues)"
    r"|\b(?:keys|secrets|passwords|tokens)\b(?=[^a-z]*$)(?<!my passwords)(?<!their passwords)"
    r"|\bthe (?:\w+ )?key\b(?=[^a-z]*$)(?<!answer key)",
    re.IGNORECASE,
)
_CODE = Late(
    r"drop (?:table|database)|select\s+(?:\*|\w+(?:, ?\w+)*)\s+from (?!my|the|our|a\b)\w|union (?:all )?select"
    r"|insert into \w|delete from \w|truncate table"
    r"|update \w+ set \w|'\s?or\s?'?\d|or 1\s?=\s?1|;\s?--|<\s?/?\s?(?:script|img|iframe|svg|system|user|assistant"
    r"|instructions?|prompt)\b"
    r"|[\"']role[\"']\s*:\s*[\"'](?:system|assistant|developer|user|tool)"
    r"|\{\{|\{%|\$\{|\$\(|<\|"
    r"|\[/?(?:inst|system|admin|sys)\]|^\s*#{2,}|(?:^|\n)\s*(?:system|assistant|developer|admin|root"
    r"|user)\s*(?:prompt)?\s*[:>]"
    r"|\.\./|rm -rf|/etc/\w|\bcat /|&&|\bwhoami\b|\b(?:human|assistant|system)\s?:|print\s?\(|\b(?:eval|exec|system"
    r"|__import__|os\.\w+|subprocess|import os)\s?\(|import os\b|\bcurl http|\bwget http|javascript:"
    r"|\bprocess\.env|\bos\.environ|%s%s|%00|\\x[0-9a-f]{2}|\b(?:base64|rot13)\b|\bdecode (?:this|the following)",
    re.IGNORECASE,
)
_ELSEWHERE = Late(  # the same order in the languages that neighbours speak
    r"\b(?:ignorier\w*|vergiss|ignor(?:a|ez|es|ar|are|e les)|oublie[zr]?|olvid\w+|dimentica\w*|negeer"
    r"|esque[cç]a)\b.{0,40}"
    r"\b(?:anweisung\w*|instruc\w+|istruzion\w*|consignes|regeln|reglas|r[eè]gles|regole|instructies|instru[cç]\w+)",
    re.IGNORECASE,
)
_WIPE = Late(
    rf"{_ORDER}(?:delete|wipe|erase|reset|change|set|edit|overwrite|grant|make|unlock|remove|clear"
    rf"|cancel)\b.{{0,25}}?\b(?:"
    r"(?:all|every|each) (?:the )?(?:users?|people|plans|accounts|members|data|records|logs|check-?ins|channels"
    r"|posts|tables)"
    r"|every(?:one|body)'?s?\b|the (?:whole )?database|me (?:an? )?(?:admin\w*|root|keeper|owner)\b|admin rights)",
    re.IGNORECASE,
)

_IN_A_WORD = Late(r"(?<=[a-z])[0134]|[0134](?=[a-z])", re.IGNORECASE)  # "ign0re" is read as "ignore"
_LETTERS = str.maketrans("0134", "oiea")


def is_injection(text: str) -> bool:
    """Say whether a line tries to give us new orders, run code, or reach what belongs to everybody."""
    if any(pattern.search(text) for pattern in (_INJECTION, _GRAB, _CODE, _ELSEWHERE, _WIPE)):
        return True
    return bool(_INJECTION.search(_IN_A_WORD.sub(lambda digit: digit[0].translate(_LETTERS), text)))
