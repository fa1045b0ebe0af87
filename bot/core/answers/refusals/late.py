"""A pattern that is compiled when something is first asked of it.

The refusals are long alternatives: compiling them all takes 0.12 s, which every start would pay, also of a command
that answers nothing.
"""

import re
from collections.abc import Callable
from functools import cached_property


class Late:
    """Reads like what `re.compile` returns, as far as the refusals need it."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._pattern, self._flags = pattern, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._pattern, self._flags)

    def search(self, text: str) -> re.Match[str] | None:
        """Find the pattern anywhere in a text."""
        return self._compiled.search(text)

    def sub(self, by: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Put something in the place of every match."""
        return self._compiled.sub(by, text)
