"""`boffin doctor`: what is configured, and whether it works."""

import argparse
import asyncio
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import settings
from bot.cli.key import named
from bot.cli.progress import bar
from bot.core.errors import CannotStart
from bot.core.situation import Address, Installation

if TYPE_CHECKING:
    from bot.storage.rotation import Proof


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take nothing."""


def run(args: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Print one line for each part; return 1 where one does not work."""
    chosen = settings.read(environ)
    for remark in chosen.remarks:
        print(f"note  {remark}")
    found = Found()
    checks = (_content(chosen), _search(), _finder(chosen), *_database(chosen, found), *_platforms(chosen, found))
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


def _finder(chosen: settings.Settings) -> tuple[bool, str]:
    """Say how questions are found. By words alone it works too, worse: that is a remark, not a fault."""

    def check() -> str:
        from bot.content import find_content, read
        from bot.finder import artefact

        if lack := artefact.missing():
            return f"by words alone, which finds less: {lack}"
        found = artefact.read()
        changed = found.differs_from(read(find_content(chosen.content.folder)))
        later = "; the questions in content/ have changed since, `make answers` learns them" if changed else ""
        return f"by meaning and words, learnt from {found.manifest['counts']['questions']} questions{later}"

    return _tried("finder", check)


@dataclass
class Found:
    """What the database says about where Boffin is to speak."""

    posting: tuple[Address, ...] = ()
    installed: tuple[Installation, ...] = ()


def _database(chosen: settings.Settings, found: Found) -> list[tuple[bool, str]]:
    people: list[tuple[bool, str]] = []

    def check() -> str:
        from bot.storage.opening import file_of, url_of

        url = url_of(chosen.storage.url)
        file = file_of(url)
        if url.get_backend_name() == "sqlite" and file is None:
            return "in memory; nothing is kept when Boffin ends"
        if file is not None and not file.exists():
            return f"{file} is not there yet; boffin run makes it"  # looking must make nothing
        proof, idle, removed = asyncio.run(_look(chosen, found))
        if proof.closed:
            raise CannotStart(
                f"{sum(proof.closed.values())} of {proof.count} values do not open with the keys there are "
                f"({named(proof)}). Nothing was changed. Put the key that is missing at the end of the list in "
                "BOFFIN_ENCRYPTION_KEY or the key file."
            )
        people.append((True, f"people: {idle} not seen for 12 months; nobody is told or deleted for that yet"))
        if removed:
            left = f"workspaces: {removed} removed; accounts and channels there go 30 days after, unless it comes back"
            people.append((True, left))
        kind = "SQLite" if file is not None else "PostgreSQL"
        return f"{kind} can be opened, and the key fits: all {proof.count} sealed values open"

    return [_tried("database", check), *people]


async def _look(chosen: settings.Settings, found: Found) -> "tuple[Proof, int, int]":
    from bot import wiring
    from bot.ops.clock import SystemClock

    store = wiring.open_store(chosen)
    try:
        found.posting, found.installed = await store.posting("slack"), await store.installed("slack")
        return await store.prove(bar()), len(await store.idle(SystemClock().now())), await store.removed()
    finally:
        store.close()


def _platforms(chosen: settings.Settings, found: Found) -> list[tuple[bool, str]]:
    if chosen.slack is None and chosen.discord is None:
        return [(True, "platforms: none configured; `boffin run --console` talks in this terminal")]
    return [
        *(_slack(chosen.slack, found) if chosen.slack else []),
        *(_discord(chosen.discord) if chosen.discord else []),
    ]


def _slack(chosen: settings.SlackSettings, found: Found) -> list[tuple[bool, str]]:
    from bot.cli.run import needs_slack

    needs_slack()
    from bot.chat.slack.probe import probe

    return asyncio.run(probe(chosen, found.posting, found.installed))


def _discord(chosen: settings.DiscordSettings) -> list[tuple[bool, str]]:
    from bot.cli.run import needs_discord

    needs_discord()
    from bot.chat.discord.probe import probe

    return asyncio.run(probe(chosen))
