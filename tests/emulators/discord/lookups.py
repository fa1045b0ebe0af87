"""The requests that ask who and what is there, open a direct message, or leave a server."""

from tests.emulators.discord import payloads
from tests.emulators.discord.messages import Ask
from tests.emulators.discord.permission import Intent
from tests.emulators.discord.state import Guild, Json, Refused


def me(ask: Ask) -> Json:
    """Tell who the bot is."""
    return ask.world.bot.told() | {"verified": True, "mfa_enabled": True, "email": None, "flags": 0}


def app(ask: Ask) -> Json:
    """Tell about the app; its flags say which privileged intents the portal allows."""
    world = ask.world
    flags = {Intent.GUILD_PRESENCES: 1 << 12, Intent.GUILD_MEMBERS: 1 << 14, Intent.MESSAGE_CONTENT: 1 << 18}
    kinds = ("0", "1") if world.user_install else ("0",)
    owner = next((one for one in world.users.values() if not one.bot), world.bot)
    return {
        "id": world.app_id,
        "name": "Boffin",
        "description": "",
        "icon": None,
        "summary": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": owner.told(),
        "team": None,
        "verify_key": "0" * 64,
        "flags": sum(bit for intent, bit in flags.items() if world.portal & intent),
        "bot": world.bot.told(),
        "integration_types_config": {kind: {} for kind in kinds},
        "approximate_guild_count": sum(one.present for one in world.guilds.values()),
        "interactions_endpoint_url": None,
        "redirect_uris": [],
        "tags": [],
    }


def user(ask: Ask) -> Json:
    """Tell about someone."""
    found = ask.world.users.get(ask.path["user_id"])
    if found is None:
        raise Refused(404, 10013, "Unknown User")
    return found.told()


def open_direct(ask: Ask) -> Json:
    """Open the direct message with someone; whether they take one shows only when something is said."""
    found = ask.world.users.get(str(ask.body.get("recipient_id")))
    if found is None or found is ask.world.bot:
        raise Refused(400, 50033, "Invalid Recipient(s)")
    return payloads.channel(ask.world.direct(found), ask.world.bot)


def channel(ask: Ask) -> Json:
    """Tell about a channel."""
    return payloads.channel(ask.world.reach(ask.path["channel_id"]), ask.world.bot)


def _guild(ask: Ask) -> Guild:
    found = ask.world.guilds.get(ask.path["guild_id"])
    if found is None or not found.present or found.unavailable:
        raise Refused(404, 10004, "Unknown Guild")
    return found


def guild(ask: Ask) -> Json:
    """Tell about a server."""
    return payloads.guild(ask.world, _guild(ask))


def channels(ask: Ask) -> list[Json]:
    """List the channels of a server, without threads."""
    here = _guild(ask)
    places = [one for one in ask.world.channels.values() if one.guild is here and not one.deleted]
    return [payloads.channel(one) for one in places if not one.is_thread]


def roles(ask: Ask) -> list[Json]:
    """List the roles of a server."""
    return [one.told() for one in _guild(ask).roles.values()]


def member(ask: Ask) -> Json:
    """Tell about a member of a server."""
    here, wanted = _guild(ask), ask.path["user_id"]
    if wanted not in here.members:
        raise Refused(404, 10007 if wanted in ask.world.users else 10013, "Unknown Member")
    return payloads.member(here, ask.world.users[wanted])


def guilds(ask: Ask) -> list[Json]:
    """List the servers the bot is in."""
    world = ask.world
    here = [one for one in world.guilds.values() if one.present]
    return [
        {"id": one.id, "name": one.name, "icon": None, "banner": None, "owner": False, "features": []}
        | {"permissions": str(int(one.rights(world.bot.id)))}
        for one in here[: int(ask.query.get("limit", 200))]
        if int(one.id) > int(ask.query.get("after", 0))
    ]


def leave(ask: Ask) -> None:
    """Leave a server."""
    here = _guild(ask)
    here.present = False
    here.members.pop(ask.world.bot.id, None)
    ask.world.emit("GUILD_DELETE", {"id": here.id}, here, Intent.GUILDS)
    ask.world.changed()
