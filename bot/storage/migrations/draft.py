"""`make migration NAME="…"`: drafts a revision from what `tables` has and the newest revision has not."""

import sys
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory

from bot.storage.engine import sqlite_engine
from bot.storage.migrate import alembic_config
from bot.storage.migrations import HEAD
from bot.storage.opening import url_of
from bot.storage.tables import metadata


class CannotDraft(ValueError):
    """No revision can be drafted; the text says what to do first."""


def draft(words: str, folder: Path | None = None) -> Path:
    """Write the next revision (into `folder`, by default beside the others) and return its file.

    It is a draft: read it, try it on both databases, and set `HEAD` to its number. Raises CannotDraft
    where a revision newer than `HEAD` is there already, or there are no words.
    """
    if not words.strip():
        raise CannotDraft('A revision needs a few words that say what changes: make migration NAME="what changes".')
    newest = _newest(folder)
    if newest != HEAD:
        raise CannotDraft(
            f"Revision {newest} is there, and HEAD in bot/storage/migrations/__init__.py is {HEAD}. "
            f'Set HEAD = "{newest}" (or remove that draft) first. Nothing was written.'
        )
    with sqlite_engine(url_of(":memory:")).begin() as connection:
        config = alembic_config(connection)
        if folder is not None:
            versions = Path(ScriptDirectory.from_config(config).versions)
            config.set_main_option("version_locations", f"{versions}\n{folder}")
            config.set_main_option("path_separator", "newline")
        command.upgrade(config, "head")
        config.attributes["metadata"] = metadata
        made = command.revision(
            config, words, autogenerate=True, rev_id=f"{int(HEAD) + 1:04}", version_path=str(folder) if folder else None
        )
    return Path(str(getattr(made, "path", "")))


def _newest(folder: Path | None) -> str:
    """Return the highest number among the revisions, by their file names."""
    folders = filter(None, (Path(__file__).parent / "versions", folder))
    return max(file.name.partition("_")[0] for place in folders for file in place.glob("[0-9]*_*.py"))


def main(words: list[str]) -> int:
    """Draft the revision and name its file; 2 and a sentence where that cannot be."""
    try:
        made = draft(" ".join(words))
    except CannotDraft as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    sys.stdout.write(f"Drafted {made}. Read it, give it its sentence, then set HEAD.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
