"""Reading a situation: every statement of a load, built once."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import BindParameter, Connection, Select, and_, bindparam, func, or_, select

from bot.core.link import Account
from bot.core.message import Draft, Invocation
from bot.core.people import Actor, Owner, Person, Place
from bot.core.plan.document import ChannelPlan, Plan, WorkspacePlan
from bot.core.plan.edits import Change
from bot.core.situation import Offered, Post, Shown, Situation, Suggested, Thread
from bot.storage import tables as t
from bot.storage.accounts import account_id
from bot.storage.codec import Codec
from bot.storage.counting import read_counts
from bot.storage.linking import read_linking
from bot.storage.past import read_past
from bot.storage.registry import rows_about
from bot.storage.waiting import read_waiting

OWN_CHANGES, PLACE_CHANGES = 50, 20
SUGGESTION_DAYS = 400
CARDS, POSTS = 20, 20
NOBODY = Person("", "")

PERSON: BindParameter[str] = bindparam("person")
PLACE: BindParameter[str] = bindparam("place")

_known = (
    select(
        t.people.c.used_on, t.accounts.c.workspace, t.accounts.c.platform, t.accounts.c.tenant, t.accounts.c.external,
        t.workspaces.c.removed,
    )
    .select_from(t.people.outerjoin(t.accounts).outerjoin(t.workspaces))
    .where(t.people.c.id == PERSON)
    .order_by(t.accounts.c.used.desc())
)  # fmt: skip
_place = select(t.places.c.workspace, t.places.c.name).where(t.places.c.id == PLACE)
_documents = select(t.documents.c.owner_kind, t.documents.c.version, t.documents.c.sealed).where(
    or_(
        and_(t.documents.c.owner_kind == "person", t.documents.c.owner == PERSON),
        and_(t.documents.c.owner_kind == "place", t.documents.c.owner == PLACE),
        and_(t.documents.c.owner_kind == "workspace", t.documents.c.owner == bindparam("workspace")),
    )
)
_changes = (
    select(t.changes.c.id, t.changes.c.at, t.changes.c.undone, t.changes.c.sealed)
    .where(t.changes.c.owner_kind == bindparam("kind"), t.changes.c.owner == bindparam("owner"))
    .order_by(t.changes.c.version.desc())
    .limit(bindparam("newest"))
)
_suggestions = (
    select(t.suggestions)
    .where(t.suggestions.c.owner == PERSON, t.suggestions.c.at >= bindparam("since"))
    .order_by(t.suggestions.c.at.desc(), t.suggestions.c.id)
)
_cards = (
    select(t.deliveries.c.settled_at)
    .where(
        t.deliveries.c.owner_kind == "person",
        t.deliveries.c.owner == PERSON,
        t.deliveries.c.kind == "card",
        t.deliveries.c.state == "sent",
    )
    .order_by(t.deliveries.c.settled_at.desc())
    .limit(CARDS)
)
_drafts = select(t.drafts.c.sealed).where(t.drafts.c.owner == PERSON, t.drafts.c.expires > bindparam("now"))
_channels = (
    select(
        t.places.c.id, t.places.c.name, t.places.c.workspace, t.places.c.platform, t.places.c.tenant,
        t.documents.c.sealed,
    )
    .select_from(t.named.join(t.places).join(t.documents, t.documents.c.owner == t.places.c.id))
    .where(t.named.c.person == PERSON, t.named.c.member, t.documents.c.owner_kind == "place")
    .order_by(t.places.c.id)
)  # fmt: skip
_posts = (
    select(t.posts.c.id, t.posts.c.kind, t.posts.c.subject, t.posts.c.at)
    .where(t.posts.c.place == PLACE, t.posts.c.kind != "report")
    .order_by(t.posts.c.at.desc(), t.posts.c.id)
    .limit(POSTS)
)
_newest = _posts.with_only_columns(t.posts.c.id)
_taps = (
    select(t.taps.c.post, t.taps.c.answer, func.count())
    .where(t.taps.c.place == PLACE, t.taps.c.post.in_(_newest))
    .group_by(t.taps.c.post, t.taps.c.answer)
)
_shown = select(t.shown.c.sealed).where(t.shown.c.place == PLACE, t.shown.c.post.in_(_newest))
_thread = select(t.threads.c.sealed).where(
    t.threads.c.owner == PERSON, t.threads.c.place == PLACE, t.threads.c.expires > bindparam("now")
)
_offered = select(t.offered).where(t.offered.c.row == bindparam("row"), t.offered.c.expires > bindparam("now"))
_latest_offered = (
    select(t.offered)
    .where(t.offered.c.person == PERSON, t.offered.c.place == PLACE, t.offered.c.latest == bindparam("latest"))
    .where(t.offered.c.expires > bindparam("now"))
    .limit(1)
)


def load(
    connection: Connection,
    codec: Codec,
    person: Person | None,
    place: Place | None,
    now: datetime,
    row: str,
    latest: str | None,
    changes: bool,
    stored: bool,
    link: str | None,
    counts: bool = False,
    afar: bool = False,
) -> Situation:
    """Read everything one decision may look at."""
    read: dict[str, Any] = {}
    used_on, workspace, platform, tenant = None, None, "", ""
    if person is not None and (known := connection.execute(_known, {"person": person.id}).all()):
        used_on, workspace, platform, tenant, *_ = known[0]
        read["accounts"] = tuple(
            Account(account_id(on, within, external), on, removed is not None)
            for _, _, on, within, external, removed in known
            if on is not None
        )
    if place is not None:
        if not place.workspace and (found := connection.execute(_place, {"place": place.id}).first()):
            place = Place(place.id, place.name or codec.open(str, found.name), found.workspace)
        workspace = place.workspace
    held, versions = _read_documents(connection, codec, person, place, workspace or "")
    channel, settings = held.get("place", ChannelPlan()), held.get("workspace", WorkspacePlan())
    if person is not None:
        read |= _about_person(connection, codec, person.id, now, platform, tenant)
        where = {"person": person.id, "place": place.id if place and not afar else "", "now": now}
        if sealed := connection.scalar(_thread, where):
            read["thread"] = codec.open(Thread, sealed)
        if changes:
            read["changes"] = _read_changes(connection, codec, "person", person.id, OWN_CHANGES)
        if stored:
            read["stored"] = rows_about(connection, codec, person.id)
        if link is not None:
            read["linking"] = read_linking(connection, codec, person.id, link, now)
    if place is not None:
        read |= _about_place(connection, codec, place.id)
        if channel.posts.on:
            read["waiting"] = read_waiting(connection, codec, place.id)
        if counts:
            read |= read_counts(connection, codec, place.id, channel)
        if changes:
            read["channel_changes"] = _read_changes(connection, codec, "place", place.id, PLACE_CHANGES)
    if row:
        read["offered"] = _read_offered(connection, codec, _offered, {"row": row, "now": now})
    elif latest is not None and person is not None:
        read["offered"] = _read_offered(connection, codec, _latest_offered, {**where, "latest": latest})
    member = channel.members.get(person.id) if person is not None else None
    return Situation(
        actor=Actor(
            person or NOBODY,
            is_member=member is not None,
            is_keeper=member is not None and member.keeper,
            guests_allowed=settings.permissions.guests,
        ),
        place=place,
        plan=held.get("person", Plan()),
        channel=channel,
        workspace=settings,
        versions=versions,
        used_on=used_on,
        afar=afar,
        **read,
    )


def _read_documents(
    connection: Connection, codec: Codec, person: Person | None, place: Place | None, workspace: str
) -> tuple[dict[str, Any], dict[Owner, int]]:
    owners = {"person": person.id if person else "", "place": place.id if place else "", "workspace": workspace}
    held: dict[str, Any] = {}
    versions = {Owner(kind, owner): 0 for kind, owner in owners.items() if owner}  # type: ignore[arg-type]
    for kind, version, sealed in connection.execute(_documents, owners).all():
        held[kind] = codec.open_document(kind, sealed)
        versions[Owner(kind, owners[kind])] = version
    return held, versions


def _about_person(
    connection: Connection, codec: Codec, person: str, now: datetime, platform: str, tenant: str
) -> dict[str, Any]:
    who = {"person": person}
    weeks, logs = read_past(connection, codec, person, now)
    recent = {"person": person, "since": now - timedelta(days=SUGGESTION_DAYS)}
    drafts = [
        codec.open(Draft, row.sealed) for row in connection.execute(_drafts, {"person": person, "now": now}).all()
    ]
    joined = connection.execute(_channels, who).all()
    return {
        "weeks": weeks,
        "logs": logs,
        "suggested": tuple(
            Suggested(row.id, row.rule, codec.open(str, row.subject), row.at, row.answer)
            for row in connection.execute(_suggestions, recent).all()
        ),
        "cards": tuple(connection.scalars(_cards, who)),
        "channels": tuple(
            (
                Place(one.id, codec.open(str, one.name), one.workspace),
                cast(ChannelPlan, codec.open_document("place", one.sealed)),
            )
            for one in joined
        ),
        # Elsewhere nobody read their rights. Where a person is the same in every server, the platform has one tenant.
        "near": frozenset(one.id for one in joined if one.platform == platform and tenant in ("", one.tenant)),
        "drafts": {draft.path: draft for draft in drafts},
    }


def _about_place(connection: Connection, codec: Codec, place: str) -> dict[str, Any]:
    where = {"place": place}
    posts = connection.execute(_posts, where).all()
    if not posts:  # most channels, and every direct message
        return {}
    taps: dict[str, dict[str, int]] = {}
    for post, answer, count in connection.execute(_taps, where).all():
        taps.setdefault(post, {})[answer] = count
    shown = [codec.open(Shown, row.sealed) for row in connection.execute(_shown, where).all()]
    return {
        "posts": tuple(Post(row.id, row.kind, codec.open(str, row.subject), row.at) for row in posts),
        "taps": taps,
        "shown": {result.post: result for result in shown},
    }


def _read_changes(connection: Connection, codec: Codec, kind: str, owner: str, newest: int) -> tuple[Change, ...]:
    found = []
    for row in connection.execute(_changes, {"kind": kind, "owner": owner, "newest": newest}).all():
        if (change := codec.open_change(row.sealed)) is not None:
            found.append(_with_state(change, row._mapping))
    return tuple(found)


def _with_state(change: Change, row: Mapping[Any, Any]) -> Change:
    return Change(row["id"], row["at"], change.command, change.edits, change.undoes, row["undone"])


def _read_offered(
    connection: Connection, codec: Codec, query: Select[Any], where: Mapping[str, object]
) -> Offered | None:
    found = connection.execute(query, where).first()
    if found is None:
        return None
    choices = codec.open(tuple[Invocation, ...], found.sealed)
    taken = None if found.taken is None else (found.taken, found.taken_at)
    return Offered(found.row, found.person, found.place, choices, found.expires, taken, found.latest)
