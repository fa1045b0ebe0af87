"""What is refused before anything is looked up: details of a patient or student, clinical questions.

Deliberately wide for identifiers: stopping once too often costs a retyped line, storing once too
often may harm somebody. What is stopped is not kept, not even to say it back.
"""

import re
from enum import Enum

_IDENTIFIERS = re.compile(
    r"""\b\d{3}[ -]?\d{3}[ -]?\d{4}\b                      # an NHS number, or a telephone number
    | (?i:\b(?:nhs|hospital|mrn|chi|patient|student|matric\w*)\s*(?:no|num(?:ber)?|id)?\s*[:#.]?\s*\d{5,}\b)
    | (?i:\b(?:dob|date\ of\ birth|born\ on)\b)
    | (?i:\b(?:mr|mrs|ms|miss)\.?)\s+(?!Teams\b)[A-Z][a-z]+\b
      .{0,80}\b(?:patient|ward|bed|diagnos\w*|admitted|clinic|surgery|student|failed)\b
    | (?i:\b(?:patient|student)\s+(?:called|named))\s+[A-Z]
    | (?i:\b(?:patient|student))\s+(?!(?:\w+\s+){0,2}?
      (?:Affairs|Centre|Committee|Council|Forum|Group|Office|Portal|Programme|Safety|Service|Services|Support|Team|Union)\b)
      [A-Z][a-z]+\s+[A-Z][a-z]+
    """,
    re.VERBOSE,
)
_AMOUNT = re.compile(r"\b\d+\s?(?:mg|mcg|micrograms?|g/kg|mg/kg|ml|mmol)\b", re.IGNORECASE)
_DRUG = re.compile(
    r"\b(?:dos(?:e|es|age|ing)|overdoses?|first[- ]line|prescrib\w*|contraindicat\w*"
    r"|antibiotics?|adrenaline|insulin|warfarin|heparin|opioids?|treatment (?:for|of)|treat (?:a|an|my|his|her|this)"
    r"|manage (?:a|an|this) (?:patient|case)|differential(?: diagnosis)? (?:for|of)|side effects? of|symptoms? of"
    r"|diagnos(?:e|is) (?:of|for|a|this)|workup|guideline dose|icd-?10)\b",
    re.IGNORECASE,
)
_TEACHING = re.compile(  # "how can I teach prescribing with videos" is about teaching
    r"\b(?:teach\w*|students?|learners?|lessons?|sessions?|class|slides?|videos?|podcasts?|quiz\w*|blogs?|tweet\w*|threads?"
    r"|channels?|youtube|twitter|post(?:s|ed|ing)|posts?\b(?![- ]?(?:op|partum|natal|exposure|mortem|traumatic)))\b",
    re.IGNORECASE,
)
_CRISIS = re.compile(
    r"\b(?:(?:kill|hurt|harm)(?:ing)? (?:myself|himself|herself|themsel\w+)"
    r"|end(?:ing)? (?:my|his|her|their) (?:own )?li(?:fe|ves)"
    r"|end it all|(?:wish|wishes|wished) (?:i|he|she|they) (?:was|were) dead"
    r"|(?:ca|can)(?:n['’]?t|not) (?:go on|cope any ?more|do this any ?more)"
    r"(?! (?:with|using|on) (?!life|this|it\b|any))"
    r"|want(?:s|ed)? to (?:disappear|die)|no reason to live|better off without me"
    r"|(?:do|does)(?:n['’]?t| not) want to (?:live|be alive|be here(?! all (?:day|evening|night|weekend)))"
    r"|overdosed|(?:take|taken|took|taking) an overdose)\b",
    re.IGNORECASE,
)
# Words that are a person's own in a message, and a subject in a question about teaching.
_CRISIS_OR_SUBJECT = re.compile(r"\b(?:suicid\w*|self[- ]harm\w*)\b", re.IGNORECASE)
_SOMEBODY = r"\b(?:i|i['’]?m|me|myself|he|she|they|student|trainee|colleague|somebody|someone|friend)"
_DANGER = r"(?: \w+){0,4} (?:is|are|was|am|feels?|feeling|said|says|wrote|posted|talks?|thinking)\b"
_SUBJECT = re.compile(
    r"\b(?:teach(?:ing)?|lessons?|sessions?|lectures?|videos?|podcasts?|episodes?|modules?|slides?|quiz\w*|cases?)\b",
    re.IGNORECASE,
)
_EXHAUSTED = re.compile(
    r"\b(?:i['’]?m|i am|i feel|feeling)\s+(?:\w+\s+){0,2}?(?:burn(?:t|ed)[- ]?out|exhausted|at breaking point)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?!(?:it|that|what|let|who|here|there|course|module|youtube|university|department|channel|app|platform"
    r"|today|tomorrow|yesterday|week|month|term|year|\w+day)['’]s)[a-z]+['’]s "
    r"(?:plan|hours|weeks?|check-?ins?|card|time spent|logs?)\b(?! (?:away|off))",
    re.IGNORECASE,
)


class Refused(Enum):
    """Why a text is not looked up."""

    IDENTIFIERS = "identifiers"
    OTHERS = "others"
    EXHAUSTED = "exhausted"
    CRISIS = "crisis"
    CLINICAL = "clinical"


def refused(text: str) -> Refused | None:
    """Return why this text is refused, or None. People in danger come before everything else."""
    if _CRISIS.search(text) or (_CRISIS_OR_SUBJECT.search(text) and not _is_subject(text)):
        return Refused.CRISIS
    if _IDENTIFIERS.search(text):
        return Refused.IDENTIFIERS
    if _EXHAUSTED.search(text):
        return Refused.EXHAUSTED
    if _OTHERS.search(text):
        return Refused.OTHERS
    clinical = _AMOUNT.search(text) or (_DRUG.search(text) and not _TEACHING.search(text))
    return Refused.CLINICAL if clinical else None


def _is_subject(text: str) -> bool:
    """Say whether a word of crisis is what is taught: something is taught with it, and nobody is named as in danger."""
    named = re.search(_SOMEBODY + _DANGER, text, re.IGNORECASE)
    return bool(_SUBJECT.search(text)) and not named
