"""Files that an answer carries: written into the folder where the console was started, for its owner alone."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from bot.core.message import File

MOST = 1000  # files of one name; after that the text is shown instead


class Files(Protocol):
    """Where the console puts a file."""

    def save(self, file: File) -> str:
        """Keep the file and return where it is; "" where it cannot be kept."""


class Folder(Files):
    """The current folder, or another one. A file that is there already is never written over."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path

    def save(self, file: File) -> str:
        """Write the file with rights for its owner alone (mode 600); a name that is taken gets -2, -3 …"""
        content = file.text.encode("utf-8", "backslashreplace")
        try:
            folder = self._path or Path.cwd()
            for name in names(file.name):
                with contextlib.suppress(FileExistsError):
                    return str(_written(folder / name, content))
        except OSError:
            return ""
        return ""


def names(name: str) -> Iterator[str]:
    """Yield the name and then its numbered forms: plan.json, plan-2.json."""
    whole = Path(name)
    yield whole.name
    for number in range(2, MOST):
        yield f"{whole.stem}-{number}{whole.suffix}"


def _written(path: Path, content: bytes) -> Path:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as out:
            out.write(content)
    except OSError:  # half a file would look like a whole one
        path.unlink(missing_ok=True)
        raise
    return path
