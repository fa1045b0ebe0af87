"""`boffin doctor`: what is configured, and whether it works."""

import argparse
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path

from bot import settings
from bot.core.errors import CannotStart


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def run(args: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Print one line for each part; return 1 where one does not work."""
    chosen = settings.read(environ)
    for remark in chosen.remarks:
        print(f"note  {remark}")
    checks = (_content(chosen), _search(), _database(chosen), _platforms())
    for works, line in checks:
        print(f"{'ok   ' if works else 'wrong'} {line}")
    return 0 if all(works for works, _ in checks) else 1


def _tried(name: str, check: Callable[[], str]) -> tuple[bool, str]:
    try:
        return True, f"{name}: {check()}"
    except CannotStart as reason:
        return False, f"{name}: {reason}"


def _content(chosen: settings.Settings) -> tuple[bool, str]:
    def check() -> str:
        from bot.content import find_content, read

        root = find_content(chosen.content.folder)
        library = read(root)
        return f"{len(library.guidance)} points, {len(library.tools)} tools, in {root}"

    return _tried("content", check)


def _search() -> tuple[bool, str]:
    try:
        sqlite3.connect(":memory:").execute("CREATE VIRTUAL TABLE t USING fts5(a)").connection.close()
    except sqlite3.OperationalError:
        return False, "search: the SQLite of this Python has no full-text search (FTS5); Boffin needs one that has"
    return True, f"search: SQLite {sqlite3.sqlite_version} with full-text search"


def _database(chosen: settings.Settings) -> tuple[bool, str]:
    def check() -> str:
        from bot import wiring

        scheme, _, rest = chosen.storage.url.partition("://")
        kind = "PostgreSQL" if scheme.startswith("postgresql") else "SQLite"
        if kind == "SQLite" and not Path(rest.removeprefix("/")).is_file():
            return f"{rest.removeprefix('/')} is not there yet; boffin run makes it"  # looking must make nothing
        wiring.open_store(chosen).close()
        return f"{kind} can be opened, and the key fits"

    return _tried("database", check)


def _platforms() -> tuple[bool, str]:
    return True, "platforms: none configured; `boffin run --console` talks in this terminal"
