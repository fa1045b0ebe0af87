"""An interaction or a message of Discord becomes words for the door. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import discord

from bot.core.message import Filled, Invocation, Picked

PATH = r"(?P<path>[a-z-]{1,40}(?:/[a-z-]{1,40})?)"
CHOICE = rf"b1:(?:(?P<row>[0-9a-f]{{16}}):(?P<index>\d{{1,4}})|go:{PATH}:(?P<page>\d))"
FORM = re.compile(rf"b1:form:{PATH}:(?P<page>\d):(?P<pages>\d)")
TOKEN = re.compile(r"<(?:(@!?|@&|#)(\d{15,20})|a?(:\w{2,32}:)\d{15,20})>")
LINK = re.compile(r"https?://[^\s<>|]+")
LONGEST_TITLE = 120
SAID = frozenset({discord.MessageType.default, discord.MessageType.reply})
Interaction = discord.Interaction[discord.Client]
Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Heard:
    """Something said in Discord. `page` of a form is to be opened, `seen` pages of it were filled in."""

    once: str
    said: str | Picked | Invocation | Filled
    public: bool = False
    page: int = 0
    seen: int = 0


def invoked(interaction: Interaction, path: tuple[str, ...], values: Mapping[str, object]) -> Heard:
    """Return what a slash command says; what was left out is not there."""
    given = {name: str(value).strip() for name, value in values.items() if value is not None}
    return Heard(_once(interaction), Invocation(path, {name: text for name, text in given.items() if text}))


def chosen(interaction: Interaction, match: re.Match[str]) -> Heard:
    """Return what a pressed button or a chosen option says."""
    if path := match["path"]:
        page = int(match["page"])
        return Heard(_once(interaction), Filled(tuple(path.split("/")), more=True), page=page, seen=page)
    values = _data(interaction).get("values") or [match["index"]]
    number = str(values[0])
    index = int(number) if number.isascii() and number.isdigit() and len(number) < 5 else -1
    return Heard(_once(interaction), Picked(match["row"], index))


def submitted(interaction: Interaction) -> Heard | None:
    """Return what a submitted modal says; None for a modal that is not ours."""
    data = _data(interaction)
    found = FORM.fullmatch(str(data.get("custom_id")))
    if found is None:
        return None
    values = dict(_fields(data.get("components") or ()))
    page, pages = int(found["page"]), int(found["pages"])
    said = Filled(tuple(found["path"].split("/")), values, more=page + 1 < pages)
    return Heard(_once(interaction), said, page=page, seen=page + 1)


def _fields(components: Any) -> Iterator[tuple[str, str]]:
    for one in components:
        inner = one.get("component") or one
        if "custom_id" in inner:
            chosen_values = inner.get("values")
            value = inner.get("value") if chosen_values is None else next(iter(chosen_values), "")
            yield str(inner["custom_id"]), str(value or "").strip()
        yield from _fields(inner.get("components") or ())


def to_be_kept(interaction: Interaction, message: discord.Message) -> Heard:
    """Return what *add to my content list* says of a message: its first link, or else the start of its first line."""
    words = plain(message)
    link = LINK.search(words)
    title = link[0] if link else words.split("\n")[0][:LONGEST_TITLE].strip()
    values = {"title": title, "ask": "yes"} if title else {}
    return Heard(_once(interaction), Invocation(("content", "add"), values))


def written(message: discord.Message, me: int) -> Heard | None:
    """Return what a message says to Boffin, whose own id is `me`; None for what is not for it."""
    if message.author.bot or message.webhook_id is not None or message.type not in SAID:
        return None
    if message.guild is None:
        return Heard(_once(message), plain(message))
    if all(one.id != me for one in message.mentions):
        return None
    return Heard(_once(message), plain(message, me), public=True)


def plain(message: discord.Message, me: int = 0) -> str:
    """Return text as its writer saw it: names written out, without the mention of Boffin itself."""
    people = {one.id: one.display_name for one in message.mentions}
    text = re.sub(rf"<@!?{me}>[\s,:]*", "", message.content)

    def name(found: re.Match[str]) -> str:
        sign, number, emoji = found[1], found[2], found[3]
        if emoji:
            return emoji
        if sign in ("@", "@!"):
            return f"@{people.get(int(number), number)}"
        held = message.guild and (
            message.guild.get_channel(int(number)) if sign == "#" else message.guild.get_role(int(number))
        )
        return f"{sign[0]}{held.name if held else number}"

    return TOKEN.sub(name, text).strip()


def _once(spoken: Interaction | discord.Message) -> str:
    return f"discord/{spoken.id}"


def _data(interaction: Interaction) -> dict[str, Any]:
    return dict(interaction.data or {})
