"""The commands of Discord, made from the one table: names, typed options, choices, and what completes a value.

A group cannot be called bare there, so each default has its own name. Commands of admins stand under a root of their
own: only a root can be kept out of direct messages and hidden from everyone else. The core checks the right again.
"""

import inspect
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import locale_str

from bot.chat.discord.inbound import Interaction
from bot.chat.discord.limit import CHOICES, OPTION
from bot.chat.discord.markup import label
from bot.core.commands.all import table
from bot.core.commands.forms import HIDDEN
from bot.core.commands.lines.english import WEEKDAYS
from bot.core.commands.table import Command, Kind, Parameter
from bot.core.people import Role
from bot.core.ports import Words

ROOT, ADMIN = "boffin", "boffin-admin"
ALONE = ("ask", "checkin")  # these are commands of their own too
COMPLETED = frozenset({Kind.TOOL, Kind.NEED, Kind.ITEM, Kind.ZONE})
HERE = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False)
IN_SERVERS = app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False)
BY_SERVERS = app_commands.AppInstallationType(guild=True, user=False)
Invoke = Callable[[Interaction, Command, Mapping[str, object]], Awaitable[None]]
Keep = Callable[[Interaction, discord.Message], Awaitable[None]]
Suggest = Callable[[Interaction, Command, str, str], Awaitable[Iterable[tuple[str, str]]]]
Made = app_commands.Command[Any, ..., None] | app_commands.Group | app_commands.ContextMenu


def commands(words: Words, invoke: Invoke, keep: Keep, suggest: Suggest) -> tuple[Made, ...]:
    """Return everything that is registered with Discord."""
    root, admin = _root(ROOT, words), _root(ADMIN, words)
    groups: dict[str, app_commands.Group] = {}
    alone: list[Made] = []
    for command in table().listed():
        made = _command(command, command.path[-1], words, invoke, suggest)
        if command.role is Role.ADMIN:
            admin.add_command(made)
        elif len(command.path) == 1:
            root.add_command(made)
        else:
            name = command.path[0]
            if name not in groups:
                meaning = locale_str(words.family("discord_group", name))
                groups[name] = app_commands.Group(name=name, description=meaning, parent=root)
            groups[name].add_command(made)
        if command.path[0] in ALONE:
            alone.append(_command(command, command.path[0], words, invoke, suggest, is_root=True))

    async def kept(interaction: Interaction, message: discord.Message) -> None:
        await keep(interaction, message)

    menu_name = locale_str(words.say("discord.add_to_list"))
    menu = app_commands.ContextMenu(name=menu_name, callback=kept, allowed_contexts=HERE, allowed_installs=BY_SERVERS)
    return (root, admin, *alone, menu)


def _root(name: str, words: Words) -> app_commands.Group:
    is_admins = name == ADMIN
    return app_commands.Group(
        name=name,
        description=locale_str(words.family("discord_group", name.replace("-", "_"))),
        allowed_contexts=IN_SERVERS if is_admins else HERE,
        allowed_installs=BY_SERVERS,
        default_permissions=discord.Permissions(manage_guild=True) if is_admins else None,
    )


def _command(
    command: Command, name: str, words: Words, invoke: Invoke, suggest: Suggest, *, is_root: bool = False
) -> app_commands.Command[Any, ..., None]:
    parameters = sorted(_asked(command), key=lambda one: not _is_required(command, one))

    async def called(interaction: Interaction, **given: object) -> None:
        await invoke(interaction, command, {one.name: given.get(_python(one)) for one in parameters})

    first = inspect.Parameter("interaction", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Interaction)
    options = [_option(one, required=_is_required(command, one)) for one in parameters]
    called.__signature__ = inspect.Signature([first, *options])  # type: ignore[attr-defined]
    app_commands.describe(
        **{_python(p): locale_str(words.family("option", p.name.replace("-", "_"))) for p in parameters}
    )(called)
    app_commands.rename(**{_python(p): p.name for p in parameters if p.name != _python(p)})(called)
    app_commands.choices(**{_python(p): _choices(p) for p in parameters if _choices(p)})(called)
    made: app_commands.Command[Any, ..., None] = app_commands.Command(
        name=name,
        description=locale_str(words.family("command", command.key)),
        callback=called,
        allowed_contexts=HERE if is_root else None,
        allowed_installs=BY_SERVERS if is_root else None,
    )
    for parameter in parameters:
        if parameter.kind in COMPLETED:
            made.autocomplete(_python(parameter))(_completion(command, parameter, suggest))
    return made


def _completion(command: Command, parameter: Parameter, suggest: Suggest) -> Any:
    async def complete(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        found = await suggest(interaction, command, parameter.name, current)
        return [
            app_commands.Choice(name=label(words, OPTION), value=value)
            for value, words in found
            if 0 < len(value) <= OPTION
        ][:CHOICES]

    return complete


def _asked(command: Command) -> list[Parameter]:
    """Return what can be typed; what choices set for themselves is left out, though one name means both."""
    offered = [one for one in command.parameters if not one.only_typed]
    return [one for one in offered if one.name not in HIDDEN or len(one.options) > 1]


def _is_required(command: Command, parameter: Parameter) -> bool:
    """Say whether Discord insists on it: not where a form asks for what was left out."""
    return parameter.required and not command.opens_form


def _python(parameter: Parameter) -> str:
    return parameter.name.replace("-", "_")


def _option(parameter: Parameter, *, required: bool) -> inspect.Parameter:
    kind: Any = int if parameter.kind is Kind.NUMBER else str
    return inspect.Parameter(
        _python(parameter),
        inspect.Parameter.POSITIONAL_OR_KEYWORD,
        annotation=kind if required else kind | None,
        default=inspect.Parameter.empty if required else None,
    )


def _choices(parameter: Parameter) -> list[app_commands.Choice[str]]:
    if parameter.kind is Kind.WEEKDAY:
        return [app_commands.Choice(name=day.title(), value=day) for day in WEEKDAYS]
    return [app_commands.Choice(name=str(one).replace("-", " "), value=str(one)) for one in parameter.options]
