"""What a person told about a week, and what may be read from it.

A week starts on Monday in the person's own zone; its key is that Monday. "Not told" is unknown,
never zero. Minutes are whole minutes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum


class Told(StrEnum):
    """The one tap of a check-in."""

    AS_PLANNED = "as-planned"
    LESS = "less"
    MORE = "more"
    TOO_MUCH = "too-much"
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class Week:
    """A week someone checked in on.

    `minutes` is the tapped estimate, None where the tap gave none. `by_tool` is what the person
    said tool by tool; a tool that is missing there is not told. `as planned` fills it from the
    budgets of that day, so that a later change of the plan does not change the past.
    """

    told: Told
    minutes: int | None = None
    by_tool: Mapping[str, int] = field(default_factory=dict)
    kept: tuple[str, ...] = ()  # tools whose promise counts as kept
    missed: tuple[str, ...] = ()  # tools whose promise the person said was missed


@dataclass(frozen=True, slots=True)
class Log:
    """Minutes on one tool on one day, as the person wrote them down; or of help with a topic, and then no tool."""

    day: date
    tool: str
    minutes: int
    helped: str = ""  # the topic, never whom


def monday(day: date) -> date:
    """Return the Monday that names the week of `day`."""
    return day - timedelta(days=day.weekday())
