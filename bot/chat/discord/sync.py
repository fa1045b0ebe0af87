"""Registering the commands: at start only where they changed, or when the operator says so."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import discord
from discord import app_commands

from bot.chat.discord import api, tree
from bot.chat.discord.inbound import Interaction
from bot.chat.discord.limit import Json
from bot.chat.discord.quiet import quieten
from bot.core.commands.table import Command
from bot.core.errors import CannotStart
from bot.core.ports import Marks, Words
from bot.settings import DiscordSettings


@dataclass(frozen=True, slots=True)
class Registered:
    """What was, or would be, registered: each root with its number of commands and its characters."""

    roots: tuple[tuple[str, int, int], ...]
    digest: str


def payload(commands: app_commands.CommandTree[discord.Client]) -> list[Json]:
    """Return what Discord is sent."""
    return [dict(command.to_dict(commands)) for command in commands.get_commands()]


def digest(sent: list[Json]) -> str:
    """Return what changes when any of it does."""
    return hashlib.sha256(json.dumps(sent, sort_keys=True).encode()).hexdigest()


async def register_changed(commands: app_commands.CommandTree[discord.Client], marks: Marks | None) -> bool:
    """Register the commands where they are not those of the last time; say whether they were."""
    name, now = f"discord/{commands.client.application_id}/commands", digest(payload(commands))
    if marks is not None and await marks.find(name) == now:
        return False
    await commands.sync()
    if marks is not None:
        await marks.put(name, now)
    return True


def count(sent: list[Json]) -> tuple[tuple[str, int, int], ...]:
    """Return each root with its number of commands and the characters that Discord counts."""
    return tuple((str(one["name"]), max(1, len(_leaves(one))), _characters(one)) for one in sent)


def _leaves(node: Mapping[str, object]) -> list[Mapping[str, object]]:
    inner = [one for one in _options(node) if one["type"] in (1, 2)]
    return [leaf for one in inner for leaf in (_leaves(one) or [one])]


def _characters(node: Mapping[str, object]) -> int:
    own = sum(len(str(node.get(name) or "")) for name in ("name", "description"))
    choices = node.get("choices")
    own += sum(len(one["name"]) + len(str(one["value"])) for one in (choices if isinstance(choices, list) else ()))
    return own + sum(_characters(one) for one in _options(node))


def _options(node: Mapping[str, object]) -> list[Json]:
    found = node.get("options")
    return found if isinstance(found, list) else []


async def register(settings: DiscordSettings, words: Words, *, guild: int = 0, dry: bool = False) -> Registered:
    """Register the commands, everywhere or in one server, or only say what would be."""
    quieten()
    if dry:
        sent = payload(_tree(api.asking(), words))
        return Registered(count(sent), digest(sent))
    async with api.signed_in(settings) as client:
        made = _tree(client, words, guild=guild)
        sent = [dict(one.to_dict(made)) for one in made.get_commands(guild=_object(guild))]
        try:
            await made.sync(guild=_object(guild))
        except (discord.HTTPException, app_commands.AppCommandError) as problem:
            code = getattr(problem, "code", "")
            raise CannotStart(f"Discord does not take the commands: {type(problem).__name__} {code}.") from None
    return Registered(count(sent), digest(sent))


def _object(guild: int) -> discord.Object | None:
    return discord.Object(guild) if guild else None


def _tree(client: discord.Client, words: Words, *, guild: int = 0) -> app_commands.CommandTree[discord.Client]:
    made = app_commands.CommandTree(client)
    for one in tree.commands(words, _nothing, _nothing, _no_suggestion):
        made.add_command(one, guild=_object(guild))
    return made


async def _nothing(*_: object) -> None:
    """Do nothing: these commands are registered from here, never called."""


async def _no_suggestion(
    interaction: Interaction, command: Command, name: str, typed: str
) -> Iterable[tuple[str, str]]:
    return ()
