"""Details by which a patient or a student could be recognised."""

import re

_IDENTIFIERS = re.compile(
    r"""\b\d{3}[ -]?\d{3}[ -]?\d{4}\b                      # an NHS number, or a telephone number
    | (?<!\d)0\d{3,4}[ -]?\d{3}[ -]?\d{3,4}\b | (?<!\d)0\d{2}[ -]?\d{4}[ -]?\d{4}\b
    | \+\d{1,3}[ -]?[\d(][\d() -]{6,14}\d
    | (?<![\w.+@/-])(?!(?i:admin|contact|data|dpo|enquiries|help|helpdesk|info|it|library|office|privacy|support)@)
      [\w.+-]{1,64}@[\w-]{1,63}\.[A-Za-z]{2,}    # an e-mail address, no office's and no @name@server
    | (?i:\b(?:nhs|hosp(?:ital)?\.?|mrn|chi|patient|student|matric\w*)\s*(?:no|num(?:ber)?|id)?\s*[:#.]?\s*\d{5,}\b)
    | (?i:\b(?:dob|date\ of\ birth|born\ on)\b)
    | (?i:\b(?:mr|mrs|ms|miss)\.?)\s+(?!Teams\b)(?:[A-Z]')?[A-Z][a-z]+\b
      .{0,80}\b(?:patient|ward|bed|diagnos\w*|admitted|clinic|surgery|student|failed
      |son|daughter|wife|husband|mother|father|brother|sister|family|relatives?)\b
    | (?i:\binitials)[\s:]+(?:are\s+)?[A-Z]\.?\s?[A-Z]\b
    | (?i:\b(?:patient|student)\s+(?:called|named))\s+[A-Z]
    | (?i:\b(?:patient|student))\s+(?!(?:\w+\s+){0,2}?
      (?:Affairs|Centre|Committee|Council|Forum|Group|Office|Portal|Programme|Safety|Service|Services|Support|Team|Union
         |Association|Conference|Education|Experience|Handbook|Network|Podcast|Project|Society|Survey|Takeover|Voices?)\b)
      (?!(?:\w+\s+)?(?:Bluesky|Discord|Facebook|Instagram|LinkedIn|Moodle|Reddit|Slack|Telegram|TikTok|Twitter|Use
         |WhatsApp|YouTube|Zoom)\b)
      [A-Z][a-z]+\s+[A-Z][a-z]+
    """,
    re.VERBOSE,
)


def names_somebody(text: str) -> bool:
    """Say whether the text seems to hold a patient's or student's name, number or date of birth."""
    return bool(_IDENTIFIERS.search(text))
