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


def draft(words: str, folder: Path | None = None) -> Path:
    """Write the next revision (into `folder`, by default beside the others) and return its file.

    It is a draft: read it, try it on both databases, and set `HEAD` to its number.
    """
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


if __name__ == "__main__":
    draft(" ".join(sys.argv[1:]) or "change")
