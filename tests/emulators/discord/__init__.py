"""A local Discord that takes what Discord takes and refuses what Discord refuses; start reading at `LocalDiscord`."""

# Not imitated: rate limits of its own (a test sets them), the ban after 10,000 invalid requests, zstd (discord.py asks
# for it where its package is there, which it is not here), reactions, pins, polls, stickers, voice, forums, events
# over HTTP, webhooks of channels, and the waits between identifies. The three seconds go by this Discord's clock; a bot
# that says nothing at all is given up after `patience` seconds of the loop.
# Guesses where Discord documents nothing: how long a nonce is remembered (three minutes); the codes of a button without
# words, of an id that stands twice, of a removed v2 flag, of too much displayed text; 50013 for one message where the
# history may not be read.

from tests.emulators.clock import Clock
from tests.emulators.discord.acts import FAILED, FORM_FAILED, SILENT, NotDelivered
from tests.emulators.discord.local import TOKEN, LocalDiscord
from tests.emulators.discord.permission import BOT, EVERYONE, Intent, Right
from tests.emulators.discord.replies import NoAnswer, Replies
from tests.emulators.discord.screen import CannotSubmit, NotThere
from tests.emulators.discord.server import (
    CALLBACK,
    EDIT_MESSAGE,
    EDIT_ORIGINAL,
    FOLLOW_UP,
    HISTORY,
    OPEN_DIRECT,
    POST_MESSAGE,
    PUT_COMMANDS,
    Call,
    Fault,
)
from tests.emulators.discord.state import Channel, Guild, Interaction, Message, Modal, Refused, Role, User

__all__ = [
    "BOT",
    "CALLBACK",
    "EDIT_MESSAGE",
    "EDIT_ORIGINAL",
    "EVERYONE",
    "FAILED",
    "FOLLOW_UP",
    "FORM_FAILED",
    "HISTORY",
    "OPEN_DIRECT",
    "POST_MESSAGE",
    "PUT_COMMANDS",
    "SILENT",
    "TOKEN",
    "Call",
    "CannotSubmit",
    "Channel",
    "Clock",
    "Fault",
    "Guild",
    "Intent",
    "Interaction",
    "LocalDiscord",
    "Message",
    "Modal",
    "NoAnswer",
    "NotDelivered",
    "NotThere",
    "Refused",
    "Replies",
    "Right",
    "Role",
    "User",
]
