"""Who speaks in Discord and where, from what Discord sent along: nothing is asked, and unread rights are no rights."""

import discord

from bot.chat.discord.zone import likely
from bot.chat.door import Speaker, Spot
from bot.core.people import Standing
from bot.core.situation import Address

PLATFORM = "discord"
EVERYWHERE = ""  # the tenant of people: on Discord a person is the same in every server
Spoken = discord.Interaction[discord.Client] | discord.Message


def speaker(spoken: Spoken) -> Speaker:
    """Return who this is. Only an interaction brings rights; what is said in words is said without any."""
    rights, zones, who = discord.Permissions.none(), likely(""), _who(spoken)
    if isinstance(spoken, discord.Interaction):
        rights = spoken.permissions if spoken.guild_id else rights
        zones = likely(str(spoken.locale))
    return Speaker(
        Address(PLATFORM, EVERYWHERE, str(who.id)),
        who.display_name,
        _standing(spoken, who),
        is_admin=rights.manage_guild or rights.administrator,
        may_keep=rights.manage_channels or rights.administrator,
        likely_zones=zones,
    )


def _who(spoken: Spoken) -> discord.User | discord.Member:
    return spoken.author if isinstance(spoken, discord.Message) else spoken.user


def _standing(spoken: Spoken, who: discord.User | discord.Member) -> Standing:
    if who.bot or who.system:
        return Standing.EXTERNAL
    if not isinstance(spoken, discord.Message) and spoken.context.private_channel:
        return Standing.UNKNOWN  # a conversation of others, where Boffin is no part
    if spoken.guild is None:
        return Standing.REGULAR
    if not isinstance(who, discord.Member):
        return Standing.UNKNOWN
    return Standing.GUEST if who.flags.guest else Standing.REGULAR


def spot(spoken: Spoken, unnamed: str) -> Spot | None:
    """Return the channel, None in a direct message; a thread is the same place as the channel it belongs to."""
    if spoken.guild is None or spoken.channel is None:
        return None
    return spot_of(spoken.guild, spoken.channel, unnamed)


def spot_of(guild: discord.Guild, channel: object, unnamed: str) -> Spot:
    """Return a channel of a server as the door knows it."""
    place = guild.get_channel(channel.parent_id) if isinstance(channel, discord.Thread) else channel
    external = channel.parent_id if isinstance(channel, discord.Thread) else getattr(channel, "id", 0)
    name = str(getattr(place, "name", "") or "")
    return Spot(Address(PLATFORM, str(guild.id), str(external)), f"#{name}" if name else unnamed)
