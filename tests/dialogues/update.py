"""`python -m tests.dialogues.update [name …]` writes what appears now into the dialogues; read the diff then."""

import asyncio
import sys

from bot.chat.console.script import written
from tests.dialogues.playing import dialogues, played, shown_from


def main(names: list[str]) -> int:
    """Rewrite the named dialogues, or all of them; say which changed."""
    for path in dialogues():
        if names and path.stem not in names:
            continue
        before = path.read_text(encoding="utf-8")
        after = written(*asyncio.run(played(before)))
        path.write_text(after, encoding="utf-8")
        sys.stdout.write(f"{'same   ' if before == after else 'changed'} {shown_from(path)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
