"""Whole dialogues said in Discord give the same words and choices as in the console."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import wiring
from bot.chat.console.clock import moment_of
from bot.chat.console.script import SAID, WHEN, Kind, Step, parse, start_of
from bot.chat.door import Door, Speaker, Spot
from bot.core.commands.all import table
from bot.core.commands.lines.grammar import resolve, spread
from bot.core.message import Filled, Invocation, Message, Picked
from bot.core.moment import Moment
from bot.core.people import Actor, Person, Standing
from bot.core.ports import Clock
from bot.core.situation import Address, Situation
from tests.chat.discord.reading import Target, Told, in_words, of_console, of_core, of_discord, pressable, take
from tests.chat.discord.room import Room, opened
from tests.dialogues.playing import dialogues, library
from tests.emulators.discord import Message as Shown
from tests.emulators.discord import Replies, User

HERE = "#ecg-teaching"
# Left out is what is the console's own: forms line by line, choices by their words, plain words in a channel without
# a mention, an earlier message's choices, an admin's commands in the direct message, and what is not listed, typed.
CONSOLE = {
    "admin",
    "moment_5_channels_monday",
    "moment_8_appraisal_then_leaving",
    "keepers_words",
    "leaving_in_one_line",
    "ask",
    "calendar_file",
    "down",
    "local_rules",
    "log",
    "moved_on",
    "promise",
    "stop_what",
    "undo",
    "words_for_choices",
}
DIALOGUES = [path for path in dialogues() if path.stem not in CONSOLE]


class Zoned(Door):
    """Knows the zone of everybody, as the console does: Discord tells none, and asking would be one more line."""

    zone = "UTC"

    async def hear(
        self,
        once: str,
        speaker: Speaker,
        said: str | Picked | Invocation | Filled,
        spot: Spot | None = None,
        *,
        public: bool = False,
    ) -> tuple[Message, ...]:
        return await super().hear(once, replace(speaker, zone=self.zone), said, spot, public=public)


def in_zone(zone: str) -> Callable[[wiring.Parts, Clock], Door]:
    def made(parts: wiring.Parts, clock: Clock) -> Door:
        door = Zoned(parts.assistant, parts.store.accounts, parts.words, clock)
        door.zone = zone
        return door

    return made


class Played:
    """Says the lines of a dialogue in Discord and remembers what can be pressed."""

    def __init__(self, room: Room) -> None:
        self.room, self.discord = room, room.discord
        self.people = {"ana": room.ana, "sam": room.sam, "admin": room.ada}
        self.entered = False
        self.shown: dict[tuple[str, str], list[tuple[Shown, Target]]] = {}

    def user(self, name: str) -> User:
        if name not in self.people:
            self.people[name] = self.discord.user(name.capitalize())
            self.discord.add_member(self.room.guild, self.people[name])
        return self.people[name]

    async def say(self, person: str, channel: str, line: str) -> Told:
        """Say it as the console would understand it: a number is a choice, @boffin is public, the rest is typed."""
        user, told = self.user(person), Told()
        if channel and not self.entered:
            self.entered = True
            told = of_core(await self._invited_by(person))
        start = len(self.discord.world.said)
        if line.isdecimal():
            message, target = self._shown(person, channel)[int(line) - 1]
            await take(self.discord, user, message, target)
        elif found := re.match(r"@boffin\b[,:]?\s*", line):
            await self.discord.mention(user, self.room.channel, line[found.end() :])
        elif channel:
            await self._command(person, line)
        else:
            await self.discord.direct(user, line)
        await self.room.settled()
        answer = [one for one in self.discord.world.said[start:] if one.by_bot and not one.loading]
        if found_now := [(one, target) for one in answer for target, _ in pressable(one)]:
            self.shown[person, channel] = found_now
            self.shown.pop(("", channel), None)
        return told + of_discord(answer)

    def _shown(self, person: str, channel: str) -> list[tuple[Shown, Target]]:
        """Return what this person can press: what everybody was shown last, or their own last answer."""
        return self.shown.get(("", channel)) or self.shown[person, channel]

    async def _invited_by(self, person: str) -> tuple[Message, ...]:
        """Let the door hear who invited Boffin, which the console knows and Discord does not tell."""
        user, channel = self.user(person), self.room.channel
        speaker = Speaker(Address("discord", "", user.id), user.name, Standing.REGULAR)
        spot = Spot(Address("discord", self.room.guild.id, channel.id), f"#{channel.name}")
        return await self.room.door.hear("invited", speaker, Invocation(("channel", "welcome")), spot)

    async def _command(self, person: str, line: str) -> Replies:
        """Use the slash command that a typed line names, with its values as options."""
        command, rest = resolve(line, table())
        if command is None:
            return await self.room.command("ask", {"question": line}, user=self.user(person), wait=0)
        nobody = Situation(Actor(Person("", "")))
        moment = Moment(nobody, library(), self.room.parts.words, self.room.clock.now(), "")
        values, _ = spread(rest, command, moment)
        name = " ".join(("boffin-admin", command.path[1]) if command.path[0] == "admin" else ("boffin", *command.path))
        return await self.room.command(name, values, user=self.user(person), wait=0)

    async def move(self, step: Step, zone: str) -> str:
        """Move the clock, stopping wherever something is due."""
        when = WHEN.fullmatch(step.line)
        assert when
        zone = when[2] or zone
        moment, clock = moment_of(when[1], self.room.clock.now(), ZoneInfo(zone)), self.room.clock
        while (due := await self.room.ticker.next_due()) and due <= moment:
            clock.set(max(due, clock.now()))
            start = len(self.discord.world.said)
            await self.room.ticker.tick()
            for one in self.discord.world.said[start:]:
                where = ("", HERE) if one.channel is self.room.channel else ("ana", "")
                self.shown[where] = [(one, target) for target, _ in pressable(one)]
        clock.set(moment)
        return zone


def steps_of(path: Path) -> list[Step]:
    return parse(path.read_text(encoding="utf-8"))


def with_zones(expected: str, zone: str) -> str:
    """Return it with the zone beside every moment: the console leaves it out where it is the reader's own."""
    return re.sub(r"(Next\s+message:\s+\w+ \d+\s+\w+,\s+\d\d:\d\d)", rf"\1 ({zone})", expected)


@pytest.mark.parametrize("path", DIALOGUES, ids=lambda path: path.stem)
async def test_a_dialogue_goes_in_discord_as_in_the_console(path: Path):
    steps = steps_of(path)
    start, zone = start_of(steps)
    async with opened(start, door=in_zone(zone)) as room:
        played, compared = Played(room), 0
        for step in steps:
            if step.kind is Kind.MOMENT:
                zone = await played.move(step, zone)
            elif step.kind is Kind.SAID and (said := SAID.fullmatch(step.line)):
                told = await played.say(said[1], said[2] or "", said[3] or "")
                expected = of_console(with_zones(step.expected, zone))
                assert (in_words(told.words, ZoneInfo(zone)), told.labels) == (expected.words, expected.labels), (
                    f"line {step.number}: {step.line}"
                )
                compared += 1
        assert compared >= 3
        assert room.discord.refusals == []
        assert room.discord.breaches == []
