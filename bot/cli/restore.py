"""`boffin restore` puts a copy back; no Boffin may be running on the database meanwhile."""

import argparse
import asyncio
from collections.abc import Mapping
from pathlib import Path

from bot import settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    parser.add_argument("file", type=Path, help="the copy that `boffin backup` wrote")
    parser.add_argument("--yes", action="store_true", help="replace what is in the database now")


def run(args: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Print what was put back."""
    from bot import wiring
    from bot.ops.clock import SystemClock

    chosen = settings.read(environ)
    if not args.yes:
        print("Everything in the database would be replaced. Nothing was changed. Say --yes to go on.")
        return 1
    copied = asyncio.run(wiring.restore(chosen, args.file, SystemClock().now()))
    print(
        f"Put back as of {copied.at:%Y-%m-%d %H:%M} UTC: {sum(copied.rows.values())} rows. What was due since then is "
        "looked for on its platform before anything is said again. Whoever asked to be forgotten stays forgotten, as "
        "far as this database or a newer copy beside that one knew of it."
    )
    if copied.unread:
        print(
            f"Newer copies beside it that could not be read: {', '.join(copied.unread)}. They are damaged, of another "
            "version or of another key, and were left as they are. Whoever asked only after this copy to be forgotten "
            "may be back: have them say `privacy forget` again."
        )
    return 0
