"""What is refused before anything is looked up, one file per kind; people in danger come before everything else.

Nothing outside this package may soften a refusal. Every pattern is linear: gaps are bounded, nothing repeats a
repetition. Deliberately wide for identifiers: stopping once too often costs a retyped line, storing once too often
may harm somebody. What is stopped is not kept, not even to say it back.
"""

from enum import Enum

from bot.core.answers.refusals.clinical import is_clinical
from bot.core.answers.refusals.crisis import is_crisis, is_exhausted
from bot.core.answers.refusals.identifier import has_identifiers, names_somebody
from bot.core.answers.refusals.injection import is_injection
from bot.core.answers.refusals.other import is_about_others


class Refused(Enum):
    """Why a text is not looked up; who is `EXHAUSTED` gets a human contact first, and the answer too."""

    IDENTIFIERS = "identifiers"
    OTHERS = "others"
    EXHAUSTED = "exhausted"
    CRISIS = "crisis"
    CLINICAL = "clinical"
    INJECTION = "injection"


def _plain(text: str) -> str:
    """Return the text with plain apostrophes and without what cannot be seen."""
    return text.replace("’", "'").replace("‘", "'").replace("\u200b", "").replace("\u00ad", "")


def has_private_details(text: str, *, contacts: bool = False) -> bool:
    """Say whether a patient or a student could be recognised; `contacts`: an office's number is what was asked for."""
    return names_somebody(_plain(text), contacts=contacts)


def refused(text: str) -> Refused | None:
    """Return why this text is refused, or None."""
    plain = _plain(text)
    if is_crisis(plain):
        return Refused.CRISIS
    if has_identifiers(plain):
        return Refused.IDENTIFIERS
    if is_injection(plain):
        return Refused.INJECTION
    if is_exhausted(plain):
        return Refused.EXHAUSTED
    if is_about_others(plain):
        return Refused.OTHERS
    if is_clinical(plain):
        return Refused.CLINICAL
    return Refused.IDENTIFIERS if names_somebody(plain) else None
