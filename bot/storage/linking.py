"""One person on several platforms: codes, joining two persons, and taking an account away, all or nothing."""

from datetime import datetime
from hashlib import sha256
from secrets import choice, token_hex

from sqlalchemy import Connection, bindparam, delete, exists, func, insert, select, update

from bot.core.errors import Stale
from bot.core.link import LENGTH, LETTERS, WRONG_WITHIN, Code, Link, Linking, Parting, Side, Union, WrongCode
from bot.core.people import Owner
from bot.core.plan.document import Plan
from bot.core.plan.uniting import Whole
from bot.core.situation import Address, Situation
from bot.storage import tables as t
from bot.storage.accounts import account_id
from bot.storage.codec import Codec
from bot.storage.counting import move_uses
from bot.storage.forgetting import forget, rename
from bot.storage.joining import succeed
from bot.storage.past import read_past
from bot.storage.went import forget_where

_a = t.accounts.c
_code = select(t.codes.c.person, t.codes.c.expires, t.codes.c.sealed).where(t.codes.c.code == bindparam("hashed"))
_put_code = insert(t.codes)
_drop_codes = delete(t.codes).where(t.codes.c.person.in_(bindparam("persons", expanding=True)))
_put_guess = insert(t.guesses)
_guesses = (
    select(t.guesses.c.at)
    .where(t.guesses.c.person == bindparam("who"), t.guesses.c.at > bindparam("since"))
    .order_by(t.guesses.c.at)
)
_document = select(t.documents.c.version, t.documents.c.sealed).where(
    t.documents.c.owner_kind == "person", t.documents.c.owner == bindparam("who")
)
_hold = (
    select(t.people.c.id)
    .where(t.people.c.id.in_(bindparam("persons", expanding=True)))
    .order_by(t.people.c.id)
    .with_for_update()
)
_versions = (
    select(t.documents.c.owner, t.documents.c.version)
    .where(t.documents.c.owner_kind == "person", t.documents.c.owner.in_(bindparam("persons", expanding=True)))
    .order_by(t.documents.c.owner)
    .with_for_update()
)
_accounts = select(_a.platform, _a.tenant, _a.external).where(_a.person == bindparam("who"))
_new_person = insert(t.people)
_give_account = (
    update(t.accounts)
    .where(_a.platform == bindparam("on"), _a.tenant == bindparam("within"), _a.external == bindparam("theirs"))
    .values(person=bindparam("fresh"))
)
_channels = (
    select(t.places.c.id, t.places.c.platform, t.places.c.tenant)
    .select_from(t.named.join(t.places))
    .where(t.named.c.person == bindparam("who"))
)
_d, _same = t.deliveries.c, t.deliveries.alias("same")
# What one person is to be told is told to whoever they are now. Cards and reminders follow from the plan that stays.
_move_notices = (
    update(t.deliveries)
    .where(
        _d.owner_kind == "person", _d.owner == bindparam("goes_id"),
        _d.kind.in_(("paused", "unsure", "offered", "removed")),
        _d.state.in_(("pending", "claimed", "uncertain")),
        ~exists().where(
            _same.c.owner_kind == "person", _same.c.owner == bindparam("stays_id"), _same.c.kind == _d.kind,
            _same.c.local_date == _d.local_date, _same.c.target == _d.target,
        ),
    )
    .values(owner=bindparam("stays_id"))
)  # fmt: skip
_newest = select(func.max(_a.used)).where(_a.person == bindparam("who"))
_put_last = update(t.accounts).where(_a.person == bindparam("who")).values(used=_a.used + bindparam("more"))
_move_accounts = update(t.accounts).where(_a.person == bindparam("goes_id")).values(person=bindparam("stays_id"))
_other_taps = t.taps.alias("other")
_move_taps = (
    update(t.taps)
    .where(
        t.taps.c.person == bindparam("goes_id"),
        ~select(_other_taps.c.post)
        .where(
            _other_taps.c.place == t.taps.c.place,
            _other_taps.c.post == t.taps.c.post,
            _other_taps.c.person == bindparam("stays_id"),
        )
        .exists(),
    )
    .values(person=bindparam("stays_id"))
)
_other_totals = t.totals.alias("other")
_move_totals = (
    update(t.totals)
    .where(
        t.totals.c.owner == bindparam("goes_id"),
        ~select(_other_totals.c.month)
        .where(_other_totals.c.month == t.totals.c.month, _other_totals.c.owner == bindparam("stays_id"))
        .exists(),
    )
    .values(owner=bindparam("stays_id"))
)
_move_suggestions = (
    update(t.suggestions).where(t.suggestions.c.owner == bindparam("goes_id")).values(owner=bindparam("stays_id"))
)
_move_offered = (
    update(t.offered)
    .where(t.offered.c.row == bindparam("pressed"), t.offered.c.person == bindparam("goes_id"))
    .values(person=bindparam("stays_id"))
)
_used = (
    update(t.people)
    .where(t.people.c.id == bindparam("who"))
    .values(used_on=bindparam("day", type_=t.people.c.used_on.type))
)


def read_linking(connection: Connection, codec: Codec, person: str, code: str, now: datetime) -> Linking:
    """Read what linking needs: a code that nobody has, wrong ones of the last hour, and whose the given one is."""
    wrong = tuple(connection.scalars(_guesses, {"who": person, "since": now - WRONG_WITHIN}))
    fresh = "".join(choice(LETTERS) for _ in range(LENGTH))
    return Linking(fresh, wrong, _read_side(connection, codec, code, now) if code else None)


