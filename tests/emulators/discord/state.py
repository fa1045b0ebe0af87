"""What Discord is made of: people, servers, roles, channels, messages, forms, interactions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.emulators.discord.permission import DIRECT, EVERYONE, effective

Json = dict[str, Any]
TEXT, DIRECT_MESSAGE, VOICE, GROUP, CATEGORY, NEWS, PUBLIC_THREAD, PRIVATE_THREAD = 0, 1, 2, 3, 4, 5, 11, 12
THREADS = (10, PUBLIC_THREAD, PRIVATE_THREAD)
EPHEMERAL, LOADING, COMPONENTS_V2, SUPPRESS_EMBEDS = 1 << 6, 1 << 7, 1 << 15, 1 << 2
EPOCH = 1_420_070_400_000  # Discord's first millisecond


class Refused(Exception):
    """Discord says no, with a status and its JSON code."""

    def __init__(self, status: int, code: int, message: str, errors: Json | None = None) -> None:
        super().__init__(f"{status} {code} {message} {errors or ''}".strip())
        self.status, self.code, self.message, self.errors = status, code, message, errors

    def answer(self) -> Json:
        """Word the refusal as the API does."""
        more = {"errors": self.errors} if self.errors else {}
        return {"message": self.message, "code": self.code, **more}


@dataclass(slots=True, eq=False)
class User:
    """A person, or a bot; `direct` says whether they take direct messages, `installed` whether they added the app."""

    id: str
    name: str
    locale: str = "en-GB"
    bot: bool = False
    direct: bool = True
    installed: bool = False

    def told(self) -> Json:
        """Word it as the API does."""
        return {
            "id": self.id,
            "username": self.name,
            "discriminator": "0",
            "global_name": None if self.bot else self.name,
            "avatar": None,
            "avatar_decoration_data": None,
            "bot": self.bot,
            "system": False,
            "public_flags": 0,
            "banner": None,
            "accent_color": None,
        }


@dataclass(slots=True, eq=False)
class Role:
    """A role in a server."""

    id: str
    name: str
    permissions: int
    position: int = 1
    mentionable: bool = False

    def told(self) -> Json:
        """Word it as the API does."""
        return {
            "id": self.id,
            "name": self.name,
            "permissions": str(int(self.permissions)),
            "position": self.position,
            "mentionable": self.mentionable,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "icon": None,
            "unicode_emoji": None,
            "managed": False,
            "flags": 0,
        }


@dataclass(slots=True, eq=False)
class Guild:
    """A server: who is in it with which roles; `present` says whether the bot is."""

    id: str
    name: str
    owner: str
    roles: dict[str, Role] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=dict)  # user id to role ids
    locale: str = "en-GB"
    present: bool = True
    unavailable: bool = False
    system_channel: str = ""

    def __post_init__(self) -> None:
        self.roles.setdefault(self.id, Role(self.id, "@everyone", int(EVERYONE), 0))

    def rights(self, user: str, channel: "Channel | None" = None) -> int:
        """Give the permission bits of someone, here or in a channel of it; nobody outside has any."""
        if user not in self.members:
            return 0
        bits = {role.id: role.permissions for role in self.roles.values()}
        overwrites = channel.overwrites if channel else {}
        return effective(self.id, user, bits, self.members[user], overwrites, owner=user == self.owner)


@dataclass(slots=True, eq=False)
class Channel:
    """A place where people write; without a server it is a direct message, or a private channel without the bot."""

    id: str
    name: str
    kind: int = TEXT
    guild: Guild | None = None
    parent: "Channel | None" = None
    recipients: list[User] = field(default_factory=list)
    overwrites: dict[str, tuple[int, int]] = field(default_factory=dict)  # role or user id to (allow, deny)
    deleted: bool = False
    last_message: str | None = None
    archived: bool = False

    @property
    def is_thread(self) -> bool:
        """Say whether this is a thread."""
        return self.kind in THREADS

    def rights(self, user: str) -> int:
        """Give the permission bits of someone here."""
        if self.guild is None:
            return int(DIRECT) if user in [one.id for one in self.recipients] else 0
        return self.guild.rights(user, self.parent if self.is_thread else self)


@dataclass(slots=True, eq=False)
class Attachment:
    """A file in a message or a form."""

    id: str
    name: str
    content: bytes
    kind: str = "application/octet-stream"
    alt_text: str | None = None

    def told(self) -> Json:
        """Word it as the API does."""
        url = f"https://cdn.discordapp.com/attachments/{self.id}/{self.name}"
        more = {"description": self.alt_text} if self.alt_text else {}
        return {
            "id": self.id,
            "filename": self.name,
            "size": len(self.content),
            "url": url,
            "proxy_url": url,
            "content_type": self.kind,
            **more,
        }


@dataclass(slots=True, eq=False)
class Message:
    """Something said; `to` is the one person who sees an ephemeral one, `pings` whom it would ping."""

    id: str
    channel: Channel
    author: User
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    flags: int = 0
    kind: int = 0  # 19 is a reply, 20 answers a slash command, 23 a message or user command
    reference: "Message | None" = None
    nonce: str | int | None = None
    mentions: list[User] = field(default_factory=list)
    mention_roles: list[str] = field(default_factory=list)
    mention_everyone: bool = False
    pings: set[str] = field(default_factory=set)  # "everyone", user ids, role ids
    to: str = ""
    interaction: "Interaction | None" = None
    deleted: bool = False
    edited: float = 0.0
    edits: int = 0

    @property
    def by_bot(self) -> bool:
        """Say whether the bot said it."""
        return self.author.bot

    @property
    def loading(self) -> bool:
        """Say whether it only says that the bot is thinking."""
        return bool(self.flags & LOADING)

    @property
    def words(self) -> str:
        """Give all a person reads, without what can be pressed (see `labels`)."""
        read = [self.content, *(word for embed in self.embeds for word in _embed(embed)), *_read(self.components)]
        return "\n".join(one for one in read if one)

    @property
    def labels(self) -> list[str]:
        """List what can be pressed or picked."""
        return labels(self.components)

    @property
    def origin(self) -> str:
        """Give the id of the interaction that it answers."""
        return self.interaction.id if self.interaction else ""


@dataclass(slots=True, eq=False)
class Modal:
    """A form on somebody's screen; `values` is what was typed, by custom id."""

    user: User
    interaction: "Interaction"
    content: Json
    values: dict[str, Any] = field(default_factory=dict)
    open: bool = True

    @property
    def title(self) -> str:
        """Give its title."""
        return str(self.content["title"])

    @property
    def words(self) -> str:
        """Give all a person reads: questions, what explains them, and text between."""
        return "\n".join(_read(self.content["components"]))

    @property
    def labels(self) -> list[str]:
        """List its questions, each with what can be picked."""
        return labels(self.content["components"])


