"""One `boffin run` for each database file: a lock beside it that the system drops when the process ends."""

import fcntl
import os
from pathlib import Path

from bot.core.errors import CannotStart


class FileLock:
    """Holds `<file>.lock` until it is released or the process is gone."""

    def __init__(self, file: Path) -> None:
        path = file.with_name(file.name + ".lock")
        try:
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as problem:
            raise CannotStart(
                f"The lock file {path} cannot be written ({problem.strerror}). The database was not touched. Let the "
                "account that runs Boffin write in this folder, or name another one in BOFFIN_DATABASE_URL."
            ) from None
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._handle)
            raise CannotStart(
                f"Another Boffin is running on {file}. It goes on and nothing was changed; two would send everything "
                "twice. Stop the other one first, or give this one a database of its own in BOFFIN_DATABASE_URL."
            ) from None

    def release(self) -> None:
        """Let the next one in. The file stays: removing it could let two in."""
        os.close(self._handle)
