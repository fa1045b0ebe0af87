"""Dialogues as text: who says what, when, and what appears; for the demo and for the tests.

`# a comment`, `## a label`, `@2026-09-18 12:30 Europe/London` moves the clock (the zone is needed
once, `@+1w` works too), `ana> words` is said in a direct message, `ana #ecg-teaching> words` in a
channel. Indented lines are what appears.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum
from zoneinfo import ZoneInfo

from bot.chat.console.app import Console
from bot.chat.console.clock import ManualClock, moment_of
from bot.core.nudges.rhythm import zone_of

SAID = re.compile(r"([^\W\d_][\w-]*)(?: (#[\w-]+))?>(?: (.*))?")
WHEN = re.compile(r"@\s*(\+\S+|\d{4}-\d\d-\d\d(?: \d\d?:\d\d)?)(?:\s+([A-Za-z_]+(?:/[\w+-]+)*))?")
INDENT = "  "


class Kind(Enum):
    """What a line at the margin is."""

    COMMENT = "comment"
    LABEL = "label"
    MOMENT = "moment"
    SAID = "said"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Step:
    """One line at the margin and what is written under it. `number` counts lines from 1."""

    kind: Kind
    line: str
    number: int
    expected: str = ""


class ScriptError(ValueError):
    """A line that fits nowhere; the text names it."""


def parse(text: str) -> tuple[Step, ...]:
    """Return the steps of a dialogue; raise ScriptError for a line that is none."""
    steps: list[Step] = []
    under: list[str] | None = None
    blanks = 0

    def close() -> None:
        nonlocal under, blanks
        if under is not None:
            steps[-1] = replace(steps[-1], expected="\n".join(under))
        steps.extend(Step(Kind.BLANK, "", 0) for _ in range(blanks))
        under, blanks = None, 0

    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            blanks += 1
        elif line.startswith(INDENT):
            if under is None:
                raise ScriptError(f"line {number}: nothing was said before this")
            under += [""] * blanks + [line[len(INDENT) :].rstrip()]
            blanks = 0
        else:
            close()
            kind = _kind(line, number)
            steps.append(Step(kind, line.rstrip(), number))
            under = [] if kind in (Kind.SAID, Kind.MOMENT) else None
    close()
    return tuple(steps)


def _kind(line: str, number: int) -> Kind:
    if line.startswith("##"):
        return Kind.LABEL
    if line.startswith("#"):
        return Kind.COMMENT
    if WHEN.fullmatch(line.rstrip()):
        return Kind.MOMENT
    if SAID.fullmatch(line.rstrip()):
        return Kind.SAID
    raise ScriptError(f"line {number}: {line!r} is neither said, nor a moment, nor a label, nor a comment")


def label(step: Step) -> str:
    """Return the words of a label."""
    return step.line.lstrip("# ")


async def play(console: Console, step: Step) -> str:
    """Do one step; return what appeared, without white space at line ends."""
    shown = ""
    if step.kind is Kind.SAID and (said := SAID.fullmatch(step.line)):
        shown = await console.say(said[1], said[2] or "", said[3] or "")
    elif step.kind is Kind.MOMENT and (when := WHEN.fullmatch(step.line)):
        shown = await _move(console, when[1], when[2] or "", step.number)
    return "\n".join(line.rstrip() for line in shown.split("\n"))


async def _move(console: Console, text: str, zone: str, number: int) -> str:
    if zone:
        console.zone = zone
    moment = _moment(text, console.clock.now(), console.zone, number)
    if moment < console.clock.now():
        raise ScriptError(f"line {number}: the clock cannot go back to {text}")
    return await console.move_to(moment)


def _moment(text: str, now: datetime, zone: str, number: int) -> datetime:
    if zone_of(zone) is None:
        raise ScriptError(f"line {number}: there is no zone {zone!r}")
    try:
        return moment_of(text, now, ZoneInfo(zone))
    except (ValueError, OverflowError):
        raise ScriptError(f"line {number}: there is no such moment as {text}") from None


def start_of(steps: Iterable[Step]) -> tuple[datetime, str]:
    """Return the moment at which the clock of this dialogue starts, and its zone."""
    for step in steps:
        if step.kind is Kind.MOMENT and (when := WHEN.fullmatch(step.line)):
            zone = when[2] or "UTC"
            return _moment(when[1], datetime(2026, 9, 4, 12, tzinfo=UTC), zone, step.number), zone
    raise ScriptError("a dialogue begins with its moment: @2026-09-04 12:00 Europe/London")


def clock_of(steps: Iterable[Step]) -> ManualClock:
    """Return a clock that stands at the start of this dialogue."""
    return ManualClock(start_of(steps)[0])


def written(steps: Iterable[Step], shown: Iterable[str]) -> str:
    """Return the dialogue as text with `shown` in place of what was expected."""
    lines: list[str] = []
    for step, text in zip(steps, shown, strict=True):
        lines.append(step.line)
        if text:
            lines += [(INDENT + line).rstrip() for line in text.split("\n")]
    return "\n".join(lines).rstrip() + "\n"
