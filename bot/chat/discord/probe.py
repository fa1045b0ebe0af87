"""What `boffin doctor` asks Discord: whether the token works, and what Boffin may do and has registered there."""

import discord

from bot.chat.discord import api
from bot.chat.discord.quiet import quieten
from bot.chat.discord.tree import ROOT
from bot.core.errors import CannotStart
from bot.settings import DiscordSettings

RIGHTS = {  # each with its reason, as in deploy/discord.md
    "view_channel": "to see the channels it is to answer and post in",
    "send_messages": "to answer mentions and to post",
    "send_messages_in_threads": "to answer a mention inside a thread",
    "embed_links": "so that a link in an answer is shown as one",
    "attach_files": "to send an export as a file",
    "read_message_history": "to reply to the message it answers",
}
NEEDED = discord.Permissions(**dict.fromkeys(RIGHTS, True))
MOST = 200  # servers that are looked at


async def probe(settings: DiscordSettings) -> list[tuple[bool, str]]:
    """Return one line each for the token, the commands, and what is missing in the servers."""
    quieten()
    try:
        async with api.signed_in(settings) as client:
            commands = await client.http.get_global_commands(client.application_id or 0)
            servers = await client.http.get_guilds(MOST)
            shards, _, limit = await client.http.get_bot_gateway()
    except CannotStart as reason:
        return [(False, f"discord: {reason}")]
    except (*api.NETWORK, discord.HTTPException) as problem:
        return [(False, f"discord: the token works, but Discord did not tell the rest: {type(problem).__name__}")]
    starts = f"{limit['remaining']} of {limit['total']} starts left today"
    count = f"{len(servers)} or more" if len(servers) == MOST else str(len(servers))
    return [
        (True, f"discord: the token works; servers: {count}, connections: {shards}, {starts}"),
        commands_line({str(one["name"]) for one in commands}),
        rights_line([int(one["permissions"]) for one in servers]),
    ]


def commands_line(names: set[str]) -> tuple[bool, str]:
    """Say whether the commands are registered."""
    if ROOT in names:
        return True, f"discord: commands are registered: {', '.join(sorted(names))}"
    return True, "discord: no commands are registered yet; boffin run does that, or boffin discord sync"


def rights_line(servers: list[int]) -> tuple[bool, str]:
    """Say what is missing in how many servers, and which right that is not needed was given."""
    rights = [discord.Permissions(value) for value in servers]
    missing = {name: sum(not getattr(one, name) and not one.administrator for one in rights) for name in RIGHTS}
    if any(missing.values()):
        why = "; ".join(f"{name} ({RIGHTS[name]}) in {n}" for name, n in missing.items() if n)
        return False, f"discord: not allowed: {why}. Add it to Boffin's role, or use the link in deploy/discord.md."
    extra = sum(one.administrator for one in rights)
    more = f"; Administrator, which is not needed, in {extra}" if extra else ""
    return True, f"discord: every right is there; servers looked at: {len(rights)}{more}"
