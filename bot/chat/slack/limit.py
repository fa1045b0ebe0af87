"""The limits of Slack: cutting what is too long, and refusing to send what Slack would refuse.

A breach is a mistake of ours, and Slack's own answer is never relied on.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.chat.text import ELLIPSIS, is_boundary

BLOCKS, VIEW_BLOCKS = 50, 100
SECTION = 2900  # 3000, with room for characters that Slack counts twice
TEXT = 4000  # notifications and screen readers use it; Slack cuts it above 40,000
ALL_BLOCKS = 12_000  # undocumented, near 13,200
BUTTON, OPTION, OPTIONS, ELEMENTS = 75, 75, 100, 25
TITLE, METADATA, INITIAL, LABEL = 24, 3000, 3000, 2000
SECTION_MOST, PLACEHOLDER = 3000, 150
ID = 255
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
WRITTEN = str.maketrans(ENTITIES)

Json = dict[str, Any]


class Breach(ValueError):
    """A message of ours that Slack would refuse; the text names the limit, never the words."""


def escaped(text: str, limit: int = TEXT) -> str:
    """Return the text for a place that Slack reads as markup, never cut inside an entity."""
    if len(whole := text.translate(WRITTEN)) <= limit:
        return whole
    written = [ENTITIES.get(char, char) for char in text]
    end, length = 0, 0
    while length + len(written[end]) < limit:
        length += len(written[end])
        end += 1
    while end > 1 and not is_boundary(text, end):
        end -= 1
    return "".join(written[:end]).rstrip() + ELLIPSIS


def check_message(text: str, blocks: Sequence[Json]) -> None:
    """Raise Breach where Slack would refuse this message."""
    _within("text", len(text), TEXT)
    _check_blocks(blocks, BLOCKS)
    _within("all blocks", sum(len(words) for block in blocks for words in _words(block)), ALL_BLOCKS)


def check_view(view: Json) -> None:
    """Raise Breach where Slack would refuse this modal or Home view."""
    blocks = view["blocks"]
    _check_blocks(blocks, VIEW_BLOCKS)
    _within("private metadata", len(view.get("private_metadata", "")), METADATA)
    if any(block["type"] == "input" for block in blocks) and not view.get("submit"):
        raise Breach("a view with fields has no submit")


def _check_blocks(blocks: Sequence[Json], most: int) -> None:
    _within("blocks", len(blocks), most)
    _unique("block id", [block["block_id"] for block in blocks if "block_id" in block])
    _unique("action id", [found for block in blocks for found in _action_ids(block)])
    for block in blocks:
        _check_block(block)


def _check_block(block: Json) -> None:
    if block["type"] == "section":
        _some("section", len(block["text"]["text"]), SECTION_MOST)
    elif block["type"] == "actions":
        _some("elements", len(block["elements"]), ELEMENTS)
        for element in block["elements"]:
            _check_element(element)


def _check_element(element: Json) -> None:
    if element["type"] == "button":
        _some("button", len(element["text"]["text"]), BUTTON)
        return
    _some("options", len(element["options"]), OPTIONS)
    _some("placeholder", len(element["placeholder"]["text"]), PLACEHOLDER)
    for option in element["options"]:
        _some("option", len(option["text"]["text"]), OPTION)


def _some(what: str, found: int, most: int) -> None:
    if not found:
        raise Breach(f"{what}: nothing in it")
    _within(what, found, most)


def _within(what: str, found: int, most: int) -> None:
    if found > most:
        raise Breach(f"{what}: {found}, at most {most}")


def _unique(what: str, ids: list[str]) -> None:
    if len(set(ids)) != len(ids):
        raise Breach(f"{what}: twice the same")
    if any(not 0 < len(found) <= ID for found in ids):
        raise Breach(f"{what}: 1 to {ID} characters")


def _action_ids(block: Json) -> Iterator[str]:
    for element in block.get("elements", ()) if block["type"] == "actions" else ():
        yield element["action_id"]


def _words(node: object) -> Iterator[str]:
    if isinstance(node, Mapping):
        for key, inner in node.items():
            if key == "text" and isinstance(inner, str):
                yield inner
            else:
                yield from _words(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _words(inner)
