"""Which of Slack's libraries are kept out of the log, and from which level on it is said that they said something.

slack-bolt logs the whole body of a request it does not know, slack_sdk the whole answer of the API at debug level.
"""

import logging

from bot.chat import quiet

LOG = logging.getLogger("bot.chat.slack.library")
LIBRARIES = {"slack_bolt": logging.ERROR, "slack_sdk": logging.WARNING, "aiohttp": logging.WARNING}


def quieten() -> None:
    """Take over what the libraries write."""
    quiet.quieten(LIBRARIES, LOG)
