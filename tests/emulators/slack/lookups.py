"""The Web API methods that look things up, hand over files, and speak to the agent view; and which scope each needs."""

from collections.abc import Mapping

from tests.emulators.slack import methods
from tests.emulators.slack.methods import Method, need
from tests.emulators.slack.state import Channel, File, Install, Json, Message, Refused
from tests.emulators.slack.workspace import Workspace


def auth_test(slack: Workspace, install: Install, body: Json) -> Json:
    """Say who the token is."""
    return {
        "ok": True,
        "url": "https://local.slack.com/",
        "team": install.team,
        "user": "boffin",
        "team_id": install.team,
        "user_id": install.bot_user,
        "bot_id": slack.bot_id,
        "is_enterprise_install": False,
    } | ({"enterprise_id": install.enterprise} if install.enterprise else {})


def users_info(slack: Workspace, install: Install, body: Json) -> Json:
    """Tell about a person."""
    person = slack.users.get(str(need(body, "user")))
    if person is None:
        raise Refused("user_not_found")
    if install.team not in (person.team, *person.teams) and not person.stranger:
        raise Refused("user_not_visible")
    told = person.told()
    if body.get("include_locale") not in (True, "true", "1"):
        told.pop("locale", None)
    return {"ok": True, "user": told}


def conversations_info(slack: Workspace, install: Install, body: Json) -> Json:
    """Tell about a place."""
    place = slack.place(install, need(body, "channel"))
    scope_for(install, place, "read")
    return {"ok": True, "channel": place.told(install.bot_user)}


def conversations_members(slack: Workspace, install: Install, body: Json) -> Json:
    """List who is in a place."""
    place = slack.place(install, need(body, "channel"))
    scope_for(install, place, "read")
    return {"ok": True, "members": sorted(place.members), "response_metadata": {"next_cursor": ""}}


def conversations_open(slack: Workspace, install: Install, body: Json) -> Json:
    """Open the direct message with a person."""
    person = slack.users.get(str(need(body, "users")))
    if person is None or slack.home_team(person) != install.team:
        raise Refused("user_not_found")
    if person.deleted:
        raise Refused("user_disabled")
    place = slack.direct(person.id)
    return {"ok": True, "channel": {"id": place.id} | (place.told("") if body.get("return_im") else {})}


def conversations_history(slack: Workspace, install: Install, body: Json) -> Json:
    """Read back a place, newest first."""
    place = slack.place(install, need(body, "channel"))
    scope_for(install, place, "history")
    if install.bot_user not in place.members:
        raise Refused("not_in_channel")
    oldest, latest = float(body.get("oldest") or 0), float(body.get("latest") or "inf")
    inclusive = body.get("inclusive") in (True, "true", "1")
    told = []
    for message in reversed(slack.said):
        at = float(message.ts)
        inside = oldest <= at <= latest if inclusive else oldest < at < latest
        if message.channel != place.id or message.to or message.deleted or not inside:
            continue
        if slack.clock.now() - slack.born[message.ts] < slack.lag:
            continue
        if message.thread_ts and message.thread_ts != message.ts:
            continue
        one = message.told(slack.bot_id, slack.app_id)
        if message.metadata and body.get("include_all_metadata") in (True, "true", "1"):
            one["metadata"] = message.metadata
        told.append(one)
    limit = int(body.get("limit") or 100)
    return {"ok": True, "messages": told[:limit], "has_more": len(told) > limit, "pin_count": 0}


def scope_for(install: Install, place: Channel, what: str) -> None:
    """Refuse unless the token may look at this kind of place."""
    kind = "im" if place.user else "groups" if place.private else "channels"
    demand(install, f"{kind}:{what}")


def demand(install: Install, *any_of: str) -> None:
    """Refuse unless the token has one of some scopes."""
    if any_of and not set(any_of) & set(install.scopes):
        raise Refused("missing_scope", needed=any_of[0], provided=",".join(install.scopes))


def team_info(slack: Workspace, install: Install, body: Json) -> Json:
    """Tell about the workspace."""
    return {"ok": True, "team": {"id": install.team, "name": install.team, "domain": "local", "email_domain": ""}}


