"""Who speaks and where, without any platform's ids, and who may do what."""

from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import Literal


class Role(IntEnum):
    """What a command asks for; a keeper is also a member, everyone is at least a person."""

    PERSON = 0
    MEMBER = 1
    KEEPER = 2
    ADMIN = 3


class Standing(Enum):
    """How the platform sees someone. `UNKNOWN` (rights not read) is treated as no rights."""

    REGULAR = "regular"
    GUEST = "guest"
    EXTERNAL = "external"
    REMOVED = "removed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Person:
    """The verified speaker of this moment. `name` is what the platform shows, for their own eyes.

    `may_keep` says whether they may take on a channel that nobody keeps; platforms without such a right say yes.
    `likely_zones` are guesses to choose from where the platform tells no zone.
    """

    id: str
    name: str
    standing: Standing = Standing.UNKNOWN
    is_admin: bool = False
    zone: str | None = None
    may_keep: bool = True
    likely_zones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A channel; `name` as people there write it. In a direct message `Incoming.place` is None."""

    id: str
    name: str
    workspace: str = ""  # the id under which an admin's settings for the whole workspace are kept


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose rows: a person's, a place's or a workspace's. Stores take an owner, never a bare id."""

    kind: Literal["person", "place", "workspace"]
    id: str


def owner_of(who: Person | Place) -> Owner:
    """Return the owner under which this person's or place's rows are kept."""
    return Owner("person" if isinstance(who, Person) else "place", who.id)


@dataclass(frozen=True, slots=True)
class Actor:
    """A speaker together with what the place they speak in says about them."""

    person: Person
    is_member: bool = False
    is_keeper: bool = False
    guests_allowed: bool = False


class Permit(Enum):
    """The answer of `authorise`; everything but `YES` names the sentence that explains it."""

    YES = "yes"
    OUTSIDER = "outsider"
    GUEST = "guest"
    NOT_YOURS = "not_yours"
    MEMBERS_ONLY = "members_only"
    KEEPER_ONLY = "keeper_only"
    ADMINS_ONLY = "admins_only"


def authorise(actor: Actor, role: Role, owner: Owner | None = None) -> Permit:
    """Say whether this actor may do what asks for `role`, on rows of `owner` where one is named.

    The one check for every entry: command, choice, form, completion. Unknown standing means no.
    A person's rows open to that person alone, whatever the role.
    """
    match actor.person.standing:
        case Standing.REGULAR:
            pass
        case Standing.GUEST if actor.guests_allowed:
            pass
        case Standing.GUEST:
            return Permit.GUEST
        case _:
            return Permit.OUTSIDER
    if owner is not None and owner.kind == "person" and owner.id != actor.person.id:
        return Permit.NOT_YOURS
    match role:
        case Role.PERSON:
            return Permit.YES
        case Role.MEMBER:
            return Permit.YES if actor.is_member or actor.is_keeper else Permit.MEMBERS_ONLY
        case Role.KEEPER:
            return Permit.YES if actor.is_keeper else Permit.KEEPER_ONLY
        case Role.ADMIN:
            return Permit.YES if actor.person.is_admin else Permit.ADMINS_ONLY
