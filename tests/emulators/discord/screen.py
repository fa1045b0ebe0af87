"""The person's side of the screen: finding a button by its words, filling in a form or a command."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.emulators.discord.commands import BOOLEAN, GROUP, INTEGER, NUMBER, STRING, SUB
from tests.emulators.discord.state import Attachment, Channel, Json, Modal, Role, User, labels, walk

SELECTS, TYPED, UPLOAD, RADIO, BOXES, BOX = (3, 5, 6, 7, 8), 4, 19, 21, 22, 23
#: What may be picked in each select, and in each option of a command.
PICKED: Mapping[int, Any] = {5: (User,), 6: (Role,), 7: (User, Role), 8: (Channel,)}
OPTION_PICKED: Mapping[int, Any] = {
    6: (User,),
    7: (Channel,),
    8: (Role,),
    9: (User, Role),
    11: (Attachment,),
}


class NotThere(AssertionError):
    """Nothing on the screen has these words."""


class CannotSubmit(AssertionError):
    """Discord itself would not let the person send this."""


def pressed(components: Sequence[Json], label: str) -> Json:
    """Find a button by its words, or by its custom id."""
    for one in walk(components):
        named = (one.get("label"), (one.get("emoji") or {}).get("name"), one.get("custom_id"))
        if one["type"] == 2 and label in named:
            if one.get("disabled"):
                raise CannotSubmit(f"{label!r} is disabled")
            if "custom_id" not in one:
                raise CannotSubmit(f"{label!r} is a link; the app does not hear of it")
            return one
    raise NotThere(f"nothing to press says {label!r}; there is {labels(components)}")


def select(components: Sequence[Json], label: str) -> Json:
    """Find a select by its placeholder, its custom id, or one of its options."""
    for one in walk(components):
        options = [option["label"] for option in one.get("options") or []]
        if one["type"] in SELECTS and label in (one.get("placeholder"), one["custom_id"], *options):
            if one.get("disabled"):
                raise CannotSubmit(f"{label!r} is disabled")
            return one
    raise NotThere(f"nothing to pick from says {label!r}; there is {labels(components)}")


def picked(one: Json, wanted: Sequence[Any]) -> list[str]:
    """Give the values of what is picked: options by their words or values, people, roles and channels by themselves."""
    least = 1 if one.get("min_values") is None else one["min_values"]
    most = one.get("max_values") or 1
    if not (least if one.get("required", True) else 0) <= len(wanted) <= most:
        raise CannotSubmit(f"{len(wanted)} picked, where {least} to {most} may be")
    if one["type"] in PICKED:
        if not all(isinstance(thing, PICKED[one["type"]]) for thing in wanted):
            raise CannotSubmit(f"{wanted} cannot be picked here")
        return [thing.id for thing in wanted]
    found = []
    for thing in wanted:
        value = next((o["value"] for o in one["options"] if thing in (o["label"], o["value"])), None)
        if value is None:
            raise NotThere(f"no option {thing!r} among {[o['label'] for o in one['options']]}")
        found.append(value)
    return found


# -- forms -------------------------------------------------------------------------------------------


def questions(modal: Modal) -> Iterator[tuple[str, Json]]:
    """Go through what can be filled in, each with its words."""
    for one in modal.content["components"]:
        if one["type"] == 18:
            yield one["label"], one["component"]
        elif one["type"] == 1:
            yield one["components"][0]["label"], one["components"][0]


def fill(modal: Modal, given: Mapping[str, Any]) -> tuple[list[Json], list[Any]]:
    """Fill in a form by its questions (or custom ids) as the client does; give what is sent, and what was picked."""
    asked = {key: part for label, part in questions(modal) for key in (label, part["custom_id"])}
    for key, value in given.items():
        if key not in asked:
            raise NotThere(f"no question says {key!r}; there is {[label for label, _ in questions(modal)]}")
        modal.values[asked[key]["custom_id"]] = value
    things: list[Any] = []
    sent = []
    for one in modal.content["components"]:
        told: Json = {"type": one["type"], "id": one["id"]}
        if one["type"] == 18:
            told["component"] = _filled(one["label"], one["component"], modal.values, things)
        elif one["type"] == 1:
            inner = one["components"][0]
            told["components"] = [_filled(inner["label"], inner, modal.values, things)]
        sent.append(told)
    return sent, things


def _filled(label: str, part: Json, values: Mapping[str, Any], things: list[Any]) -> Json:
    kind, custom_id = part["type"], part["custom_id"]
    told: Json = {"type": kind, "id": part["id"], "custom_id": custom_id}
    wanted, required = values.get(custom_id), part.get("required", True)
    if kind == TYPED:
        return told | {"value": _typed(label, part, part.get("value") or "" if wanted is None else str(wanted))}
    if kind == BOX:
        return told | {"value": bool(part.get("default", False) if wanted is None else wanted)}
    if wanted is None and "options" in part:
        wanted = [option["value"] for option in part["options"] if option.get("default")]
    listed = list(wanted) if isinstance(wanted, list | tuple) else [] if wanted is None else [wanted]
    if required and not listed:
        raise CannotSubmit(f"{label!r} must be answered")
    if kind == UPLOAD:
        things += listed
        return told | {"values": [one.id for one in listed]}
    if kind == RADIO:
        return told | {"value": picked(part | {"type": 3}, listed)[0] if listed else None}
    if kind == BOXES:
        most = part.get("max_values") or len(part["options"])
        return told | {"values": picked(part | {"type": 3, "max_values": most}, listed)}
    things += listed if kind in PICKED else []
    return told | {"values": picked(part, listed) if listed else []}


def _typed(label: str, part: Json, text: str) -> str:
    if not text:
        if part.get("required", True):
            raise CannotSubmit(f"{label!r} must be answered")
        return text
    least, most = part.get("min_length") or 0, part.get("max_length") or 4000
    if not least <= len(text) <= most:
        raise CannotSubmit(f"{len(text)} characters, where {least} to {most} may be typed")
    return text.replace("\n", " ") if part["style"] == 1 else text


# -- commands ----------------------------------------------------------------------------------------


def leaf(command: Json, names: Sequence[str]) -> Json:
    """Find what the words after the command name: itself, a group's command, a command of it."""
    node = command
    for name in names:
        inner = [one for one in node.get("options") or [] if one["type"] in (SUB, GROUP)]
        found = next((one for one in inner if one["name"] == name), None)
        if found is None:
            raise NotThere(f"/{command['name']} has no {name!r}; there is {[one['name'] for one in inner]}")
        node = found
    if any(one["type"] in (SUB, GROUP) for one in node.get("options") or []):
        raise CannotSubmit(f"{' '.join([command['name'], *names])} cannot be said without a command under it")
    return node


