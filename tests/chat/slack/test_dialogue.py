"""Whole dialogues said in Slack give the same words and choices as in the console."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.chat.console.clock import moment_of
from bot.chat.console.script import SAID, WHEN, Kind, Step, parse, start_of
from tests.chat.slack.room import Room, opened
from tests.dialogues.playing import dialogues
from tests.emulators.slack.state import Message

# Left out is what is the console's own: its control lines, forms line by line, choices by their words, files, and
# what many people press under one post.
CONSOLE = {
    "admin", "moment_5_channels_monday", "moment_8_appraisal_then_leaving", "ask", "calendar_file", "channel",
    "down", "leaving_in_one_line", "local_rules", "log", "plain_words", "promise", "shared_items", "undo",
    "words_for_choices",
}  # fmt: skip
DIALOGUES = [path for path in dialogues() if path.stem not in CONSOLE]
HERE = "#ecg-teaching"
PEOPLE = ("ana", "sam")


@dataclass
class Told:
    """What someone was told: the words of all lines, and the labels of the choices in order."""

    words: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)


def of_console(shown: str) -> Told:
    """Read what the console shows; a line is a choice where it is set in and begins with a number.

    Above what nobody asked for the console says when it came and for whom; elsewhere the platform shows that itself.
    """
    told = Told()
    shown = re.sub(r"^[A-Z][a-z]+ \d{1,2} [A-Z][a-z]+, \d\d:\d\d · .*$", "", shown, flags=re.MULTILINE)
    is_label = False
    for line in shown.split("\n"):
        if found := re.match(r"  (\d{1,2}) (.*)", line):
            told.labels.append(found[2])
            is_label = True
        elif is_label and line.startswith("    "):
            told.labels[-1] += " " + line.strip()
        else:
            is_label = False
            told.words += line.split()
    return told


def of_slack(messages: list[Message]) -> Told:
    """Read what stands in Slack's blocks."""
    told = Told()
    for message in messages:
        lines = [block["text"]["text"] for block in message.blocks if block["type"] == "section"]
        numbered: list[str] = []
        for element in (e for block in message.blocks if block["type"] == "actions" for e in block["elements"]):
            if element["type"] == "static_select":
                numbered = [re.sub(r"^\d+\. ", "", option["text"]["text"]) for option in element["options"]]
                told.labels += numbered
            else:
                told.labels.append(element["text"]["text"])
        whole = "\n".join(lines).split("\n")
        told.words += " ".join(whole[: len(whole) - len(numbered)]).split()
    return told


class Played:
    """Says the lines of a dialogue in Slack and remembers what can be pressed."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.entered: set[str] = set()
        self.shown: dict[tuple[str, str], list[tuple[Message, str]]] = {}

    async def say(self, person: str, channel: str, line: str) -> list[Message]:
        """Say it as the console would understand it: a number is a choice, @boffin is public, the rest is typed."""
        user, place = f"U{person.upper()}", "C1" if channel else ""
        start = len(self.room.slack.state.said)
        if channel and channel not in self.entered:  # the console invites Boffin where somebody goes
            self.entered.add(channel)
            await self.room.slack.invite("C1", by=user, wait=2)
            await self.room.settled()
        answered = len(self.room.slack.state.said)
        if line.isdecimal():
            message, label = self.shown[person, channel][int(line) - 1]
            await self.room.slack.press(user, message, label)
        elif found := re.match(r"@boffin\b[,:]?\s*", line):
            await self.room.slack.mention(user, place, line[found.end() :], wait=0)
        elif place:
            await self.room.command(user, line, place, wait=0)
        else:
            await self.room.slack.direct(user, line, wait=0)
        await self.room.settled()
        made = [one for one in self.room.slack.state.said[start:] if one.by_bot]
        answer = [one for one in self.room.slack.state.said[answered:] if one.by_bot]
        pressable = [(one, way) for one in answer for way in ways(one)]
        if pressable:
            self.shown[person, channel] = pressable
        return made

    async def move(self, step: Step, zone: str) -> tuple[list[Message], str]:
        """Move the clock, stopping wherever something is due; return what was said unasked, and the zone now."""
        when = WHEN.fullmatch(step.line)
        assert when
        zone = when[2] or zone
        moment, clock = moment_of(when[1], self.room.clock.now(), ZoneInfo(zone)), self.room.clock
        start = len(self.room.slack.state.said)
        while (due := await self.room.ticker.next_due()) and due <= moment:
            clock.set(max(due, clock.now()))
            before = len(self.room.slack.state.said)
            await self.room.ticker.tick()
            for one in self.room.slack.state.said[before:]:
                people, where = (PEOPLE, HERE) if one.channel == "C1" else ((one.channel[2:].lower(),), "")
                for person in people:
                    self.shown[person, where] = [(one, way) for way in ways(one)]
        clock.set(moment)
        return self.room.slack.state.said[start:], zone


def ways(message: Message) -> Iterator[str]:
    """Return what can be pressed, in order: a button by its id, an entry of a list by its words."""
    for element in elements(message):
        if element["type"] == "static_select":
            yield from (option["text"]["text"] for option in element["options"])
        else:
            yield element["action_id"]


def elements(message: Message) -> list[dict[str, Any]]:
    return [element for block in message.blocks if block["type"] == "actions" for element in block["elements"]]


def steps_of(path: Path) -> tuple[Step, ...]:
    return parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", DIALOGUES, ids=lambda path: path.stem)
async def test_a_dialogue_goes_in_slack_as_in_the_console(path: Path):
    steps = steps_of(path)
    start, zone = start_of(steps)
    async with opened(start=start) as room:
        names = {said[1] for step in steps if step.kind is Kind.SAID and (said := SAID.fullmatch(step.line))}
        for name in names - {"ana", "sam"}:
            room.slack.user(f"U{name.upper()}", name=name.title())
        members = {f"U{name.upper()}" for name in names | {"ana", "sam", "admin"}}
        room.slack.channel("C1", name=HERE[1:], members=members)
        played, compared = Played(room), 0
        for step in steps:
            if step.kind is Kind.MOMENT:
                came, zone = await played.move(step, zone)
            elif step.kind is Kind.SAID and (said := SAID.fullmatch(step.line)):
                came = await played.say(said[1], said[2] or "", said[3] or "")
            else:
                continue
            told, expected = of_slack(came), of_console(step.expected)
            assert (told.words, told.labels) == (expected.words, expected.labels), f"line {step.number}: {step.line}"
            compared += 1
        assert compared >= 3
        assert room.slack.refusals == []
