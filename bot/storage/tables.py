"""Every table, in one place; what a person told or wrote is sealed, ids, dates and states are plain."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Time,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect

STATES = ("pending", "claimed", "sent", "skipped", "failed", "uncertain")


class Utc(TypeDecorator[datetime]):
    """An aware moment in UTC; SQLite keeps it as text of one width, so that it compares right."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive moments; give SQLite the UTC wall clock."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone cannot be kept")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Sealed(TypeDecorator[bytes]):
    """What only the vault can read. Every column of this type is found and re-sealed by `rotate`."""

    impl = LargeBinary
    cache_ok = True


# SQLite: without row ids, rows lie in the primary key itself, and there are fewer pages to write and sync.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _key(name: str, *more: Any) -> Column[Any]:
    return Column(name, String, *more, primary_key=True)


def _text(name: str, *more: Any, **options: Any) -> Column[Any]:
    return Column(name, String, *more, nullable=False, **options)


def _seal(name: str = "sealed") -> Column[bytes]:
    return Column(name, Sealed, nullable=False)


def _person() -> ForeignKey:
    # No cascade on purpose: a row that `forget` left behind makes the deletion fail.
    return ForeignKey("people.id")


meta = Table("meta", metadata, _key("key"), _seal(), sqlite_with_rowid=False)

workspaces = Table(
    "workspaces",
    metadata,
    _key("id"),
    _text("platform"),
    _text("tenant"),
    Column("removed", Utc),  # since when nothing goes there; 30 days later what it left goes too
    UniqueConstraint("platform", "tenant"),
    sqlite_with_rowid=False,
)

# What a platform gave for speaking in a workspace; while `lease_until` lies ahead, one process exchanges it.
installations = Table(
    "installations",
    metadata,
    _key("workspace", ForeignKey("workspaces.id")),
    Column("at", Utc, nullable=False),
    Column("expires", Utc),
    Column("lease_until", Utc),
    _seal(),
    sqlite_with_rowid=False,
)

# Hashes of what was sent out with somebody who installs, to come back once.
expected = Table("expected", metadata, _key("state"), Column("until", Utc, nullable=False), sqlite_with_rowid=False)

people = Table("people", metadata, _key("id"), Column("used_on", Date), sqlite_with_rowid=False)

accounts = Table(
    "accounts",
    metadata,
    _key("platform"),
    _key("tenant"),
    _key("external"),
    _text("person", _person(), index=True),
    _text("workspace", ForeignKey("workspaces.id")),
    Column("used", Integer, nullable=False),  # the highest is the account that was used last
    sqlite_with_rowid=False,
)

places = Table(
    "places",
    metadata,
    _key("id"),
    _text("platform"),
    _text("tenant"),
    _text("external"),
    _text("workspace", ForeignKey("workspaces.id")),
    _seal("name"),
    UniqueConstraint("platform", "tenant", "external"),
    sqlite_with_rowid=False,
)

documents = Table(
    "documents",
    metadata,
    _key("owner_kind"),
    _key("owner"),
    Column("version", Integer, nullable=False),
    _seal(),
    sqlite_with_rowid=False,
)

