"""Everything this Slack remembers, and the rules about it that no single method owns."""

import copy
import itertools
from dataclasses import dataclass, field
from typing import Any

from tests.emulators.bell import Bell
from tests.emulators.clock import Clock
from tests.emulators.slack.blocks import (
    IN_MESSAGES,
    MESSAGE_BLOCKS,
    MESSAGE_CHARACTERS,
    TEXT_CHARACTERS,
    VIEW_BYTES,
    check_blocks,
    check_view,
    letters,
    parts,
)
from tests.emulators.slack.schema import Problems
from tests.emulators.slack.state import Channel, File, Install, Json, Message, Refused, User, View

TRIGGER_SECONDS, RESPONSE_SECONDS, RESPONSE_USES, STACK = 3, 1800, 5, 3


@dataclass(slots=True)
class Trigger:
    """A trigger_id: whose, from which view, until when."""

    id: str
    user: str
    view: View | None
    born: float
    used: bool = False


@dataclass(slots=True)
class ResponseUrl:
    """A response_url: whose, where, which message it came from, how often used."""

    key: str
    origin: str
    user: str
    channel: str
    message: Message | None
    born: float
    uses: int = 0


@dataclass
class Workspace(Bell):
    """The state of one local Slack, for one app in one or more workspaces."""

    clock: Clock
    app_id: str = "A0BOFFIN"
    bot_id: str = "B0BOFFIN"
    installs: dict[str, Install] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    said: list[Message] = field(default_factory=list)
    views: dict[str, View] = field(default_factory=dict)
    stacks: dict[str, list[View]] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    triggers: dict[str, Trigger] = field(default_factory=dict)
    response_urls: dict[str, ResponseUrl] = field(default_factory=dict)
    opened: list[tuple[str, View]] = field(default_factory=list)  # (trigger id, view)
    prompts: dict[str, Json] = field(default_factory=dict)
    statuses: list[Json] = field(default_factory=list)
    born: dict[str, float] = field(default_factory=dict)  # when each message was said, to the fraction of a second
    lag: float = 0.0  # seconds until what was said shows up in a history

    def __post_init__(self) -> None:
        super().__init__()
        self._count = itertools.count(1)

    def touch(self, changed: Message | View) -> None:
        """Note that something on a screen changed, and wake whoever waits."""
        self.touched[changed.user if isinstance(changed, View) else changed.to or changed.channel] += 1
        self.changed()

    # -- names -----------------------------------------------------------------------------------

    def id(self, kind: str) -> str:
        """Make an id that was never used."""
        return f"{kind}0{next(self._count):08X}"

    def ts(self) -> str:
        """Make a time stamp that was never used."""
        return f"{int(self.clock.now())}.{next(self._count):06d}"

    def install_of(self, team: str) -> Install:
        """Find the app in a workspace."""
        return [one for one in self.installs.values() if one.team == team][-1]

    def trigger(self, user: str, view: View | None = None) -> str:
        """Make a trigger_id for a person."""
        key = f"{next(self._count)}.{abs(hash(user)) % 10**9}.{next(self._count):032x}"
        self.triggers[key] = Trigger(key, user, view, self.clock.now())
        return key

    def response_url(self, user: str, channel: str, origin: str, message: Message | None = None) -> ResponseUrl:
        """Make a response_url key for a person in a place."""
        made = ResponseUrl(self.id("R"), origin, user, channel, message, self.clock.now())
        self.response_urls[made.key] = made
        return made

    # -- places ----------------------------------------------------------------------------------

    def direct(self, user: str) -> Channel:
        """Find or open the direct message with a person."""
        person = self.users[user]
        key = f"D{user}"
        if key not in self.channels:
            bot = self.install_of(self.home_team(person)).bot_user
            self.channels[key] = Channel(key, self.home_team(person), "directmessage", {user, bot}, user=user)
        return self.channels[key]

    def home_team(self, person: User) -> str:
        """Give the workspace through which a person meets the app."""
        teams = [one.team for one in self.installs.values()]
        return person.team if person.team in teams else teams[0]

    def place(self, install: Install, channel: Any, *, write: bool = False) -> Channel:
        """Find the place an API call names, as Slack lets this install see it."""
        if not isinstance(channel, str) or not channel:
            raise Refused("channel_not_found")
        person = self.users.get(channel)
        if person is not None and not person.deleted and self.home_team(person) == install.team:
            return self.direct(channel)
        found = self.channels.get(channel) or next((one for one in self.channels.values() if one.name == channel), None)
        if found is None or (found.team != install.team and not found.shared):
            raise Refused("channel_not_found")
        inside = install.bot_user in found.members
        if found.private and not inside:
            raise Refused("channel_not_found")
        if found.user and self.users[found.user].deleted:
            raise Refused("channel_not_found")
        if write and found.archived:
            raise Refused("is_archived")
        if write and not inside and "chat:write.public" not in install.scopes:
            raise Refused("not_in_channel")
        return found

    # -- words -----------------------------------------------------------------------------------

    def checked_blocks(self, blocks: Any) -> list[Json]:
        """Refuse blocks a message cannot have; name the parts nobody named."""
        if blocks in (None, ""):
            return []
        if not isinstance(blocks, list):
            raise Refused("invalid_blocks_format")
        if problems := check_blocks(blocks, "/blocks", IN_MESSAGES, MESSAGE_BLOCKS):
            raise Refused("invalid_blocks", problems)
        if letters(blocks) > MESSAGE_CHARACTERS:
            raise Refused("msg_blocks_too_long")
        return self.named(blocks)

    def checked_text(self, body: Json) -> tuple[str, list[Json]]:
        """Refuse text and blocks that a message cannot have."""
        text = body.get("text") or body.get("markdown_text") or ""
        if not isinstance(text, str):
            raise Refused("invalid_arguments", ["[ERROR] must be a string [json-pointer:/text]"])
        if body.get("markdown_text") and (body.get("text") or body.get("blocks")):
            raise Refused("markdown_text_conflict")
        blocks = self.checked_blocks(body.get("blocks"))
        if not text.strip() and not blocks and not body.get("attachments"):
            raise Refused("no_text")
        if len(text) > TEXT_CHARACTERS:
            raise Refused("msg_too_long")
        return text, blocks

    def named(self, blocks: list[Json]) -> list[Json]:
        """Give every block and element the id Slack would give it."""
        kept = copy.deepcopy(blocks)
        for block in kept:
            block.setdefault("block_id", self.id("b"))
            for part in parts(block):
                if part["type"] != "image":
                    part.setdefault("action_id", self.id("a"))
        return kept

    def say(self, message: Message) -> Message:
        """Put a message where people see it."""
        self.said.append(message)
        self.born[message.ts] = self.clock.now()
        self.changed()
        return message

    def find(self, channel: str, ts: Any) -> Message | None:
        """Find a message that still stands; nobody finds an ephemeral one by API."""
        return next((m for m in self.said if m.channel == channel and m.ts == ts and not m.deleted and not m.to), None)

    # -- views -----------------------------------------------------------------------------------

    def checked_view(self, view: Any, kind: str = "modal") -> Json:
        """Refuse a view that Slack would not show."""
        problems: Problems = check_view(view)
        if not problems and view["type"] != kind:
            problems.add("/view/type", f"must be one of: {kind}")
        if problems:
            raise Refused("invalid_arguments", problems)
        if len(str(view).encode()) > VIEW_BYTES:
            raise Refused("view_too_large")
        kept: Json = {"private_metadata": "", "callback_id": "", "external_id": ""} | view
        return kept | {"blocks": self.named(view["blocks"])}

    def free_external_id(self, content: Json, but: View | None = None) -> None:
        """Refuse an external_id that another open view has."""
        wanted = content["external_id"]
        if wanted and any(v.open and v is not but and v.content["external_id"] == wanted for v in self.views.values()):
            raise Refused("duplicate_external_id")

    def spend(self, trigger_id: Any) -> Trigger:
        """Use up a trigger_id."""
        trigger = self.triggers.get(trigger_id) if isinstance(trigger_id, str) else None
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if self.clock.now() - trigger.born > TRIGGER_SECONDS:
            raise Refused("expired_trigger_id")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        trigger.used = True
        return trigger

    def show(self, user: str, content: Json, stack: list[View]) -> View:
        """Put a modal on top of a person's stack."""
        person = self.users[user]
        view = View(self.id("V"), user, self.home_team(person), content, self.view_hash())
        view.root = stack[0].id if stack else view.id
        view.previous = stack[-1].id if stack else ""
        stack.append(view)
        self.stacks[user] = stack
        self.views[view.id] = view
        return view

    def replace(self, view: View, content: Json) -> None:
        """Change what a view shows, keeping what was typed into parts that stay."""
        view.content, view.hash = content, self.view_hash()
        stay = {(block["block_id"], part.get("action_id")) for block in content["blocks"] for part in parts(block)}
        view.values = {
            block: kept
            for block, values in view.values.items()
            if (kept := {action: value for action, value in values.items() if (block, action) in stay})
        }
        self.touch(view)

    def close(self, view: View) -> None:
        """Take a modal off the stack, with those above it."""
        stack = self.stacks.get(view.user, [])
        if view in stack:
            for gone in stack[stack.index(view) :]:
                gone.open = False
            del stack[stack.index(view) :]
        self.changed()

    def view_hash(self) -> str:
        """Make a hash no view had."""
        return f"{int(self.clock.now())}.{next(self._count):08x}"
