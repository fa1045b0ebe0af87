"""Somebody told of by a case: a title or a name beside an operation or an inquest, an age and a place, a bed, a year.

What is invented, simulated or a colleague's own teaching passes, as far as the words say so.
"""

import re

from bot.core.answers.refusals.given_name import marked
from bot.core.answers.refusals.late import Late
from bot.core.answers.refusals.somebody import COLLEAGUE, CONCERN, DAY, FULL, ILL, SOME_ONE, TITLED, WHERE, every

_DONE = (  # what is done to people and what they have, by its ending where it has one
    r"(?:(?!(?:academ|bibliogr|diplom|empath|sympath)\w*\b)\w{2,}(?:ectomy|otomy|ostomy|plasty|scopy|itis|oma|osis"
    r"|aemia|pathy|algia|plegia)|(?:an|leuk|isch|septic)\w*emia"
    r"|hernias?|repairs?|bypass|replacement|amputation|prolapse|ulcers?|gallstones?|appendix|prostate|bowel|cataract"
    r"|gout|burns?|deliver(?:y|ies)|labour|c-section|caesarean|chemo\w*|radiotherapy|psychosis|delirium|falls?"
    r"|collapse|crisis|lumps?|goitre|bite|thrombosis|knee|shoulder|liver|lungs?|breast|bowels?|pacemaker"
    r"|heart\ attack|hysterectomy)"
)
_CLINICAL = rf"(?:{ILL}|{_DONE}|filmed|murmur|films?|notes)"
_OF_A_COLLEAGUE = (
    r"(?![^,;:]{0,30}\b(?:lectures?|talks?|slides?|webinars?|courses?|workshops?|tutorials?|techniques?|teaching"
    r"|podcasts?)\b)"
)
_CASE = (
    r"(?:case(?!\s+(?:discussion|conference|bank|template|series|based))(?:\s+(?:report|presentation|history|study)s?)?"
    r"|inquest|post[- ]?mortem|autopsy|coroner's\s+(?:hearing|report)|complaint|tribunal|funeral"
    r"|(?:the\s+)?stor(?:y|ies)|operation|surgery|birth|death)"
)
_STORY = (
    r"(?:tell(?:s|ing)?\s+(?:his|her|their)\s+story|(?:his|her|their)\s+(?:story|illness|diagnosis|body|wounds?|scars?)"
    r"|inquest|post[- ]?mortem|autopsy)"
)
_YEARS = r"\d{1,3}[\s-]?(?:years?|yrs?|months?|weeks?|y/?o?|yo)\b[\s-]?(?:old\b)?"
_AGED = (
    rf"(?:(?i:\b{_YEARS}[\s,-]*(?:[a-z]+\s+){{0,1}}?(?:[a-z]+,?\s+){{0,1}}?(?:from\s+\w+,\s*)?{SOME_ONE}\b)"
    rf"|(?i:\baged\s+\d{{1,3}}\b,?\s+(?:\w+\s+)?{SOME_ONE}\b)|\b\d{{1,3}}\s?[MF]\b)"
)
_PLACE = (
    r"(?i:from)\s+(?!(?i:the|an?|our|my|his|her|their|which|where|group|year|week|home|abroad|another|low|high|rural"
    r"|care|overseas|all|two|youtube|a&e)\b)[A-Za-z]\w+"
)
_SEEN = r"(?i:admitted|seen|scan(?:ned)?|cts?|mris?|x-?rays?|clinic|theatre|operated|died|discharged|presented|biopsy)"
_INVENTED = Late(
    r"\b(?:vignettes?|quiz|sba|mcq|osce|simulat\w*|mock|fictional|invented|made[- ]up|role play|scripts?|scenarios?"
    r"|actors?)\b",
    re.IGNORECASE,
)
_SIMULATED = Late(
    r"\b(?:osce|simulat\w*|sim|manikin|mannequin|skills lab|station|layout|making|actors?)\b", re.IGNORECASE
)
_BED = r"(?i:\b(?:bed|bay|cubicle|side\ room)\s?\d+\b(?:'s)?)"
_OFFICIAL = r"(?<!grant\s)(?<!invoice\s)(?<!order\s)(?<!ticket\s)(?<!asset\s)(?<!booking\s)(?<!ref\s)"
_NUMBER = rf"{_OFFICIAL}\b(?i:[a-z]{{1,3}}\d{{6,7}})\b"
_DIGIT = re.compile(r"\d")
_YEAR = (
    r"(?i:(?:year|yr|y)\s?[1-6]\b|(?:first|second|third|fourth|fifth|final|1st|2nd|3rd|[4-6]th)[\s-]year\b)"
    r"(?!\s+(?i:lead|tutor|coordinator|co-ordinator|director|head|module|teach\w*|admin\w*|lectures?|slides?|reps?\b))"
)
_STUDENTS = (
    r"(?i:reflective\s+(?:essay|account|piece)|log-?book|course\s?work|exam\s+script|mark\s?sheet|e-?portfolio"
    r"|resits?\b)"
)
_FOR = r"(?i:\b(?:feedback|reference|remediation|supervision|learning\ plan)\s+(?:for|to|on|about|with))"

