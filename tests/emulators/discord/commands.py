"""The app's commands: what Discord accepts as one, and the requests that register, change and list them."""

import re
from collections import Counter
from typing import Any

from tests.emulators.discord.form import (
    Check,
    Place,
    Problems,
    anything,
    boolean,
    integer,
    items,
    one_of,
    shape,
    string,
)
from tests.emulators.discord.messages import Ask
from tests.emulators.discord.state import Json, Refused

CHAT, USER, MESSAGE = 1, 2, 3
MOST = {CHAT: 100, USER: 15, MESSAGE: 15, 4: 1}
CHARACTERS, CREATES_A_DAY = 8000, 200
SUB, GROUP, STRING, INTEGER, BOOLEAN, NUMBER = 1, 2, 3, 4, 5, 10
NAME = re.compile(r"[-_'\w\u0900-\u097F\u0E00-\u0E7F]{1,32}")
LOCALES = (
    *("id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl"),
    *("pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja", "zh-TW", "ko"),
)


def _name(value: Any, problems: Problems, at: Place) -> None:
    string(32, 1)(value, problems, at)
    if isinstance(value, str) and 1 <= len(value) <= 32 and (not NAME.fullmatch(value) or value != value.lower()):
        problems.add(at, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def _localised(check: Check) -> Check:
    def each(value: Any, problems: Problems, at: Place) -> None:
        shape(None)(value, problems, at)
        for locale, text in value.items() if isinstance(value, dict) else ():
            if locale not in LOCALES:
                problems.add((*at, locale), "BASE_TYPE_CHOICES", f"Value must be one of {{{', '.join(LOCALES)}}}.")
            elif text is not None:
                check(text, problems, (*at, locale))

    return each


def _choice_value(value: Any, problems: Problems, at: Place) -> None:
    if isinstance(value, str):
        string(100)(value, problems, at)
    elif isinstance(value, bool) or not isinstance(value, int | float):
        problems.add(at, "STRING_TYPE_CONVERT", f'Could not interpret "{value}" as string.')


DESCRIPTION = string(100, 1)
CHOICE = shape({"name": string(100, 1), "value": _choice_value}, name_localizations=_localised(string(100, 1)))
OPTION = shape(
    {"name": _name, "description": DESCRIPTION, "type": integer(1, 11)},
    name_localizations=_localised(_name),
    description_localizations=_localised(DESCRIPTION),
    required=boolean,
    autocomplete=boolean,
    choices=items(CHOICE, 25),
    min_value=anything,
    max_value=anything,
    min_length=integer(0, 6000),
    max_length=integer(1, 6000),
)


def _options(options: Any, problems: Problems, at: Place, depth: int) -> None:
    items(OPTION, 25)(options, problems, at)
    listed = [(index, one) for index, one in enumerate(options) if isinstance(one, dict)]
    names: Counter[Any] = Counter()
    optional, nested = False, {one.get("type") in (SUB, GROUP) for _, one in listed}
    if nested == {True, False}:
        what = "Sub-command and sub-command group option types are mutually exclusive to all other types"
        problems.add(at, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", what)
    for index, one in listed:
        here = (*at, index)
        names[one.get("name")] += 1
        if names[one.get("name")] > 1:
            problems.add(
                (*here, "name"), "APPLICATION_COMMAND_OPTION_NAME_ALREADY_EXISTS", "Option name already exists"
            )
        if one.get("required") and optional:
            what = "Required options must be placed before non-required options"
            problems.add(here, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", what)
        optional = optional or not one.get("required")
        _option(one, problems, here, depth)


def _option(one: Json, problems: Problems, at: Place, depth: int) -> None:
    kind = one.get("type")
    if kind in (SUB, GROUP):
        if (kind == GROUP and depth > 0) or (kind == SUB and depth > 1):
            what = "Sub-command groups cannot be nested"
            problems.add((*at, "type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", what)
        inner = one.get("options") or []
        if kind == GROUP and not inner:
            problems.missing((*at, "options"))
        if kind == GROUP and any(isinstance(sub, dict) and sub.get("type") != SUB for sub in inner):
            what = "Sub-command groups may only hold sub-commands"
            problems.add((*at, "options"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", what)
        _options(inner, problems, (*at, "options"), depth + 1 if kind == GROUP else 2)
    elif one.get("autocomplete") and (one.get("choices") or kind not in (STRING, INTEGER, NUMBER)):
        what = "Autocomplete cannot be used with choices, or with this type of option"
        problems.add((*at, "autocomplete"), "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID", what)
    seen: Counter[Any] = Counter()
    for index, choice in enumerate(one.get("choices") or []):
        if isinstance(choice, dict):
            seen[choice.get("name")] += 1
            if seen[choice.get("name")] > 1:
                what = "Option choice names must be unique"
                problems.add((*at, "choices", index), "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS", what)


def size(command: Json) -> int:
    """Count the characters of a command as Discord does: names, descriptions, values, by the longest localisation."""
    total = 0
    for key in ("name", "description"):
        texts = [command.get(key) or "", *(command.get(f"{key}_localizations") or {}).values()]
        total += max(len(text or "") for text in texts)
    total += len(command["value"]) if isinstance(command.get("value"), str) else 0
    return total + sum(size(one) for key in ("options", "choices") for one in command.get(key) or [])


def check(command: Any, at: Place = ()) -> Problems:
    """Say everything Discord would say about one command."""
    problems = Problems()
    kind = command.get("type") or CHAT if isinstance(command, dict) else CHAT
    common: dict[str, Check] = {
        "type": one_of(CHAT, USER, MESSAGE, 4),
        "contexts": items(one_of(0, 1, 2), 3, 1),
        "integration_types": items(one_of(0, 1), 2, 1),
        "nsfw": boolean,
        "dm_permission": boolean,
        "default_member_permissions": anything,
        "options": anything,
    }
    if kind == CHAT:
        common |= {"name_localizations": _localised(_name), "description_localizations": _localised(DESCRIPTION)}
        shape({"name": _name, "description": DESCRIPTION}, **common)(command, problems, at)
    else:
        common["name_localizations"] = _localised(string(32, 1))
        shape({"name": string(32, 1)}, **common)(command, problems, at)
        for key in ("description", "options"):
            if isinstance(command, dict) and command.get(key):
                what = "Context menu commands cannot have descriptions or options"
                problems.add((*at, key), "APPLICATION_COMMAND_CONTEXT_MENU_INVALID", what)
    if isinstance(command, dict) and isinstance(command.get("options"), list):
        _options(command["options"], problems, (*at, "options"), 0)
    if not problems and size(command) > CHARACTERS:
        problems.add(at, "APPLICATION_COMMAND_TOO_LARGE", f"Command exceeds maximum size ({CHARACTERS})")
    return problems


# -- the requests ------------------------------------------------------------------------------------


def _registry(ask: Ask) -> dict[str, Json]:
    if ask.path["application_id"] != ask.world.app_id:
        raise Refused(403, 20012, "You are not authorized to perform this action on this application")
    guild_id = ask.path.get("guild_id", "")
    if guild_id:
        guild = ask.world.guilds.get(guild_id)
        if guild is None or not guild.present:
            raise Refused(403, 50001, "Missing Access")
    return ask.world.commands.setdefault(guild_id, {})


def _made(ask: Ask, command: Json, old: Json | None = None) -> Json:
    guild_id = ask.path.get("guild_id", "")
    found: Json = {
        "type": CHAT,
        "description": "",
        "nsfw": False,
        "integration_types": [0, 1] if ask.world.user_install else [0],
    }
    found |= (old or {}) | {key: value for key, value in command.items() if key != "id" and value is not None}
    for key in ("default_member_permissions", "contexts"):
        found[key] = command.get(key, (old or {}).get(key))
    if found["default_member_permissions"] is not None:
        found["default_member_permissions"] = str(found["default_member_permissions"])
    found |= {"id": old["id"] if old else ask.world.id(), "application_id": ask.world.app_id}
    found["version"] = ask.world.id()
    return found | ({"guild_id": guild_id} if guild_id else {"dm_permission": True})


def _same(registry: dict[str, Json], command: Json) -> Json | None:
    key = (command["name"], command.get("type") or CHAT)
    return next((one for one in registry.values() if (one["name"], one["type"]) == key), None)


def _count_create(ask: Ask) -> None:
    where = ask.path.get("guild_id", "")
    ask.world.creates[where] += 1
    if ask.world.creates[where] > CREATES_A_DAY:
        raise Refused(400, 30034, "Max number of daily application command creates has been reached (200)")


def listed(ask: Ask) -> list[Json]:
    """List the commands."""
    return list(_registry(ask).values())


def replace(ask: Ask) -> list[Json]:
    """Put these commands in the place of all; those that stay keep their id."""
    registry, sent = _registry(ask), ask.body if ask.body is not None else []
    problems = Problems()
    items(anything, 130)(sent, problems, ())
    problems.demand_none()
    names: Counter[Any] = Counter()
    kinds: Counter[int] = Counter()
    for index, one in enumerate(sent):
        problems += check(one, (index,))
        if isinstance(one, dict):
            kinds[one.get("type") or CHAT] += 1
            names[one.get("name"), one.get("type") or CHAT] += 1
            if names[one.get("name"), one.get("type") or CHAT] > 1:
                what = "Application command names must be unique"
                problems.add((index,), "APPLICATION_COMMANDS_DUPLICATE_NAME", what)
    problems.demand_none()
    _demand_room(kinds)
    made = {}
    for one in sent:
        old = _same(registry, one)
        if old is None:
            _count_create(ask)
        # What is not named goes back to its default, as the whole is replaced.
        told = _made(ask, one) | ({"id": old["id"]} if old else {})
        made[told["id"]] = told
    registry.clear()
    registry.update(made)
    ask.world.changed()
    return list(made.values())


def _demand_room(kinds: Counter[int]) -> None:
    for kind, count in kinds.items():
        if count > MOST[kind]:
            raise Refused(400, 30032, f"Maximum number of application commands reached ({MOST[kind]})")


def create(ask: Ask) -> Json:
    """Register a command, or put it in the place of the one of that name."""
    registry = _registry(ask)
    check(ask.body).demand_none()
    old = _same(registry, ask.body)
    if old is None:
        _demand_room(Counter(one["type"] for one in [*registry.values(), {"type": ask.body.get("type") or CHAT}]))
        _count_create(ask)
    made = _made(ask, ask.body) | ({"id": old["id"]} if old else {})
    registry[made["id"]] = made
    ask.world.changed()
    return made


def _one(ask: Ask) -> tuple[dict[str, Json], Json]:
    registry = _registry(ask)
    if ask.path["command_id"] not in registry:
        raise Refused(404, 10063, "Unknown application command")
    return registry, registry[ask.path["command_id"]]


def fetch(ask: Ask) -> Json:
    """Read a command."""
    return _one(ask)[1]


def change(ask: Ask) -> Json:
    """Change a command; what is not named stays."""
    registry, old = _one(ask)
    made = _made(ask, ask.body, old)
    check({key: made.get(key) for key in ("name", "type", "description", "options", "contexts")}).demand_none()
    registry[old["id"]] = made
    return made


def delete(ask: Ask) -> None:
    """Remove a command."""
    registry, old = _one(ask)
    del registry[old["id"]]
