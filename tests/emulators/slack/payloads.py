"""The payloads Slack sends, in the shapes it sends them."""

from typing import Any

from tests.emulators.slack.methods import view_told
from tests.emulators.slack.state import Channel, Json, Message, User, View
from tests.emulators.slack.workspace import Workspace

TOKEN = "verification-token"  # noqa: S105 (the old, unused field every payload still has)


def who(state: Workspace, user: User) -> Json:
    """Word the person, the workspace and the app, as interactive payloads do."""
    install = state.install_of(state.home_team(user))
    enterprise = {"id": install.enterprise, "name": install.enterprise} if install.enterprise else None
    return {
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team},
        "team": {"id": install.team, "domain": "local"}
        | ({"enterprise_id": install.enterprise, "enterprise_name": install.enterprise} if install.enterprise else {}),
        "enterprise": enterprise,
        "is_enterprise_install": False,
        "api_app_id": state.app_id,
        "token": TOKEN,
    }


def channel_name(place: Channel) -> str:
    """Name a place as payloads do."""
    return "directmessage" if place.user else "privategroup" if place.private else place.name


def command(state: Workspace, user: User, place: Channel, word: str, text: str, trigger: str, url: str) -> Json:
    """Word a slash command."""
    install = state.install_of(state.home_team(user))
    found = {
        "token": TOKEN,
        "team_id": install.team,
        "team_domain": "local",
        "channel_id": place.id,
        "channel_name": channel_name(place),
        "user_id": user.id,
        "user_name": user.name,
        "command": word,
        "text": text,
        "api_app_id": state.app_id,
        "is_enterprise_install": "false",
        "response_url": url,
        "trigger_id": trigger,
    }
    if install.enterprise:
        found |= {"enterprise_id": install.enterprise, "enterprise_name": install.enterprise}
    return found


def block_actions(
    state: Workspace, user: User, at: Message | View, action: Json, values: Json, trigger: str, url: str
) -> Json:
    """Word a pressed button or a picked option."""
    acted = action | {"action_ts": state.ts()}
    found = {"type": "block_actions", **who(state, user), "trigger_id": trigger, "actions": [acted]}
    found["state"] = {"values": values}
    if isinstance(at, View):
        told = view_told(state, at) | {"state": {"values": values}}
        return found | {"container": {"type": "view", "view_id": at.id}, "view": told}
    place = state.channels[at.channel]
    container: Json = {
        "type": "message",
        "message_ts": at.ts,
        "channel_id": at.channel,
        "is_ephemeral": bool(at.to),
    }
    if at.thread_ts:
        container["thread_ts"] = at.thread_ts
    found |= {
        "container": container,
        "channel": {"id": place.id, "name": channel_name(place)},
        "response_url": url,
    }
    # Slack keeps no ephemeral message, and so cannot send it back.
    return found if at.to else found | {"message": at.told(state.bot_id, state.app_id)}


def view_event(state: Workspace, kind: str, user: User, view: View, trigger: str, **more: Any) -> Json:
    """Word a submitted or a closed modal."""
    found = {"type": kind, **who(state, user), "view": view_told(state, view), **more}
    return found | ({"trigger_id": trigger, "response_urls": []} if kind == "view_submission" else {})


def shortcut(state: Workspace, user: User, callback_id: str, trigger: str, message: Message | None, url: str) -> Json:
    """Word a shortcut: global, or on a message."""
    found = {**who(state, user), "callback_id": callback_id, "trigger_id": trigger, "action_ts": state.ts()}
    if message is None:
        return {"type": "shortcut", **found}
    place = state.channels[message.channel]
    return {
        "type": "message_action",
        **found,
        "channel": {"id": place.id, "name": channel_name(place)},
        "message_ts": message.ts,
        "message": message.told(state.bot_id, state.app_id),
        "response_url": url,
    }


def event(state: Workspace, team: str, inner: Json, event_id: str, shared: bool = False) -> Json:
    """Wrap an event as the Events API does; one of a workspace that installed the app elsewhere names no bot."""
    install = next((one for one in reversed(state.installs.values()) if one.team == team), None)
    enterprise = (install.enterprise if install else "") or None
    return {
        "token": TOKEN,
        "team_id": team,
        "context_team_id": team,
        "context_enterprise_id": enterprise,
        "enterprise_id": enterprise,
        "api_app_id": state.app_id,
        "event": inner,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(state.clock.now()),
        "authorizations": [
            {
                "enterprise_id": enterprise,
                "team_id": team,
                "user_id": install.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ]
        if install
        else [],
        "is_ext_shared_channel": shared,
        "event_context": f"4-{event_id}",
    }


def said(state: Workspace, kind: str, user: User, message: Message) -> Json:
    """Word what a person wrote, as `message` or `app_mention`."""
    place = state.channels[message.channel]
    found: Json = {
        "type": kind,
        "user": user.id,
        "text": message.text,
        "ts": message.ts,
        "client_msg_id": f"{message.ts}-local",
        "team": user.team,
        "channel": place.id,
        "event_ts": message.ts,
        "blocks": [
            {
                "type": "rich_text",
                "block_id": state.id("b"),
                "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": message.text}]}],
            }
        ],
    }
    if kind == "message":
        found["channel_type"] = "im" if place.user else "group" if place.private else "channel"
    if message.thread_ts:
        found["thread_ts"] = message.thread_ts
    if user.stranger:
        found |= {"user_team": user.team, "source_team": user.team, "user_profile": {"team": user.team}}
    return found
