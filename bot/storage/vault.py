"""Encryption at rest: the first key seals, every key opens; where the keys come from."""

import os
from collections.abc import Callable
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.core.errors import BoffinError, CannotStart


class CannotOpen(BoffinError):
    """A sealed value that none of the keys opens."""


class Vault:
    """Seals and opens bytes."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        self._keys = keys
        try:
            self._fernet = MultiFernet([Fernet(key) for key in keys])
        except ValueError:
            raise CannotStart(
                "An encryption key is not a key: it should be 44 characters, made by `boffin key new`. "
                "Nothing was read or changed. Mend BOFFIN_ENCRYPTION_KEY or the key file and start again."
            ) from None

    def seal(self, plain: bytes) -> bytes:
        """Return `plain` sealed with the first key."""
        return self._fernet.encrypt(plain)

    def open(self, token: bytes) -> bytes:
        """Return what was sealed; raise CannotOpen where no key fits."""
        try:
            return self._fernet.decrypt(token)
        except InvalidToken:
            raise CannotOpen from None

    def opens(self, token: bytes) -> bool:
        """Say whether one of the keys fits."""
        try:
            self._fernet.decrypt(token)
        except InvalidToken:
            return False
        return True

    def first(self) -> "Vault":
        """Return a vault with the first key alone."""
        return Vault(self._keys[:1])

    def reseal(self, token: bytes) -> bytes:
        """Return the same value sealed with the first key."""
        try:
            return self._fernet.rotate(token)
        except InvalidToken:
            raise CannotOpen from None


def new_key() -> str:
    """Return a fresh key in the form settings and key files hold it."""
    return Fernet.generate_key().decode()


def keys_from(path: Path, holds_data: Callable[[], bool]) -> tuple[str, ...]:
    """Return the keys of a key file, one a line, newest first; make the file at the first start.

    Raises CannotStart where the file is missing although the database already holds sealed data.
    """
    try:
        lines = path.read_text(encoding="ascii").split()
    except FileNotFoundError:
        if holds_data():
            raise CannotStart(
                f"The database holds encrypted data, and its key file {path} is missing. Nothing was changed and no "
                "new key was made, because a new key could not read what is there. Put the key file back, or set "
                "BOFFIN_ENCRYPTION_KEY."
            ) from None
        return (_make(path),)
    except OSError as problem:
        raise _unreadable(path, problem) from None
    except UnicodeDecodeError:
        raise CannotStart(
            f"What is in the key file {path} is not a key: keys are 44 plain letters, digits, - and _, made by `boffin "
            "key new`, one a line. The database was not touched. Put the right key back."
        ) from None
    if not lines:
        raise CannotStart(
            f"The key file {path} is empty. The database was not touched. Put the right key back; delete the empty "
            "file only if nothing was kept yet."
        )
    return tuple(lines)


def _make(path: Path) -> str:
    key = new_key()
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(key + "\n")
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:  # another process was first
        return path.read_text(encoding="ascii").split()[0]
    except OSError as problem:
        raise _unreadable(path, problem) from None
    return key


def _unreadable(path: Path, problem: Exception) -> CannotStart:
    return CannotStart(
        f"The key file {path} cannot be used ({type(problem).__name__}). Nothing was changed. Let the account that "
        "runs Boffin read and write its folder, or set BOFFIN_ENCRYPTION_KEY."
    )
