"""`boffin content check [folder]`, as an argument line."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from bot import settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    parser.add_argument("what", choices=("check",), help="print every problem, one a line")
    parser.add_argument("folder", nargs="?", help="the folder, if not the one that Boffin would read")


def run(args: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Print the problems; return 1 where there are any."""
    from bot.cli.content import check

    folder = args.folder or settings.read(environ).content.folder
    return check(Path(folder) if folder else None)
