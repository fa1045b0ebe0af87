"""What someone reads on the screen: the words of all lines, and the labels of the choices in order."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.chat.discord.markup import APART
from bot.core.message import Message as Said
from tests.emulators.discord import Message


@dataclass
class Told:
    """What someone was told."""

    words: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)

    def __add__(self, other: "Told") -> "Told":
        return Told(self.words + other.words, self.labels + other.labels)


def of_console(shown: str) -> Told:
    """Read what the console shows; a line is a choice where it is set in and begins with a number."""
    told = Told()
    is_label = False
    for line in shown.split("\n"):
        if found := re.match(r"  (\d{1,2}) (.*)", line):
            told.labels.append(found[2])
            is_label = True
        elif is_label and line.startswith("    "):
            told.labels[-1] += " " + line.strip()
        elif not line.strip().startswith("Saved for your account"):  # where the console puts a file
            is_label = False
            told.words += line.split()
    return told


def of_core(messages: Iterable[Said]) -> Told:
    """Read what the core says, before any platform shows it."""
    told = Told()
    for message in messages:
        told.words += " ".join(message.lines).split()
        told.labels += [choice.label for choice in message.choices]
    return told


def of_discord(messages: Iterable[Message]) -> Told:
    """Read what stands in the components."""
    told = Told()
    for message in messages:
        numbered = [label for _, label in pressable(message) if isinstance(_, tuple)]
        told.labels += [re.sub(r"^\d+\. ", "", label) for _, label in pressable(message)]
        whole = seen("\n".join(one["content"] for one in message.components if one["type"] == 10)).split("\n")
        told.words += " ".join(whole[: len(whole) - len(numbered)]).split()
    return told


def seen(text: str) -> str:
    """Return the text as Discord shows it."""
    return re.sub(r"\\(.)", r"\1", text).replace(APART, "")


def in_words(words: list[str], zone: ZoneInfo) -> list[str]:
    """Return the words with Discord's own timestamps as somebody in this zone reads them."""
    return re.sub(r"<t:(\d+):F>", lambda found: _in_words(int(found[1]), zone), " ".join(words)).split()


def _in_words(seconds: int, zone: ZoneInfo) -> str:
    at = datetime.fromtimestamp(seconds, zone)
    return f"{at:%A} {at.day} {at:%B}, {at:%H:%M} ({str(zone).replace('_', ' ')})"


Target = str | tuple[str, str]  # the id of a button; of a select, and the value of an option


def pressable(message: Message) -> list[tuple[Target, str]]:
    """List what can be pressed or picked: how to reach it, and its label."""
    found: list[tuple[Target, str]] = []
    for part in (inner for row in message.components if row["type"] == 1 for inner in row["components"]):
        if part["type"] == 2:
            found.append((part["custom_id"], part["label"]))
        else:
            found += [((part["custom_id"], option["value"]), option["label"]) for option in part["options"]]
    return found


async def take(discord: Any, user: Any, message: Message, target: Target) -> None:
    """Press or pick it."""
    if isinstance(target, tuple):
        await discord.choose(user, message, target[0], target[1], wait=0)
    else:
        await discord.press(user, message, target, wait=0)
