"""`boffin points`: what each of the eighteen points does here, how to say it, its numbers and where to read it."""

import argparse
from collections.abc import Mapping

from bot import settings
from bot.content import BabelWords, find_content, read
from bot.core.library import Library
from bot.core.points.register import POINTS, Row


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    parser.add_argument("point", nargs="?", type=_point, metavar="1…18", help="one point only")


def _point(text: str) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 18:
        return int(text)
    raise argparse.ArgumentTypeError("there are eighteen points, 1 to 18")


def run(args: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Print the points, or one of them."""
    library = read(find_content(settings.read(environ).content.folder))
    words = BabelWords(library)
    for row in POINTS:
        if args.point in (None, row.point):
            does = words.family("point_does", f"p{row.point:02d}")
            print("\n".join(lines(row, library, does)), end="\n\n")
    return 0


def lines(row: Row, library: Library, does: str) -> list[str]:
    """Return what is printed of one point."""
    numbers = [f"{name} {getattr(library.rules, name)}" for name in row.thresholds]
    unasked = ", ".join(row.rules) or "nothing; it speaks when asked"
    return [
        f"{row.point:2} {library.guidance[row.point].title}",
        f"   does        {does}",
        f"   type        {', '.join(row.commands)}",
        f"   or say      {row.said}",
        f"   suggests    {unasked}",
        f"   thresholds  {', '.join(numbers) or 'none; nothing is counted'}",
        f"   code        bot/core/points/{row.file}.py: {', '.join(row.checks)}",
        f"   dialogue    {', '.join(f'tests/dialogues/{name}.txt' for name in row.dialogues)}",
    ]