def set_prompts(slack: Workspace, install: Install, body: Json) -> Json:
    """Offer prompts in the agent view; with a thread nothing shows, as in Slack."""
    place = slack.place(install, need(body, "channel_id"))
    prompts = need(body, "prompts")
    if not isinstance(prompts, list) or not 1 <= len(prompts) <= 4:
        raise Refused("invalid_arguments", ["[ERROR] no more than 4 items allowed [json-pointer:/prompts]"])
    for prompt in prompts:
        if not isinstance(prompt, dict) or not prompt.get("title") or not prompt.get("message"):
            raise Refused("invalid_arguments", ["[ERROR] missing required field [json-pointer:/prompts]"])
    if not body.get("thread_ts"):
        slack.prompts[place.id] = {"title": body.get("title", ""), "prompts": prompts}
        slack.changed()
    return {"ok": True}


def set_status(slack: Workspace, install: Install, body: Json) -> Json:
    """Say that the app is at work."""
    place = slack.place(install, need(body, "channel_id"))
    need(body, "thread_ts")
    if len(body.get("loading_messages") or []) > 10:
        raise Refused("invalid_arguments", ["[ERROR] no more than 10 items allowed [json-pointer:/loading_messages]"])
    slack.statuses.append({"channel": place.id, "thread_ts": body["thread_ts"], "status": body.get("status", "")})
    slack.changed()
    return {"ok": True}


def get_upload_url(slack: Workspace, install: Install, body: Json) -> Json:
    """Say where to put a file."""
    length = int(need(body, "length"))
    if length <= 0:
        raise Refused("invalid_arguments", ["[ERROR] must be more than 0 [json-pointer:/length]"])
    file = File(slack.id("F"), str(need(body, "filename")), length, alt_text=str(body.get("alt_txt") or ""))
    slack.files[file.id] = file
    return {"ok": True, "upload_url": f"/upload/v1/{file.id}", "file_id": file.id}


def complete_upload(slack: Workspace, install: Install, body: Json) -> Json:
    """Share what was uploaded."""
    asked = need(body, "files")
    files = []
    for one in asked:
        file = slack.files.get(str(one.get("id"))) if isinstance(one, dict) else None
        if file is None or file.content is None:
            raise Refused("file_not_found")
        file.title = one.get("title") or file.name
        files.append(file)
    channel = body.get("channel_id") or body.get("channels")
    if channel:
        place = slack.place(install, channel, write=True)
        for file in files:
            file.shared = place.id
        thread = body.get("thread_ts") or ""
        text = body.get("initial_comment") or ""
        slack.say(Message(place.id, slack.ts(), install.bot_user, text, install.team, thread_ts=thread, files=files))
    return {"ok": True, "files": [{"id": file.id, "title": file.title} for file in files]}


def revoke(slack: Workspace, install: Install, body: Json) -> Json:
    """End a token."""
    install.revoked = True
    return {"ok": True, "revoked": True}


METHODS: Mapping[str, tuple[Method, tuple[str, ...]]] = {
    "auth.test": (auth_test, ()),
    "auth.revoke": (revoke, ()),
    "chat.postMessage": (methods.post_message, ("chat:write",)),
    "chat.postEphemeral": (methods.post_ephemeral, ("chat:write",)),
    "chat.update": (methods.update_message, ("chat:write",)),
    "chat.delete": (methods.delete_message, ("chat:write",)),
    "views.open": (methods.open_view, ()),
    "views.push": (methods.push_view, ()),
    "views.update": (methods.update_view, ()),
    "views.publish": (methods.publish_view, ()),
    "users.info": (users_info, ("users:read",)),
    "conversations.info": (conversations_info, ()),
    "conversations.members": (conversations_members, ()),
    "conversations.open": (conversations_open, ("im:write",)),
    "conversations.history": (conversations_history, ()),
    "assistant.threads.setSuggestedPrompts": (set_prompts, ("assistant:write",)),
    "assistant.threads.setStatus": (set_status, ("assistant:write", "chat:write")),
    "files.getUploadURLExternal": (get_upload_url, ("files:write",)),
    "files.completeUploadExternal": (complete_upload, ("files:write",)),
    "team.info": (team_info, ("team:read",)),
}
