"""The sentences of one language: the wording of a Library, filled and in the right plural."""

import re
from collections.abc import Mapping

from bot.content.detail import WrongDetail, shown
from bot.content.placeholder import PLACEHOLDER
from bot.core.library import Library
from bot.core.ports import Words

_LOCALES = {"en": "en_GB"}


class NoSuchWords(LookupError):
    """A key or a detail is missing: a bug of ours, which `boffin content check` finds before anybody reads it."""


class BabelWords(Words):
    """Says what a Library's wording says, with Babel for plurals, dates and numbers."""

    def __init__(self, library: Library) -> None:
        self._wording = library.wording
        self._locale = _LOCALES.get(library.language, library.language.replace("-", "_"))

    def say(self, key: str, **details: object) -> str:
        """Return the sentence under `key`. Raises `NoSuchWords`, and `WrongDetail` for a detail of the wrong kind."""
        return self._sentence(key, details)

    def family(self, prefix: str, name: str, **details: object) -> str:
        """Return the sentence under `prefix.name`, where data chooses the name."""
        return self._sentence(f"{prefix}.{name}", details)

    def _sentence(self, key: str, details: Mapping[str, object]) -> str:
        leaf = self._wording.get(key)
        if leaf is None:
            raise NoSuchWords(f"no wording has the key {key!r}")
        sentence = leaf if isinstance(leaf, str) else leaf.get(self._plural(key, details), leaf["other"])

        def fill(found: re.Match[str]) -> str:
            name, form = found.groups()
            if name not in details:
                raise NoSuchWords(f"the wording {key!r} asks for the detail {name!r}")
            try:
                return shown(details[name], form, self._locale)
            except WrongDetail as error:
                raise WrongDetail(f"the wording {key!r}, detail {name!r}: {error}") from None

        return PLACEHOLDER.sub(fill, sentence)  # one pass: braces inside a detail are never looked at

    def _plural(self, key: str, details: Mapping[str, object]) -> str:
        n = details.get("n")
        if isinstance(n, bool) or not isinstance(n, int):
            raise NoSuchWords(f"the wording {key!r} has plural forms and asks for the detail 'n', a whole number")
        from babel import Locale

        return Locale.parse(self._locale).plural_form(n)
