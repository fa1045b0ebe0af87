"""How far a long command is: one line on a terminal, nothing where nobody looks."""

import sys
from collections.abc import Callable
from typing import TextIO


def bar(out: TextIO | None = None) -> Callable[[int, int], None]:
    """Return what shows so many of so many values; it writes to the standard error, and only on a terminal."""
    stream = out or sys.stderr
    if not stream.isatty():
        return lambda done, count: None

    def show(done: int, count: int) -> None:
        stream.write(f"\r{done} of {count}" if done < count else "\r\x1b[K")
        stream.flush()

    return show
