"""`boffin settings export [FILE]` and `boffin settings import FILE [--dry-run]`: many channels at once, as data."""

import argparse
import asyncio
import os
import secrets
import sys
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import settings
from bot.core.errors import CannotStart

if TYPE_CHECKING:
    from bot.core.arranging import Arranged
    from bot.core.plan.arrangement import Arrangement
    from bot.core.plan.edits import Edit
    from bot.wiring import Parts


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    parser.add_argument("what", choices=("export", "import"), help="write, or bring about, where and when posts come")
    parser.add_argument("file", nargs="?", type=Path, help="a YAML file; an export without one is printed")
    parser.add_argument("--dry-run", action="store_true", help="import: only say what would change")


def run(args: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Export or import; return 1 where the file has problems, and then nothing is changed."""
    from bot import wiring

    chosen = settings.read(environ)
    if args.what == "export":
        store = wiring.open_store(chosen)
        try:
            return _export(asyncio.run(store.arranged()), args.file)
        finally:
            store.close()
    if args.file is None:
        raise CannotStart("Name the file: boffin settings import FILE. Nothing was changed.")
    from bot.content.arrangement import read_arrangement

    wanted, problems = read_arrangement(args.file)
    if wanted is None:
        for problem in problems:
            print(problem)
        print(f"{_counted(len(problems), 'problem')}; nothing was changed")
        return 1
    parts = wiring.build(chosen)
    try:
        return asyncio.run(_import(parts, wanted, dry=args.dry_run))
    finally:
        parts.store.close()


def _export(found: "Arrangement", file: Path | None) -> int:
    from bot.content.arrangement import written

    text = written(found)
    if file is None:
        sys.stdout.write(text)
        return 0
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise CannotStart(f"{file} is there already and was left as it is. Name a file that is not there.") from None
    except OSError as problem:
        raise CannotStart(f"{file} cannot be written ({problem.strerror}). Nothing was changed.") from None
    with os.fdopen(handle, "w", encoding="utf-8") as made:
        made.write(text)
    print(f"Written to {file}: {_counted(sum(len(one.channels) for one in found.workspaces), 'channel')}.")
    return 0


async def _import(parts: "Parts", wanted: "Arrangement", *, dry: bool) -> int:
    from bot.core.arranging import Arranging
    from bot.ops.clock import SystemClock

    arranging = Arranging(parts.store.memory, parts.store.accounts, parts.library, secrets.token_hex(8), parts.calendar)
    changed = same = 0
    async for one in arranging.bring_about(wanted, SystemClock().now(), dry=dry):
        if not one.edits and not one.is_new:
            same += bool(one.address.external)
            continue
        changed += 1
        _say(one)
    would = "would change; nothing was changed" if dry else "changed"
    print(f"{changed} {would}; {_counted(same, 'channel')} as the file says already")
    return 0


def _say(one: "Arranged") -> None:
    where = " ".join(filter(None, (one.address.platform, one.address.tenant, one.address.external, one.name)))
    print(f"{where}{': not seen before' if one.is_new else ''}")
    for edit in one.edits:
        for line in _lines(edit):
            print(f"  {line}")


def _lines(edit: "Edit") -> list[str]:
    """Return what an edit changes, field by field."""
    what = f"{edit.collection} {edit.key}".strip()
    if edit.before is None or edit.after is None:
        return [f"{what}: {_shown(edit.before) or 'nothing'} -> {_shown(edit.after) or 'nothing'}"]
    return [
        f"{what} {one.name}: {_shown(getattr(edit.before, one.name))} -> {_shown(getattr(edit.after, one.name))}"
        for one in fields(edit.before)
        if getattr(edit.before, one.name) != getattr(edit.after, one.name)
    ]


def _shown(value: Any) -> str:
    if is_dataclass(value) and not isinstance(value, type):
        return " ".join(filter(None, (_shown(getattr(value, one.name)) for one in fields(value))))
    if isinstance(value, tuple):
        return ", ".join(map(_shown, value)) or "none"
    return "" if value is None else f"{value:%H:%M}" if isinstance(value, time) else str(value)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
