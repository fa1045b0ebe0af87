"""Writing an outcome: once-key, versions, documents, rows and schedules together, or nothing."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.core.errors import Repeated, Stale
from bot.core.link import Link, Union
from bot.core.message import Picked
from bot.core.nudges.notice import keepers_of
from bot.core.people import Owner
from bot.core.plan.document import ChannelPlan, Plan, WorkspacePlan
from bot.core.plan.edits import ROWS, Change, Edit, InTheWay, apply
from bot.core.plan.weeks import Log, Week
from bot.core.situation import Kept, Offered, Outcome, Situation
from bot.storage import tables as t
from bot.storage.asked import keep_asked
from bot.storage.codec import Codec
from bot.storage.counting import keep_use
from bot.storage.doubt import look_again, resolve
from bot.storage.forgetting import forget, keep_named
from bot.storage.linking import check_link, keep_link
from bot.storage.notifying import notify
from bot.storage.rescheduling import reschedule
from bot.storage.upsert import Upsert
from bot.storage.waiting import keep_waiting

DRAFT_HOURS = 24
THREAD_MINUTES = 30

_once = insert(t.once)
_used = (
    update(t.people)
    .where(t.people.c.id == bindparam("who"))
    .values(used_on=func.coalesce(bindparam("day", type_=t.people.c.used_on.type), t.people.c.used_on))
)
_claimed = select(t.deliveries.c.state, t.deliveries.c.attempt).where(t.deliveries.c.id == bindparam("id"))
_first_document = Upsert(t.documents, ("owner_kind", "owner"))
_this_version = (
    (t.documents.c.owner_kind == bindparam("kind"))
    & (t.documents.c.owner == bindparam("id"))
    & (t.documents.c.version == bindparam("loaded"))
)
_bump = update(t.documents).where(_this_version).values(version=bindparam("next"))
_rewrite = update(t.documents).where(_this_version).values(version=bindparam("next"), sealed=bindparam("new"))
_change = insert(t.changes)
_undone = (
    update(t.changes)
    .where(
        t.changes.c.owner_kind == bindparam("kind"),
        t.changes.c.owner == bindparam("who"),
        t.changes.c.id == bindparam("change"),
    )
    .values(undone=True)
)
_put_week = Upsert(t.weeks, ("owner", "monday"), ("sealed",))
_put_log = Upsert(t.logs, ("owner", "id"), ("day", "sealed"))
_old_week = select(t.weeks.c.sealed).where(t.weeks.c.owner == bindparam("who"), t.weeks.c.monday == bindparam("key"))
_old_log = select(t.logs.c.sealed).where(t.logs.c.owner == bindparam("who"), t.logs.c.id == bindparam("key"))
_drop_week = delete(t.weeks).where(t.weeks.c.owner == bindparam("who"), t.weeks.c.monday == bindparam("key"))
_drop_log = delete(t.logs).where(t.logs.c.owner == bindparam("who"), t.logs.c.id == bindparam("key"))
_suggestion = Upsert(t.suggestions, ("owner", "id"))
_answer = (
    update(t.suggestions)
    .where(t.suggestions.c.owner == bindparam("who"), t.suggestions.c.id == bindparam("suggestion"))
    .values(answer=bindparam("said"))
)
_post = Upsert(t.posts, ("place", "id"))
_shown = Upsert(t.shown, ("place", "post"))
_tap = Upsert(t.taps, ("place", "post", "person"), ("answer",))
_draft = Upsert(t.drafts, ("owner", "path"), ("sealed", "expires"))
_drop_draft = delete(t.drafts).where(t.drafts.c.owner == bindparam("who"), t.drafts.c.path == bindparam("done"))
_offered = Upsert(t.offered, ("row",), ("person", "place", "sealed", "expires", "latest"))
_said_since = update(t.offered).where(t.offered.c.place == bindparam("where")).values(latest=None)
_said_to_one = _said_since.where(t.offered.c.person == bindparam("who"), t.offered.c.latest == bindparam("via"))
_said_to_all = _said_since.where(t.offered.c.latest.is_not(None))
_thread = Upsert(t.threads, ("owner", "place"), ("sealed", "expires"))
_drop_thread = delete(t.threads).where(t.threads.c.owner == bindparam("who"), t.threads.c.place == bindparam("where"))
_taking = update(t.offered).values(taken=bindparam("index"), taken_at=bindparam("now"))
_take_first = _taking.where(t.offered.c.row == bindparam("which"), t.offered.c.taken_at.is_(None))
_take = _taking.where(t.offered.c.row == bindparam("which"), t.offered.c.taken_at == bindparam("loaded"))


def keep(connection: Connection, codec: Codec, situation: Situation, kept: Kept, once: str, now: datetime) -> None:
    """Write an outcome; raise Repeated or Stale, and then nothing is written."""
    try:
        connection.execute(_once, {"key": once_key(once), "at": now})
    except IntegrityError:
        raise Repeated(once) from None
    outcome, person = kept.outcome, situation.actor.person.id
    if outcome.link is not None:
        check_link(connection, situation, outcome.link, now)
    if kept.delivery and not _is_held(connection, kept):
        raise Repeated(kept.delivery)  # its lease ran out: whoever recovers it decides
    if person and not _is_proven(situation, kept):
        _write_used(connection, person, kept.used_on)
    if kept.took is not None:
        _take_choice(connection, situation, kept.took, now)
    _write_edits(connection, codec, situation, kept, now)
    if person:
        _write_about_person(connection, codec, person, outcome, now)
        _write_thread(connection, codec, situation, outcome, now)
    if outcome.asked is not None:
        keep_asked(connection, codec, outcome.asked)
    if situation.place is not None:
        _write_about_place(connection, codec, situation.place.id, person, outcome)
        keep_waiting(connection, codec, situation.place.id, outcome)
        if outcome.use is not None and person and not outcome.forget:
            keep_use(connection, codec, situation.place.id, person, outcome.use)
    offered = [row for row in kept.offered if not (outcome.forget and row.person == person)]
    if outcome.link is not None:
        keep_link(connection, codec, situation, outcome.link, now)
        offered = [_for_whoever_stays(row, outcome.link) for row in offered]
    if (said := kept.speaks) is not None:
        where = {"who": said.person, "where": said.place, "via": said.via}
        connection.execute(_said_to_all if said.everyone else _said_to_one, where)
    if offered:
        rows = [
            {
                "row": o.row,
                "person": o.person,
                "place": o.place,
                "expires": o.expires,
                "latest": o.latest,
                "sealed": codec.seal(o.choices),
            }
            for o in offered
        ]
        _offered.run(connection, rows)
    if kept.rescheduled:
        reschedule(connection, kept.rescheduled, kept.schedules, now)
    if outcome.notices:
        notify(connection, outcome.notices, now)
    if (word := outcome.resolved) is not None:
        resolve(connection, word.delivery, word.place, word.again, now)
    if outcome.forget:
        forget(connection, codec, person, now)


def _for_whoever_stays(row: Offered, link: Link) -> Offered:
    """Return the choices for the person whom the reader is from now on."""
    return replace(row, person=link.stays) if isinstance(link, Union) and row.person == link.goes else row


def _is_held(connection: Connection, kept: Kept) -> bool:
    """Say whether the claim that this was composed after still stands."""
    row = connection.execute(_claimed, {"id": kept.delivery}).first()
    return row is None or (row.state == "claimed" and row.attempt == kept.attempt)


def _take_choice(connection: Connection, situation: Situation, took: Picked, now: datetime) -> None:
    """Note which choice was taken; raise Stale where somebody else did since it was loaded."""
    offered = situation.offered
    loaded = offered.taken[1] if offered and offered.taken else None
    values = {"which": took.row, "index": took.index, "loaded": loaded, "now": now}
    if not connection.execute(_take if loaded else _take_first, values).rowcount:
        raise Stale("the choice was taken meanwhile")


def _is_proven(situation: Situation, kept: Kept) -> bool:
    """Say whether the new version of an older plan will prove that the person is still known, on the same day."""
    version = situation.versions.get(Owner("person", situation.actor.person.id), 0)
    return bool(kept.outcome.edits) and version > 0 and kept.used_on in (None, situation.used_on)


def _write_used(connection: Connection, person: str, day: date | None) -> None:
    if not connection.execute(_used, {"who": person, "day": day}).rowcount:
        raise Stale(f"nobody is known as {person}: forgotten meanwhile, or not from Accounts")


def once_key(once: str) -> str:
    """Return what is kept of a once-key: of one length, and without the ids it was made of."""
    return sha256(once.encode()).hexdigest()[:40]


def _write_edits(connection: Connection, codec: Codec, situation: Situation, kept: Kept, now: datetime) -> None:
    outcome = kept.outcome
    owners = {owner.kind: owner for owner in situation.versions}
    united = outcome.link.edits if isinstance(outcome.link, Union) else ()
    documents: tuple[tuple[str, Plan | ChannelPlan | WorkspacePlan, tuple[Edit, ...]], ...] = (
        ("person", situation.plan, (*outcome.edits, *united)),
        ("place", situation.channel, outcome.channel_edits),
        ("workspace", situation.workspace, outcome.workspace_edits),
    )
    for kind, document, edits in documents:  # always in this order: two writers never wait for each other
        if not edits:
            continue
        owner = owners[kind]  # type: ignore[index]
        version = situation.versions[owner] + 1
        after = apply(document, edits)
        _write_document(connection, codec, owner, version, None if after == document else after, document)
        if edits != united:  # joining is taken back by `privacy unlink`, and by no undo
            command = kept.in_channel or kept.command if kind == "place" else kept.command
            change = Change(kept.change, now, command, edits, outcome.undoes)
            row = {
                "owner_kind": kind, "owner": owner.id, "id": kept.change, "version": version, "at": now,
                "undone": False, "sealed": codec.seal(change),
            }  # fmt: skip
            connection.execute(_change, row)
        if outcome.undoes:
            connection.execute(_undone, {"kind": kind, "who": owner.id, "change": outcome.undoes})
        if kind == "person":
            _write_rows(connection, codec, owner.id, situation, edits)
        if kind == "place" and isinstance(after, ChannelPlan):
            keep_named(connection, owner.id, situation.channel, after)
            if keepers_of(after) != keepers_of(situation.channel):
                look_again(connection, owner.id, now)


def _write_document(connection: Connection, codec: Codec, owner: Owner, version: int, after: Any, before: Any) -> None:
    """Write the next version; `after` is None where only rows beside the document change."""
    if version == 1:
        row = {
            "owner_kind": owner.kind, "owner": owner.id, "version": 1,
            "sealed": codec.seal_document(owner.kind, before if after is None else after),
        }  # fmt: skip
        written = _first_document.run(connection, row)
    else:
        values = {"kind": owner.kind, "id": owner.id, "loaded": version - 1, "next": version}
        if after is None:
            written = connection.execute(_bump, values).rowcount
        else:
            new = {"new": codec.seal_document(owner.kind, after)}
            written = connection.execute(_rewrite, values | new).rowcount
    if not written:
        raise Stale(f"the {owner.kind}'s document was changed meanwhile")


def _write_rows(connection: Connection, codec: Codec, person: str, situation: Situation, edits: Iterable[Edit]) -> None:
    weeks, logs = dict(situation.weeks), dict(situation.logs)
    for edit in edits:
        if edit.collection not in ROWS:
            continue
        if edit.collection == "weeks":
            day = date.fromisoformat(edit.key)
            if day not in weeks and (sealed := connection.scalar(_old_week, {"who": person, "key": day})):
                weeks[day] = codec.open(Week, sealed)  # older than what is loaded
            if weeks.get(day) != edit.before:
                raise InTheWay(edit)
            if isinstance(edit.after, Week):
                _put_week.run(connection, {"owner": person, "monday": day, "sealed": codec.seal(edit.after)})
                weeks[day] = edit.after
            else:
                connection.execute(_drop_week, {"who": person, "key": day})
                del weeks[day]
        else:
            if edit.key not in logs and (sealed := connection.scalar(_old_log, {"who": person, "key": edit.key})):
                logs[edit.key] = codec.open(Log, sealed)
            if logs.get(edit.key) != edit.before:
                raise InTheWay(edit)
            if isinstance(edit.after, Log):
                row = {"owner": person, "id": edit.key, "day": edit.after.day, "sealed": codec.seal(edit.after)}
                _put_log.run(connection, row)
                logs[edit.key] = edit.after
            else:
                connection.execute(_drop_log, {"who": person, "key": edit.key})
                del logs[edit.key]


def _write_about_person(connection: Connection, codec: Codec, person: str, outcome: Outcome, now: datetime) -> None:
    if outcome.suggested:
        rows = [
            {
                "owner": person,
                "id": s.id,
                "rule": s.rule,
                "at": s.at,
                "answer": s.answer,
                "subject": codec.seal(s.subject),
            }
            for s in outcome.suggested
        ]
        _suggestion.run(connection, rows)
    if outcome.answered:
        answers = [{"who": person, "suggestion": id_, "said": said} for id_, said in outcome.answered.items()]
        connection.execute(_answer, answers)
    if outcome.drafts_done:
        done = [{"who": person, "done": draft_path(path)} for path in outcome.drafts_done]
        connection.execute(_drop_draft, done)
    if outcome.draft is not None:
        row = {
            "owner": person, "path": draft_path(outcome.draft.path), "sealed": codec.seal(outcome.draft),
            "expires": now + timedelta(hours=DRAFT_HOURS),
        }  # fmt: skip
        _draft.run(connection, row)


def _write_thread(connection: Connection, codec: Codec, situation: Situation, outcome: Outcome, now: datetime) -> None:
    """Keep what was answered for half an hour, or end it where something else was done."""
    who = situation.actor.person.id
    where = situation.place.id if situation.place and not situation.afar else ""
    if outcome.thread is not None:
        until = now + timedelta(minutes=THREAD_MINUTES)
        _thread.run(connection, {"owner": who, "place": where, "expires": until, "sealed": codec.seal(outcome.thread)})
    elif outcome.thread_done:
        connection.execute(_drop_thread, {"who": who, "where": where})


def draft_path(path: tuple[str, ...]) -> str:
    """Return a command's path as it is kept beside a draft."""
    return " ".join(path)


def _write_about_place(connection: Connection, codec: Codec, place: str, person: str, outcome: Outcome) -> None:
    if (post := outcome.post) is not None:
        row = {"place": place, "id": post.id, "kind": post.kind, "at": post.at, "subject": codec.seal(post.subject)}
        if not _post.run(connection, row) and post.kind == "report":
            raise Stale("the report was made meanwhile: the first one stays")
    if (shown := outcome.shown) is not None:
        _shown.run(connection, {"place": place, "post": shown.post, "sealed": codec.seal(shown)})
    if (tap := outcome.tap) is not None and person:
        _tap.run(connection, {"place": place, "post": tap.post, "person": person, "answer": tap.answer})
