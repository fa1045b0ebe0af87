"""Erasing a person: every registered row, every channel's plan that names them, and a tombstone."""

import json
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import cast

from sqlalchemy import Connection, bindparam, delete, select, update

from bot.core.nudges.notice import keepers_of
from bot.core.plan.document import ChannelPlan, Item
from bot.storage import tables as t
from bot.storage.codec import Codec
from bot.storage.doubt import look_again
from bot.storage.registry import REGISTRY
from bot.storage.upsert import Upsert

_put_named = Upsert(t.named, ("person", "place"), ("member",))
_this_name = (t.named.c.person == bindparam("who")) & (t.named.c.place == bindparam("where"))
_drop_named, _left = delete(t.named).where(_this_name), update(t.named).where(_this_name).values(member=False)
_naming = (
    select(t.documents.c.owner, t.documents.c.version, t.documents.c.sealed)
    .select_from(t.named.join(t.documents, t.documents.c.owner == t.named.c.place))
    .where(t.documents.c.owner_kind == "place", t.named.c.person == bindparam("who"))
    .order_by(t.documents.c.owner)
    .with_for_update(of=t.documents)
)
_rewrite = (
    update(t.documents)
    .where(t.documents.c.owner_kind == "place", t.documents.c.owner == bindparam("where"))
    .values(version=t.documents.c.version + 1, sealed=bindparam("new"))
)
_place_changes = select(t.changes.c.id, t.changes.c.sealed).where(
    t.changes.c.owner_kind == "place", t.changes.c.owner == bindparam("where")
)
_drop_change = delete(t.changes).where(
    t.changes.c.owner_kind == "place", t.changes.c.owner == bindparam("where"), t.changes.c.id == bindparam("change")
)
_reseal_change = (
    update(t.changes)
    .where(
        t.changes.c.owner_kind == "place",
        t.changes.c.owner == bindparam("where"),
        t.changes.c.id == bindparam("change"),
    )
    .values(sealed=bindparam("new"))
)
_known = select(t.people.c.id).where(t.people.c.id == bindparam("who"))
_bury = Upsert(t.tombstones, ("person",))


def names(plan: ChannelPlan) -> dict[str, bool]:
    """Return the ids of the persons a channel's plan names, and whether each is a member."""
    others = {person for item in plan.items.values() for person in _named_in(item) if person}
    return dict.fromkeys(sorted(others), False) | dict.fromkeys(plan.members, True)


def _named_in(item: Item) -> tuple[str, str, str]:
    return item.owner, item.offered_to, item.stand_in


def keep_named(connection: Connection, place: str, before: ChannelPlan, after: ChannelPlan) -> None:
    """Keep the table of names in step with a channel's plan, in the same transaction.

    Whom the plan names no longer stays there: the changes still name them, and are found by that.
    """
    old, new = names(before), names(after)
    if gone := [{"who": person, "where": place} for person in old.keys() - new.keys()]:
        connection.execute(_left, gone)
    come = [
        {"person": person, "place": place, "member": member}
        for person, member in new.items()
        if old.get(person) is not member
    ]
    if come:
        _put_named.run(connection, come)


def forget(connection: Connection, codec: Codec, person: str, now: datetime) -> None:
    """Erase a person; afterwards their accounts are unknown again."""
    for place, _, sealed in connection.execute(_naming, {"who": person}).all():
        before = cast(ChannelPlan, codec.open_document("place", sealed))
        plan = without(before, person)
        connection.execute(_rewrite, {"where": place, "new": codec.seal_document("place", plan)})
        _drop_changes_naming(connection, codec, place, person)
        if keepers_of(plan) != keepers_of(before):
            look_again(connection, place, now)
    for entry in REGISTRY:
        connection.execute(entry.erase, {"person": person})
    _bury.run(connection, {"person": person, "at": now})
    codec.forget()


def forget_again(connection: Connection, codec: Codec, persons: Iterable[str], now: datetime) -> int:
    """Erase those of these persons that a restored copy brought back; return how many."""
    back = [person for person in persons if connection.scalar(_known, {"who": person})]
    for person in back:
        forget(connection, codec, person, now)
    return len(back)


def without(plan: ChannelPlan, person: str) -> ChannelPlan:
    """Return a channel's plan that no longer names this person; their items stay, with nobody."""
    return replace(
        plan,
        members={id_: member for id_, member in plan.members.items() if id_ != person},
        items={id_: item.without(person) for id_, item in plan.items.items()},
    )


def rename(
    connection: Connection, codec: Codec, person: str, other: str, places: Collection[str] | None = None
) -> None:
    """Let channels' plans that name a person, and their changes, name another one instead; None: all of them."""
    for place, _, sealed in connection.execute(_naming, {"who": person}).all():
        if places is not None and place not in places:
            continue
        before = cast(ChannelPlan, codec.open_document("place", sealed))
        after = renamed(before, person, other)
        connection.execute(_rewrite, {"where": place, "new": codec.seal_document("place", after)})
        connection.execute(_drop_named, {"who": person, "where": place})
        _put_named.run(connection, {"person": other, "place": place, "member": other in after.members})
        for id_, change in connection.execute(_place_changes, {"where": place}).all():
            text = json.dumps(codec.raw(change))
            if json.dumps(person) in text:
                new = codec.seal(json.loads(text.replace(json.dumps(person), json.dumps(other))))
                connection.execute(_reseal_change, {"where": place, "change": id_, "new": new})


def renamed(plan: ChannelPlan, person: str, other: str) -> ChannelPlan:
    """Return a channel's plan in which another one has this person's membership and items."""
    members = dict(plan.members)
    if (member := members.pop(person, None)) is not None:
        known = members.get(other, member)
        members[other] = replace(known, keeper=known.keeper or member.keeper, joined=min(known.joined, member.joined))
    return replace(
        plan, members=members, items={id_: _renamed(item, person, other) for id_, item in plan.items.items()}
    )


def _renamed(item: Item, person: str, other: str) -> Item:
    owner = other if item.owner == person else item.owner
    offered_to = other if item.offered_to == person else item.offered_to
    stand_in = other if item.stand_in == person else item.stand_in
    stand_in = "" if stand_in == owner else stand_in
    return replace(
        item,
        owner=owner,
        offered_to="" if offered_to == owner else offered_to,
        stand_in=stand_in,
        stands_in=item.stands_in and bool(stand_in),
    )


def _drop_changes_naming(connection: Connection, codec: Codec, place: str, person: str) -> None:
    naming = [
        {"where": place, "change": id_}
        for id_, sealed in connection.execute(_place_changes, {"where": place})
        if json.dumps(person) in json.dumps(codec.raw(sealed))
    ]
    if naming:
        connection.execute(_drop_change, naming)
