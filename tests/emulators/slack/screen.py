"""The person's side of the screen: finding a button by its words, filling in a form, and what Slack then reports."""

import copy
import re
from collections.abc import Mapping, Sequence
from typing import Any

from tests.emulators.slack.blocks import everything, labels, names, options
from tests.emulators.slack.schema import DATE, TIME
from tests.emulators.slack.state import Json, View

_TYPED = re.compile(
    r"(?P<token><[@#!][^<>\s]+>)|(?P<url>https?://[^\s<>]+)|(?P<mail>[\w.+-]+@[\w-]+\.[\w.-]+\w)|(?P<sign>[&<>])"
)
_SIGNS = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def as_sent(words: str) -> str:
    """Write what a person typed as Slack sends it: signs as entities, links in angle brackets, mentions as they are."""

    def one(found: re.Match[str]) -> str:
        if found["url"]:
            return f"<{found['url'].replace('&', '&amp;')}>"
        if found["mail"]:
            return f"<mailto:{found['mail']}|{found['mail']}>"
        return found["token"] or _SIGNS[found["sign"]]

    return _TYPED.sub(one, words)


class NotThere(AssertionError):
    """Nothing on the screen has these words."""


class CannotSubmit(AssertionError):
    """Slack itself would not let the person send this form."""


#: What each element reports: the key of its value in `state.values`, and what stands for nothing.
VALUE: Mapping[str, tuple[str, str, Any]] = {
    "plain_text_input": ("value", "initial_value", None),
    "email_text_input": ("value", "initial_value", None),
    "url_text_input": ("value", "initial_value", None),
    "number_input": ("value", "initial_value", None),
    "rich_text_input": ("rich_text_value", "initial_value", None),
    "file_input": ("files", "", []),
    "static_select": ("selected_option", "initial_option", None),
    "external_select": ("selected_option", "initial_option", None),
    "radio_buttons": ("selected_option", "initial_option", None),
    "multi_static_select": ("selected_options", "initial_options", []),
    "multi_external_select": ("selected_options", "initial_options", []),
    "checkboxes": ("selected_options", "initial_options", []),
    "users_select": ("selected_user", "initial_user", None),
    "multi_users_select": ("selected_users", "initial_users", []),
    "conversations_select": ("selected_conversation", "initial_conversation", None),
    "multi_conversations_select": ("selected_conversations", "initial_conversations", []),
    "channels_select": ("selected_channel", "initial_channel", None),
    "multi_channels_select": ("selected_channels", "initial_channels", []),
    "datepicker": ("selected_date", "initial_date", None),
    "timepicker": ("selected_time", "initial_time", None),
    "datetimepicker": ("selected_date_time", "initial_date_time", None),
}


def state(blocks: Sequence[Json], typed: Mapping[str, Mapping[str, Json]]) -> dict[str, dict[str, Json]]:
    """Give `state.values`: what was typed, else what was filled in beforehand."""
    found: dict[str, dict[str, Json]] = {}
    for block, part in everything(blocks):
        if part["type"] not in VALUE:
            continue
        key, initial, nothing = VALUE[part["type"]]
        value = {"type": part["type"], key: copy.deepcopy(part.get(initial, nothing))}
        value = typed.get(block["block_id"], {}).get(part["action_id"], value)
        found.setdefault(block["block_id"], {})[part["action_id"]] = value
    return found


def chosen(part: Json, wanted: Any) -> Json:
    """Give what an element reports when a person gives it this value, by label or by value."""
    kind = part["type"]
    key, _, nothing = VALUE[kind]
    if wanted is None:
        return {"type": kind, key: nothing}
    if key == "selected_option":
        return {"type": kind, key: _option(part, wanted)}
    if key == "selected_options":
        return {"type": kind, key: [_option(part, one) for one in wanted]}
    if kind == "datepicker" and not DATE.fullmatch(str(wanted)):
        raise CannotSubmit(f"{wanted} is no date")
    if kind == "timepicker" and not TIME.fullmatch(str(wanted)):
        raise CannotSubmit(f"{wanted} is no time")
    if kind.endswith("_input"):
        least, most = part.get("min_length", 0), part.get("max_length", 3000)
        if isinstance(wanted, str) and wanted and not least <= len(wanted) <= most:
            raise CannotSubmit(f"{len(wanted)} characters, where {least} to {most} may be typed")
        wanted = wanted if wanted != "" else None
    return {"type": kind, key: wanted}


def _option(part: Json, wanted: Any) -> Json:
    if part["type"].endswith("external_select"):
        return {"text": {"type": "plain_text", "text": str(wanted)}, "value": str(wanted)}
    for one in options(part):
        if wanted in (one["text"]["text"], one["value"]):
            return copy.deepcopy(one)
    raise NotThere(f"no option {wanted!r} among {[one['text']['text'] for one in options(part)]}")


def action(blocks: Sequence[Json], label: str, value: Any = None) -> Json:
    """Find what a person would press by its words and give the action Slack reports for it."""
    for block, part in everything(blocks):
        kind = part["type"]
        said: Json = {"type": kind, "block_id": block["block_id"], "action_id": part["action_id"]}
        if kind in ("button", "icon_button"):
            if label in (part["text"]["text"], part["action_id"], part.get("accessibility_label")):
                more = {"value": part["value"]} if "value" in part else {}
                return said | {"text": part["text"]} | more
        elif kind == "feedback_buttons":
            for way in (part["positive_button"], part["negative_button"]):
                if label == way["text"]["text"]:
                    return said | {"text": way["text"], "value": way["value"]}
        elif value is not None and label in names(block, part):
            return said | chosen(part, value)
        elif value is None and any(label == one["text"]["text"] for one in options(part)):
            if kind == "overflow":
                picked = next(one for one in options(part) if one["text"]["text"] == label)
                return said | {"selected_option": copy.deepcopy(picked)}
            return said | chosen(part, [label] if VALUE[kind][0] == "selected_options" else label)
    raise NotThere(f"nothing to press says {label!r}; there is {labels(blocks)}")


def fill(view: View, given: Mapping[str, Any]) -> dict[str, dict[str, Json]]:
    """Fill in a form by the labels of its questions (or block or action ids) and check it as Slack's client does."""
    typed = {block: dict(values) for block, values in view.values.items()}
    for label, wanted in given.items():
        for block, part in everything(view.blocks):
            if part["type"] in VALUE and label in names(block, part):
                typed.setdefault(block["block_id"], {})[part["action_id"]] = chosen(part, wanted)
                break
        else:
            raise NotThere(f"no question says {label!r}; there is {labels(view.blocks)}")
    values = state(view.blocks, typed)
    for block, part in everything(view.blocks):
        if block["type"] == "input" and not block.get("optional"):
            value = values[block["block_id"]][part["action_id"]]
            if value[VALUE[part["type"]][0]] in (None, "", []):
                raise CannotSubmit(f"{block['label']['text']!r} must be answered")
    return values
