"""Keeps the words of a platform's libraries out of the log: they write tokens, requests and what people said.

Nothing they write is passed on: of a warning only where in the library it was made, and the kind of an exception.
"""

import logging
from collections.abc import Mapping


class Retelling(logging.Handler):
    """Says to `log` that a library said something, never what."""

    def __init__(self, level: int, log: logging.Logger) -> None:
        super().__init__(level)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        """Pass on the level, the place, and the kind of an exception."""
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        where = f"{record.name} {record.filename}:{record.lineno}"
        self._log.log(record.levelno, "a library had something to say", extra={"where": where, "error": kind})


def quieten(levels: Mapping[str, int], log: logging.Logger) -> None:
    """Take over what the libraries write, from these levels on, whatever the rest of the process has set."""
    for name, level in levels.items():
        logger = logging.getLogger(name)
        logger.propagate = False
        logger.handlers[:] = [Retelling(level, log)]
        logger.setLevel(level)  # what lies below is not even put together
