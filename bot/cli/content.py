"""`boffin content check`: every problem of the content folder, one a line."""

from pathlib import Path

from bot.content.folder import files, find_content
from bot.content.reading import examine, problems, read
from bot.content.usage import usage_problems
from bot.core.errors import CannotStart
from bot.finder import artefact


def check(path: Path | None) -> int:
    """Print the problems of `path` (None: where content is found) as `file:line: text`; return 0 for none, else 1.

    Beside a checkout's sources the wording is compared with the code too, and the questions with what was learnt.
    """
    if path is not None and not path.is_dir():
        what = "is not a folder" if path.exists() else "is not there"
        print(f"{path} {what}, so nothing was checked. Name the folder that holds sources.yaml.")
        return 1
    try:
        root = (path or find_content(None)).resolve(strict=True)
        found = problems(root)
    except CannotStart as reason:
        print(reason)
        return 1
    except OSError as problem:
        print(f"{problem.filename or path} cannot be read ({problem.strerror}), so the check was not finished.")
        return 1
    sources = root.parent / "bot"
    if (sources / "__init__.py").is_file():
        found = sorted({*found, *usage_problems(examine(root, "en"), sources)})
    for one in found:
        print(one)
    if (sources / "__init__.py").is_file() and not found and artefact.is_older_than(read(root)):
        print("note: the questions have changed since the finder learnt them; it finds better after `make answers`")
    count = len(files(root))
    said = {0: "no problems", 1: "1 problem"}.get(len(found), f"{len(found)} problems")
    print(f"{count} {'file' if count == 1 else 'files'}, {said}")
    return min(len(found), 1)
