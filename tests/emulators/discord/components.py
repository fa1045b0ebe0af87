"""What Discord accepts as components of a message or a form, as tables: each type, each limit."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from tests.emulators.discord.form import (
    Check,
    Place,
    Problems,
    anything,
    boolean,
    by_type,
    integer,
    items,
    one_of,
    shape,
    snowflake,
    string,
    together,
)
from tests.emulators.discord.state import Json, walk

COMPONENTS, DISPLAY_CHARACTERS, ROWS, ROW_WIDTH, MODAL_COMPONENTS = 40, 4000, 5, 5, 5
# Nobody documents this one: measured by users on Discord itself (discord-api-docs#8554), the answer is a 500.
DISPLAY_BYTES, BYTES_EACH = 10_170, 12
BUTTON, SELECTS, LINK, PREMIUM = 2, (3, 5, 6, 7, 8), 5, 6
CUSTOM_ID, ID = string(100, 1), integer(0, 2**31 - 1)
EMOJI = shape(None, name=string(32), id=snowflake, animated=boolean)


def _options(most: int, least: int = 1, *, emoji: bool = True) -> Check:
    one = shape(
        {"label": string(100, 1), "value": string(100, 1)},
        description=string(100),
        emoji=EMOJI if emoji else anything,
        default=boolean,
    )

    def unique(value: Any, problems: Problems, at: Place) -> None:
        seen: set[str] = set()
        for index, option in enumerate(value if isinstance(value, list) else []):
            if isinstance(option, dict) and isinstance(option.get("value"), str):
                if option["value"] in seen:
                    what = "The specified option value is already used"
                    problems.add((*at, index, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", what)
                seen.add(option["value"])

    return together(items(one, most, least), unique)


def _bounds(most: int, least: int = 0) -> Check:
    numbers = shape(None, min_values=integer(least, most), max_values=integer(1, most))

    def ordered(value: Json, problems: Problems, at: Place) -> None:
        low, high = value.get("min_values"), value.get("max_values")
        listed = value.get("options")
        if isinstance(low, int) and isinstance(high, int) and low > high:
            problems.add((*at, "min_values"), "BASE_TYPE_CHOICES", "min_values must not be greater than max_values.")
        elif isinstance(high, int) and isinstance(listed, list) and value["type"] == 3 and high > len(listed):
            problems.add((*at, "options"), "BASE_TYPE_BAD_LENGTH", f"Must be between {high} and 25 in length.")

    return together(numbers, ordered)


def _button(value: Json, problems: Problems, at: Place) -> None:
    shape({"style": one_of(1, 2, 3, 4, 5, 6)}, label=string(80), emoji=EMOJI, disabled=boolean, id=ID)(
        value, problems, at
    )
    style, custom_id, url = value.get("style"), value.get("custom_id"), value.get("url")
    if style == PREMIUM:
        if value.get("sku_id") is None:
            problems.missing((*at, "sku_id"))
        return
    if not value.get("label") and not value.get("emoji"):
        problems.add((*at, "label"), "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "A label or emoji is required")
    if custom_id is not None and url is not None:
        what = "A custom id and url cannot both be specified"
        problems.add((*at, "url"), "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", what)
    elif style == LINK:
        if url is None:
            problems.add((*at, "url"), "BUTTON_COMPONENT_URL_REQUIRED", "A url is required")
        else:
            _url(url, problems, (*at, "url"))
    elif url is not None:
        problems.add((*at, "url"), "BUTTON_COMPONENT_INVALID_URL", "Only link buttons can have a url")
    elif custom_id in (None, ""):
        problems.add((*at, "custom_id"), "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED", "A custom id is required")
    else:
        CUSTOM_ID(custom_id, problems, (*at, "custom_id"))


def _url(value: Any, problems: Problems, at: Place) -> None:
    string(512, 1)(value, problems, at)
    if isinstance(value, str) and not value.startswith(("http://", "https://", "discord://")):
        what = f"Scheme \"{value.split(':')[0]}\" is not supported. Scheme must be one of ('http', 'https', 'discord')."
        problems.add(at, "URL_TYPE_INVALID_SCHEME", what)


def _media(value: Any, problems: Problems, at: Place) -> None:
    shape({"url": string(2048, 1)})(value, problems, at)


def _row(value: Json, problems: Problems, at: Place) -> None:
    items(by_type(IN_ROWS), 2**31, 1)(value.get("components"), problems, (*at, "components"))
    width = 0
    for index, one in enumerate(value.get("components") or []):
        if isinstance(one, dict):
            width += 1 if one.get("type") == BUTTON else ROW_WIDTH
            if width > ROW_WIDTH:
                what = "The specified component exceeds the maximum width"
                problems.add((*at, "components", index), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", what)


_SELECT: dict[str, Check] = {"placeholder": string(150), "disabled": boolean, "id": ID}
_NAMED: dict[str, Check] = {"custom_id": CUSTOM_ID}
_DEFAULTS: dict[str, Check] = {"default_values": items(shape({"id": snowflake}), 25)}
MESSAGE_SELECTS: dict[int, Check] = {
    3: together(shape(_NAMED | {"options": _options(25)}, **_SELECT), _bounds(25)),
    **{kind: together(shape(_NAMED, **_SELECT, **_DEFAULTS), _bounds(25)) for kind in (5, 6, 7, 8)},
}
IN_ROWS: Mapping[int, Check] = {BUTTON: _button, **MESSAGE_SELECTS}
TEXT_DISPLAY = shape({"content": string(DISPLAY_CHARACTERS, 1)}, id=ID)
THUMBNAIL = shape({"media": _media}, description=string(1024), spoiler=boolean, id=ID)
IN_SECTIONS: Mapping[int, Check] = {10: TEXT_DISPLAY}
ACCESSORIES: Mapping[int, Check] = {BUTTON: _button, 11: THUMBNAIL}
IN_CONTAINERS: Mapping[int, Check] = {
    1: _row,
    9: shape({"components": items(by_type(IN_SECTIONS), 3, 1), "accessory": by_type(ACCESSORIES)}, id=ID),
    10: TEXT_DISPLAY,
    12: shape({"items": items(shape({"media": _media}, description=string(1024), spoiler=boolean), 10, 1)}, id=ID),
    13: shape({"file": _media}, spoiler=boolean, id=ID),
    14: shape(None, divider=boolean, spacing=one_of(1, 2), id=ID),
}
IN_LAYOUTS: Mapping[int, Check] = {
    **IN_CONTAINERS,
    17: shape(
        {"components": items(by_type(IN_CONTAINERS), COMPONENTS, 1)},
        accent_color=integer(0, 0xFFFFFF),
        spoiler=boolean,
        id=ID,
    ),
}

REQUIRED: dict[str, Check] = {"required": boolean, "id": ID}
TEXT_INPUT = shape(
    _NAMED | {"style": one_of(1, 2)},
    label=string(45, 1),
    min_length=integer(0, 4000),
    max_length=integer(1, 4000),
    value=string(4000),
    placeholder=string(100),
    **REQUIRED,
)
IN_LABELS: Mapping[int, Check] = {
    4: TEXT_INPUT,
    3: together(shape(_NAMED | {"options": _options(25)}, **_SELECT, required=boolean), _bounds(25)),
    **{kind: together(shape(_NAMED, **_SELECT, **_DEFAULTS, required=boolean), _bounds(25)) for kind in (5, 6, 7, 8)},
    19: together(shape(_NAMED, **REQUIRED), _bounds(10)),
    21: shape(_NAMED | {"options": _options(10, 2, emoji=False)}, **REQUIRED),
    22: together(shape(_NAMED | {"options": _options(10, 1, emoji=False)}, **REQUIRED), _bounds(10)),
    23: shape(_NAMED, default=boolean, id=ID),
}


def _modal_row(value: Json, problems: Problems, at: Place) -> None:
    items(by_type({4: TEXT_INPUT}), 1, 1)(value.get("components"), problems, (*at, "components"))
    for index, one in enumerate(value.get("components") or []):
        if isinstance(one, dict) and one.get("type") == 4 and not one.get("label"):
            problems.missing((*at, "components", index, "label"))


IN_MODALS: Mapping[int, Check] = {
    1: _modal_row,
    10: TEXT_DISPLAY,
    18: shape({"label": string(45, 1), "component": by_type(IN_LABELS)}, description=string(100), id=ID),
}
MODAL = shape(
    {
        "custom_id": CUSTOM_ID,
        "title": string(45, 1),
        "components": items(by_type(IN_MODALS), MODAL_COMPONENTS, 1),
    }
)


def check_components(components: list[Any], problems: Problems, at: Place, *, layout: bool) -> None:
    """Say everything Discord would say about the components of a message; `layout` is Components v2."""
    if layout:
        items(by_type(IN_LAYOUTS), COMPONENTS)(components, problems, at)
    else:
        _check_legacy(components, problems, at)
    if problems:
        return
    count = sum(1 for _ in walk(components))
    if count > COMPONENTS:
        what = f"The total number of components cannot exceed {COMPONENTS}"
        problems.add(at, "COMPONENT_LAYOUT_TOTAL_COMPONENTS_EXCEEDED", what)
    if sum(len(one["content"]) for one in walk(components) if one["type"] == 10) > DISPLAY_CHARACTERS:
        what = f"The total text of all components cannot exceed {DISPLAY_CHARACTERS} characters"
        problems.add(at, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", what)
    _check_once(components, problems, at)


def _check_legacy(components: list[Any], problems: Problems, at: Place) -> None:
    items(anything, ROWS)(components, problems, at)
    for index, one in enumerate(components):
        kind = one.get("type") if isinstance(one, dict) else None
        if kind in IN_LAYOUTS and kind != 1:
            what = "This component type requires the IS_COMPONENTS_V2 flag"
            problems.add((*at, index, "type"), "COMPONENT_LAYOUT_REQUIRES_COMPONENTS_V2", what)
        else:
            by_type({1: _row})(one, problems, (*at, index))


def check_modal(data: Any) -> Problems:
    """Say everything Discord would say about a form."""
    problems = Problems()
    MODAL(data, problems, ("data",))
    if not problems:
        _check_once(data["components"], problems, ("data", "components"))
    return problems


def _check_once(components: list[Json], problems: Problems, at: Place) -> None:
    """Refuse what two components share: a custom id, or an id."""
    paths = [(path, one) for path, one in _paths(components, at)]
    for key, code in (("custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED"), ("id", "COMPONENT_ID_DUPLICATED")):
        seen: Counter[Any] = Counter()
        for path, one in paths:
            if one.get(key):
                seen[one[key]] += 1
                if seen[one[key]] > 1:
                    problems.add((*path, key), code, f"Component {key.replace('_', ' ')} cannot be duplicated")


def _paths(components: list[Json], at: Place) -> list[tuple[Place, Json]]:
    found: list[tuple[Place, Json]] = []
    for index, one in enumerate(components):
        found.append(((*at, index), one))
        found += _paths(one.get("components") or [], (*at, index, "components"))
        for key in ("accessory", "component"):
            if isinstance(one.get(key), dict):
                found.append(((*at, index, key), one[key]))
    return found


def is_too_big(components: list[Json]) -> bool:
    """Say whether Discord would fall over this: too many bytes of text, although the characters are few enough."""
    texts = [one["content"] for one in walk(components) if one["type"] == 10]
    return sum(len(text.encode()) + BYTES_EACH for text in texts) > DISPLAY_BYTES


def numbered(components: list[Json]) -> list[Json]:
    """Give every component that has none the id Discord would give it."""
    used = {one["id"] for one in walk(components) if one.get("id")}
    count = 0
    for one in walk(components):
        if not one.get("id"):
            count += 1
            while count in used:
                count += 1
            one["id"] = count
    return components
