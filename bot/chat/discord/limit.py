"""The limits of Discord. discord.py checks few of them; what it lets through is checked here, before anything is sent.

A breach is a mistake of ours, and Discord's own answer is never relied on.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

COMPONENTS = 40  # of one message, those inside others included
TEXT = 4000  # shown characters of one message
BUTTON, PLACEHOLDER, OPTION, OPTIONS, ID = 80, 150, 100, 25, 100
A_ROW = 5
TITLE, LABEL, FIELDS, VALUE = 45, 45, 5, 4000
NAME, DESCRIPTION, CHOICES, COMMAND = 32, 100, 25, 8000
NONCE = 25

Json = dict[str, Any]
_WITHIN: Mapping[tuple[int, str], int] = {
    (2, "label"): BUTTON, (3, "placeholder"): PLACEHOLDER, (4, "value"): VALUE, (18, "label"): LABEL,
    (18, "description"): DESCRIPTION,
}  # fmt: skip


class Breach(ValueError):
    """A message of ours that Discord would refuse; the text names the limit, never the words."""


def check_message(components: Sequence[Json]) -> None:
    """Raise Breach where Discord would refuse these components."""
    found = [*_walk(components)]
    within("components", len(found), COMPONENTS)
    within("shown characters", sum(len(one["content"]) for one in found if one["type"] == 10), TEXT)
    if not found or any(one["type"] == 10 and not one["content"].strip() for one in found):
        raise Breach("nothing to show")
    _check(found)


def check_modal(modal: Json) -> None:
    """Raise Breach where Discord would refuse this modal."""
    within("title", len(modal["title"]), TITLE)
    if not 0 < len(modal["components"]) <= FIELDS:
        raise Breach(f"fields: {len(modal['components'])}, 1 to {FIELDS}")
    _check([modal, *_walk(modal["components"])])


def within(what: str, found: int, most: int) -> None:
    """Raise Breach where it is more than the most."""
    if found > most:
        raise Breach(f"{what}: {found}, at most {most}")


def _check(found: Sequence[Json]) -> None:
    ids = [one["custom_id"] for one in found if "custom_id" in one]
    if len(set(ids)) != len(ids):
        raise Breach("custom id: twice the same")
    if any(not 0 < len(one) <= ID for one in ids):
        raise Breach(f"custom id: 1 to {ID} characters")
    for one in found:
        for (kind, name), most in _WITHIN.items():
            if one.get("type") == kind:
                within(name, len(one.get(name) or ""), most)
        if one.get("type") == 2 and not one.get("label", "").strip():
            raise Breach("button: no label")
        if one.get("type") == 3:
            _check_options(one["options"])


def _check_options(options: Sequence[Json]) -> None:
    if not 0 < len(options) <= OPTIONS:
        raise Breach(f"options: {len(options)}, 1 to {OPTIONS}")
    if len({one["value"] for one in options}) != len(options):
        raise Breach("option: twice the same value")
    for one in options:
        if not one["label"].strip() or not one["value"]:
            raise Breach("option: empty")
        within("option", max(len(one["label"]), len(one["value"])), OPTION)


def _walk(components: Sequence[Json]) -> Iterator[Json]:
    for one in components:
        yield one
        yield from _walk(one.get("components", ()))
        if "component" in one:
            yield from _walk([one["component"]])
