"""The bodies Discord sends, in the shapes it sends them."""

import copy
from typing import Any

from tests.emulators.discord.permission import Intent, Right
from tests.emulators.discord.state import (
    DIRECT_MESSAGE,
    EPOCH,
    GROUP,
    Channel,
    Guild,
    Interaction,
    Json,
    Message,
    User,
    when,
)
from tests.emulators.discord.world import World

ATTACHMENT_BYTES = 10 * 1024**2


def member(guild: Guild, user: User, *, full: bool = True) -> Json:
    """Word someone as a member of a server."""
    found: Json = {
        "roles": list(guild.members[user.id]),
        "nick": None,
        "avatar": None,
        "banner": None,
        "joined_at": when(1_700_000_000),
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
        "communication_disabled_until": None,
    }
    return found | ({"user": user.told()} if full else {})


def channel(one: Channel, me: User | None = None) -> Json:
    """Word a channel; for a direct message the other side is a recipient, `me` is not."""
    found: Json = {"id": one.id, "type": one.kind, "last_message_id": one.last_message, "flags": 0}
    if one.guild is None:
        found["recipients"] = [user.told() for user in one.recipients if user is not me]
        return found | ({"name": one.name or None, "owner_id": one.recipients[0].id} if one.kind == GROUP else {})
    found |= {"guild_id": one.guild.id, "name": one.name, "rate_limit_per_user": 0}
    found["parent_id"] = one.parent.id if one.parent else None
    if one.is_thread:
        times = {"archive_timestamp": when(1_700_000_000), "auto_archive_duration": 1440}
        meta = {"archived": one.archived, "locked": False, **times}
        return found | {"owner_id": one.guild.owner, "message_count": 0, "member_count": 1, "thread_metadata": meta}
    return found | {
        "position": 0,
        "topic": None,
        "nsfw": False,
        "permission_overwrites": [
            {"id": key, "type": 0 if key in one.guild.roles else 1, "allow": str(int(allow)), "deny": str(int(deny))}
            for key, (allow, deny) in one.overwrites.items()
        ],
    }


