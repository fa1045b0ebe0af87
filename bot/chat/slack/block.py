"""The blocks that messages are made of, as the JSON that Slack takes.

Not slack_sdk's models: turning those into JSON took a third of the time of a whole command. Tests read every message
back through them and find the same.
"""

from collections.abc import Sequence

from bot.chat.slack.limit import Json


def plain(text: str) -> Json:
    """Return text that Slack shows as it is."""
    return {"type": "plain_text", "text": text, "emoji": False}


def section(text: str, block_id: str = "") -> Json:
    """Return a block of text; its id, if it has one, comes back with the history of the channel."""
    return {"type": "section", **({"block_id": block_id} if block_id else {}), "text": plain(text)}


def divider() -> Json:
    """Return a line across."""
    return {"type": "divider"}


def actions(elements: Sequence[Json]) -> Json:
    """Return a row of buttons or lists."""
    return {"type": "actions", "elements": list(elements)}


def button(label: str, action_id: str) -> Json:
    """Return a button."""
    return {"type": "button", "text": plain(label), "action_id": action_id}


def option(label: str, value: str) -> Json:
    """Return one line of a list."""
    return {"text": plain(label), "value": value}


def select(action_id: str, options: Sequence[Json], placeholder: str) -> Json:
    """Return a list to choose one line from."""
    return {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain(placeholder),
        "options": list(options),
    }


def code(text: str) -> Json:
    """Return literal text in a block of code."""
    words = {"type": "text", "text": text}
    return {"type": "rich_text", "elements": [{"type": "rich_text_preformatted", "elements": [words]}]}