_WITH_A_NAME = every(
    rf"{COLLEAGUE}{TITLED}(?:'s?)?,?\s+(?:(?!(?i:and|on|about|with)\b)\w+\s+){{0,2}}?(?i:{_DONE})\b{_OF_A_COLLEAGUE}",
    rf"{COLLEAGUE}{FULL}'s?\s+(?:\w+\s+)?(?i:{_DONE})\b{_OF_A_COLLEAGUE}",
    rf"(?i:\b{_CASE})(?:\s+(?i:of|into|about|on|for)|\s?[:,-])\s+(?i:the\s+late\s+)?(?:{TITLED}|{FULL}\W.{{0,40}}?\d)",
    rf"{TITLED}.{{0,20}}?\b(?i:{_STORY})\b",
    rf"(?i:\b{WHERE}).{{0,25}}?{TITLED}",
    rf"{COLLEAGUE}{FULL},?\s+(?:\(|(?i:in|from|of)\s+|(?=\S))(?i:the\s+)?{_YEAR}",
    rf"{FULL}.{{0,30}}?\b{_STUDENTS}",
    rf"{FULL}\s?[:(,].{{0,12}}?(?i:{CONCERN})",
    rf"{_FOR}\s+{FULL}(?!'s)",
)
_FROM_A_PLACE = every(
    rf"{_AGED}.{{0,60}}?\b{_PLACE}",
    rf"\b(?i:{_YEARS})[\s,]*(?:\w+\s+)?{_PLACE},?\s+(?:\w+\s+)?(?i:{SOME_ONE})\b",
)
_IN_A_BED = every(
    rf"{_BED}.{{0,30}}?\b(?i:{_CLINICAL})\b",
    rf"\b(?i:{_CLINICAL})\s+(?i:of|from|in)\s+{_BED}",
)
_TRACED = every(  # a day or a number by which a hospital finds who it was, whatever it is used for
    rf"{_AGED}.{{0,60}}?\b{_SEEN}\W{{0,3}}(?i:on\s+|in\s+)?(?i:{DAY})",
    rf"{_NUMBER}.{{0,40}}?\b(?i:{_CLINICAL})\b|\b(?i:{_CLINICAL})\b.{{0,40}}?{_NUMBER}",
)


def is_a_case_named(text: str) -> bool:
    """Say whether the text seems to name whose case, operation or student's work it is."""
    text = marked(text)
    return any(sign.search(text) for sign in _WITH_A_NAME)


def is_a_case_told(text: str) -> bool:
    """Say whether the text tells of one patient without a name: age and place, a bed, a hospital's number."""
    if not _DIGIT.search(text):  # an age, a bed and a number have one each
        return False
    signs = _TRACED
    if not _INVENTED.search(text):
        signs += _FROM_A_PLACE
    if not _SIMULATED.search(text):
        signs += _IN_A_BED
    return any(sign.search(text) for sign in signs)
