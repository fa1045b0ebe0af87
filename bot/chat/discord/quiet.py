"""Which of Discord's libraries are kept out of the log, and from which level on it is said that they said something.

discord.py writes request bodies, gateway events and addresses that hold an interaction's token at debug level, and the
item that failed, with its texts, at error level.
"""

import logging

import discord

from bot.chat import quiet

LOG = logging.getLogger("bot.chat.discord.library")
LIBRARIES = {"discord": logging.WARNING, "aiohttp": logging.WARNING}


def quieten() -> None:
    """Take over what the libraries write."""
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # nothing is spoken here
    quiet.quieten(LIBRARIES, LOG)
