"""What a removed workspace left goes after 30 days: its accounts and places, and whoever has no other account."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import BindParameter, ColumnElement, Connection, Table, bindparam, delete, func, select

from bot.core.situation import Address
from bot.storage import tables as t
from bot.storage.codec import Codec
from bot.storage.engine import Database
from bot.storage.forgetting import forget
from bot.storage.went import forget_where

DAYS = 30

WORKSPACE: BindParameter[str] = bindparam("workspace")
PLACE: BindParameter[str] = bindparam("place")

_is_gone = t.workspaces.c.removed < bindparam("before")
_all_gone = select(t.workspaces.c.id).where(_is_gone).order_by(t.workspaces.c.removed, t.workspaces.c.id)
_still_gone = select(t.workspaces.c.id).where(t.workspaces.c.id == WORKSPACE, _is_gone).with_for_update()
_removed = select(func.count()).select_from(t.workspaces).where(t.workspaces.c.removed.is_not(None))

_account = (
    select(t.accounts)
    .where(t.accounts.c.workspace == WORKSPACE)
    .order_by(t.accounts.c.platform, t.accounts.c.tenant, t.accounts.c.external)
    .limit(1)
)
_drop_account = delete(t.accounts).where(
    t.accounts.c.platform == bindparam("on"),
    t.accounts.c.tenant == bindparam("within"),
    t.accounts.c.external == bindparam("theirs"),
)
_hold = select(t.people.c.id).where(t.people.c.id == bindparam("who")).with_for_update()
_others = select(func.count()).select_from(t.accounts).where(t.accounts.c.person == bindparam("who"))
_place = select(t.places.c.id).where(t.places.c.workspace == WORKSPACE).order_by(t.places.c.id).limit(1)


def _owned(table: Table, kind: str, owner: BindParameter[str]) -> ColumnElement[bool]:
    return (table.c.owner_kind == kind) & (table.c.owner == owner)


# In the order of erasing: what names a post goes before the post, and the place after all that name it.
OF_PLACE = (
    *(
        delete(table).where(table.c.place == PLACE)
        for table in (t.taps, t.shown, t.posts, t.waiting, t.uses, t.offered, t.threads, t.named)
    ),
    *(
        delete(table).where(_owned(table, "place", PLACE))
        for table in (t.schedules, t.deliveries, t.changes, t.documents)
    ),
    delete(t.places).where(t.places.c.id == PLACE),
)
OF_WORKSPACE = (
    *(delete(table).where(_owned(table, "workspace", WORKSPACE)) for table in (t.changes, t.documents)),
    delete(t.installations).where(t.installations.c.workspace == WORKSPACE),
    delete(t.workspaces).where(t.workspaces.c.id == WORKSPACE),
)


async def depart(database: Database, codec: Codec, now: datetime) -> dict[str, int]:
    """Erase what workspaces removed 30 days ago left, one account or place a transaction; return the counts.

    Each transaction looks again: a workspace that comes back meanwhile keeps the rest.
    """
    before = now - timedelta(days=DAYS)
    gone = {"accounts": 0, "places": 0, "workspaces": 0}

    async def drop(kind: str, one: Callable[..., bool], workspace: str) -> None:
        while await database.write(one, codec, workspace, before, now):
            gone[kind] += 1

    for workspace in await database.read(_workspaces, before):
        await drop("accounts", _drop_one_account, workspace)
        await drop("places", _drop_one_place, workspace)
        await drop("workspaces", _drop_workspace, workspace)
    return gone


def count_removed(connection: Connection) -> int:
    """Return how many workspaces are removed and not erased yet."""
    return connection.scalar(_removed) or 0


def _workspaces(connection: Connection, before: datetime) -> tuple[str, ...]:
    return tuple(connection.scalars(_all_gone, {"before": before}))


def _is_still_gone(connection: Connection, workspace: str, before: datetime) -> bool:
    return connection.scalar(_still_gone, {"workspace": workspace, "before": before}) is not None


def _drop_one_account(connection: Connection, codec: Codec, workspace: str, before: datetime, now: datetime) -> bool:
    """Erase one account, and its person with the last one; say whether there was any."""
    if not _is_still_gone(connection, workspace, before):
        return False
    row = connection.execute(_account, {"workspace": workspace}).first()
    if row is None:
        return False
    connection.execute(_hold, {"who": row.person})
    connection.execute(_drop_account, {"on": row.platform, "within": row.tenant, "theirs": row.external})
    forget_where(connection, row.person, Address(row.platform, row.tenant, row.external))
    if not connection.scalar(_others, {"who": row.person}):
        forget(connection, codec, row.person, now)
    return True


def _drop_one_place(connection: Connection, codec: Codec, workspace: str, before: datetime, now: datetime) -> bool:
    """Erase one place with all that belongs to it; say whether there was any."""
    if not _is_still_gone(connection, workspace, before):
        return False
    place = connection.scalar(_place, {"workspace": workspace})
    if place is None:
        return False
    for statement in OF_PLACE:
        connection.execute(statement, {"place": place})
    codec.forget()
    return True


def _drop_workspace(connection: Connection, codec: Codec, workspace: str, before: datetime, now: datetime) -> bool:
    """Erase what an admin had set, and the workspace; say whether it was there."""
    if not _is_still_gone(connection, workspace, before):
        return False
    for statement in OF_WORKSPACE:
        connection.execute(statement, {"workspace": workspace})
    codec.forget()
    return True
