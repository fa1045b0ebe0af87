"""A local Discord that takes what Discord takes and refuses what Discord refuses; start reading at `LocalDiscord`."""

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
