"""A value as YAML that our own strict reader, and any other, reads back as what it was.

What nobody can see is left out, such as the soft hyphen of a pasted line: the reader refuses it.
"""

from typing import Any

import yaml

from bot.content.scalar import LooksLikeOther, plain_value, without_hidden


def written_yaml(value: Any) -> str:
    """Return lists, maps and scalars as YAML; text that could be taken for something else is in quotes."""
    return str(yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=118))


class _Dumper(yaml.SafeDumper):
    """Quotes what PyYAML would not, such as 09:00 and 1e3: it knows fewer surprises than our reader."""

    def represent_str(self, data: str) -> yaml.ScalarNode:
        data = without_hidden(data)
        node = super().represent_str(data)
        if not _is_plain(data):
            node.style = '"'
        return node


_Dumper.add_representer(str, _Dumper.represent_str)


def _is_plain(text: str) -> bool:
    try:
        return plain_value(text) == text
    except LooksLikeOther:
        return False
