"""Somebody told of: a name or a title beside what one tells of patients or students only.

A name alone stops nothing: colleagues, authors and diseases have names too. Neither does a topic: the titles of
teaching are full of diseases. It is the two together, or somebody's patient with what happened to them.
"""

import re

from bot.core.answers.refusals.given_name import GIVEN, marked
from bot.core.answers.refusals.late import Late

_NOT_A_NAME = (
    r"(?!(?:a|an|and|any|as|at|bean|clinic|clinics|deadlines?|doc|every|for|from|gren|her|him|his|house|how|in"
    r"|it|its|lectures?"
    r"|men|me|my|nurses?|of|on|one|or|our|out|padlet|point|relapses?|sessions?|shows?|specialist|teaching|teams"
    r"|that|the"
    r"|their|them|these|things|this|to|today|two|us|ward|we|what|when|with|word|you|your|is|are|was)\b)"
)
TITLED = (  # "MS" is a disease
    rf"(?:(?:\b(?:Mr|Mrs|Ms|mr|mrs|ms|Mme|Sra?|Miss|Herr|Frau)\b|(?:^|(?<=[,;:]\s)|(?<=\bof\s)"
    rf"|(?<=\babout\s))miss\b)"
    rf"\.?\s+§?(?i:{_NOT_A_NAME}[a-z][\w'-]*)\.?)"
)
FULL = rf"(?:{GIVEN}\s+(?i:(?!(?:and|or|the|with|to|on|in|for|has|is)\b)§?[a-z][\w'-]+)|\b[A-Z]\.\s?§?[A-Z][a-z]+)"
_NAME = rf"(?:{TITLED}|{FULL}|{GIVEN})"
_TWO_CAPITALS = r"§?\b(?!(?:Dr|Prof|Professor|Sir|Dame)\b)[A-Z][a-z]+\s+§?[A-Z][\w'-]+\b"
COLLEAGUE = (
    r"(?<!\bby\s)(?<!\bdr\s)(?<!\bDr\s)(?<!\bprof\s)(?<!\bProf\s)(?<!\bask\s)(?<!\bAsk\s)(?<!\bto\s)(?<!\bhelped\s)"
)
ILL = (
    r"(?:x-?\s?rays?|scans?|cts?|mris?|ecgs?|ekg|echo|chest\ films?|angio\w*|endoscop\w*|colonoscop\w*|biops\w*"
    r"|bloods"
    r"|rash|wounds?|stoma|fractures?|broken|fistula|operation|operated|surgery|discharge\w*|clinic|wards?|bed"
    r"|bay|[np]?icu|itu"
    r"|a&e|resus|admi(?:tted|ssion)|diagnos\w*|cancer|tumou?r|leuk\w+|lymphoma|melanoma|lupus|hiv|aids|asthma"
    r"|strokes?"
    r"|seizures?|fits?|seps\w+|septic|stents?|transplant\w*|murmur|jaundice|cirrhosis|pneumonia|dementia"
    r"|failure|disease"
    r"|arrest|overdose|meconium|hip|sarcoid|kidney|dialysis|stabbed|shot|infarct\w*|n?stemi|consent|agreed|results?"
    r"|case\ notes|diabet\w+|epilep\w+|pregnan\w+|miscarr\w+|palliative|died|terminal)"
)
_FAMILY = r"(?:son|daughter|wife|husband|widow|mother|father|mum|dad|brother|sister|family|relatives?|partner|parents)"
_FAILING = (  # what is told of one student, never of a topic
    r"(?:fail(?:ed|s|ing)|resits?|resitting|repeat(?:s|ed|ing)?\ (?:the\ )?year|suspended|expelled|cheat(?:ed|s"
    r"|ing)|plagiari\w+"
    r"|(?:on|put\ on|under)\ probation|cried|crying|in\ tears|appeal(?:ed|ing)|(?:got|scored|has)\ \d{1,3}\s?%"
    r"|marks?\ (?:was|is|of|were)"
    r"|was\ reported|disciplin\w+|misconduct|homeless|pregnant|missed\ \w+\ (?:clinics|sessions|weeks|days)"
    r"|dropped\ out"
    r"|passed\ away|(?:father|mother|dad|mum|brother|sister)\ died|self[- ]?harm(?:s|ed|ing)?|drinks\b|racist)"
)
_WORK = (
    r"(?:lectures?|slides?|talks?|rounds?|pages?|quiz|videos?|films?|sessions?|teaching|posters?|papers?|cards?"
    r"|module)"
)
_TROUBLE = (
    r"(?:dyslexi\w*|dyspraxi\w*|adhd|autis\w*|depress\w*|anxiety|anxious|panic\ attacks?|eating\ disorder"
    r"|bipolar|suicidal"
    r"|bulimi\w*|anorexi\w*|pregnan\w*|homeless|ptsd|breakdown)"
)
CONCERN = (
    r"(?:extension|extenuating\ circumstances|mitigating\ circumstances|fitness\ to\ practi[sc]e|professionalism"
    r"|concerns?\ (?:about|over)|probation|complaint\ (?:about|against)|hearing\ (?:of|for)|resit\ (?:of|for)"
    r"|appeal\ (?:of|by))"
)
_PLATFORM = (
    r"(?:Bluesky|Discord|Facebook|Instagram|LinkedIn|Moodle|Reddit|Slack|Telegram|TikTok|Twitter|Use|WhatsApp"
    r"|YouTube|Zoom"
    r"|Affairs|Centre|Committee|Council|Forum|Group|Office|Portal|Programme|Safety|Service|Services|Support"
    r"|Team|Union"
    r"|Association|Conference|Education|Experience|Handbook|Network|Podcast|Project|Society|Survey|Takeover"
    r"|Voices?)\b"
)
SOME_ONE = r"(?:man|lady|woman|girl|boy|kid|gentleman|chap|bloke|guy|patient|pt|baby|toddler|child|fellow)"
WHERE = r"(?:(?:bed|bay|ward|room|cubicle)\s?(?:\d+|[A-Z]\b)|a&e|resus|icu|itu|nicu|theatre\s\d|the\ ward)"
_AGE = r"(?:\d{1,3}\s?(?:,|y\b|yo\b|yrs?\b|years?\b|months?\b|[MF]\b|\)|$))"
DAY = (
    r"(?:yesterday|last\ night|this\ morning|today|(?:mon|tues|wednes|thurs|fri|satur|sun)day|last\ week"
    r"|\d{1,2}\ (?:jan|feb"
    r"|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*)"
)
_BORN = r"(?:\d{1,2}[./-]\d{1,2}[./-](?:19\d\d|20[01]\d|[3-9]\d)\b|\d{1,2}\ [A-Za-z]{3,9}\ (?:19\d\d|20[01]\d)\b)"


