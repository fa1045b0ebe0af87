"""The ports Installations and Expectations on a database: what workspaces gave, and what is awaited once."""

from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection, bindparam, delete, select, update

from bot.core.ports import Expectations, Installations
from bot.core.situation import Installation
from bot.storage import tables as t
from bot.storage.accounts import workspace_of
from bot.storage.codec import Codec
from bot.storage.engine import Database
from bot.storage.upsert import Upsert

LEASE = timedelta(seconds=60)  # a token that may be used once: long enough to exchange it and put the new one

_i, _w = t.installations.c, t.workspaces.c
_of_workspace = _i.workspace == bindparam("where")
_find = (
    select(_w.platform, _w.tenant, _i.sealed, _i.expires)
    .select_from(t.installations.join(t.workspaces))
    .where(_w.platform == bindparam("on"), _w.tenant == bindparam("within"))
)
_put = Upsert(t.installations, ("workspace",), ("at", "expires", "lease_until", "sealed"))
_renew = (
    update(t.installations)
    .where(_of_workspace, _i.lease_until.is_not(None))
    .values(expires=bindparam("until"), lease_until=None, sealed=bindparam("new"))
)
_known = select(_w.tenant).where(_w.platform == bindparam("on"), _w.removed.is_(None)).order_by(_w.tenant)
_drop = delete(t.installations).where(_of_workspace)
_installed = select(_i.at).where(_of_workspace).with_for_update()
_mark = update(t.workspaces).where(_w.id == bindparam("where"), _w.removed.is_(None)).values(removed=bindparam("since"))
_unmark = update(t.workspaces).where(_w.id == bindparam("where"), _w.removed.is_not(None)).values(removed=None)
_expiring = (
    select(_i.workspace, _w.platform, _w.tenant, _i.sealed, _i.expires)
    .select_from(t.installations.join(t.workspaces))
    .where(
        _w.platform == bindparam("on"),
        _i.expires < bindparam("before"),
        _i.lease_until.is_(None) | (_i.lease_until <= bindparam("now")),
    )
    .order_by(_i.expires, _i.workspace)
    .with_for_update(of=t.installations, skip_locked=True)
)
_lease = update(t.installations).where(_of_workspace).values(lease_until=bindparam("lease"))
_expect = Upsert(t.expected, ("state",), ("until",))
_come = delete(t.expected).where(t.expected.c.state == bindparam("which"), t.expected.c.until > bindparam("now"))


class SqlInstallations(Installations):
    """Keeps what each workspace gave, sealed, and when one was removed."""

    def __init__(self, database: Database, codec: Codec) -> None:
        self._database = database
        self._codec = codec

    async def find(self, platform: str, tenant: str) -> Installation | None:
        """Return the grant of a workspace."""
        return await self._database.read(find, self._codec, platform, tenant)

    async def put(self, installation: Installation, now: datetime, *, renewed: bool = False) -> None:
        """Keep an install, a reinstall, or a claimed grant that was renewed."""
        await self._database.write(renew if renewed else put, self._codec, installation, now)

    async def known(self, platform: str) -> tuple[str, ...]:
        """Return the tenants of a platform that are not marked as removed."""
        return await self._database.read(lambda connection: tuple(connection.scalars(_known, {"on": platform})))

    async def come_back(self, platform: str, tenant: str) -> None:
        """Take the mark of a removal away."""
        await self._database.write(come_back, platform, tenant)

    async def remove(self, platform: str, tenant: str, now: datetime) -> None:
        """Delete the grant and mark the workspace."""
        await self._database.write(remove, platform, tenant, now)

    async def claim_expiring(self, platform: str, before: datetime, now: datetime) -> tuple[Installation, ...]:
        """Take the grants that run out soon, the soonest first."""
        return await self._database.write(claim_expiring, self._codec, platform, before, now)


class SqlExpectations(Expectations):
    """Keeps hashes of what is awaited."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def expect(self, state: str, until: datetime) -> None:
        """Await this state."""
        row = {"state": _hashed(state), "until": until}
        await self._database.write(lambda connection: _expect.run(connection, row))

    async def expected(self, state: str, now: datetime) -> bool:
        """Say whether this state was awaited, and await it no longer."""
        row = {"which": _hashed(state), "now": now}
        return await self._database.write(lambda connection: connection.execute(_come, row).rowcount) == 1


def _hashed(state: str) -> str:
    return sha256(state.encode("utf-8", "surrogatepass")).hexdigest()


def find(connection: Connection, codec: Codec, platform: str, tenant: str) -> Installation | None:
    """Return what a workspace gave."""
    row = connection.execute(_find, {"on": platform, "within": tenant}).first()
    return None if row is None else Installation(platform, tenant, codec.raw(row.sealed), row.expires)


def put(connection: Connection, codec: Codec, installation: Installation, now: datetime) -> None:
    """Write an install; from now on the workspace is there."""
    workspace = workspace_of(connection, installation.platform, installation.tenant)
    connection.execute(_unmark, {"where": workspace})
    row = {
        "workspace": workspace, "at": now, "expires": installation.expires, "lease_until": None,
        "sealed": codec.seal(dict(installation.grant)),
    }  # fmt: skip
    _put.run(connection, row)


def renew(connection: Connection, codec: Codec, installation: Installation, now: datetime) -> None:
    """Write the new grant where the claimed one still is."""
    workspace = workspace_of(connection, installation.platform, installation.tenant)
    new = {"until": installation.expires, "new": codec.seal(dict(installation.grant))}
    connection.execute(_renew, {"where": workspace, **new})


def come_back(connection: Connection, platform: str, tenant: str) -> None:
    """Mark a workspace as there."""
    connection.execute(_unmark, {"where": workspace_of(connection, platform, tenant)})


def remove(connection: Connection, platform: str, tenant: str, now: datetime) -> None:
    """Delete a workspace's grant and mark it, unless it was installed after that moment."""
    where = {"where": workspace_of(connection, platform, tenant)}
    installed = connection.scalar(_installed, where)
    if installed is not None and installed > now:
        return
    connection.execute(_mark, {**where, "since": now})
    connection.execute(_drop, where)


def claim_expiring(
    connection: Connection, codec: Codec, platform: str, before: datetime, now: datetime
) -> tuple[Installation, ...]:
    """Take the grants that run out before a moment, with a lease."""
    rows = connection.execute(_expiring, {"on": platform, "before": before, "now": now}).all()
    if rows:
        connection.execute(_lease, [{"where": row.workspace, "lease": now + LEASE} for row in rows])
    return tuple(Installation(row.platform, row.tenant, codec.raw(row.sealed), row.expires) for row in rows)
