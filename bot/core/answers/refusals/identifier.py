"""Details by which a patient or a student could be recognised: numbers and contacts; people are in `somebody`."""

import re
from urllib.parse import unquote_plus

from bot.core.answers.refusals.case import is_a_case_named, is_a_case_told
from bot.core.answers.refusals.somebody import is_a_patient_told_of, is_somebody_named

_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_ASKED = re.compile(r"https?://[^\s?#]+[?#](\S+)", re.IGNORECASE)  # what a link asks for
_KEY = re.compile(  # a value that is one patient's or student's, whatever it is
    r"\b(?:patient|pt|student|candidate)[_-]?(?:name|surname|id|no|number)\W*=\s*\w|\b(?:mrn|dob|nhs\w*|surname)\s*=\s*\w",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"\b(?:author|by|host|lecturer|presenter|speaker|teacher|utm_\w{1,20})=[^&;]*", re.IGNORECASE)
_PARTED = re.compile(r"[&;=]")
_NUMBERS = re.compile(
    r"""(?i:\b(?:nhs|hosp(?:ital)?\.?|mrn|chi|h&c|pas|patient|student|matric\w*|candidate|ucas)
        \s*(?:no\.?|num(?:ber)?|id)?\s*(?:is\s+)?[:#.=/]?\s*[a-z]{0,3}\d{5,}\b)
    | (?i:\bstudent\s+(?:with|has)\s+(?:the\s+)?(?:number|no\.?|id)\s*[:#]?\s*\w?\d{4,})
    | (?i:\bunit\s*(?:no\.?|num(?:ber)?)\s*[:#.]?\s*[a-z]{0,3}\d{4,}\b)
    | (?i:\bs\d{7}\b)                                       # a student's account at many universities
    | \b[A-Z]{2}\ ?\d{2}\ ?\d{2}\ ?\d{2}\ ?[A-D]\b          # a National Insurance number
    | (?i:\b(?:dob|d\.o\.b\.?|date\ of\ birth)(?!\w))
    | (?i:\bborn\s+(?:on\s+)?\d)
    """,
    re.VERBOSE,
)
_TELEPHONE = re.compile(
    r"""(?<![\d-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d-])
    | (?<!\d)0\d{3,4}[ -]?\d{3}[ -]?\d{3,4}\b | (?<!\d)0\d{2}[ -]?\d{4}[ -]?\d{4}\b
    | \+\d{1,3}[ -]?[\d(][\d() -]{6,14}\d
    """,
    re.VERBOSE,
)
_OFFICE = (
    r"(?:admin|contact|data|desk|dpo|enquiries|help|helpdesk|info|it|library|office|privacy|protection|reception|student"
    r"|students|studentsupport|support|switchboard|team|wellbeing)"
)
_MAIL = re.compile(
    rf"""(?<![\w.+@/-])(?!(?i:{_OFFICE}(?:[._-]?{_OFFICE})*)@)
    [\w.+-]{{1,64}}@[\w-]{{1,63}}\.[A-Za-z]{{2,}}            # no office's address, and no @name@server
    """,
    re.VERBOSE,
)
_OF_AN_OFFICE = re.compile(rf"\b{_OFFICE}\b[^\d]{{0,25}}$", re.IGNORECASE)


def names_somebody(text: str, *, contacts: bool = False) -> bool:
    """Say whether the text seems to hold a patient's or student's name, number or date of birth.

    `contacts`: addresses and telephone numbers are what was asked for here, so they may stand.
    """
    bare = _LINK.sub(" ", text)
    return has_identifiers(text, contacts=contacts) or is_a_patient_told_of(text) or is_a_case_told(bare)


def has_identifiers(text: str, *, contacts: bool = False) -> bool:
    """Say whether there is a name or a number in it, whatever else is told."""
    if _NUMBERS.search(text) or is_somebody_named(text) or is_a_case_named(text) or _is_asked_of_a_link(text):
        return True
    bare = _LINK.sub(" ", text)  # the digits of a link are nobody's
    return not contacts and (bool(_MAIL.search(bare)) or _has_telephone(bare))


def _has_telephone(text: str) -> bool:
    """Say whether a number could be called or be an NHS number, and is not said to be an office's."""
    return any(not _OF_AN_OFFICE.search(text[: found.start()][-40:]) for found in _TELEPHONE.finditer(text))


def _is_asked_of_a_link(text: str) -> bool:
    """Say whether what a link asks for, as a person would read it, names somebody."""
    for asked in _ASKED.findall(text):
        plain = unquote_plus(_SPEAKER.sub("", asked))
        read = _PARTED.sub(" ", plain)
        if _KEY.search(plain) or _NUMBERS.search(read) or is_somebody_named(read) or is_a_case_named(read):
            return True
    return False
