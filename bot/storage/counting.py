"""What a channel's report counts: who used Boffin there is a row of their own, and leaves this file as a number."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from bot.core.plan.document import ChannelPlan
from bot.core.situation import Counted, Shown, Use
from bot.storage import tables as t
from bot.storage.codec import Codec
from bot.storage.upsert import Upsert

_this = (
    (t.uses.c.place == bindparam("where")) & (t.uses.c.term == bindparam("of")) & (t.uses.c.person == bindparam("who"))
)
_held = select(t.uses.c.sealed).where(_this)
_first = Upsert(t.uses, ("place", "term", "person"))
_more = update(t.uses).where(_this).values(sealed=bindparam("new"))
_of_place = select(t.uses.c.term, t.uses.c.person, t.uses.c.sealed).where(t.uses.c.place == bindparam("where"))
_of_person = select(t.uses.c.place, t.uses.c.term, t.uses.c.sealed).where(t.uses.c.person == bindparam("who"))
_reports = (
    select(t.shown.c.sealed)
    .select_from(t.shown.join(t.posts))
    .where(t.posts.c.place == bindparam("where"), t.posts.c.kind == "report")
    .order_by(t.posts.c.at.desc())
)


def keep_use(connection: Connection, codec: Codec, place: str, person: str, use: Use) -> None:
    """Note that a person used Boffin in this place in this term, and the point they asked about."""
    key = {"where": place, "of": use.term, "who": person}
    sealed = connection.scalar(_held, key)
    points = [use.point] if use.point else []
    if sealed is None:
        row = {"place": place, "term": use.term, "person": person, "sealed": codec.seal(points)}
        _first.run(connection, row)
    elif points and use.point not in (held := codec.open(list[int], sealed)):
        connection.execute(_more, key | {"new": codec.seal(sorted((*held, use.point)))})


def move_uses(connection: Connection, codec: Codec, goes: str, stays: str) -> None:
    """Count what one person used as the other's: once for a channel and term, with the points of both."""
    for place, term, sealed in connection.execute(_of_person, {"who": goes}).all():
        points = codec.open(list[int], sealed)
        for point in points or (0,):
            keep_use(connection, codec, place, stays, Use(term, point))


def read_counts(connection: Connection, codec: Codec, place: str, channel: ChannelPlan) -> dict[str, Any]:
    """Return by term how many did what and how many members did not, and the reports that were made."""
    by_term: dict[date, dict[str, list[int]]] = {}
    for term, person, sealed in connection.execute(_of_place, {"where": place}):
        by_term.setdefault(term, {})[person] = codec.open(list[int], sealed)
    counted = {term: _count(people, set(channel.members)) for term, people in by_term.items()}
    reports = tuple(codec.open(Shown, sealed) for sealed in connection.scalars(_reports, {"where": place}))
    return {"counted": counted, "reports": reports}


def _count(people: dict[str, list[int]], members: set[str]) -> Counted:
    # Only members: then as many as are known to be there can be in a figure, and as many as are needed are not.
    people = {person: asked for person, asked in people.items() if person in members}
    points = {point for asked in people.values() for point in asked}
    askers = {point: {person for person, asked in people.items() if point in asked} for point in points}
    return Counted(
        users=len(people),
        others=len(members - people.keys()),
        asked={point: len(who) for point, who in askers.items()},
        silent={point: len(members - who) for point, who in askers.items()},
    )
