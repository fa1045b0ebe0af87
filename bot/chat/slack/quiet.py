"""Keeps the words of Slack's libraries out of the log: they write tokens, requests and what people said.

slack-bolt logs the whole body of a request it does not know, slack_sdk the whole answer of the API at debug level. So
nothing they write is passed on: of a warning only where in the library it was made, and the kind of an exception.
"""

import logging

LOG = logging.getLogger("bot.chat.slack.library")
LIBRARIES = {  # from which level on it is passed on that something was said
    "slack_bolt": logging.ERROR,
    "slack_sdk": logging.WARNING,
    "aiohttp": logging.WARNING,
}


class Retelling(logging.Handler):
    """Says that a library said something, never what."""

    def emit(self, record: logging.LogRecord) -> None:
        """Pass on the level, the place, and the kind of an exception."""
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        where = f"{record.name} {record.filename}:{record.lineno}"
        LOG.log(record.levelno, "a library had something to say", extra={"where": where, "error": kind})


def quieten() -> None:
    """Take over what the libraries write, whatever level and handlers the rest of the process has."""
    for name, level in LIBRARIES.items():
        logger = logging.getLogger(name)
        logger.propagate = False
        handler = Retelling(level)
        logger.handlers[:] = [handler]
        logger.setLevel(level)  # what lies below is not even put together
