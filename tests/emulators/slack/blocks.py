"""What Slack accepts as blocks and views, as tables: each block, each element, each limit."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.emulators.slack.schema import (
    DATE,
    TIME,
    Check,
    Problems,
    anything,
    boolean,
    by_type,
    integer,
    items,
    one_of,
    shape,
    string,
    text,
)

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
MESSAGE_CHARACTERS, TEXT_CHARACTERS, MARKDOWN_CHARACTERS = 13_000, 40_000, 12_000
VIEW_BYTES = 250_000

ID, STYLE = string(255, 1), one_of("primary", "danger")
CONFIRM = shape(
    {"title": text(100, plain=True), "text": text(300), "confirm": text(30, plain=True)},
    deny=text(30, plain=True),
    style=STYLE,
)
PLACEHOLDER = text(150, plain=True)


def _option(value: int, *, plain: bool = True) -> Check:
    return shape(
        {"text": text(75, plain=plain), "value": string(value, 1)},
        description=text(75, plain=plain),
        url=string(3000),
    )


OPTION, OVERFLOW_OPTION, BOX_OPTION = _option(150), _option(75), _option(150, plain=False)
GROUP = shape({"label": text(75, plain=True), "options": items(OPTION, 100)})
COMMON = {"action_id": ID, "confirm": CONFIRM, "focus_on_load": boolean}
PICK = COMMON | {"placeholder": PLACEHOLDER}
LISTED = PICK | {"options": items(OPTION, 100), "option_groups": items(GROUP, 100)}
MULTI = {"max_selected_items": integer(1)}
FILTER = {"filter": anything, "default_to_current_conversation": boolean, "response_url_enabled": boolean}
TYPED = {
    "action_id": ID,
    "placeholder": PLACEHOLDER,
    "focus_on_load": boolean,
    "dispatch_action_config": anything,
    "initial_value": string(3000),
}
FEEDBACK = shape({"text": text(75, plain=True), "value": string(2000)}, accessibility_label=string(75))

ELEMENTS: Mapping[str, Check] = {
    "button": shape(
        {"text": text(75, plain=True)},
        action_id=ID,
        confirm=CONFIRM,
        url=string(3000),
        value=string(2000),
        style=STYLE,
        accessibility_label=string(75),
        agent_prompt=string(4000),
        agent_prompt_display=anything,
        visible_to_user_ids=items(string(255), 100),
    ),
    "static_select": shape(None, **LISTED, initial_option=OPTION),
    "multi_static_select": shape(None, **LISTED, **MULTI, initial_options=items(OPTION, 100)),
    "external_select": shape(None, **PICK, initial_option=OPTION, min_query_length=integer(0)),
    "multi_external_select": shape(
        None, **PICK, **MULTI, initial_options=items(OPTION, 100), min_query_length=integer(0)
    ),
    "users_select": shape(None, **PICK, initial_user=string(255)),
    "multi_users_select": shape(None, **PICK, **MULTI, initial_users=items(string(255), 100)),
    "conversations_select": shape(None, **PICK, **FILTER, initial_conversation=string(255)),
    "multi_conversations_select": shape(None, **PICK, **MULTI, **FILTER, initial_conversations=items(string(255), 100)),
    "channels_select": shape(None, **PICK, initial_channel=string(255), response_url_enabled=boolean),
    "multi_channels_select": shape(None, **PICK, **MULTI, initial_channels=items(string(255), 100)),
    "overflow": shape({"options": items(OVERFLOW_OPTION, 5)}, action_id=ID, confirm=CONFIRM),
    "radio_buttons": shape({"options": items(BOX_OPTION, 10)}, **COMMON, initial_option=BOX_OPTION),
    "checkboxes": shape({"options": items(BOX_OPTION, 10)}, **COMMON, initial_options=items(BOX_OPTION, 10)),
    "datepicker": shape(None, **PICK, initial_date=string(10, 10, DATE)),
    "timepicker": shape(None, **PICK, initial_time=string(5, 5, TIME), timezone=string(255)),
    "datetimepicker": shape(None, **COMMON, initial_date_time=integer(1_000_000_000, 9_999_999_999)),
    "plain_text_input": shape(
        None, **TYPED, multiline=boolean, min_length=integer(0, 3000), max_length=integer(1, 3000)
    ),
    "email_text_input": shape(None, **TYPED),
    "url_text_input": shape(None, **TYPED),
    "number_input": shape({"is_decimal_allowed": boolean}, **TYPED, min_value=string(255), max_value=string(255)),
    "rich_text_input": shape(None, **(TYPED | dict.fromkeys(("initial_value", "min_lines", "max_lines"), anything))),
    "file_input": shape(None, action_id=ID, filetypes=items(string(20), 100), max_files=integer(1, 10)),
    "image": shape({"alt_text": string(2000, 1)}, image_url=string(3000, 1), slack_file=anything),
    "feedback_buttons": shape({"positive_button": FEEDBACK, "negative_button": FEEDBACK}, action_id=ID),
    "icon_button": shape(
        {"text": text(75, plain=True), "icon": string(50, 1)},
        action_id=ID,
        value=string(2000),
        confirm=CONFIRM,
        accessibility_label=string(75),
        visible_to_user_ids=items(string(255), 100),
    ),
}
_PICKERS = frozenset(name for name in ELEMENTS if name.endswith(("_select", "picker")))
_TYPED = frozenset(name for name in ELEMENTS if name.endswith("_input"))
_CLICKED = frozenset({"button", "overflow", "radio_buttons", "checkboxes"}) | _PICKERS
ACCESSORIES = _CLICKED | {"image"}
INPUTS = _PICKERS | _TYPED | {"radio_buttons", "checkboxes"}
CONTEXTUAL = by_type({"image": ELEMENTS["image"], "plain_text": text(2000), "mrkdwn": text(2000)})


def _elements(allowed: frozenset[str]) -> Check:
    return by_type(ELEMENTS, allowed)


def _block(required: Mapping[str, Check] | None = None, **optional: Check) -> Check:
    return shape(required, block_id=string(255, 1), **optional)


def _section(value: Any, problems: Problems, at: str) -> None:
    _block(
        text=text(3000),
        fields=items(text(2000), 10),
        accessory=_elements(ACCESSORIES),
        expand=boolean,
    )(value, problems, at)
    if "text" not in value and "fields" not in value:
        problems.add(at, "missing required field: text or fields")


RICH = ("rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote")
VIDEO = (
    "video_url",
    "thumbnail_url",
    "title_url",
    "description",
    "provider_name",
    "provider_icon_url",
    "author_name",
)
TASK = ("details", "output", "sources", "status")
CONTAINER = (
    "title",
    "rich_text_title",
    "subtitle",
    "width",
    "icon",
    "is_collapsible",
    "default_collapsed",
    "has_header_divider",
)
CARD = _block(
    hero_image=anything,
    icon=anything,
    title=text(150),
    subtitle=text(150),
    body=text(200),
    actions=items(_elements(frozenset({"button"})), 5),
)
BLOCKS: Mapping[str, Check] = {
    "section": _section,
    "header": _block({"text": text(150, plain=True)}, level=integer(1, 4)),
    "divider": _block(),
    "context": _block({"elements": items(CONTEXTUAL, 10)}),
    "actions": _block({"elements": items(_elements(_CLICKED), 25)}),
    "context_actions": _block({"elements": items(_elements(frozenset({"feedback_buttons", "icon_button"})), 5)}),
    "input": _block(
        {"label": text(2000, plain=True), "element": _elements(frozenset(INPUTS))},
        hint=text(2000, plain=True),
        optional=boolean,
        dispatch_action=boolean,
    ),
    "image": _block(
        {"alt_text": string(2000, 1)}, image_url=string(3000, 1), slack_file=anything, title=text(2000, plain=True)
    ),
    "markdown": _block({"text": string(MARKDOWN_CHARACTERS, 1)}),
    "rich_text": _block({"elements": items(by_type(dict.fromkeys(RICH, anything)), 1000)}),
    "table": _block({"rows": items(items(anything, 20), 100)}, column_settings=items(anything, 20, 0)),
    "video": _block({"alt_text": string(2000, 1), "title": text(199, plain=True)}, **dict.fromkeys(VIDEO, anything)),
    "alert": _block({"text": text(3000)}, level=one_of("default", "info", "warning", "error", "success")),
    "card": CARD,
    "carousel": _block({"elements": items(by_type({"card": CARD}), 10)}),
    "container": _block({"child_blocks": items(anything, 50)}, **dict.fromkeys(CONTAINER, anything)),
    "task_card": _block({"task_id": ID, "title": string(2000, 1)}, **dict.fromkeys(TASK, anything)),
    "plan": _block({"title": string(2000, 1)}, tasks=items(anything, 50, 0)),
}
MESSAGE_ONLY = frozenset({"markdown", "table", "context_actions", "task_card", "plan"})
IN_MESSAGES = frozenset(BLOCKS)
IN_VIEWS = frozenset(BLOCKS) - MESSAGE_ONLY


def parts(block: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Go through the interactive elements of one block."""
    held = (block.get("elements") or []) + (block.get("actions") or [])
    held += [part for card in held if card.get("type") == "card" for part in card.get("actions", [])]
    found = [*held, block.get("accessory"), block.get("element")]
    return (part for part in found if isinstance(part, dict) and part.get("type") in ELEMENTS)


