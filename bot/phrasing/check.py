"""What a model said, or None: it may use only what the passages hold, in plain short British words. Pure."""

import re
import unicodedata

from bot.core.answers.refusals import refused

LONGEST, SHORTEST = 90, 5  # words
LEAST_SHARED = 0.5  # of its telling words that must be in the passages: else it speaks of something else
TELLING = 5  # letters of a word that tells something
STEM = 4

_LINK = re.compile(r"https?:|www\.|://|\b[\w-]+\.(?:com|org|net|io|uk|eu|edu|info|ly|me|app|ai)\b|\bdoi\b|@", re.I)
_MARKUP = re.compile(r"[<>\[\]{}`*_|\\#~^=]")
_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
_COUNTS = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundreds?"
    r"|thousands?|millions?|half|third|quarter|dozens?|percent|per cent|twice|double)\b",
    re.I,
)
_NAME = re.compile(r"(?<![.!?:;\"“(]\s)(?<!^)(?<![\"“(])\b(?:[A-Z]\w+|[A-Z]\b(?!'))")
_ITSELF = re.compile(
    r"\b(?:as an? (?:ai|language model|assistant)|system prompt|my instructions|i (?:cannot|can't|am unable|am sorry)"
    r"|certainly|here is|here's|rephrased?|the passages?|according to|et al|stud(?:y|ies) (?:by|from|show)"
    r"|research(?:ers)? show)\b",
    re.I,
)
_AMERICAN = re.compile(
    r"\b\w+(?:[bcdfglmnrstv]iz(?:e|es|ed|ing|ation)|yz(?:e|es|ed|ing)|avor\w*|ehavior\w*)\b"
    r"|\b(?:colors?|center(?:s|ed)?|labor|gray|enroll|program for|pediatric\w*|fulfill)\b",
    re.I,
)
_ALLOWED_IZE = re.compile(r"\b(?:size|sized|sizes|prize|prizes|seize\w*|capsiz\w+)\b", re.I)
_DENIAL = re.compile(
    r"\b(?:no|not|never|nobody|nothing|none|without|neither|nor|cannot|\w+n['’]t)\b",
    re.I,
)
_VERDICT = re.compile(r"(?:yes|no)\b", re.I)
_BLAME = re.compile(r"\b(?:you should have|your fault|guilt\w*|lazy|shame\w*|you failed|no excuse)\b", re.I)


def checked(said: object, passages: tuple[str, ...]) -> str | None:
    """Return what was said as one line where all of it may be shown, else None."""
    if not isinstance(said, str) or any(_is_odd(char) for char in said):
        return None
    text, known = " ".join(said.split()).strip('"“” '), " ".join(passages)
    words = text.split()
    if not SHORTEST <= len(words) <= LONGEST or refused(text) is not None:
        return None
    plain = _ALLOWED_IZE.sub("", text)
    if any(pattern.search(plain) for pattern in (_LINK, _MARKUP, _ITSELF, _AMERICAN, _BLAME)):
        return None
    return text if _adds_nothing(text, known) and _denies_the_same(text, known) else None


def _is_odd(char: str) -> bool:
    """Say whether a character has no place in a sentence: hidden, private, an emoji, another script."""
    kind = unicodedata.category(char)
    if char in "\n\t":
        return False
    return kind in ("Cc", "Cf", "Co", "Cs", "Cn", "So", "Sk") or (kind.startswith("L") and ord(char) > 0x24F)


def _adds_nothing(text: str, known: str) -> bool:
    """Say whether numbers, names and most telling words are those of the passages."""
    if set(_NUMBER.findall(text)) - set(_NUMBER.findall(known)):
        return False
    if _lower(_COUNTS, text) - _lower(_COUNTS, known):
        return False
    if {name for name in _NAME.findall(text) if name != "I" and name.casefold() not in known.casefold()}:
        return False
    stems = _stems(known)
    telling = [stem for stem in _stems(text) if stem]
    return bool(telling) and sum(stem in stems for stem in telling) >= LEAST_SHARED * len(telling)


def _denies_the_same(text: str, known: str) -> bool:
    """Say whether as much is denied as in the passages, and an opening yes or no is theirs: no turned advice."""
    first, said = _VERDICT.match(known), _VERDICT.match(text)
    if said and (first is None or said[0].casefold() != first[0].casefold()):
        return False
    rests = [_VERDICT.sub("", one, count=1) for one in (text, known)]
    return len(_DENIAL.findall(rests[0])) == len(_DENIAL.findall(rests[1]))


def _lower(pattern: re.Pattern[str], text: str) -> set[str]:
    return {found.casefold() for found in pattern.findall(text)}


def _stems(text: str) -> set[str]:
    return {word[:STEM] for word in re.findall(r"[a-zà-ÿ]+", text.casefold()) if len(word) >= TELLING}
