"""Where Boffin is to speak: channels whose posts are on, workspaces it was installed in. For looking only."""

from sqlalchemy import Connection, bindparam, select

from bot.core.situation import Address, Installation
from bot.storage import tables as t
from bot.storage.codec import Codec

_w, _p, _i = t.workspaces.c, t.places.c, t.installations.c
_posting = (
    select(_p.platform, _p.tenant, _p.external)
    .select_from(t.places.join(t.schedules, (t.schedules.c.owner == _p.id) & (t.schedules.c.owner_kind == "place")))
    .join(t.workspaces, _w.id == _p.workspace)
    .where(_p.platform == bindparam("on"), _w.removed.is_(None))
    .order_by(_p.tenant, _p.external)
)
_installed = (
    select(_w.platform, _w.tenant, _i.sealed, _i.expires)
    .select_from(t.installations.join(t.workspaces))
    .where(_w.platform == bindparam("on"))
    .order_by(_w.tenant)
)


def posting(connection: Connection, platform: str) -> tuple[Address, ...]:
    """Return the channels of a platform whose posts are on."""
    return tuple(Address(*row) for row in connection.execute(_posting, {"on": platform}))


def installed(connection: Connection, codec: Codec, platform: str) -> tuple[Installation, ...]:
    """Return what each workspace of a platform gave."""
    rows = connection.execute(_installed, {"on": platform})
    return tuple(
        Installation(row.platform, row.tenant, codec.open(dict[str, str], row.sealed), row.expires) for row in rows
    )
