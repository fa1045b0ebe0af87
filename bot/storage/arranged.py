"""How every channel and workspace is set up, and every schedule: for who runs Boffin."""

from collections import defaultdict
from typing import Any, cast

from sqlalchemy import Connection, select

from bot.core.people import Owner
from bot.core.plan.arrangement import WORDS, Arrangement, WantedChannel, WantedWorkspace, as_wanted
from bot.core.plan.document import ChannelPlan, Permissions, WorkspacePlan
from bot.core.situation import Schedule
from bot.storage import tables as t
from bot.storage.codec import Codec
from bot.storage.rhythm import rhythm_of

_workspaces = (
    select(t.workspaces.c.id, t.workspaces.c.platform, t.workspaces.c.tenant)
    .where(t.workspaces.c.removed.is_(None))
    .order_by(t.workspaces.c.platform, t.workspaces.c.tenant)
)
_places = select(t.places).order_by(t.places.c.external)
_documents = select(t.documents.c.owner_kind, t.documents.c.owner, t.documents.c.sealed).where(
    t.documents.c.owner_kind.in_(("place", "workspace"))
)
_schedules = select(t.schedules).order_by(t.schedules.c.next_at, t.schedules.c.owner)


def arranged(connection: Connection, codec: Codec) -> Arrangement:
    """Return how everything is set up now, workspaces that were left aside."""
    held: dict[tuple[str, str], Any] = {
        (row.owner_kind, row.owner): codec.open_document(row.owner_kind, row.sealed)
        for row in connection.execute(_documents)
    }
    channels: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for row in connection.execute(_places):
        channels[row.workspace].append((row.id, row.external, codec.open(str, row.name)))
    found = []
    for row in connection.execute(_workspaces):
        permissions = cast(WorkspacePlan, held.get(("workspace", row.id), WorkspacePlan())).permissions
        wanted = tuple(
            _channel(held.get(("place", id_), ChannelPlan()), id_, external, name, permissions)
            for id_, external, name in channels[row.id]
        )
        if wanted:
            anywhere, guests = WORDS["workspace"][not permissions.anywhere], WORDS["guests"][not permissions.guests]
            found.append(WantedWorkspace(row.platform, row.tenant, anywhere, guests, wanted))
    return Arrangement(tuple(found))


def _channel(held: ChannelPlan, id_: str, external: str, name: str, permissions: Permissions) -> WantedChannel:
    return as_wanted(external, name, held, id_ in permissions.places)


def place_names(connection: Connection, codec: Codec) -> dict[str, str]:
    """Return by place its platform and how it is called there."""
    return {row.id: f"{row.platform} {codec.open(str, row.name)}" for row in connection.execute(_places)}


def all_schedules(connection: Connection) -> tuple[Schedule, ...]:
    """Return every schedule, the one that is due next first."""
    return tuple(
        Schedule(Owner(row.owner_kind, row.owner), row.kind, rhythm_of(row), row.platform)
        for row in connection.execute(_schedules)
    )
