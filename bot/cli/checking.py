"""`boffin content check [folder]` and `boffin content gaps`, as an argument line."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from bot import settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    parser.add_argument("what", choices=("check", "gaps"), help="check: every problem; gaps: what was not answered")
    parser.add_argument("folder", nargs="?", help="check: the folder, if not the one that Boffin would read")
    parser.add_argument("--template", metavar="FILE", type=Path, help="gaps: also write a YAML file to start from")


def run(args: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Print what was asked for; a check returns 1 where there are problems."""
    if args.what == "gaps":
        from bot.cli.gaps import show

        return show(settings.read(environ), args.template)
    from bot.cli.content import check

    folder = args.folder or settings.read(environ).content.folder
    return check(Path(folder) if folder else None)
