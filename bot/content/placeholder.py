"""The grammar of a placeholder: `{name}` or `{name:format}`, and nothing else in braces."""

import re
from collections.abc import Iterator, Mapping

from bot.content.detail import FORMATS

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)(?::([a-z_]+))?\}")
_BRACED = re.compile(r"\{[^{}]*\}?|\}")


def names(leaf: str | Mapping[str, str]) -> set[str]:
    """Return the details a sentence asks for; plural forms ask for `n` as well."""
    if isinstance(leaf, str):
        return {found.group(1) for found in PLACEHOLDER.finditer(leaf)}
    return {"n"}.union(*(names(sentence) for sentence in leaf.values()))


def malformed(sentence: str) -> Iterator[str]:
    """Yield every brace or bracketed part that is no placeholder."""
    for found in _BRACED.finditer(sentence):
        if not PLACEHOLDER.fullmatch(found.group()):
            yield found.group()


def unknown_formats(sentence: str) -> Iterator[str]:
    """Yield every format that does not exist."""
    for found in PLACEHOLDER.finditer(sentence):
        if found.group(2) and found.group(2) not in FORMATS:
            yield found.group(2)
