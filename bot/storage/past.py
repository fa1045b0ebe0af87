"""The weeks and logs that a person told, from the last 60 weeks."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, bindparam, select

from bot.core.plan.weeks import Log, Week, monday
from bot.storage import tables as t
from bot.storage.codec import Codec

WEEKS = 60

_weeks = select(t.weeks.c.monday, t.weeks.c.sealed).where(
    t.weeks.c.owner == bindparam("person"), t.weeks.c.monday >= bindparam("since")
)
_logs = (
    select(t.logs.c.id, t.logs.c.sealed)
    .where(t.logs.c.owner == bindparam("person"), t.logs.c.day >= bindparam("since"))
    .order_by(t.logs.c.day, t.logs.c.id)
)


def read_past(
    connection: Connection, codec: Codec, person: str, now: datetime
) -> tuple[Mapping[date, Week], Mapping[str, Log]]:
    """Return the weeks by their Mondays, and the logs by their ids, oldest first."""
    wanted = {"person": person, "since": monday(now.date()) - timedelta(weeks=WEEKS)}
    weeks = {day: codec.open(Week, sealed) for day, sealed in connection.execute(_weeks, wanted).all()}
    return weeks, {id_: codec.open(Log, sealed) for id_, sealed in connection.execute(_logs, wanted).all()}
