"""`boffin discord`: register the commands, or say what would be registered."""

import argparse
import asyncio
from collections.abc import Mapping

from bot import settings
from bot.core.errors import CannotStart

MOST = 8000  # characters of one command, as Discord counts


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="action")
    sync = actions.add_parser("sync", help="Register the commands with Discord.")
    sync.add_argument(
        "--guild", type=_snowflake, default=0, metavar="ID", help="in this server only, where they show at once"
    )
    sync.add_argument("--dry-run", action="store_true", help="show them and send nothing")


def _snowflake(text: str) -> int:
    """Return a server's id; Discord's have 17 to 20 digits."""
    if not (text.isascii() and text.isdigit() and 17 <= len(text) <= 20):
        raise argparse.ArgumentTypeError("a server's id has 17 to 20 digits: right-click the server, Copy Server ID")
    return int(text)


def run(args: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Register them; `boffin run` does the same at its start where they changed."""
    from bot.cli.run import needs_discord

    needs_discord()
    from bot.chat.discord.sync import register
    from bot.content import BabelWords, find_content, read

    chosen = settings.read(environ)
    words = BabelWords(read(find_content(chosen.content.folder)))
    found = chosen.discord or settings.DiscordSettings("")
    if chosen.discord is None and not args.dry_run:
        raise CannotStart("DISCORD_TOKEN is not set. Nothing was sent. Set it, or add --dry-run to see the commands.")
    made = asyncio.run(register(found, words, guild=args.guild, dry=args.dry_run))
    for name, count, characters in made.roots:
        print(f"{name}: {count} {'command' if count == 1 else 'commands'}, {characters} of {MOST} characters")
    where = f"in server {args.guild}" if args.guild else "in every server"
    print(f"Nothing was sent. Digest {made.digest[:12]}." if args.dry_run else f"Registered {where}.")
    return 0
