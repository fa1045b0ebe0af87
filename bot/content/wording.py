"""The files of wording: nested maps of keys whose leaves are sentences or plural forms of one."""

import re
from collections.abc import Iterator, Mapping

from bot.content.node import Node, Refused, Spot, Step

Leaf = str | Mapping[str, str]
PLURAL_FORMS = frozenset({"zero", "one", "two", "few", "many", "other"})  # CLDR's names
_KEY = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


def read_wording(spot: Spot) -> Iterator[tuple[str, Leaf, tuple[Step, ...]]]:
    """Yield every key (joined by dots) of a file with its leaf and its path, reporting what is neither."""
    if isinstance(spot.node.value, dict):
        yield from _leaves(spot, spot.node, ())
    else:
        spot.wrong("the file must be a map of `key: sentence`")


def _leaves(spot: Spot, node: Node, path: tuple[Step, ...]) -> Iterator[tuple[str, Leaf, tuple[Step, ...]]]:
    shown = ".".join(str(step) for step in path)
    if isinstance(node.value, str):
        yield shown, node.value, path
    elif isinstance(node.value, dict) and path and node.value.keys() & PLURAL_FORMS:
        forms = {form: inner.value for form, inner in node.value.items() if isinstance(inner.value, str)}
        if node.value.keys() <= PLURAL_FORMS and len(forms) == len(node.value):
            yield shown, forms, path
        else:
            spot.wrong(f"`{shown}` mixes plural forms with other keys; keep one/other, each with a sentence", *path)
    elif isinstance(node.value, dict):
        for key, inner in node.value.items():
            if not _KEY.fullmatch(key):
                spot.wrong(f"the key `{key}` is not small letters, digits, hyphens or underscores", *path, key)
            yield from _leaves(spot, inner, (*path, key))
    elif not isinstance(node.value, Refused):
        spot.wrong(f"`{shown}` must be a sentence (in quotes if it is a number) or plural forms one/other", *path)
