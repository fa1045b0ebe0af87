"""What someone may do in a place (roles, then the channel's overwrites), and what an app asks to hear (intents)."""

from collections.abc import Iterable, Mapping
from enum import IntFlag


class Right(IntFlag):
    """The permission bits that matter to a bot that talks."""

    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    MANAGE_ROLES = 1 << 28
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    SEND_MESSAGES_IN_THREADS = 1 << 38


class Intent(IntFlag):
    """What an app may ask to hear; the three privileged ones need a switch in the portal."""

    NONE = 0
    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    DIRECT_MESSAGES = 1 << 12
    MESSAGE_CONTENT = 1 << 15


PRIVILEGED = Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES | Intent.MESSAGE_CONTENT
INTENTS = (1 << 26) - 1

#: What @everyone may do in a new server. Mentioning everyone is part of it: a bot that takes no care would ping.
EVERYONE = (
    Right.ADD_REACTIONS
    | Right.VIEW_CHANNEL
    | Right.SEND_MESSAGES
    | Right.EMBED_LINKS
    | Right.ATTACH_FILES
    | Right.READ_MESSAGE_HISTORY
    | Right.MENTION_EVERYONE
    | Right.USE_APPLICATION_COMMANDS
    | Right.SEND_MESSAGES_IN_THREADS
)
#: What an invite link asks for (platforms.md B2).
BOT = (
    Right.VIEW_CHANNEL
    | Right.SEND_MESSAGES
    | Right.SEND_MESSAGES_IN_THREADS
    | Right.EMBED_LINKS
    | Right.ATTACH_FILES
    | Right.READ_MESSAGE_HISTORY
)
ALL = (1 << 53) - 1
#: What both may do in a direct message.
DIRECT = EVERYONE


def effective(
    everyone: str,
    user: str,
    roles: Mapping[str, int],
    held: Iterable[str],
    overwrites: Mapping[str, tuple[int, int]],
    *,
    owner: bool = False,
) -> int:
    """Give the permission bits of a member; `overwrites` maps a role or user id to (allow, deny)."""
    held = [role for role in held if role in roles]
    base = roles[everyone]
    for role in held:
        base |= roles[role]
    if owner or base & Right.ADMINISTRATOR:
        return ALL
    allow, deny = overwrites.get(everyone, (0, 0))
    base = (base & ~deny) | allow
    allows = [overwrites[role] for role in held if role in overwrites]
    for _, deny in allows:
        base &= ~deny
    for allow, _ in allows:
        base |= allow
    allow, deny = overwrites.get(user, (0, 0))
    return (base & ~deny) | allow
