"""Plays a dialogue with the real assistant, content, storage and ledger; only the clock is the console's."""

import os
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bot import settings, wiring
from bot.chat.console.app import Console
from bot.chat.console.folder import Files
from bot.chat.console.script import Step, clock_of, parse, play, start_of
from bot.core.assistant import Assistant
from bot.core.commands.all import table
from bot.core.message import File, Message
from bot.core.ports import Memory
from bot.core.situation import Kept, Situation
from tests.core.scene import finder, library

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
DEMO = ROOT / "content" / "en" / "demo.txt"


class Shelf(Files):
    """Holds files in memory and says how large each is, roughly: what is in it has ids that differ every time.

    Larger ones in tens of kB: a field more in an export is no other dialogue.
    """

    def __init__(self) -> None:
        self.files: list[File] = []

    def save(self, file: File) -> str:
        self.files.append(file)
        size = len(file.text.encode()) / 1024
        return f"{file.name} ({round(size, -1 if size >= 10 else None):.0f} kB)"


def in_memory(**more: Any) -> wiring.Parts:
    """Return everything joined, over a database in memory; the content and its finder are shared by all tests."""
    return wiring.build(wiring.passing(settings.read({})), library=library(), finder=finder(), **more)


def dialogues() -> list[Path]:
    """Return every dialogue, and the demo's script, which is one."""
    return [*sorted(FOLDER.glob("*.txt")), *([DEMO] if DEMO.is_file() else [])]


async def played(text: str) -> tuple[tuple[Step, ...], list[str]]:
    """Return the steps of a dialogue and what appeared at each."""
    steps = parse(text)
    clock = clock_of(steps)
    parts = in_memory()
    try:
        zone = start_of(steps)[1]
        console = Console(parts.door(clock), parts.words, clock, session="dialogue", zone=zone, files=Shelf())
        console.ticker = parts.ticker({"console": console.outbox}, clock, at_once=1)
        return steps, [await play(console, step) for step in steps]
    finally:
        parts.store.close()


class Noting(Memory):
    """A memory that notes what was kept: the commands, and every message; all else is the real one's."""

    def __init__(self, real: Memory) -> None:
        self.real = real
        self.commands: set[tuple[str, ...]] = set()
        self.messages: list[Message] = []

    async def load(self, *what: Any, **more: Any) -> Situation:
        return await self.real.load(*what, **more)

    async def keep(self, situation: Situation, kept: Kept, *, once: str, now: datetime) -> None:
        self.commands.add(kept.command)
        self.messages += kept.outcome.messages
        await self.real.keep(situation, kept, once=once, now=now)


async def commands_in(text: str) -> set[tuple[str, ...]]:
    """Return the paths of the commands that a dialogue uses."""
    noted = (await noting(text)).commands
    return {command.path for path in noted if (command := table().find(path))}


async def noting(text: str) -> Noting:
    """Play a dialogue and return the memory that noted it."""
    steps = parse(text)
    clock = clock_of(steps)
    parts = in_memory()
    try:
        made = Noting(parts.store.memory)
        heard = Assistant(
            memory=made, ledger=parts.store.ledger, finder=finder(), library=parts.library,
            words=parts.words,
        )  # fmt: skip
        parts = replace(parts, assistant=heard)
        console = Console(
            parts.door(clock), parts.words, clock, session="dialogue", zone=start_of(steps)[1], files=Shelf()
        )
        console.ticker = parts.ticker({"console": console.outbox}, clock, at_once=1)
        for step in steps:
            await play(console, step)
        return made
    finally:
        parts.store.close()


def shown_from(path: Path) -> str:
    """Return the path as a reader of a failure would type it."""
    return os.path.relpath(path, ROOT)
