"""A rhythm as the columns of its schedule, and back. Days and times only: nothing in it is anybody's words."""

import json
from datetime import date
from typing import Any

from sqlalchemy import Row

from bot.core.plan.document import Every, Repeat
from bot.core.situation import Rhythm

COLUMNS = ("day", "at", "zone", "further")
Stretches = tuple[tuple[date, date], ...]


def columns(rhythm: Rhythm) -> dict[str, Any]:
    """Return what stands in the row; nothing further for one that simply comes every week."""
    plain = Rhythm(rhythm.day, rhythm.at, rhythm.zone)
    return {
        "day": rhythm.day,
        "at": rhythm.at,
        "zone": rhythm.zone,
        "further": "" if rhythm == plain else _text(rhythm),
    }


def _text(rhythm: Rhythm) -> str:
    repeat = rhythm.repeat
    return json.dumps({
        "every": repeat.every, "nth": repeat.nth, "since": repeat.since.isoformat() if repeat.since else None,
        "only": _days(rhythm.only), "closed": _days(rhythm.closed), "moves": rhythm.moves,
    }, separators=(",", ":"))  # fmt: skip


def _days(stretches: Stretches) -> list[list[str]]:
    return [[first.isoformat(), last.isoformat()] for first, last in stretches]


def rhythm_of(row: Row[Any]) -> Rhythm:
    """Return the rhythm of a schedule's row."""
    if not row.further:
        return Rhythm(row.day, row.at, row.zone)
    said = json.loads(row.further)
    since = date.fromisoformat(said["since"]) if said["since"] else None
    repeat = Repeat(Every(said["every"]), said["nth"], since)
    return Rhythm(
        row.day, row.at, row.zone, repeat, _stretches(said["only"]), _stretches(said["closed"]), said["moves"]
    )


def _stretches(days: list[list[str]]) -> Stretches:
    return tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in days)