@dataclass(slots=True, eq=False)
class Interaction:
    """Something a person did, with the token for the answer; 2 command, 3 component, 4 autocomplete, 5 form."""

    id: str
    token: str
    kind: int
    user: User
    channel: Channel
    data: Json
    born: float
    message: Message | None = None  # what was pressed, also through a form
    modal: Modal | None = None  # what was submitted
    answered: int = 0  # the callback type, once there is one
    answered_at: float = 0.0
    original: Message | None = None
    choices: list[Json] | None = None
    opened: Modal | None = None
    gone: bool = False  # the person was told that it failed
    name: str = ""


def when(seconds: float) -> str:
    """Word a moment as the API does."""
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def walk(components: Sequence[Json]) -> Iterator[Json]:
    """Go through components with all inside them, in the order they stand."""
    for one in components:
        yield one
        yield from walk(one.get("components") or [])
        yield from walk([one[key] for key in ("accessory", "component") if isinstance(one.get(key), dict)])


def labels(components: Sequence[Json]) -> list[str]:
    """List the words on everything that can be pressed, picked or filled in."""
    found: list[str] = []
    named = ""
    for one in walk(components):
        if one["type"] == 18:
            named = one["label"]
        elif one["type"] == 2:
            found.append(one.get("label") or (one.get("emoji") or {}).get("name") or "")
        elif "custom_id" in one:
            found += [word for word in (named or one.get("label") or one.get("placeholder"),) if word]
            found += [option["label"] for option in one.get("options") or []]
            named = ""
    return found


def _read(components: Sequence[Json]) -> Iterator[str]:
    for one in walk(components):
        yield from (one[key] for key in ("content",) if one["type"] == 10)
        yield from (one[key] for key in ("label", "description") if one["type"] == 18 and one.get(key))
        media: Sequence[Mapping[str, Any]] = one.get("items") or ([one] if one["type"] == 11 else [])
        yield from (item["description"] for item in media if item.get("description"))


def _embed(embed: Json) -> Iterator[str]:
    yield from (embed[key] for key in ("title", "description") if embed.get(key))
    for one in embed.get("fields") or []:
        yield from (one["name"], one["value"])
    if embed.get("footer"):
        yield embed["footer"]["text"]
