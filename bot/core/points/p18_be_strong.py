"""Point 18, be strong: whom to tell today, in the order of who could be harmed. Nothing of what happened comes in."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from bot.core.moment import Moment
from bot.core.points.p06_ethics import in_force


class Harm(StrEnum):
    """Who could be harmed: the first tap."""

    STUDENT = "student"
    PATIENT = "patient"
    FACT = "wrong-fact"
    UPSET = "upset"


# Lines of the local rules, the one to turn to first in front.
TELL: Mapping[Harm, tuple[str, ...]] = MappingProxyType({
    Harm.STUDENT: ("data-protection", "who-to-tell", "student-support"),
    Harm.PATIENT: ("data-protection", "who-to-tell"),
    Harm.FACT: ("who-to-tell",),
    Harm.UPSET: ("student-support", "who-to-tell"),
})  # fmt: skip


def first_to_tell(harm: Harm, moment: Moment) -> tuple[tuple[str, str], ...]:
    """Return whom the local rules name for this, as channel and text; empty where they are silent on it."""
    return in_force(TELL[harm][0], moment)


def others_to_tell(harm: Harm, moment: Moment) -> tuple[tuple[str, str, str], ...]:
    """Return who else is named for this, as line, channel and text."""
    return tuple((line, name, text) for line in TELL[harm][1:] for name, text in in_force(line, moment))