def options(node: Json, given: Mapping[str, Any], focused: str = "") -> tuple[list[Json], list[Any]]:
    """Fill in the options of a command; with `focused` it is half typed, and only what is typed is sent."""
    known = {one["name"]: one for one in node.get("options") or []}
    if strange := [name for name in given if name not in known]:
        raise NotThere(f"no option {strange}; there is {list(known)}")
    if focused and not known.get(focused, {}).get("autocomplete"):
        raise NotThere(f"option {focused!r} does not autocomplete")
    missing = [name for name, one in known.items() if one.get("required") and name not in given]
    if missing and not focused:
        raise CannotSubmit(f"the options {missing} must be filled in")
    sent, things = [], []
    for name, value in given.items():
        one = known[name]
        told: Json = {"type": one["type"], "name": name}
        if name == focused:
            sent.append(told | {"value": str(value), "focused": True})
            continue
        sent.append(told | {"value": _value(one, value)})
        if one["type"] in OPTION_PICKED:
            things.append(value)
    return sent, things


def nested(names: Sequence[str], node: Json, sent: list[Json]) -> list[Json]:
    """Put filled-in options under the words of the command, as INTERACTION_CREATE does."""
    found = sent
    for depth, name in enumerate(reversed(names)):
        kind = SUB if depth == 0 else GROUP
        found = [{"type": kind, "name": name, "options": found}]
    return found


def _value(one: Json, value: Any) -> Any:
    kind = one["type"]
    if one.get("choices"):
        for choice in one["choices"]:
            if value in (choice["name"], choice["value"]):
                return choice["value"]
        raise CannotSubmit(f"{value!r} is none of {[choice['name'] for choice in one['choices']]}")
    if kind == STRING:
        least, most = one.get("min_length") or 0, one.get("max_length") or 6000
        if not isinstance(value, str) or not least <= len(value) <= most:
            raise CannotSubmit(f"{value!r} is not text of {least} to {most} characters")
    elif kind in (INTEGER, NUMBER):
        if isinstance(value, bool) or not isinstance(value, int if kind == INTEGER else int | float):
            raise CannotSubmit(f"{value!r} is not a number for {one['name']!r}")
        least, most = one.get("min_value", -(2**53)), one.get("max_value", 2**53)
        if not least <= value <= most:
            raise CannotSubmit(f"{value} is not between {least} and {most}")
    elif kind == BOOLEAN and not isinstance(value, bool):
        raise CannotSubmit(f"{value!r} is neither true nor false")
    elif kind in OPTION_PICKED:
        if not isinstance(value, OPTION_PICKED[kind]):
            raise CannotSubmit(f"{value!r} cannot be picked for {one['name']!r}")
        return str(value.id)
    return value