def check_blocks(blocks: Any, at: str, allowed: frozenset[str], most: int) -> Problems:
    """Say everything Slack would say about these blocks."""
    problems = Problems()
    items(by_type(BLOCKS, allowed), most, 0)(blocks, problems, at)
    if problems:
        return problems
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        here = f"{at}/{index}"
        name = block.get("block_id")
        if name is not None and name in seen:
            problems.add(f"{here}/block_id", f"`block_id` {name} already exists")
        seen.add(name)
        ids = [part["action_id"] for part in parts(block) if part.get("action_id")]
        for twice in sorted({one for one in ids if ids.count(one) > 1}):
            problems.add(here, f"`action_id` {twice} already exists")
        for part in parts(block):
            _check_element(part, problems, here)
    focused = [part for block in blocks for part in parts(block) if part.get("focus_on_load")]
    if len(focused) > 1:
        problems.add(at, "only one element can be focused")
    if sum(block["type"] == "table" for block in blocks) > 1:
        problems.add(at, "only_one_table_allowed")
    if sum(len(block["text"]) for block in blocks if block["type"] == "markdown") > MARKDOWN_CHARACTERS:
        problems.add(at, f"markdown must be less than {MARKDOWN_CHARACTERS + 1} characters in all")
    return problems


def _check_element(part: dict[str, Any], problems: Problems, at: str) -> None:
    kind = part["type"]
    if kind in ("static_select", "multi_static_select") and ("options" in part) == ("option_groups" in part):
        problems.add(at, "must provide exactly one of: options, option_groups")
    if kind == "image" and ("image_url" in part) == ("slack_file" in part):
        problems.add(at, "must provide exactly one of: image_url, slack_file")
    listed = options(part)
    chosen = [part["initial_option"]] if "initial_option" in part else part.get("initial_options", [])
    if kind not in ("external_select", "multi_external_select"):
        for one in chosen:
            if one not in listed:
                problems.add(f"{at}/{kind}", "initial option must be one of the options")
    if kind in ("radio_buttons", "checkboxes") or "select" in kind:
        values = [one["value"] for one in listed]
        if len(set(values)) < len(values):
            problems.add(f"{at}/{kind}", "option values must be unique")
    if kind == "plain_text_input" and len(part.get("initial_value", "")) > part.get("max_length", 3000):
        problems.add(f"{at}/{kind}/initial_value", f"must be less than {part.get('max_length', 3000) + 1} characters")
    if kind == "plain_text_input" and part.get("min_length", 0) > part.get("max_length", 3000):
        problems.add(f"{at}/{kind}", "min_length must not be greater than max_length")


