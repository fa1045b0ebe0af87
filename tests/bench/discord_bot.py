"""A process that answers `/boffin log` in Discord: bare discord.py, discord.py with the same SQL, or Boffin itself."""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

import discord
from discord import app_commands

from bot import settings, wiring
from bot.chat.discord import api
from bot.chat.discord.app import Discord
from bot.chat.discord.quiet import quieten
from bot.ops.clock import SystemClock
from bot.ops.turns import take_short_turns
from tests.bench.floor import SameSql
from tests.bench.slack_bot import same_sql
from tests.emulators.discord import TOKEN

KINDS = ("bare", "sql", "boffin")


async def answering(chosen: settings.DiscordSettings, floor: SameSql | None) -> None:
    """Answer with discord.py alone, under the flags that Boffin has."""
    quieten()
    api.point_at(chosen)
    client = discord.Client(
        intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
        allowed_mentions=discord.AllowedMentions.none(),
        max_messages=None,
        member_cache_flags=discord.MemberCacheFlags.none(),
    )
    tree = app_commands.CommandTree(client)
    root = app_commands.Group(name="boffin", description="Boffin")
    tree.add_command(root)

    @root.command(name="log", description="Write down time")
    async def log(interaction: discord.Interaction, entries: str) -> None:
        if floor:
            await floor.again()
        await interaction.response.send_message("Noted: 20 min on YouTube.", ephemeral=True)

    await client.login(chosen.token)
    await tree.sync()
    connecting = asyncio.create_task(client.connect())
    await client.wait_until_ready()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await connecting


async def run(asked: argparse.Namespace, folder: Path) -> None:
    """Answer until the process is ended."""
    chosen = settings.DiscordSettings(TOKEN, asked.api, asked.gateway)
    parts = wiring.build(settings.read({"BOFFIN_HOME": str(folder)}), exclusive=True)
    if asked.kind != "boffin":
        await answering(chosen, await same_sql(parts) if asked.kind == "sql" else None)
        return
    store, clock = parts.store, SystemClock()
    app = Discord(chosen, parts.door(clock), parts.words, clock, store.installations, store.marks)
    await app.start()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("api")
    parser.add_argument("gateway")
    take_short_turns()
    with tempfile.TemporaryDirectory(prefix="boffin-bench-") as folder:
        asyncio.run(run(parser.parse_args(), Path(folder)))


if __name__ == "__main__":
    main()
