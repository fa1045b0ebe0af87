"""An intimate picture of somebody at work, real or faked: a matter of safeguarding, whatever else the words are near.

A rule, because the finder knows such words from posts that are merely unwise, and is not to weigh them.
"""

import re

from bot.core.answers.refusals.late import Late

POINT, PASSAGE = 18, "18/student-image"
_WHO = (
    r"(?:students?|trainees?|learners?|residents?|registrars?|fy1s?|f1s?|classmates?|colleagues?|nurses?|tutors?"
    r"|teachers?|lecturers?|first[- ]years?|girls?|boys?|lads?|pupils?|(?:one|some) of (?:mine|ours|them)|year group"
    r"|in the year|me|her|him|them|his|hers?|their|my|our)\b"
)
_PICTURE = r"(?:pics?|pictures?|photos?|photographs?|images?|videos?|clips?|films?|footage|selfies?|snaps?)"
_BARE = r"(?:nude|naked|topless|intimate|indecent|sex|sexual(?:ly explicit)?|porn\w*|undressed|dick)"
_LEAKED = r"(?:leak(?:s|ed|ing)?|posts|posted|posting|spread(?:s|ing)?|shares|shared|sharing|publish\w*|sent round)"
_INTIMATE = Late(
    r"\bnudes\b|\bai nudes?\b|\brevenge porn\b|\bsex ?tapes?\b"
    rf"|\b{_BARE} (?:\w+ )?(?:{_PICTURE}|fakes?|forger(?:y|ies))\b"
    rf"|\bexplicit (?:pics?|photos?|pictures?|selfies?|images?)\b|\b{_BARE}\w* deep ?-?fakes?\b|\bdeep ?-?fake {_BARE}"
    rf"|\b{_PICTURE} (?:\w+ ){{0,6}}?(?:naked|nude|topless|undressed|underwear|without (?:any )?clothes)\b"
    r"|\b(?:photos?|pictures?|pics?|her|him|she) (?:\w+ ){0,6}?in (?:her|his) underwear\b"
    rf"|\b{_LEAKED} (?:\w+ )?private {_PICTURE}\b|\bprivate {_PICTURE} (?:\w+ ){{0,4}}?{_LEAKED}\b"
    r"|\b(?:undress|nudify)\w* (?:app|site|bot)\b|\b(?:ai|app|bot) to (?:undress|nudify)\b"
    r"|\bon (?:an? )?(?:porn\w*|naked|nude) (?:body|bodies|pictures?|video)\b"
    rf"|\bdeep ?-?fake\w* (?:\w+ ){{0,2}}?of (?:\w+ ){{0,2}}?{_WHO}",
    re.IGNORECASE,
)
_SOMEBODY = Late(rf"\b{_WHO}", re.IGNORECASE)
_CLINIC = Late(  # what is taught and shown in medicine, with a consent of its own
    r"\bpatients?\b|\bteach(?:ing)? (?:about|on|with)\b|\bas a topic\b"
    r"|\bintimate (?:exam\w*|care|procedures?|consultations?)\b"
    r"|\b(?:pelvic|breast|rectal|genital|anatom\w*|cadaver\w*|manikin|models?|dermatolog\w*|sexual health"
    r"|sex education)\b",
    re.IGNORECASE,
)


def is_intimate_picture(text: str) -> bool:
    """Say whether a text tells of an intimate or faked picture of a student or a colleague."""
    return bool(_INTIMATE.search(text)) and bool(_SOMEBODY.search(text)) and not _CLINIC.search(text)