# Whom a place's document names or once named: its members, and who has or is offered an item of its list.
named = Table(
    "named",
    metadata,
    _key("person", _person()),
    _key("place", ForeignKey("places.id")),
    Column("member", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

weeks = Table(
    "weeks",
    metadata,
    _key("owner", _person()),
    Column("monday", Date, primary_key=True),
    _seal(),
    sqlite_with_rowid=False,
)

logs = Table(
    "logs",
    metadata,
    _key("owner", _person()),
    _key("id"),
    Column("day", Date, nullable=False),
    _seal(),
    Index(None, "owner", "day"),
    sqlite_with_rowid=False,
)

totals = Table(
    "totals",
    metadata,
    _key("owner", _person()),
    Column("month", Date, primary_key=True),  # its first day
    _seal(),
    sqlite_with_rowid=False,
)

changes = Table(
    "changes",
    metadata,
    _key("owner_kind"),
    _key("owner"),
    _key("id"),
    Column("version", Integer, nullable=False),  # the document's after the change: newest first, also within a second
    Column("at", Utc, nullable=False),
    Column("undone", Boolean, nullable=False),
    _seal(),
    Index(None, "owner_kind", "owner", "version"),
    sqlite_with_rowid=False,
)

suggestions = Table(
    "suggestions",
    metadata,
    _key("owner", _person()),
    _key("id"),
    _text("rule"),
    Column("at", Utc, nullable=False),
    _text("answer"),
    _seal("subject"),
    Index(None, "owner", "at"),
    sqlite_with_rowid=False,
)

# A code that joins two persons, as a hash; who made it, and as whom they were shown.
codes = Table(
    "codes",
    metadata,
    _key("code"),
    _text("person", _person(), index=True),
    Column("expires", Utc, nullable=False),
    _seal(),
    sqlite_with_rowid=False,
)

# That somebody gave a code which nobody made.
guesses = Table(
    "guesses",
    metadata,
    _key("id"),
    _text("person", _person(), index=True),
    Column("at", Utc, nullable=False),
    sqlite_with_rowid=False,
)

offered = Table(
    "offered",
    metadata,
    _key("row"),
    _text("person"),  # "" where everyone in the place may press
    _text("place"),
    Column("expires", Utc, nullable=False),
    Column("taken", Integer),  # the choice that was taken last, and when: a double press is one
    Column("taken_at", Utc),
    Column("latest", String),  # by which platform it was said, while it is the last thing said there; else NULL
    _seal(),
    Index(None, "person", "place", "expires"),
    sqlite_with_rowid=False,
)

drafts = Table(
    "drafts",
    metadata,
    _key("owner", _person()),
    _key("path"),
    Column("expires", Utc, nullable=False),
    _seal(),
    sqlite_with_rowid=False,
)

# What somebody was answered last in a place ("" in a direct message): what they ask next may follow on from it.
threads = Table(
    "threads",
    metadata,
    _key("owner", _person()),
    _key("place"),
    Column("expires", Utc, nullable=False),
    _seal(),
    sqlite_with_rowid=False,
)

# Questions that their askers let the editor have without a name: so there is no owner, no place, and no day.
questions = Table(
    "questions",
    metadata,
    _key("id"),
    Column("week", Date, nullable=False, index=True),  # its Monday
    _text("why"),
    Column("point", Integer, nullable=False),  # what it was answered from, 0 where from nothing
    _seal(),
    sqlite_with_rowid=False,
)

# What a channel is to be asked without a name: so there is no owner and no day.
waiting = Table(
    "waiting",
    metadata,
    _key("place", ForeignKey("places.id")),
    _key("id"),
    _text("kind"),
    Column("week", Date, nullable=False, index=True),  # its Monday
    _seal(),
    sqlite_with_rowid=False,
)

# That somebody used Boffin for themselves in a place in one term, and which points they asked about: only counted.
uses = Table(
    "uses",
    metadata,
    _key("place", ForeignKey("places.id")),
    Column("term", Date, primary_key=True),  # its first day
    _key("person", _person()),
    _seal(),
    Index(None, "person"),
    sqlite_with_rowid=False,
)

once = Table("once", metadata, _key("key"), Column("at", Utc, nullable=False), sqlite_with_rowid=False)

schedules = Table(
    "schedules",
    metadata,
    _key("owner_kind"),
    _key("owner"),
    _key("kind"),
    Column("day", Integer, nullable=False),
    Column("at", Time, nullable=False),
    _text("zone"),
    _text("platform", server_default=""),  # where a person wants it; "" for the account used last
    Column("next_at", Utc, nullable=False, index=True),
    _text("further", server_default=""),  # what a rhythm has beside day, time and zone: how often, only when, closed
    sqlite_with_rowid=False,
)

deliveries = Table(
    "deliveries",
    metadata,
    _key("id"),
    _text("owner_kind"),
    _text("owner"),
    _text("kind"),
    Column("local_date", Date, nullable=False),
    _text("target"),
    Column("due_at", Utc, nullable=False),
    _text("state"),
    Column("claimed_at", Utc),
    Column("lease_until", Utc),
    Column("settled_at", Utc),
    _text("detail"),
    _text("external"),
    Column("attempt", Integer, nullable=False, server_default="0"),  # how often it was claimed
    _text("lane", server_default=""),  # the platform and workspace that it goes to, as far as known when it fell due
    _text("joined", server_default=""),  # the delivery whose message it is a part of; its own id: it stands alone
    _text("to_platform", server_default=""),  # where it was to go when it was claimed last
    _text("to_tenant", server_default=""),
    _text("to_external", server_default=""),
    Column("doubted_at", Utc),  # pending or claimed: it may have been said then, and is to be the same message again
    Column("ready_at", Utc),  # pending: not before; uncertain: when to look for it, never where a person has to say
    UniqueConstraint("owner_kind", "owner", "kind", "local_date", "target"),
    CheckConstraint(f"state IN {STATES}", name="state"),
    Index(None, "state", "lane", "ready_at"),
)

# What goes one way takes turns: from when on the next may go there. Every replica draws on the same row.
lanes = Table("lanes", metadata, _key("lane"), Column("free_at", Utc, nullable=False), sqlite_with_rowid=False)

posts = Table(
    "posts",
    metadata,
    _key("place", ForeignKey("places.id")),
    _key("id"),
    _text("kind"),
    Column("at", Utc, nullable=False),
    _seal("subject"),
    Index(None, "place", "at"),
    sqlite_with_rowid=False,
)

taps = Table(
    "taps",
    metadata,
    _key("place"),
    _key("post"),
    _key("person", _person()),
    _text("answer"),
    ForeignKeyConstraint(["place", "post"], ["posts.place", "posts.id"]),
    Index(None, "person"),
    sqlite_with_rowid=False,
)

shown = Table(
    "shown",
    metadata,
    _key("place"),
    _key("post"),
    _seal(),
    ForeignKeyConstraint(["place", "post"], ["posts.place", "posts.id"]),
    sqlite_with_rowid=False,
)

# A person's id is random and names nobody once the accounts are gone; a restored copy forgets these again.
tombstones = Table("tombstones", metadata, _key("person"), Column("at", Utc, nullable=False), sqlite_with_rowid=False)