def every(*patterns: str) -> tuple[Late, ...]:
    """Return patterns in which spaces do not count."""
    return tuple(Late(pattern, re.VERBOSE) for pattern in patterns)


_NAMED = every(
    # a title and a name, beside an illness, a place of care, a family
    rf"{COLLEAGUE}{TITLED}(?!'s?\ (?:slides|talk|lecture|webinar|tutorial|workshop)\b)"
    rf"(?:'s?)?.{{0,50}}?\b(?i:{ILL}|{_FAMILY}|patient|student|{_FAILING})\b",
    rf"\b(?i:{ILL}|pictures?|photos?|films?|drawing)\s+(?:of|from|for|with|about)\s+{TITLED}",
    # a patient or a student with a name, initials or a date of birth
    rf"(?i:\b(?:patients?|pt|students?|trainees?))(?:'s\ name|\ name)?(?i:\ is|\ was|\ called"
    rf"|\ named)?[,:]?\s+(?!{_PLATFORM})"
    rf"{GIVEN}(?!\s+and\ (?i:i|the)\b)",
    r"(?i:\b(?:patient|student|trainee)\s+(?:called|named|is\ called))\s+§?[A-Z]",
    rf"(?i:\b(?:patient|student|trainee))\s+(?!(?:\w+\s+){{0,2}}?{_PLATFORM})§?[A-Z][a-z]+\s+§?[A-Z][a-z]+",
    rf"\b(?i:student|trainee|patient)\b(?!\ (?i:group|club|society|team|channel|app|page|project))[^.]{{0,25}}?"
    rf"\b(?i:called|named)\s+(?:[A-Z]|{GIVEN})",
    r"(?i:\b(?:our|my)\ (?:student|trainee|patient)),?\s+(?i:mr|mrs|ms|miss)\b",
    r"(?i:\binitials)[\s:]+(?:are\s+)?[A-Z]\.?\s?[A-Z]\b",
    rf"\b(?:[A-Z]\.\s?){{2}},?\s+{_AGE}|\b[A-Z]{{2}},?\s+\d{{1,3}}\s?[MFmf]\b|\b[A-Z]\.[A-Z]\.?,?\s+\d{{1,3}}\b",
    rf"(?:{FULL}|{_TWO_CAPITALS}).{{0,25}}?{_BORN}",
    rf"{GIVEN}.{{0,25}}?{_BORN}",
    rf"(?:{FULL}|{_TWO_CAPITALS}),\s+{_AGE}\W.{{0,20}}?(?i:\b{ILL}\b)|{GIVEN},?\s+\(?{_AGE}",
    rf"{COLLEAGUE}(?:{FULL}|{_TWO_CAPITALS})(?:'s?\s|,\s)(?:\w+\s)?(?i:{ILL}|{_TROUBLE})\b",
    rf"{GIVEN}'s?\ (?!(?i:clinic|ward|results?|surgery|operation|disease)\b)(?i:{ILL}|{_TROUBLE})\b(?!\ {_WORK})",
    rf"(?i:\b(?:baby|little|young))\ (?:{GIVEN}|{_TWO_CAPITALS})",
    # somebody by name who is a student or a patient of theirs, or whose case, remediation or learning is spoken of
    rf"(?:{FULL}|{_TWO_CAPITALS}),?\s+"
    r"(?i:(?:is\ )?(?:my|our|a)\ (?:new\ |old\ )?(?:student|trainee|patient|pt)\b)",
    rf"(?:{FULL}|{_TWO_CAPITALS})'s?\s+"
    rf"(?i:remediation|resits?|appeal|misconduct|case\b[^.]{{0,25}}\b(?:\d{{1,3}}|{ILL})\b)",
    rf"(?i:\bteach(?:ing)?|\basked\ for|\bwants|\bneeds)\ (?:{FULL}|{_TWO_CAPITALS})\ "
    r"(?i:to\ (?:read|learn|get|pass|do|improve))\b",
    # what is told of one student
    rf"{COLLEAGUE}(?:{FULL}|{GIVEN}|{_TWO_CAPITALS})(?!'s).{{0,40}}?\b(?i:{_FAILING})|{GIVEN}'s\ marks?\b",
    rf"(?:{FULL}|{GIVEN})(?:'s|\ has|\ had|,|\ is|\ \()\s?(?:\w+\s){{0,2}}(?i:{_TROUBLE})\b",
    rf"(?i:\b{CONCERN}).{{0,20}}?(?:{FULL}|{GIVEN}|{_TWO_CAPITALS}|{TITLED}|\b[A-Z]\.\s?§?[A-Z][a-z]+)",
    rf"(?:{FULL}|{GIVEN})\s?(?:\(.{{0,12}}\)\s)?(?i:told\ me\ (?:that\ )?(?:he|she|they)\b|confided"
    rf"|admitted\ to\ me|confessed)\b",
)
_TOLD = every(
    # somebody's patient, and what happened to them
    rf"(?i:\b(?:my|our)\ (?:patient|pt)\b(?:\ of\ mine)?,?\s+(?:{_AGE}|had|has\b(?!\ (?:found|followed|asked"
    rf"|sent|seen))|died|took"
    rf"|fell|collapsed|presented|came\ in|was|in|on|w/|with|from\ {DAY}|is\ (?:a|an|the|in|on\ (?:the\ )?ward"
    rf"|\d)|{DAY}))",
    rf"(?i:\ba\ (?:patient|pt)\ of\ mine\b,?\s+(?:{_AGE}|had|has|died|took|fell|collapsed|was|in|with|called"
    rf"|named))",
    rf"(?i:\b{WHERE}\b[^.]{{0,25}}\b{SOME_ONE}\b)|(?i:\b(?:the|that|this|a)\ {SOME_ONE}\ (?:in|on"
    rf"|from)\ {WHERE})",
    r"(?i:\bward\s?\w{1,4},?\s(?:side\ room|bed|bay|room)\s?\d)",
    rf"(?i:\b{SOME_ONE}\b[^.]{{0,20}}\b(?:in|from|on)\ {WHERE})",
    r"\b(?:Mr|Mrs|Ms|Miss)\ [A-Z]\.",
    r"(?i:\b(?:he|she|patient|student|pt)\b.{0,15}\blives\ (?:at|in|on)\b.{0,40}\d)",
)


def is_somebody_named(text: str) -> bool:
    """Say whether the text seems to name one patient or student beside what is told of such people only."""
    text = marked(text)
    return any(sign.search(text) for sign in _NAMED)


def is_a_patient_told_of(text: str) -> bool:
    """Say whether the text tells of somebody's one patient, without a name: the place and the story may do it."""
    text = marked(text)
    return any(sign.search(text) for sign in _TOLD)
