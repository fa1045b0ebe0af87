"""A payload of Slack becomes words for the door, and a note of where the answer goes. Pure."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.core.message import Invocation, Picked

Payload = Mapping[str, Any]

COMMANDS = {"/boffin": "", "/ask": "ask ", "/checkin": "checkin "}  # what the command puts before the typed words
OPTIONAL_COMMANDS = ("/ask", "/checkin")
EVENTS = (
    "app_home_opened", "app_mention", "app_uninstalled", "member_joined_channel", "message", "tokens_revoked",
)  # fmt: skip
CHECKIN, ADD = "checkin", "content_add"
SHORTCUTS = {CHECKIN: "shortcut", ADD: "message_action"}
WRITTEN = frozenset({"", "file_share", "thread_broadcast"})  # somebody's own words, with a file or not
FORM = "form"  # the callback id of every modal

TOKEN = re.compile(r"<(?:([@#!])|(?=(?:https?|mailto|tel):))([^<>|]*)(?:\|([^<>]*))?>")
LINK = re.compile(r"https?://[^\s<>|]+")
LONGEST_TITLE = 120
NAMELESS = frozenset({"", "directmessage", "privategroup", "mpdm"})  # what Slack writes instead of a name


@dataclass(frozen=True, slots=True)
class Where:
    """Where an answer can go. `channel` is "" where Slack names none; `view` is the hash of the Home view.

    `ts` is the message that was written, for a direct message.
    """

    user: str
    channel: str = ""
    thread: str = ""
    ts: str = ""
    response_url: str = ""
    trigger: str = ""
    view: str = ""
    is_home: bool = False
    is_ephemeral: bool = False

    @property
    def is_direct(self) -> bool:
        """Whether this is the person's own direct message with Boffin, or no channel at all."""
        return not self.channel or self.channel.startswith("D")


@dataclass(frozen=True, slots=True)
class Heard:
    """Something said in Slack. `team` is the speaker's own; `installed` the one that Slack sent this for."""

    once: str
    team: str
    installed: str
    said: str | Picked | Invocation
    where: Where
    channel_name: str = ""
    public: bool = False


def sent_for(body: Payload) -> tuple[str, str]:
    """Return the workspace that Slack sent a payload for, and its organisation, each "" where there is none."""
    enterprise, team, view = (body.get(name) or {} for name in ("enterprise", "team", "view"))
    # What is written in a shared channel may name the writer's team; who was authorised is always us.
    ours = (body.get("authorizations") or [{}])[0]
    found = ours.get("team_id") or body.get("team_id") or team.get("id") or view.get("app_installed_team_id")
    above = ours.get("enterprise_id") or body.get("enterprise_id") or enterprise.get("id") or team.get("enterprise_id")
    return str(found or ""), str(above or "")


def command(body: Payload) -> Heard:
    """Return what a slash command says."""
    team, user = str(body["team_id"]), str(body["user_id"])
    words = COMMANDS[str(body["command"])] + plain(str(body.get("text") or ""))
    where = Where(
        user,
        str(body["channel_id"]),
        response_url=str(body["response_url"]),
        trigger=str(body["trigger_id"]),
        is_ephemeral=True,
    )
    once = f"slack/{team}/command/{body['trigger_id']}"
    return Heard(once, team, team, words.strip(), where, named(str(body.get("channel_name") or "")))


def action(body: Payload) -> Heard | None:
    """Return what a pressed button or a chosen option says; None for an action that is not ours."""
    pressed = body["actions"][0]
    said = _picked(str(pressed["action_id"]), str((pressed.get("selected_option") or {}).get("value") or ""))
    if said is None:
        return None
    at = str(pressed.get("action_ts") or body.get("trigger_id") or "")
    what = f"{said.row}/{said.index}" if isinstance(said, Picked) else "/".join(said.path)
    team, installed = _teams(body)
    channel, container = body.get("channel") or {}, body.get("container") or {}
    view = body.get("view") or {}
    where = Where(
        str(body["user"]["id"]),
        str(channel.get("id") or container.get("channel_id") or ""),
        thread=str((body.get("message") or {}).get("thread_ts") or container.get("thread_ts") or ""),
        response_url=str(body.get("response_url") or ""),
        trigger=str(body.get("trigger_id") or ""),
        view=str(view.get("hash") or ""),
        is_home=view.get("type") == "home",
        is_ephemeral=bool(container.get("is_ephemeral")),
    )
    once = f"slack/{installed}/choice/{what}/{where.user}/{at}"
    return Heard(once, team, installed, said, where, named(str(channel.get("name") or "")))


def _picked(action_id: str, value: str) -> Picked | Invocation | None:
    kind, _, rest = action_id.partition("/")
    if kind == "go" and rest:
        return Invocation(tuple(rest.split("/")))
    row, _, index = rest.rpartition("/")
    number = value if kind == "choose" else index
    if kind in ("choice", "choose") and row and number.isascii() and number.isdigit() and len(number) < 6:
        return Picked(row, int(number))
    return None


