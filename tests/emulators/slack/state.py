"""What a Slack workspace is made of: people, channels, messages, views and files."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.emulators.slack.blocks import labels

Json = dict[str, Any]


class Refused(Exception):
    """Slack says no, with its error code."""

    def __init__(self, error: str, messages: list[str] | None = None, **more: Any) -> None:
        super().__init__(error, *(messages or []))
        self.error, self.messages, self.more = error, messages or [], more

    def answer(self) -> Json:
        """Word the refusal as the Web API does."""
        found: Json = {"ok": False, "error": self.error, **self.more}
        if self.messages:
            found["errors"] = [one.removeprefix("[ERROR] ") for one in self.messages]
            found["response_metadata"] = {"messages": self.messages}
        return found


@dataclass(slots=True)
class User:
    """A person, or a bot, as users.info tells."""

    id: str
    team: str
    name: str
    tz: str = "Europe/London"
    admin: bool = False
    owner: bool = False
    guest: str = ""  # "", "multi" or "single"
    stranger: bool = False
    deleted: bool = False
    bot: bool = False
    locale: str = "en-GB"
    organisation: str = ""  # an Enterprise Grid, and the workspaces there that the person is in
    teams: tuple[str, ...] = ()

    def told(self) -> Json:
        """Word it as users.info does."""
        found: Json = {
            "id": self.id,
            "team_id": self.team,
            "name": self.name,
            "deleted": self.deleted,
            "real_name": self.name,
            "profile": {"real_name": self.name, "display_name": self.name, "team": self.team},
            "is_bot": self.bot,
            "is_app_user": False,
            "updated": 1,
        }
        if self.organisation:
            found["enterprise_user"] = {"enterprise_id": self.organisation, "teams": list(self.teams)}
        if self.stranger:
            found["is_stranger"] = True
        if not self.deleted:
            found |= {
                "tz": self.tz,
                "tz_label": self.tz,
                "tz_offset": 0,
                "is_admin": self.admin or self.owner,
                "is_owner": self.owner,
                "is_primary_owner": False,
                "is_restricted": bool(self.guest),
                "is_ultra_restricted": self.guest == "single",
                "is_email_confirmed": True,
                "locale": self.locale,
            }
        return found


@dataclass(slots=True)
class Channel:
    """A place where people write: a channel, or a direct message when `user` is set."""

    id: str
    team: str
    name: str
    members: set[str] = field(default_factory=set)
    private: bool = False
    archived: bool = False
    shared: bool = False
    user: str = ""

    def told(self, me: str) -> Json:
        """Word it as conversations.info does."""
        found: Json = {"id": self.id, "created": 1, "is_archived": self.archived, "is_im": bool(self.user)}
        if self.user:
            return found | {"user": self.user, "is_org_shared": False}
        return found | {
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": not self.private,
            "is_group": self.private,
            "is_mpim": False,
            "is_private": self.private,
            "is_general": False,
            "is_shared": self.shared,
            "is_ext_shared": self.shared,
            "is_org_shared": False,
            "is_member": me in self.members,
            "context_team_id": self.team,
            "topic": {"value": "", "creator": "", "last_set": 0},
            "purpose": {"value": "", "creator": "", "last_set": 0},
        }


@dataclass(slots=True, eq=False)
class Message:
    """Something said in a channel; `to` names the one person an ephemeral one is for."""

    channel: str
    ts: str
    user: str
    text: str
    team: str
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str = ""
    to: str = ""
    by_bot: bool = True
    metadata: Json | None = None
    deleted: bool = False
    edits: int = 0
    origin: str = ""  # the response_url or trigger it answers
    files: list["File"] = field(default_factory=list)

    @property
    def words(self) -> str:
        """Give all a person reads, blocks first, else the text."""
        return "\n".join(_read(self.blocks)) or self.text

    @property
    def labels(self) -> list[str]:
        """List what can be pressed or picked."""
        return labels(self.blocks)

    def told(self, bot_id: str, app_id: str) -> Json:
        """Word it as conversations.history does."""
        found: Json = {"type": "message", "user": self.user, "text": self.text, "ts": self.ts, "team": self.team}
        if self.by_bot:
            found |= {"bot_id": bot_id, "app_id": app_id}
        if self.blocks:
            found["blocks"] = copy.deepcopy(self.blocks)
        if self.thread_ts:
            found["thread_ts"] = self.thread_ts
        if self.edits:
            found["edited"] = {"user": self.user, "ts": self.ts}
        return found


@dataclass(slots=True, eq=False)
class View:
    """A modal or a Home tab on somebody's screen."""

    id: str
    user: str
    team: str
    content: Json
    hash: str
    root: str = ""
    previous: str = ""
    values: dict[str, dict[str, Json]] = field(default_factory=dict)
    open: bool = True

    @property
    def title(self) -> str:
        """Give the title of a modal."""
        return str(self.content.get("title", {}).get("text", ""))

    @property
    def blocks(self) -> list[Json]:
        """Give the blocks as Slack keeps them."""
        return list(self.content["blocks"])

    @property
    def words(self) -> str:
        """Give all a person reads."""
        return "\n".join(_read(self.content["blocks"]))

    @property
    def labels(self) -> list[str]:
        """List what can be pressed, picked or filled in."""
        return labels(self.blocks)


@dataclass(slots=True, eq=False)
class File:
    """Something uploaded; `shared` is the channel, once it is."""

    id: str
    name: str
    length: int
    alt_text: str = ""
    content: bytes | None = None
    title: str = ""
    shared: str = ""


@dataclass(slots=True)
class Install:
    """The app in one workspace: its token and what that token may do."""

    team: str
    token: str
    scopes: tuple[str, ...]
    bot_user: str
    enterprise: str = ""
    revoked: bool = False
    ends: float = 0.0  # when a rotating token stops working, by the clock


def _read(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _read(item)
    elif isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value["text"]
        if isinstance(value.get("alt_text"), str):
            yield value["alt_text"]
        for key, item in value.items():
            if key not in ("options", "option_groups", "initial_option", "initial_options", "confirm"):
                yield from _read(item)
