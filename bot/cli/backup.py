"""`boffin backup` writes a sealed copy of everything, while Boffin runs."""

import argparse
import asyncio
from collections.abc import Mapping
from pathlib import Path

from bot import settings
from bot.settings import KEEP


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    parser.add_argument("--to", type=Path, help="the folder for copies; without it, backups in Boffin's home")
    parser.add_argument("--keep", type=int, default=KEEP, help=f"how many copies to keep there ({KEEP})")


def run(args: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Print where the copy is."""
    from bot import wiring
    from bot.ops.clock import SystemClock

    chosen = settings.read(environ)
    store = wiring.open_store(chosen, begun=True)
    folder = args.to or chosen.home / "backups"
    try:
        file, copied = asyncio.run(store.back_up(folder, SystemClock().now(), max(args.keep, 1)))
    finally:
        store.close()
    print(
        f"{file}: {sum(copied.rows.values())} rows, read back whole. It opens with the encryption key only, and the "
        "key is not in it: keep a copy of the key elsewhere."
    )
    return 0
