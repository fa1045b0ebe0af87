"""`make answers`: learn from the example questions. No command of `boffin`: it needs the extra `training`."""

import argparse
import sys
from pathlib import Path

from bot.content import find_content, read
from bot.finder.artefact import FOLDER
from bot.finder.training.learning import attempt, learn


def main() -> int:
    """Train and write the artefact; with `--trial`, only say what learning is worth."""
    parser = argparse.ArgumentParser(prog="python -m bot.cli.learning", description=__doc__)
    parser.add_argument(
        "--trial", nargs="*", metavar="AUTHOR", help="learn without each author in turn (or these), and write nothing"
    )
    parser.add_argument("--into", type=Path, default=FOLDER, help="the folder to write")
    args = parser.parse_args()
    library = read(find_content(None))
    for line in (learn(library, args.into),) if args.trial is None else attempt(library, args.trial):
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