def guild(world: World, one: Guild, *, created: bool = False, members: bool = False) -> Json:
    """Word a server; as GUILD_CREATE does with its channels and the bot as a member, or all with that intent."""
    found: Json = {
        "id": one.id,
        "name": one.name,
        "owner_id": one.owner,
        "roles": [role.told() for role in one.roles.values()],
        "preferred_locale": one.locale,
        "system_channel_id": one.system_channel or None,
        "system_channel_flags": 0,
        "icon": None,
        "splash": None,
        "discovery_splash": None,
        "banner": None,
        "description": None,
        "afk_channel_id": None,
        "afk_timeout": 300,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "emojis": [],
        "stickers": [],
        "features": [],
        "mfa_level": 0,
        "application_id": None,
        "rules_channel_id": None,
        "public_updates_channel_id": None,
        "safety_alerts_channel_id": None,
        "vanity_url_code": None,
        "premium_tier": 0,
        "premium_progress_bar_enabled": False,
        "nsfw": False,
        "nsfw_level": 0,
        "max_members": 500_000,
    }
    if not created:
        return found
    told = [world.users[key] for key in one.members if members or key == world.bot.id]
    inside = [place for place in world.channels.values() if place.guild is one and not place.deleted]
    threads = [place for place in inside if place.is_thread and place.rights(world.bot.id) & Right.VIEW_CHANNEL]
    return found | {
        "joined_at": when(1_700_000_000),
        "large": False,
        "member_count": len(one.members),
        "voice_states": [],
        "members": [member(one, user) for user in told],
        "channels": [channel(place) for place in inside if not place.is_thread],
        "threads": [channel(place) for place in threads],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def message(world: World, one: Message, *, inner: bool = False) -> Json:
    """Word a message as the API does, with the one it replies to."""
    found: Json = {
        "id": one.id,
        "channel_id": one.channel.id,
        "author": one.author.told(),
        "type": one.kind,
        "content": one.content,
        "embeds": copy.deepcopy(one.embeds),
        "components": copy.deepcopy(one.components),
        "attachments": [file.told() for file in one.attachments],
        "flags": one.flags,
        "timestamp": when(((int(one.id) >> 22) + EPOCH) / 1000),
        "edited_timestamp": when(one.edited) if one.edited else None,
        "tts": False,
        "pinned": False,
        "mentions": [user.told() for user in one.mentions],
        "mention_roles": list(one.mention_roles),
        "mention_everyone": one.mention_everyone,
    }
    if one.nonce is not None:
        found["nonce"] = one.nonce
    if one.interaction is not None:
        found |= {"application_id": world.app_id, "webhook_id": world.app_id}
        found["interaction_metadata"] = _metadata(one.interaction)
    if one.reference is not None:
        where: Json = {"type": 0, "message_id": one.reference.id, "channel_id": one.channel.id}
        found["message_reference"] = where | ({"guild_id": one.channel.guild.id} if one.channel.guild else {})
        if not inner:
            stands = not one.reference.deleted
            found["referenced_message"] = message(world, one.reference, inner=True) if stands else None
    return found


def _metadata(one: Interaction) -> Json:
    found: Json = {"id": one.id, "type": one.kind, "user": one.user.told(), "authorizing_integration_owners": {}}
    if one.kind == 2:
        found |= {"name": one.name, "command_type": one.data["type"]}
    elif one.kind == 3 and one.message is not None:
        found["interacted_message_id"] = one.message.id
    elif one.modal is not None:
        found["triggering_interaction_metadata"] = _metadata(one.modal.interaction)
    return found


def without_content(world: World, told: Json, one: Message) -> Json:
    """Take away what an app without the intent for message content does not get to read."""
    own = one.author is world.bot or one.channel.guild is None or world.bot in one.mentions
    if not own:
        told |= {"content": "", "embeds": [], "components": [], "attachments": []}
    if told.get("referenced_message") and one.reference is not None:
        told["referenced_message"] = without_content(world, told["referenced_message"], one.reference)
    return told


def heard(world: World, one: Message, intents: int) -> Json:
    """Word a message as MESSAGE_CREATE does for a bot with these intents."""
    told = message(world, one)
    place = one.channel
    if place.guild is not None:
        told["guild_id"] = place.guild.id
        if one.author.id in place.guild.members:
            told["member"] = member(place.guild, one.author, full=False)
    else:
        told["channel_type"] = place.kind
    return told if intents & Intent.MESSAGE_CONTENT else without_content(world, told, one)


def fetched(world: World, one: Message) -> Json:
    """Word a message as a request gets it: what the portal allows decides about content."""
    told = message(world, one)
    return told if world.portal & Intent.MESSAGE_CONTENT else without_content(world, told, one)


def interaction(world: World, one: Interaction) -> Json:
    """Word INTERACTION_CREATE."""
    place, guild = one.channel, one.channel.guild
    in_bot_direct = place.kind == DIRECT_MESSAGE and world.bot in place.recipients
    context = 0 if guild else 1 if in_bot_direct else 2
    owners = {"0": guild.id if guild else "0"} if context < 2 and (not guild or guild.present) else {"1": one.user.id}
    app_rights = place.rights(world.bot.id) if context < 2 else int(Right.SEND_MESSAGES | Right.EMBED_LINKS)
    where = channel(place, world.bot)
    where["permissions"] = str(int(place.rights(one.user.id)))
    found: Json = {
        "id": one.id,
        "application_id": world.app_id,
        "type": one.kind,
        "token": one.token,
        "version": 1,
        "data": copy.deepcopy(one.data),
        "channel_id": place.id,
        "channel": where,
        "locale": one.user.locale,
        "entitlements": [],
        "authorizing_integration_owners": owners,
        "context": context,
        "attachment_size_limit": ATTACHMENT_BYTES,
        "app_permissions": str(int(app_rights)),
    }
    if guild is None:
        found["user"] = one.user.told()
    else:
        found |= {"guild_id": guild.id, "guild_locale": guild.locale}
        found["guild"] = {"id": guild.id, "locale": guild.locale, "features": []}
        found["member"] = member(guild, one.user) | {"permissions": str(int(place.rights(one.user.id)))}
    if one.message is not None:
        found["message"] = message(world, one.message)
    return found


def resolved(world: World, place: Channel, user: User, *things: Any) -> Json:
    """Word what a person picked beyond plain values: people, roles, channels, messages."""
    found: Json = {}
    for one in things:
        if isinstance(one, User):
            found.setdefault("users", {})[one.id] = one.told()
            if place.guild is not None and one.id in place.guild.members:
                told = member(place.guild, one, full=False) | {"permissions": str(int(place.rights(one.id)))}
                found.setdefault("members", {})[one.id] = told
        elif isinstance(one, Channel):
            told = channel(one) | {"permissions": str(int(one.rights(user.id)))}
            found.setdefault("channels", {})[one.id] = told
        elif isinstance(one, Message):
            found.setdefault("messages", {})[one.id] = message(world, one)
        elif hasattr(one, "permissions"):
            found.setdefault("roles", {})[one.id] = one.told()
        else:
            found.setdefault("attachments", {})[one.id] = one.told()
    return found
