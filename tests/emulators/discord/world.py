"""Everything this Discord remembers, and the rules about it that no single request owns."""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.emulators.bell import Bell
from tests.emulators.clock import Clock
from tests.emulators.discord.permission import Intent, Right
from tests.emulators.discord.state import (
    COMPONENTS_V2,
    DIRECT_MESSAGE,
    EPHEMERAL,
    EPOCH,
    LOADING,
    Channel,
    Guild,
    Interaction,
    Json,
    Message,
    Modal,
    Refused,
    User,
    walk,
)

ANSWER_SECONDS, TOKEN_SECONDS, NONCE_SECONDS = 3, 900, 180
_MENTION = re.compile(r"<@!?(\d+)>|<@&(\d+)>|(@everyone|@here)")

#: What goes to the gateway: the event, its body (a message is worded there, by the intents), its server, what it needs.
Emit = Callable[[str, "Json | Message", Guild | None, Intent], None]


@dataclass(slots=True)
class Mentions:
    """Whom a text names, and whom of them it would ping."""

    users: list[User] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    everyone: bool = False

    @property
    def pings(self) -> set[str]:
        """Give the ids that are pinged."""
        return {*(one.id for one in self.users), *self.roles, *(["everyone"] if self.everyone else [])}


class World(Bell):
    """The state of one local Discord, for one app."""

    def __init__(self, clock: Clock, token: str) -> None:
        super().__init__()
        self.clock, self.token = clock, token
        self._last, self._count = 0, itertools.count(1)
        self.users: dict[str, User] = {}
        self.guilds: dict[str, Guild] = {}
        self.channels: dict[str, Channel] = {}
        self.said: list[Message] = []
        self.interactions: dict[str, Interaction] = {}
        self.tokens: dict[str, Interaction] = {}
        self.opened: list[Modal] = []
        self.commands: dict[str, dict[str, Json]] = {"": {}}  # by server id, "" is everywhere
        self.creates: Counter[str] = Counter()
        self.nonces: dict[str, tuple[float, Message]] = {}
        self.nonce_seconds: float = NONCE_SECONDS
        self.lag = 0.0  # seconds until what was said shows up in a history
        self.portal = 0  # privileged intents switched on for the app
        self.user_install = False
        self.emit: Emit = lambda event, data, guild, needs: None
        self.bot = User("", "boffin", bot=True)
        self.bot.id = self.id()
        self.users[self.bot.id] = self.bot

    @property
    def app_id(self) -> str:
        """Give the id of the app, which is its bot's too."""
        return self.bot.id

    # -- names -----------------------------------------------------------------------------------

    def id(self) -> str:
        """Make a snowflake that was never used, later than every other."""
        self._last = max(self._last + 1, int(self.clock.now() * 1000) - EPOCH)
        return str(self._last << 22)

    def secret(self, kind: str) -> str:
        """Make a token that was never used."""
        return f"{kind}{next(self._count):032x}"

    def person(self, who: "User | str") -> User:
        """Find someone by themselves, id or name."""
        if isinstance(who, User):
            return who
        found = self.users.get(who) or next((one for one in self.users.values() if one.name == who), None)
        if found is None:
            raise LookupError(f"nobody is called {who!r}")
        return found

    def place(self, where: "Channel | User | str") -> Channel:
        """Find a channel by itself, id or name; a person stands for the direct message with them."""
        if isinstance(where, Channel):
            return where
        if isinstance(where, User):
            return self.direct(where)
        named = where.removeprefix("#")
        found = self.channels.get(where) or next((one for one in self.channels.values() if one.name == named), None)
        return found or self.direct(self.person(where))

    # -- places ----------------------------------------------------------------------------------

    def direct(self, person: User) -> Channel:
        """Find or open the direct message between the bot and a person."""
        for one in self.channels.values():
            if one.kind == DIRECT_MESSAGE and one.recipients == [self.bot, person]:
                return one
        return self.add(Channel(self.id(), "", DIRECT_MESSAGE, recipients=[self.bot, person]))

    def add(self, channel: Channel) -> Channel:
        """Put a channel in."""
        self.channels[channel.id] = channel
        return channel

    def reach(self, channel_id: Any, *rights: Right) -> Channel:
        """Find the channel that a request names, as Discord lets the bot see it."""
        channel = self.channels.get(channel_id)
        if channel is None or channel.deleted:
            raise Refused(404, 10003, "Unknown Channel")
        held = channel.rights(self.bot.id)
        if channel.guild is not None and not channel.guild.present:
            held = 0
        if not held & Right.VIEW_CHANNEL:
            raise Refused(403, 50001, "Missing Access")
        for right in rights:
            if not held & self._sending(channel, right):
                raise Refused(403, 50013, "Missing Permissions")
        return channel

    def _sending(self, channel: Channel, right: Right) -> Right:
        in_thread = channel.is_thread and right == Right.SEND_MESSAGES
        return Right.SEND_MESSAGES_IN_THREADS if in_thread else right

    def demand_open(self, channel: Channel) -> None:
        """Refuse a direct message that the person would not get."""
        if channel.guild is not None:
            return
        other = next(one for one in channel.recipients if one is not self.bot)
        shared = any(one.present and other.id in one.members for one in self.guilds.values())
        if other.bot or (not other.direct and (shared or other.installed)):
            raise Refused(403, 50007, "Cannot send messages to this user")
        if not shared and not other.installed:
            what = "Cannot send messages to this user due to having no mutual guilds"
            raise Refused(403, 50278, what)

    # -- words -----------------------------------------------------------------------------------

    def find(self, channel: Channel, message_id: Any) -> Message:
        """Find a message that still stands; an ephemeral one is found by nobody in the channel."""
        for one in reversed(self.said):
            if one.id == message_id and one.channel is channel and not one.deleted and not one.to:
                return one
        raise Refused(404, 10008, "Unknown Message")

    def named(self, message: Message) -> Mentions:
        """List whom the words of a message name, in content and in text displays."""
        texts = [message.content, *(one["content"] for one in walk(message.components) if one["type"] == 10)]
        found = Mentions()
        for person, role, everyone in _MENTION.findall("\n".join(texts)):
            if person in self.users and self.users[person] not in found.users:
                found.users.append(self.users[person])
            if role and message.channel.guild and role in message.channel.guild.roles and role not in found.roles:
                found.roles.append(role)
            found.everyone = found.everyone or bool(everyone)
        return found

    def mark(
        self, message: Message, allowed: Json | None, *, kept: Iterable[str] = ("users", "roles", "everyone")
    ) -> None:
        """Note whom a message mentions and would ping, after `allowed_mentions`; `kept` is what holds without."""
        found, rules = self.named(message), allowed if allowed is not None else {"parse": list(kept)}
        parse = rules.get("parse") or []
        named = {str(one) for kind in ("users", "roles") for one in rules.get(kind) or []}
        users = [one for one in found.users if "users" in parse or one.id in named]
        replied = message.reference.author if message.reference else None
        if replied and replied is not message.author and (allowed is None or rules.get("replied_user")):
            users = [*users, *([replied] if replied not in users else [])]
        roles = [one for one in found.roles if "roles" in parse or one in named]
        guild = message.channel.guild
        may_all = bool(guild and message.channel.rights(message.author.id) & Right.MENTION_EVERYONE)
        if guild is not None and not may_all:
            roles = [one for one in roles if guild.roles[one].mentionable]
        message.mentions, message.mention_roles = users, roles
        message.mention_everyone = found.everyone and "everyone" in parse and may_all
        message.pings = Mentions(users, roles, message.mention_everyone).pings
        if message.flags & 1 << 12:  # @silent
            message.pings = set()

    def say(self, message: Message) -> Message:
        """Put a message where people see it, and tell the bot if it may hear of it."""
        self.said.append(message)
        if not message.to:
            message.channel.last_message = message.id
            self.announce("MESSAGE_CREATE", message)
        self.changed()
        return message

    def announce(self, event: str, message: Message) -> None:
        """Tell the bot of a message in a place that it sees."""
        channel = message.channel
        if message.to or not channel.rights(self.bot.id) & Right.VIEW_CHANNEL:
            return
        needs = Intent.DIRECT_MESSAGES if channel.guild is None else Intent.GUILD_MESSAGES
        if event == "MESSAGE_DELETE":
            gone = {"id": message.id, "channel_id": channel.id}
            self.emit(event, gone | ({"guild_id": channel.guild.id} if channel.guild else {}), channel.guild, needs)
            return
        self.emit(event, message, channel.guild, needs)

    def touch(self, message: Message) -> None:
        """Note that something on a screen changed, and wake whoever waits."""
        self.touched[message.to or message.channel.id] += 1
        self.changed()

    def change(self, message: Message) -> None:
        """Note that a message was edited, and tell; where the bot was thinking, the message only comes now."""
        if message.loading:
            message.flags &= ~LOADING
            self.announce("MESSAGE_UPDATE", message)
            self.changed()
            return
        message.edits += 1
        message.edited = self.clock.now()
        self.announce("MESSAGE_UPDATE", message)
        self.touch(message)

    def remove(self, message: Message) -> None:
        """Take a message away, and tell."""
        message.deleted = True
        self.announce("MESSAGE_DELETE", message)
        self.touch(message)

    def shows(self, message: Message) -> bool:
        """Say whether a message stands in its channel's history by now."""
        said = ((int(message.id) >> 22) + EPOCH) / 1000
        is_late = bool(self.lag) and self.clock.now() - said < self.lag
        return not message.deleted and not message.to and not is_late

    # -- interactions ------------------------------------------------------------------------------

    def begin(self, kind: int, user: User, channel: Channel, data: Json, **more: Any) -> Interaction:
        """Let a person do something: make the interaction with its token."""
        made = Interaction(
            self.id(), self.secret("aW50ZXJhY3Rpb24"), kind, user, channel, data, self.clock.now(), **more
        )
        self.interactions[made.id] = self.tokens[made.token] = made
        return made

    def is_too_late(self, interaction: Interaction) -> bool:
        """Say whether nobody answered in time."""
        late = self.clock.now() - interaction.born > ANSWER_SECONDS
        return not interaction.answered and (interaction.gone or late)

    def answering(self, interaction_id: str, token: str) -> Interaction:
        """Find an interaction that may still be answered for the first time."""
        found = self.interactions.get(interaction_id)
        if found is None or found.token != token or self.is_too_late(found):
            raise Refused(404, 10062, "Unknown interaction")
        if found.answered:
            raise Refused(400, 40060, "Interaction has already been acknowledged.")
        return found

    def following(self, app_id: str, token: str) -> Interaction:
        """Find an answered interaction by its webhook token, which lives for fifteen minutes."""
        found = self.tokens.get(token)
        if app_id != self.app_id or found is None or not found.answered:
            raise Refused(404, 10015, "Unknown Webhook")
        if self.clock.now() - found.born > TOKEN_SECONDS:
            raise Refused(401, 50027, "Invalid Webhook Token")
        return found

    def seen_by(self, message: Message, user: User) -> bool:
        """Say whether a message is on somebody's screen."""
        if message.deleted or message.to not in ("", user.id):
            return False
        return bool(message.channel.rights(user.id) & Right.VIEW_CHANNEL)


def is_layout(message: Message) -> bool:
    """Say whether a message is made of Components v2."""
    return bool(message.flags & COMPONENTS_V2)


def is_ephemeral(flags: int) -> bool:
    """Say whether flags ask for an ephemeral message."""
    return bool(flags & EPHEMERAL)
