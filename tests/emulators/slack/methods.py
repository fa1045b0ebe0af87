"""The Web API methods for messages and views: each takes the install and the body, and answers or refuses."""

from collections.abc import Callable
from typing import Any

from tests.emulators.slack.state import Install, Json, Message, Refused, View
from tests.emulators.slack.workspace import STACK, Workspace

Method = Callable[[Workspace, Install, Json], Json]


def need(body: Json, name: str) -> Any:
    """Give an argument, or refuse as Slack does when it is missing."""
    if body.get(name) in (None, ""):
        raise Refused("invalid_arguments", [f"[ERROR] missing required field: {name} [json-pointer:/{name}]"])
    return body[name]


def metadata_of(body: Json) -> Json | None:
    """Give a message's metadata, or refuse its shape."""
    found = body.get("metadata")
    if found is None:
        return None
    if not isinstance(found, dict) or set(found) - {"entities"} != {"event_type", "event_payload"}:
        raise Refused("invalid_metadata_format")
    if not isinstance(found["event_payload"], dict) or not isinstance(found["event_type"], str):
        raise Refused("invalid_metadata_schema")
    return found


def post_message(slack: Workspace, install: Install, body: Json) -> Json:
    """Post in a channel or to a person."""
    place = slack.place(install, body.get("channel"), write=True)
    text, blocks = slack.checked_text(body)
    metadata, thread = metadata_of(body), body.get("thread_ts") or ""
    if thread and slack.find(place.id, thread) is None:
        raise Refused("thread_not_found")
    message = Message(
        place.id, slack.ts(), install.bot_user, text, install.team, blocks, thread_ts=thread, metadata=metadata
    )
    slack.say(message)
    return {"ok": True, "channel": place.id, "ts": message.ts, "message": message.told(slack.bot_id, slack.app_id)}


def post_ephemeral(slack: Workspace, install: Install, body: Json) -> Json:
    """Show one person something in a channel."""
    place = slack.place(install, body.get("channel"), write=True)
    user = body.get("user")
    if not isinstance(user, str) or user not in slack.users or slack.users[user].deleted:
        raise Refused("user_not_found")
    if user not in place.members:
        raise Refused("user_not_in_channel")
    text, blocks = slack.checked_text(body)
    message = Message(
        place.id,
        slack.ts(),
        install.bot_user,
        text,
        install.team,
        blocks,
        thread_ts=body.get("thread_ts") or "",
        to=user,
    )
    slack.say(message)
    return {"ok": True, "message_ts": message.ts}


def _own(slack: Workspace, install: Install, body: Json, error: str) -> Message:
    place = slack.place(install, body.get("channel"))
    message = slack.find(place.id, body.get("ts"))
    if message is None:
        raise Refused("message_not_found")
    if not message.by_bot or message.user != install.bot_user:
        raise Refused(error)
    return message


def update_message(slack: Workspace, install: Install, body: Json) -> Json:
    """Change a message of the app."""
    message = _own(slack, install, body, "cant_update_message")
    # Blocks that are not sent again stay (python-slack-sdk#523, slack-go#1214).
    text, blocks = slack.checked_text({"text": message.text, "blocks": message.blocks} | body)
    message.text, message.blocks = text, blocks
    if "metadata" in body:
        message.metadata = metadata_of(body)
    message.edits += 1
    slack.touch(message)
    told = message.told(slack.bot_id, slack.app_id)
    return {"ok": True, "channel": message.channel, "ts": message.ts, "text": text, "message": told}


def delete_message(slack: Workspace, install: Install, body: Json) -> Json:
    """Take a message of the app away."""
    message = _own(slack, install, body, "cant_delete_message")
    message.deleted = True
    slack.touch(message)
    return {"ok": True, "channel": message.channel, "ts": message.ts}


def view_told(slack: Workspace, view: View) -> Json:
    """Word a view as the API and the payloads do."""
    bot = slack.install_of(view.team)
    return (
        view.content
        | {
            "id": view.id,
            "team_id": view.team,
            "app_id": slack.app_id,
            "app_installed_team_id": view.team,
            "bot_id": slack.bot_id,
            "hash": view.hash,
            "root_view_id": view.root or view.id,
            "previous_view_id": view.previous or None,
            "state": {"values": view.values},
            "title": view.content.get("title", {"type": "plain_text", "text": "View Title", "emoji": True}),
            "submit": view.content.get("submit"),
            "close": view.content.get("close"),
            "clear_on_close": view.content.get("clear_on_close", False),
            "notify_on_close": view.content.get("notify_on_close", False),
        }
        | ({"bot_user_id": bot.bot_user} if view.content["type"] == "home" else {})
    )


def _shown(slack: Workspace, view: View) -> Json:
    return {"ok": True, "view": view_told(slack, view)}


def open_view(slack: Workspace, install: Install, body: Json) -> Json:
    """Open a modal for whoever the trigger is from."""
    content = slack.checked_view(need(body, "view"))
    slack.free_external_id(content)
    trigger = slack.spend(need(body, "trigger_id"))
    for old in slack.stacks.pop(trigger.user, []):
        old.open = False
    view = slack.show(trigger.user, content, [])
    slack.opened.append((trigger.id, view))
    slack.changed()
    return _shown(slack, view)


def push_view(slack: Workspace, install: Install, body: Json) -> Json:
    """Put a modal on top of the one the trigger is from."""
    content = slack.checked_view(need(body, "view"))
    slack.free_external_id(content)
    trigger_id = need(body, "trigger_id")
    trigger = slack.triggers.get(trigger_id)
    if trigger is not None and trigger.view is not None and trigger.view.content["type"] == "home":
        what = "must match the `type` of the root view whose stack we're pushing onto"
        raise Refused("invalid_arguments", [f"[ERROR] {what} [json-pointer:/view/type]"])
    stack = slack.stacks.get(trigger.user, []) if trigger else []
    if trigger is not None and (not stack or trigger.view not in stack):
        raise Refused("not_found")
    if len(stack) >= STACK:
        raise Refused("push_limit_reached")
    view = slack.show(slack.spend(trigger_id).user, content, stack)
    slack.opened.append((str(trigger_id), view))
    slack.changed()
    return _shown(slack, view)


def update_view(slack: Workspace, install: Install, body: Json) -> Json:
    """Change a modal that is open."""
    content = slack.checked_view(need(body, "view"))
    by_id = slack.views.get(str(body.get("view_id") or ""))
    outside = body.get("external_id")
    view = by_id or next((v for v in slack.views.values() if outside and v.content["external_id"] == outside), None)
    if view is None or not view.open or view.team != install.team:
        raise Refused("not_found")
    if body.get("hash") and body["hash"] != view.hash:
        raise Refused("hash_conflict")
    slack.free_external_id(content, view)
    slack.replace(view, content)
    return _shown(slack, view)


def publish_view(slack: Workspace, install: Install, body: Json) -> Json:
    """Show a person's Home tab."""
    content = slack.checked_view(need(body, "view"), "home")
    user = need(body, "user_id")
    person = slack.users.get(user)
    if person is None or person.deleted or slack.home_team(person) != install.team:
        raise Refused("user_not_found")
    view = slack.homes.get(user)
    if view is None:
        view = slack.homes[user] = View(slack.id("V"), user, install.team, content, slack.view_hash())
        slack.views[view.id] = view
        slack.touch(view)
        return _shown(slack, view)
    if body.get("hash") and body["hash"] != view.hash:
        raise Refused("hash_conflict")
    slack.replace(view, content)
    return _shown(slack, view)
