"""The port Accounts on a database: from a platform's ids to persons and places."""

from hashlib import sha256
from secrets import token_hex

from sqlalchemy import Connection, bindparam, delete, func, select, update

from bot.core.people import Place
from bot.core.ports import Accounts
from bot.core.situation import Address
from bot.storage import tables as t
from bot.storage.codec import Codec
from bot.storage.engine import Database
from bot.storage.upsert import Upsert

_other = t.accounts.alias("other")
_same_account = (
    (t.accounts.c.platform == bindparam("on"))
    & (t.accounts.c.tenant == bindparam("within"))
    & (t.accounts.c.external == bindparam("theirs"))
)
_of_same_person = select(func.max(_other.c.used)).where(_other.c.person == t.accounts.c.person).scalar_subquery()
_account = select(t.accounts.c.person, t.accounts.c.used, _of_same_person.label("newest")).where(_same_account)
_touch = update(t.accounts).where(_same_account).values(used=bindparam("newest") + 1)
_link = update(t.accounts).where(_same_account).values(person=bindparam("who"), used=bindparam("newest") + 1)
_newest = select(func.max(t.accounts.c.used)).where(t.accounts.c.person == bindparam("who"))
_place = select(t.places.c.id, t.places.c.workspace, t.places.c.name).where(
    t.places.c.platform == bindparam("on"),
    t.places.c.tenant == bindparam("within"),
    t.places.c.external == bindparam("theirs"),
)
_rename = update(t.places).where(t.places.c.id == bindparam("where")).values(name=bindparam("called"))
_workspace = select(t.workspaces.c.id).where(
    t.workspaces.c.platform == bindparam("on"), t.workspaces.c.tenant == bindparam("within")
)
_new_workspace = Upsert(t.workspaces, ("platform", "tenant"))
_new_person = Upsert(t.people, ("id",))
_drop_person = delete(t.people).where(t.people.c.id == bindparam("who"))
_new_account = Upsert(t.accounts, ("platform", "tenant", "external"))
_new_place = Upsert(t.places, ("platform", "tenant", "external"))


class SqlAccounts(Accounts):
    """Finds persons and places by address; makes them at first sight."""

    def __init__(self, database: Database, codec: Codec) -> None:
        self._database = database
        self._codec = codec

    async def person(self, address: Address) -> str:
        """Return the id of the person behind an account; it becomes their most recently used one."""
        known = await self._database.read(find_account, address)
        if known is not None and known[1]:
            return known[0]
        return await self._database.write(make_account, address)

    async def place(self, address: Address, name: str) -> Place:
        """Return the place behind a channel, with its current name."""
        known = await self._database.read(find_place, self._codec, address)
        if known is not None and known.name == name:
            return known
        return await self._database.write(make_place, self._codec, address, name)

    async def meet(self, person: Address, place: Address | None, name: str) -> tuple[str, Place | None]:
        """Return who speaks and where; only what is new is written."""
        known, where = await self._database.glance(find_both, self._codec, person, place)
        who = known[0] if known is not None and known[1] else await self._database.write(make_account, person)
        if place is not None and (where is None or where.name != name):
            where = await self._database.write(make_place, self._codec, place, name)
        return who, where

    async def find(self, person: Address, place: Address | None) -> tuple[str, Place | None]:
        """Return the id behind an account, "" at first sight, and the place where it is known."""
        known, where = await self._database.glance(find_both, self._codec, person, place)
        return known[0] if known else "", where


def find_both(
    connection: Connection, codec: Codec, person: Address, place: Address | None
) -> tuple[tuple[str, bool] | None, Place | None]:
    """Return what `find_account` and `find_place` do."""
    return find_account(connection, person), find_place(connection, codec, place) if place else None


def _where(address: Address) -> dict[str, str]:
    return {"on": address.platform, "within": address.tenant, "theirs": address.external}


def account_id(platform: str, tenant: str, external: str) -> str:
    """Return what names an account among those of a person, without saying which it is."""
    return sha256(repr((platform, tenant, external)).encode()).hexdigest()[:16]


def find_account(connection: Connection, address: Address) -> tuple[str, bool] | None:
    """Return the person of an account and whether they used it last, None where it is unknown."""
    row = connection.execute(_account, _where(address)).first()
    return None if row is None else (row.person, row.used == row.newest)


def make_account(connection: Connection, address: Address, person: str = "") -> str:
    """Write an account as the one used last, of a new person where it is unknown and none is given."""
    where = _where(address)
    row = connection.execute(_account, where).first()
    if row is None:
        owner = person or token_hex(8)
        _new_person.run(connection, {"id": owner, "used_on": None})
        newest = connection.scalar(_newest, {"who": owner}) or 0
        account = {
            "platform": address.platform, "tenant": address.tenant, "external": address.external, "person": owner,
            "workspace": workspace_of(connection, address.platform, address.tenant), "used": newest + 1,
        }  # fmt: skip
        if _new_account.run(connection, account):
            return owner
        row = connection.execute(_account, where).one()  # someone else was first
        if not person:
            connection.execute(_drop_person, {"who": owner})
    if row.used != row.newest:
        connection.execute(_touch, {**where, "newest": row.newest})
    return str(row.person)


def link(connection: Connection, address: Address, person: str) -> None:
    """Bind an account to a person who is known by another one; raise ValueError where it is someone else's."""
    if make_account(connection, address, person) != person:
        raise ValueError("this account is already someone's")


def find_place(connection: Connection, codec: Codec, address: Address) -> Place | None:
    """Return the place behind a channel as it was last seen, None where it is unknown."""
    row = connection.execute(_place, _where(address)).first()
    return None if row is None else Place(row.id, codec.open(str, row.name), row.workspace)


def make_place(connection: Connection, codec: Codec, address: Address, name: str) -> Place:
    """Write a place with its current name."""
    workspace = workspace_of(connection, address.platform, address.tenant)
    row = {
        "id": token_hex(8), "platform": address.platform, "tenant": address.tenant, "external": address.external,
        "workspace": workspace, "name": codec.seal(name),
    }  # fmt: skip
    if not _new_place.run(connection, row):
        known = connection.execute(_place, _where(address)).one()
        row["id"] = known.id
        if codec.open(str, known.name) != name:
            connection.execute(_rename, {"where": known.id, "called": row["name"]})
    return Place(str(row["id"]), name, workspace)


def workspace_of(connection: Connection, platform: str, tenant: str) -> str:
    """Return the id of a workspace, making one at first sight."""
    where = {"on": platform, "within": tenant}
    if (known := connection.scalar(_workspace, where)) is not None:
        return str(known)
    _new_workspace.run(connection, {"id": token_hex(8), "platform": platform, "tenant": tenant})
    return str(connection.execute(_workspace, where).scalar_one())
