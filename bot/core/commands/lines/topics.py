"""What somebody was helped with, read from a line; whom it was does not get past this file.

A topic is one of the content's list, by its words, or at most four words of one's own that the guidance itself writes
in small letters. So a name can only be left out: nothing that is not such a word is taken on.
"""

import re
from collections.abc import Iterator

from bot.core.library import squeeze
from bot.core.moment import Moment

MOST_WORDS = 4
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_AFTER = re.compile(r"\b(?:with|about|through)\b", re.IGNORECASE)
_LITTLE = frozenset(
    """
    a about afternoon again an and another any at back been but by can colleague colleagues did do doctor dr
    evening first for from gave get got had half hand has have he helped helping her him his hour hours how i if
    in into is it its just me min minute minutes more morning most mr mrs ms my new night not now of off old on
    once one or our out patient patients people per please prof professor quarter same second she so some still
    student students than that the their them then there these they third this those three through time times to
    today too two up us use used using was we week were what when where which who why with would yesterday you
    your
    """.split()  # noqa: SIM905 - a list of words reads as one
)
# Names that are words too: they are left out wherever one's own words are read.
_NAMES = frozenset(
    """
    best case close day early good hand head judge
    amber april art august autumn bell bill bishop black bob brook brown bush carol carter chase christian cook
    dale dawn dean drew earl eve faith field fox frank gene glen grace grant gray green guy hall harry heather
    hill hope hunter iris ivy jack jade jasmine jay jean jet john joy june king lane lee lily long mark marsh
    mason max may miles moss nick olive page park parker pat paul penny pierce piers pole price ray reed rice
    rich rob robin rock rose ruby sage sandy scott sharp short skip small sonny star stone strong sue summer
    sunny terry tom tony victor violet wade walker ward warren wells west white will winter wise wood woods wren
    young
    """.split()  # noqa: SIM905 - a list of words reads as one
)


def topic_in(text: str, moment: Moment) -> str:
    """Return the topic of a line, "" where there is none: an id of the content's list, or own words without names."""
    return known_topic(text, moment) or _own_words(text, moment)


def known_topic(text: str, moment: Moment) -> str:
    """Return the topic of the content's list that a line speaks of; of several, the one named last."""
    said = f" {squeeze(text)} "
    found = [
        (said.rfind(f" {way} "), len(way), topic)
        for topic in topics(moment)
        for way in _ways(topic, moment)
        if f" {way} " in said
    ]
    return max(found)[2] if found else ""


def topics(moment: Moment) -> tuple[str, ...]:
    """Return the ids of the content's list of topics."""
    return tuple(key.partition(".")[2] for key in moment.library.wording if key.startswith("help_topic."))


def _ways(topic: str, moment: Moment) -> Iterator[str]:
    yield topic
    for way in moment.words.family("help_words", topic).split(","):
        yield squeeze(way)


def _own_words(text: str, moment: Moment) -> str:
    """Return at most four words of what comes after "with" or "about", each known and none that can be a name."""
    after = [0, *(found.end() for found in _AFTER.finditer(text))]
    known = moment.library.small_words
    words = [word for word in _WORD.findall(text[after[-1] :]) if _is_topic(word, known)]
    return " ".join(words[:MOST_WORDS])


def _is_topic(word: str, known: frozenset[str]) -> bool:
    """Say whether a word may stand in a topic: written small, known to the guidance, no name and no little word."""
    return word in known and word not in _LITTLE and word not in _NAMES and len(word) > 2