def options(part: Mapping[str, Any]) -> list[dict[str, Any]]:
    """List the options of an element, those in groups too."""
    return [
        *part.get("options", []),
        *(one for group in part.get("option_groups", []) for one in group["options"]),
    ]


def check_view(view: Any) -> Problems:
    """Say everything Slack would say about a modal or a Home tab."""
    problems = Problems()
    if not isinstance(view, dict):
        problems.add("/view", "must be an object")
        return problems
    shared: dict[str, Check] = {
        "private_metadata": string(3000),
        "callback_id": string(255),
        "external_id": string(255),
    }
    required: dict[str, Check] = {"type": one_of("modal", "home"), "blocks": items(anything, VIEW_BLOCKS, 0)}
    if view.get("type") == "modal":
        short = text(24, plain=True)
        required["title"] = short
        shared |= {"submit": short, "close": short}
        shared |= {"clear_on_close": boolean, "notify_on_close": boolean, "submit_disabled": boolean}
    shape(required, **shared)(view, problems, "/view")
    if isinstance(view.get("blocks"), list):
        problems += check_blocks(view["blocks"], "/view/blocks", IN_VIEWS, VIEW_BLOCKS)
        for index, block in enumerate(view["blocks"]):
            asks = isinstance(block, dict) and block.get("type") == "input"
            if asks and view.get("type") == "modal" and "submit" not in view:
                problems.add(f"/view/blocks/{index}/input", "must define `submit` to use an `input` block in modals")
    return problems


def letters(value: Any) -> int:
    """Count the characters people would read in some blocks."""
    if isinstance(value, list):
        return sum(letters(item) for item in value)
    if isinstance(value, dict):
        return sum(
            len(item) if key == "text" and isinstance(item, str) else letters(item) for key, item in value.items()
        )
    return 0


def everything(blocks: Sequence[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Go through each block with each of its interactive elements."""
    for block in blocks:
        for part in parts(block):
            if part["type"] != "image":
                yield block, part


def labels(blocks: Sequence[dict[str, Any]]) -> list[str]:
    """List the words on everything that can be pressed or filled in."""
    found: list[str] = []
    for block, part in everything(blocks):
        if part["type"] in ("button", "icon_button"):
            found.append(part["text"]["text"])
        elif part["type"] == "feedback_buttons":
            found += [part[way]["text"]["text"] for way in ("positive_button", "negative_button")]
        else:
            found += [one for one in names(block, part)[:1] if one]
            found += [one["text"]["text"] for one in options(part)]
    return found


def names(block: dict[str, Any], part: dict[str, Any]) -> list[str]:
    """List the words and ids by which a person (or a test) points at an element."""
    words = [block.get("label"), part.get("placeholder"), block.get("text")]
    return [*(one["text"] for one in words if isinstance(one, dict)), part["action_id"], block["block_id"]]