def _read_side(connection: Connection, codec: Codec, code: str, now: datetime) -> Side | None:
    row = connection.execute(_code, {"hashed": hashed(code)}).first()
    if row is None:
        return None
    made = codec.open(Code, row.sealed)
    version, plan = 0, Plan()
    if (document := connection.execute(_document, {"who": row.person}).first()) is not None:
        opened = codec.open_document("person", document.sealed)
        assert isinstance(opened, Plan)  # noqa: S101 - a person's document is a plan
        version, plan = document.version, opened
    whole = Whole(plan, *read_past(connection, codec, row.person, now))
    return Side(row.person, made.name, made.platform, row.expires, version, whole)


def hashed(code: str) -> str:
    """Return what is kept of a code."""
    return sha256(code.encode()).hexdigest()


def check_link(connection: Connection, situation: Situation, link: Link, now: datetime) -> None:
    """Hold whoever a link is about; raise Stale where something that it was decided by is no longer so."""
    me = situation.actor.person.id
    persons = [link.stays, link.goes] if isinstance(link, Union) else [me]
    if len(connection.execute(_hold, {"persons": persons}).all()) != len(persons):
        raise Stale("somebody was forgotten or joined meanwhile")
    match link:
        case WrongCode():
            wrong = tuple(connection.scalars(_guesses, {"who": me, "since": now - WRONG_WITHIN}))
            if wrong != situation.linking.wrong:
                raise Stale("more codes were tried meanwhile")
        case Union(code=code):
            _check_union(connection, situation, code, persons, now)
        case Parting(account=account):
            if len(found := _accounts_by_id(connection, me)) < 2 or account not in found:
                raise Stale("the accounts changed meanwhile")


def _check_union(connection: Connection, situation: Situation, code: str, persons: list[str], now: datetime) -> None:
    me, side = situation.actor.person.id, situation.linking.side
    row = connection.execute(_code, {"hashed": hashed(code)}).first()
    if side is None or row is None or row.person != side.person or row.expires <= now:
        raise Stale("the code was used up meanwhile")
    kept = {row.owner: row.version for row in connection.execute(_versions, {"persons": persons})}
    found = dict.fromkeys(persons, 0) | kept
    if found != {me: situation.versions.get(Owner("person", me), 0), side.person: side.version}:
        raise Stale("one of the two plans was changed meanwhile")


def _accounts_by_id(connection: Connection, person: str) -> dict[str, tuple[str, str, str]]:
    found = connection.execute(_accounts, {"who": person}).all()
    return {account_id(*row): (row.platform, row.tenant, row.external) for row in found}


def keep_link(connection: Connection, codec: Codec, situation: Situation, link: Link, now: datetime) -> None:
    """Write what a link asks for; `check_link` came before, in the same transaction."""
    me = situation.actor.person.id
    match link:
        case Code():
            connection.execute(_drop_codes, {"persons": [me]})
            row = {
                "code": hashed(link.text), "person": me, "expires": link.expires,
                # Sealed without its text: the hash is enough to find it.
                "sealed": codec.seal(Code("", link.expires, link.name, link.platform)),
            }  # fmt: skip
            connection.execute(_put_code, row)
        case WrongCode():
            connection.execute(_put_guess, {"id": token_hex(8), "person": me, "at": now})
        case Parting(account=account):
            _part(connection, codec, me, account)
        case Union():
            _unite(connection, codec, situation, link, now)


def _part(connection: Connection, codec: Codec, me: str, account: str) -> None:
    """Give an account to somebody new, with the channels that only it reaches: what is shared there stays there."""
    rest = _accounts_by_id(connection, me)
    gone, fresh = rest.pop(account), token_hex(8)
    connection.execute(_new_person, {"id": fresh, "used_on": None})
    connection.execute(_give_account, {"on": gone[0], "within": gone[1], "theirs": gone[2], "fresh": fresh})
    forget_where(connection, me, Address(*gone))
    channels = [
        row.id
        for row in connection.execute(_channels, {"who": me}).all()
        if _reaches(gone, row.platform, row.tenant)
        and not any(_reaches(one, row.platform, row.tenant) for one in rest.values())
    ]
    rename(connection, codec, me, fresh, channels)


def _reaches(account: tuple[str, str, str], platform: str, tenant: str) -> bool:
    """Say whether an account may be in a channel: of its own tenant, or of any where it has none (a person there)."""
    return account[0] == platform and account[1] in ("", tenant)


def _unite(connection: Connection, codec: Codec, situation: Situation, link: Union, now: datetime) -> None:
    """Give one person what is the other's, and erase that one."""
    me, both = situation.actor.person.id, {"goes_id": link.goes, "stays_id": link.stays}
    if situation.offered is not None:
        # The choice that was pressed stays known, so that a double press is one.
        connection.execute(_move_offered, {**both, "pressed": situation.offered.row})
    connection.execute(_drop_codes, {"persons": [link.stays, link.goes]})
    other = link.goes if me == link.stays else link.stays
    # The account that speaks stays the one used last.
    connection.execute(_put_last, {"who": me, "more": connection.scalar(_newest, {"who": other}) or 0})
    connection.execute(_move_accounts, both)
    connection.execute(_move_taps, both)
    connection.execute(_move_notices, both)
    succeed(connection, link.goes, link.stays)
    move_uses(connection, codec, link.goes, link.stays)
    if link.is_merge:
        connection.execute(_move_totals, both)
        connection.execute(_move_suggestions, both)
    rename(connection, codec, link.goes, link.stays)
    connection.execute(_used, {"who": link.stays, "day": now.date()})
    forget(connection, codec, link.goes, now)
