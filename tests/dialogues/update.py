"""`python -m tests.dialogues.update [name …]` writes what appears now into the dialogues; read the diff then."""

import asyncio
import sys
from collections.abc import Iterable
from pathlib import Path

from bot.chat.console.script import ScriptError, written
from tests.dialogues.playing import dialogues, played, shown_from


def main(names: list[str], paths: Iterable[Path] | None = None) -> int:
    """Rewrite the named dialogues, or all of them; say which changed. 1 where one cannot be played or is not there."""
    found = list(dialogues() if paths is None else paths)
    problems = [f"There is no dialogue {name}." for name in names if name not in {path.stem for path in found}]
    for path in found:
        if names and path.stem not in names:
            continue
        try:
            before = path.read_text(encoding="utf-8")
            after = written(*asyncio.run(played(before)))
        except (ScriptError, UnicodeDecodeError) as problem:
            problems.append(f"{shown_from(path)}: {problem}. It was left as it is.")
            continue
        path.write_text(after, encoding="utf-8")
        sys.stdout.write(f"{'same   ' if before == after else 'changed'} {shown_from(path)}\n")
    sys.stderr.write("".join(f"{problem}\n" for problem in problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
