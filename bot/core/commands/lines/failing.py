"""The English of what has failed: a tool that is down, or what every tool needs."""

import re

from bot.core.library import squeeze

NETWORK = frozenset(
    (
        "internet", "wifi", "wi fi", "network", "connection", "eduroam", "laptop", "computer", "pc", "phone", "tablet",
        "ipad", "power", "electricity",
    )
)  # fmt: skip  # what no tool works without
_DOWN = re.compile(
    r"^(?:help,? ?|help! )?(?P<tool>[\w .&'’-]{1,40}?)(?:['’]s| is| has gone| has)? "
    r"(?:down(?: again)?|not working|(?:is|does)n['’]?t (?:work|load|open)(?:ing)?|broken|offline"
    r"|won['’]?t (?:load|open|work|play)"
    r"|(?:keeps )?crash(?:ing|ed|es)|stopped working|has failed|failed)(?: again| now)?[\s.!]*$",
    re.IGNORECASE,
)
_NETWORK = "|".join(sorted(NETWORK)).replace(" ", "[ -]")
_NO = re.compile(
    rf"^(?:help,? ?|help! )?(?:(?:i have |we have |there['’]?s |there is )?no (?P<none>{_NETWORK})"
    rf"|(?:the |my |our )?(?P<dead>{_NETWORK})(?:['’]s| is| has)?(?: just)? (?:died|dead|gone|out))"
    r"(?: here| now| again| today| at all)*[\s.!]*$",
    re.IGNORECASE,
)
_OWN = re.compile(r"^(?:the|my|our) ")


def read_failing(text: str) -> str:
    """Return what a line says is down, in its own words: "panopto is down"; "" where it says nothing of the kind."""
    if none := _NO.match(text):
        return squeeze(none["none"] or none["dead"])
    found = _DOWN.match(text)
    return _OWN.sub("", squeeze(found["tool"])) if found else ""
