"""Where content is found, and which file of it holds what."""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.core.errors import CannotStart

_PACKAGE = Path(__file__).resolve().parents[1]
_SHARED = frozenset({"rules", "packs"})
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z]{2})?")


def find_content(given: str | None) -> Path:
    """Return the content folder: `given` (BOFFIN_CONTENT), else the checkout's, else the package's own."""
    if given:
        if (named := Path(given)).is_dir():
            return named
        raise CannotStart(f"BOFFIN_CONTENT names {given}, which is no folder. Nothing was changed.")
    for folder in (_PACKAGE.parent / "content", _PACKAGE / "_content"):
        if folder.is_dir():
            return folder
    raise CannotStart("No content folder was found. Set BOFFIN_CONTENT to the folder that holds sources.yaml.")


@dataclass(frozen=True, slots=True)
class ContentFile:
    """A file of content: what it holds, its path, and its name as it is shown in problems."""

    kind: str
    path: Path
    shown: str


# A place inside the folder -> what the file there holds. `*` is one name; LANG is the language.
# AUTHOR is whoever wrote the questions of a folder.
_ONE = {
    ("sources.yaml",): "sources",
    ("rules", "thresholds.yaml"): "rules",
    ("LANG", "needs.yaml"): "needs",
    ("LANG", "lint.yaml"): "lint",
    ("LANG", "nudges", "load.yaml"): "load",
    ("LANG", "nudges", "paper.yaml"): "paper",
}
_ASKED: dict[tuple[str, ...], str] = {  # in the folder of each author
    ("LANG", "questions", "AUTHOR", "intents.yaml"): "intents",
    ("LANG", "questions", "AUTHOR", "out-of-scope.yaml"): "out_of_scope",
}
_MANY = {
    ("packs",): "pack",
    ("LANG", "guidance"): "guidance",
    ("LANG", "notices"): "notice",
    ("LANG", "questions", "AUTHOR"): "questions",
    ("LANG", "tools"): "tool",
    ("LANG", "wording"): "wording",
}


def languages(root: Path) -> list[str]:
    """Return the languages there is content in; `en` is always one of them."""
    there = {one.name for one in root.iterdir() if one.is_dir() and _LANGUAGE.fullmatch(one.name)}
    return sorted((there | {"en"}) - _SHARED)


def files(root: Path) -> list[Path]:
    """Return every YAML file of the folder, in order."""
    return sorted(_yaml_files(root))


def content_files(root: Path, language: str) -> tuple[list[ContentFile], list[str], list[str]]:
    """Return the files of a language, the shown names of those that are missing, and of those nothing reads."""
    found: list[ContentFile] = []
    unread: list[str] = []
    missing = {tuple(language if part == "LANG" else part for part in place) for place in _ONE}
    others = set(languages(root)) - {language}
    for path in files(root):
        parts = path.relative_to(root).parts
        if parts[0] in others:
            continue
        kind = _kind(parts, language)
        shown = "/".join((root.name, *parts))
        if kind:
            found.append(ContentFile(kind, path, shown))
            missing.discard(parts)
        else:
            unread.append(shown)
    return found, sorted("/".join((root.name, *parts)) for parts in missing), unread


def _kind(parts: tuple[str, ...], language: str) -> str | None:
    place = ("LANG" if parts[0] == language else parts[0], *parts[1:])
    if place[:2] == ("LANG", "questions") and len(place) == 4:
        place = ("LANG", "questions", "AUTHOR", place[3])
    return _ONE.get(place) or _ASKED.get(place) or (_MANY.get(place[:-1]) if place[-1].endswith(".yaml") else None)


def read_bytes(path: Path, most: int) -> bytes:
    """Return at most `most` + 1 bytes of an ordinary file; raise OSError for anything else, without waiting for it."""
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)  # opening a pipe would wait for a writer
    with os.fdopen(handle, "rb") as opened:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(0, "not an ordinary file", str(path))
        return opened.read(most + 1)


def _yaml_files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        inside = path.relative_to(folder).parts
        if path.suffix in {".yaml", ".yml"} and not path.is_dir() and not any(part.startswith(".") for part in inside):
            yield path
