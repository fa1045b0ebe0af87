"""What a message may be, and the requests that say, change, remove and read messages in channels."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.emulators.discord import payloads
from tests.emulators.discord.components import check_components, is_too_big, numbered
from tests.emulators.discord.form import (
    Check,
    Place,
    Problems,
    anything,
    boolean,
    integer,
    items,
    one_of,
    shape,
    snowflake,
    string,
)
from tests.emulators.discord.permission import Right
from tests.emulators.discord.state import (
    COMPONENTS_V2,
    EPHEMERAL,
    SUPPRESS_EMBEDS,
    Attachment,
    Channel,
    Json,
    Message,
    Refused,
    walk,
)
from tests.emulators.discord.world import World

CONTENT, EMBEDS, EMBED_CHARACTERS, NONCE, FILES, FILE_BYTES = 2000, 10, 6000, 25, 10, payloads.ATTACHMENT_BYTES
SETTABLE = SUPPRESS_EMBEDS | EPHEMERAL | 1 << 12 | COMPONENTS_V2


@dataclass(frozen=True)
class Ask:
    """One request: the ids in its address, its query, its body and its files by index."""

    world: World
    path: Json
    query: Json
    body: Any
    files: dict[int, Attachment] = field(default_factory=dict)


def _url(value: Any, problems: Problems, at: Place) -> None:
    string(2048)(value, problems, at)
    if isinstance(value, str) and not value.startswith(("http://", "https://", "attachment://")):
        what = f"Scheme \"{value.split(':')[0]}\" is not supported. Scheme must be one of ('http', 'https')."
        problems.add(at, "URL_TYPE_INVALID_SCHEME", what)


EMBED = shape(
    None,
    title=string(256),
    description=string(4096),
    url=_url,
    color=integer(0, 0xFFFFFF),
    timestamp=anything,
    fields=items(shape({"name": string(256, 1), "value": string(1024, 1)}, inline=boolean), 25),
    footer=shape({"text": string(2048)}, icon_url=_url),
    author=shape({"name": string(256, 1)}, url=_url, icon_url=_url),
    image=shape({"url": _url}),
    thumbnail=shape({"url": _url}),
)
MENTIONS = shape(
    None,
    parse=items(one_of("users", "roles", "everyone"), 3),
    users=items(snowflake, 100),
    roles=items(snowflake, 100),
    replied_user=boolean,
)


def _nonce(value: Any, problems: Problems, at: Place) -> None:
    if isinstance(value, bool) or not isinstance(value, int | str):
        problems.add(at, "NONCE_TYPE_INVALID_TYPE", "This field must be a string or integer.")
    elif len(str(value)) > NONCE:
        problems.add(at, "NONCE_TYPE_INVALID_LENGTH", f"This field cannot be longer than {NONCE} characters.")


FIELDS: dict[str, Check] = {
    "content": string(CONTENT),
    "embeds": items(EMBED, EMBEDS),
    "allowed_mentions": MENTIONS,
    "attachments": items(shape({"id": anything}, filename=string(1024), description=string(1024)), FILES),
    "flags": integer(0),
    "tts": boolean,
    "nonce": _nonce,
    "enforce_nonce": boolean,
    "message_reference": shape(None, message_id=anything, channel_id=anything, guild_id=anything),
}


def checked(ask: Ask, body: Any, old: Message | None = None, at: Place = ()) -> None:
    """Refuse what a message cannot have; `old` is the one that would be changed."""
    problems = Problems()
    shape(None, **FIELDS)(body, problems, at)
    problems.demand_none()
    _check_embeds(body, problems, at)
    _check_mentions(body, problems, at)
    flags = body.get("flags") or 0
    layout = bool((flags | (old.flags if old else 0)) & COMPONENTS_V2)
    if old is not None and old.flags & COMPONENTS_V2 and "flags" in body and not flags & COMPONENTS_V2:
        what = "The IS_COMPONENTS_V2 flag cannot be removed from a message"
        problems.add((*at, "flags"), "MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG", what)
    if layout:
        _check_layout(body, old, problems, at)
    if body.get("components") is not None:
        if not isinstance(body["components"], list):
            problems.add((*at, "components"), "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
        else:
            check_components(body["components"], problems, (*at, "components"), layout=layout)
    _check_files(ask, body, problems, at)
    problems.demand_none()
    if is_too_big(body.get("components") or []):
        raise Refused(500, 0, "500: Internal Server Error")
    if old is None or not old.loading:
        _demand_something(ask, body, old)


def _check_embeds(body: Json, problems: Problems, at: Place) -> None:
    total = 0
    for embed in body.get("embeds") or []:
        texts = [embed.get("title"), embed.get("description"), (embed.get("footer") or {}).get("text")]
        texts += [(embed.get("author") or {}).get("name")]
        texts += [field[key] for field in embed.get("fields") or [] for key in ("name", "value")]
        total += sum(len(text.strip()) for text in texts if text)
    if total > EMBED_CHARACTERS:
        what = f"Embed size exceeds maximum size of {EMBED_CHARACTERS}"
        problems.add((*at, "embeds"), "MAX_EMBED_SIZE_EXCEEDED", what)


def _check_mentions(body: Json, problems: Problems, at: Place) -> None:
    allowed = body.get("allowed_mentions") or {}
    for kind in ("users", "roles"):
        if allowed.get(kind) and kind in (allowed.get("parse") or []):
            what = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
            problems.add((*at, "allowed_mentions"), "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", what)


def _check_layout(body: Json, old: Message | None, problems: Problems, at: Place) -> None:
    """Refuse what Components v2 cannot stand beside: content and embeds, given or left from before."""
    left: Json = {"content": old.content or None, "embeds": old.embeds} if old else {}
    for key, nothing in (("content", None), ("embeds", []), ("poll", None), ("sticker_ids", [])):
        value = body[key] if key in body else left.get(key) or nothing
        if value not in (None, nothing):
            what = f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
            problems.add((*at, key), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", what)


def _check_files(ask: Ask, body: Json, problems: Problems, at: Place) -> None:
    for index, one in enumerate(body.get("attachments") or []):
        if isinstance(one.get("id"), int) and one["id"] not in ask.files:
            problems.add((*at, "attachments", index, "id"), "ATTACHMENT_NOT_FOUND", "Attachment data not found")
    names = {file.name for file in ask.files.values()}
    for one in walk(body.get("components") or []):
        for media in [one.get("media"), one.get("file"), *(item.get("media") for item in one.get("items") or [])]:
            url = str((media or {}).get("url", ""))
            if url.startswith("attachment://") and url.removeprefix("attachment://") not in names:
                what = "The referenced attachment was not found"
                problems.add((*at, "components"), "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", what)
    if any(len(file.content) > FILE_BYTES for file in ask.files.values()):
        raise Refused(413, 40005, "Request entity too large")


def _demand_something(ask: Ask, body: Json, old: Message | None) -> None:
    def left(key: str) -> Any:
        return body[key] if key in body or old is None else getattr(old, key)

    has_files = bool(ask.files or (old and "attachments" not in body and old.attachments) or body.get("attachments"))
    content = left("content") if "content" in body or old else ""
    parts = [left(key) if key in body or old else None for key in ("embeds", "components")]
    if not (content or "").strip() and not any(parts) and not has_files and not body.get("poll"):
        raise Refused(400, 50006, "Cannot send an empty message")


def compose(ask: Ask, body: Json, channel: Channel) -> Message:
    """Make a message of a checked body."""
    world = ask.world
    made = Message(world.id(), channel, world.bot, (body.get("content") or "").strip())
    made.embeds = [{"type": "rich", **one} for one in copy.deepcopy(body.get("embeds") or [])]
    made.components = numbered(copy.deepcopy(body.get("components") or []))
    made.flags = (body.get("flags") or 0) & SETTABLE
    made.nonce = body.get("nonce")
    made.attachments = kept_files(ask, body, [])
    return made


def kept_files(ask: Ask, body: Json, old: Sequence[Attachment]) -> list[Attachment]:
    """List the files a message has afterwards: those kept, and the new ones with their alt text."""
    if body.get("attachments") is None:
        return [*old, *ask.files.values()]
    by_id = {file.id: file for file in old}
    found = []
    for one in body["attachments"]:
        file = by_id.get(str(one["id"])) or ask.files.get(int(one["id"]))
        if file is not None:
            file.alt_text = one.get("description") or file.alt_text
            found.append(file)
    return found


def rewrite(ask: Ask, body: Json, old: Message, *, kept: Sequence[str]) -> None:
    """Change a message after a checked body; what the body does not name stays."""
    if "content" in body:
        old.content = (body["content"] or "").strip()
    if "embeds" in body:
        old.embeds = [{"type": "rich", **one} for one in copy.deepcopy(body["embeds"] or [])]
    if "components" in body:
        old.components = numbered(copy.deepcopy(body["components"] or []))
    if "flags" in body:
        old.flags = (old.flags & ~SUPPRESS_EMBEDS) | ((body["flags"] or 0) & (SUPPRESS_EMBEDS | COMPONENTS_V2))
    old.attachments = kept_files(ask, body, old.attachments)
    ask.world.mark(old, body.get("allowed_mentions"), kept=kept)
    ask.world.change(old)


# -- the requests ------------------------------------------------------------------------------------


def post(ask: Ask) -> Json:
    """Say something in a channel."""
    world, body = ask.world, ask.body
    channel = world.reach(ask.path["channel_id"], Right.SEND_MESSAGES)
    checked(ask, body)
    world.demand_open(channel)
    if channel.is_thread and channel.archived:
        channel.archived = False  # a message opens it again
    rights = channel.rights(world.bot.id)
    if ask.files and not rights & Right.ATTACH_FILES:
        raise Refused(403, 50013, "Missing Permissions")
    nonce = str(body["nonce"]) if body.get("enforce_nonce") and body.get("nonce") is not None else ""
    at, same = world.nonces.get(nonce, (0.0, None))
    if nonce and same is not None and world.clock.now() - at < world.nonce_seconds:
        if same.deleted:
            raise Refused(404, 10008, "Unknown Message")
        return payloads.fetched(world, same)
    made = compose(ask, body, channel)
    made.flags &= ~EPHEMERAL  # only answers to interactions can be; Discord overlooks it here
    if not rights & Right.EMBED_LINKS:
        made.embeds = []
    _refer(ask, made, body.get("message_reference"))
    world.mark(made, body.get("allowed_mentions"))
    if nonce:
        world.nonces[nonce] = (world.clock.now(), made)
    return payloads.fetched(world, world.say(made))


def _refer(ask: Ask, made: Message, reference: Json | None) -> None:
    if not reference or not reference.get("message_id"):
        return
    if not made.channel.rights(ask.world.bot.id) & Right.READ_MESSAGE_HISTORY:
        raise Refused(400, 160002, "Cannot reply without permission to read message history")
    try:
        made.reference = ask.world.find(made.channel, str(reference["message_id"]))
        made.kind = 19
    except Refused:
        if reference.get("fail_if_not_exists", True):
            problems = Problems()
            problems.add(("message_reference",), "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
            problems.demand_none()


def patch(ask: Ask) -> Json:
    """Change a message of the bot."""
    world = ask.world
    channel = world.reach(ask.path["channel_id"])
    old = world.find(channel, ask.path["message_id"])
    if old.author is not world.bot:
        raise Refused(403, 50005, "Cannot edit a message authored by another user")
    checked(ask, ask.body, old)
    rewrite(ask, ask.body, old, kept=("users", "roles", "everyone"))
    return payloads.fetched(world, old)


def delete(ask: Ask) -> None:
    """Remove a message."""
    world = ask.world
    channel = world.reach(ask.path["channel_id"])
    old = world.find(channel, ask.path["message_id"])
    if old.author is not world.bot and not channel.rights(world.bot.id) & Right.MANAGE_MESSAGES:
        raise Refused(403, 50013, "Missing Permissions")
    world.remove(old)


def fetch(ask: Ask) -> Json:
    """Read one message."""
    world = ask.world
    channel = world.reach(ask.path["channel_id"], Right.READ_MESSAGE_HISTORY)
    return payloads.fetched(world, world.find(channel, ask.path["message_id"]))


def history(ask: Ask) -> list[Json]:
    """Read messages, newest first; where the bot may not read the history, there are none."""
    world, query = ask.world, ask.query
    channel = world.reach(ask.path["channel_id"])
    limit = int(query.get("limit", 50))
    problems = Problems()
    integer(1, 100)(limit, problems, ("limit",))
    problems.demand_none()
    if not channel.rights(world.bot.id) & Right.READ_MESSAGE_HISTORY:
        return []
    stand = [one for one in world.said if one.channel is channel and world.shows(one)]
    stand.sort(key=lambda one: int(one.id))
    if "before" in query:
        stand = [one for one in stand if int(one.id) < int(query["before"])][-limit:]
    elif "after" in query:
        stand = [one for one in stand if int(one.id) > int(query["after"])][:limit]
    elif "around" in query:
        older = [one for one in stand if int(one.id) <= int(query["around"])][-(limit // 2 + 1) :]
        newer = [one for one in stand if int(one.id) > int(query["around"])]
        stand = [*older, *newer][:limit]
    return [payloads.fetched(world, one) for one in reversed(stand[-limit:])]


def typing(ask: Ask) -> None:
    """Show that the bot is typing."""
    ask.world.reach(ask.path["channel_id"], Right.SEND_MESSAGES)
