"""The register of personal data: each table's purpose, how long its rows stay, how a person gets or erases theirs.

A table that holds a person or an owner and is not registered here fails a test.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    Delete,
    Select,
    Table,
    bindparam,
    delete,
    select,
)

from bot.storage import tables as t
from bot.storage.codec import Codec

PERSON: BindParameter[str] = bindparam("person")


@dataclass(frozen=True)
class Registered:
    """One table's entry. `days` is None where rows stay until the person or the place goes; `why` says so.

    `expires` is the column (a moment or a date) that `days` counts from. `export` selects a person's rows.
    """

    table: Table
    purpose: str
    days: int | None
    why: str
    expires: Column[Any] | None
    export: Select[Any]
    erase: Delete


def _entry(
    table: Table,
    mine: ColumnElement[bool],
    *,
    purpose: str,
    why: str,
    days: int | None = None,
    expires: Column[Any] | None = None,
    hidden: tuple[str, ...] = (),
) -> Registered:
    shown = [column for column in table.c if column.name not in hidden]
    order = list(table.primary_key.columns)
    return Registered(
        table, purpose, days, why, expires, select(*shown).where(mine).order_by(*order), delete(table).where(mine)
    )


def _owned(table: Table) -> ColumnElement[bool]:
    return (table.c.owner_kind == "person") & (table.c.owner == PERSON)


# `boffin doctor` counts who has been idle for 12 months; telling them and then deleting comes later.
UNTIL_GONE = "until the person is forgotten"

# In the order of erasing: what makes new rows goes before what it makes, and `people` after all who name them.
REGISTRY: tuple[Registered, ...] = (
    _entry(t.taps, t.taps.c.person == PERSON, purpose="one answer to a channel's load post, read as a count only",
           why="with its post, 13 months"),
    _entry(t.uses, t.uses.c.person == PERSON, purpose="points asked about in a channel in one term, read as a count",
           days=396, why="13 months", expires=t.uses.c.term, hidden=("person",)),
    _entry(t.offered, t.offered.c.person == PERSON, purpose="what the choices under a message do",
           days=0, why="90 days after the message", expires=t.offered.c.expires),
    _entry(t.drafts, t.drafts.c.owner == PERSON, purpose="a form begun and not finished",
           days=0, why="24 hours", expires=t.drafts.c.expires, hidden=("owner",)),
    _entry(t.codes, t.codes.c.person == PERSON, purpose="a code for joining two platforms, as a hash",
           days=0, why="10 minutes, or until it is used", expires=t.codes.c.expires, hidden=("code", "person")),
    _entry(t.guesses, t.guesses.c.person == PERSON, purpose="when a code was wrong, so that nobody can try many",
           days=1, why="an hour is looked at, and a sweep comes once a day", expires=t.guesses.c.at,
           hidden=("id", "person")),
    _entry(t.threads, t.threads.c.owner == PERSON, purpose="what the last answer was about, for what is asked next",
           days=0, why="30 minutes after the answer", expires=t.threads.c.expires, hidden=("owner",)),
    _entry(t.suggestions, t.suggestions.c.owner == PERSON, purpose="what was suggested, so as not to repeat it soon",
           days=400, why="the longest silence a rule asks for", expires=t.suggestions.c.at, hidden=("owner",)),
    _entry(t.changes, _owned(t.changes), purpose="what a command changed, for undo and history",
           days=396, why="13 months, like the weeks they speak of", expires=t.changes.c.at,
           hidden=("owner_kind", "owner", "version")),
    _entry(t.logs, t.logs.c.owner == PERSON, purpose="minutes as they were written down",
           days=396, why="13 months, with their week", expires=t.logs.c.day, hidden=("owner",)),
    _entry(t.weeks, t.weeks.c.owner == PERSON, purpose="weeks the person told about",
           days=396, why="13 months, then only a total of the month", expires=t.weeks.c.monday, hidden=("owner",)),
    _entry(t.totals, t.totals.c.owner == PERSON, purpose="minutes of a month whose weeks are gone",
           days=1096, why="3 years", expires=t.totals.c.month, hidden=("owner",)),
    _entry(t.schedules, _owned(t.schedules), purpose="when the weekly card comes, and a deletion asked for",
           why=UNTIL_GONE, hidden=("owner_kind", "owner")),
    _entry(t.deliveries, _owned(t.deliveries), purpose="what was sent unasked and when, without its text",
           days=90, why="90 days", expires=t.deliveries.c.due_at,
           hidden=("owner_kind", "owner", "target", "lane", "ready_at", "to_platform", "to_tenant", "to_external")),
    _entry(t.documents, _owned(t.documents), purpose="the plan", why=UNTIL_GONE, hidden=("owner_kind", "owner")),
    _entry(t.named, t.named.c.person == PERSON, purpose="which channels' plans name the person",
           why="until the person is forgotten or the channel goes: its history may name them", hidden=("person",)),
    _entry(t.accounts, t.accounts.c.person == PERSON, purpose="which platform accounts are the person",
           why=UNTIL_GONE, hidden=("person", "used")),
    _entry(t.people, t.people.c.id == PERSON, purpose="that the person is known, and the day they last used Boffin",
           why=UNTIL_GONE),
    _entry(t.tombstones, t.tombstones.c.person == PERSON, purpose="that an id was forgotten",
           days=60, why="60 days: a restored copy is made to forget again",
           expires=t.tombstones.c.at),
)  # fmt: skip

# Tables that speak of places and workspaces only, and why nobody's data is in them.
WITHOUT_PEOPLE: Mapping[str, str] = {
    "meta": "the canary that proves the key, when the last sweep was, and which commands a platform was given",
    "workspaces": "a platform's workspace or server, and since when it is removed; 30 days after that it goes",
    "installations": "what a platform gave for speaking in a workspace, until that is removed",
    "expected": "hashes of states sent out with somebody who installs, until they are back or run out",
    "places": "a channel and its name",
    "lanes": "from when on the next may be said in a workspace",
    "once": "hashes of what was done already, 30 days",
    "posts": "what a post in a channel was about, 13 months",
    "questions": "questions sent to the editor without a name, and the week they came in, 180 days",
    "waiting": "questions for a channel without a name, and the week they came in, until posted or 180 days",
    "shown": "a published result: rounded counts, 13 months",
}


def rows_about(connection: Connection, codec: Codec, person: str) -> dict[str, tuple[Mapping[str, Any], ...]]:
    """Return every kept row about a person, table by table, opened."""
    return {
        entry.table.name: tuple(
            _in_words(codec, dict(row._mapping)) for row in connection.execute(entry.export, {"person": person})
        )
        for entry in REGISTRY
    }


def _in_words(codec: Codec, row: dict[str, Any]) -> Mapping[str, Any]:
    said: dict[str, Any] = {}
    for name, value in row.items():
        if not isinstance(value, bytes):
            said[name] = value
            continue
        opened = codec.raw(value)
        if isinstance(opened, dict):
            opened = opened.get("document", opened)
            said |= {key: held for key, held in opened.items() if key not in row}
        else:
            said[name if name != "sealed" else "content"] = opened
    return said