def submission(body: Payload) -> Heard | None:
    """Return the command that a submitted modal makes; None for a modal that is not ours.

    A corrected modal comes with the same id and hash, so the values belong to the once-key too.
    """
    view = body["view"]
    if view.get("callback_id") != FORM:
        return None
    held = json.loads(view.get("private_metadata") or "{}")
    values = {name: found for name, state in fields(view).items() if (found := _value(state).strip())}
    digest = hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]
    team, installed = _teams(body)
    once = f"slack/{installed}/form/{view['id']}/{view.get('hash', '')}/{digest}"
    where = Where(str(body["user"]["id"]), str(held.get("channel") or ""))
    said = Invocation(tuple(held["path"]), {**held.get("fixed", {}), **values})
    return Heard(once, team, installed, said, where)


def fields(view: Payload) -> dict[str, Payload]:
    """Return the state of each field of a modal by its name."""
    found = {}
    for block_id, held in view["state"]["values"].items():
        kind, _, name = str(block_id).partition("/")
        if kind == "field":
            found[name] = next(iter(held.values()))
    return found


def _value(state: Payload) -> str:
    option = state.get("selected_option") or {}
    return str(
        state.get("value") or option.get("value") or state.get("selected_date") or state.get("selected_time") or ""
    )


def shortcut(body: Payload) -> Heard | None:
    """Return what a shortcut says; None for one that is not ours."""
    name = str(body.get("callback_id"))
    team, installed = _teams(body)
    channel = body.get("channel") or {}
    where = Where(
        str(body["user"]["id"]),
        str(channel.get("id") or ""),
        response_url=str(body.get("response_url") or ""),
        trigger=str(body["trigger_id"]),
        is_ephemeral=True,
    )
    once = f"slack/{installed}/shortcut/{body['trigger_id']}"
    if name == CHECKIN:
        return Heard(once, team, installed, Invocation(("checkin",)), where)
    if name == ADD:
        title = _title(str((body.get("message") or {}).get("text") or ""))
        said = Invocation(("content", "add"), {"title": title, "ask": "yes"} if title else {})
        return Heard(once, team, installed, said, where, named(str(channel.get("name") or "")))
    return None


def _title(text: str) -> str:
    """Return the first link of a message, or else the start of its first line."""
    words = plain(text).strip()
    link = LINK.search(words)
    return link[0] if link else words.split("\n")[0][:LONGEST_TITLE].strip()


def event(body: Payload, me: str) -> Heard | None:
    """Return what an event says to Boffin, whose own id is `me`; None for what is not for it."""
    inner = body["event"]
    installed, _ = sent_for(body)
    once = f"slack/{installed}/event/{body['event_id']}"
    team = str(inner.get("user_team") or inner.get("source_team") or inner.get("team") or installed)
    channel, user = str(inner.get("channel") or ""), str(inner.get("user") or "")
    thread = str(inner.get("thread_ts") or "")
    if inner.get("bot_id") or inner.get("subtype", "") not in WRITTEN or not user:
        return None
    match inner["type"]:
        case "message" if inner.get("channel_type") == "im":
            where = Where(user, channel, thread, str(inner["ts"]))
            return Heard(once, team, installed, _said(inner, me), where)
        case "app_mention" if not channel.startswith("D"):
            where = Where(user, channel, thread or str(inner["ts"]))
            return Heard(once, team, installed, _said(inner, me), where, public=True)
        case "app_home_opened" if inner.get("tab") == "home":
            view = str((inner.get("view") or {}).get("hash") or "")
            return Heard(once, team, installed, Invocation(("card",)), Where(user, view=view, is_home=True))
        case "member_joined_channel" if user == me and inner.get("inviter"):
            where = Where(str(inner["inviter"]), channel)
            return Heard(once, installed, installed, Invocation(("channel", "welcome")), where)
    return None


def _said(inner: Payload, me: str) -> str:
    """Return the words without the mention of Boffin itself."""
    return plain(re.sub(rf"<@{re.escape(me)}(?:\|[^<>]*)?>[\s,:]*", "", str(inner.get("text") or ""))).strip()


def _teams(body: Payload) -> tuple[str, str]:
    """Return the speaker's team and the one that this was sent for."""
    user = body["user"]
    installed = sent_for(body)[0] or str(user.get("team_id") or "")
    return str(user.get("team_id") or installed), installed


def named(name: str) -> str:
    """Return a channel's name as people there write it, "" where Slack does not tell it."""
    return "" if name in NAMELESS or name.startswith("mpdm-") else f"#{name.removeprefix('#')}"


def plain(text: str) -> str:
    """Return text as its writer saw it: links, names and the three escaped characters written out."""
    written = TOKEN.sub(_written, text)
    return written.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _written(found: re.Match[str]) -> str:
    sign, inside, label = found[1], found[2], found[3]
    if sign in ("@", "#"):  # None for a link
        return f"{sign}{(label or inside).removeprefix(sign)}"
    if sign == "!":
        return label or f"@{inside.partition('^')[0]}"
    return inside if inside.startswith("http") else label or inside


def is_departure(body: Payload) -> bool:
    """Say whether this tells that Boffin may not speak in a workspace any more; users' own tokens do not count."""
    inner = body["event"]
    if inner["type"] == "tokens_revoked":
        return bool((inner.get("tokens") or {}).get("bot"))
    return bool(inner["type"] == "app_uninstalled")


def opened_messages(body: Payload) -> str:
    """Return the direct message whose tab was opened, "" where this is something else."""
    inner = body["event"]
    is_it = inner["type"] == "app_home_opened" and inner.get("tab") == "messages"
    return str(inner.get("channel") or "") if is_it else ""
