"""What the assistant knows when it decides, and what it decides.

`Situation` is read in one transaction, `Outcome` is written in one. Between them stands only pure
code, so the same situation and the same words always give the same outcome.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from bot.core.link import Account, Link, Linking
from bot.core.message import Draft, Invocation, Message, Picked, Spoken
from bot.core.people import Actor, Owner, Place
from bot.core.plan.document import ChannelPlan, Plan, Repeat, WorkspacePlan
from bot.core.plan.edits import Change, Edit
from bot.core.plan.weeks import Log, Week


def derived(token: str, what: str) -> str:
    """Return the id that this token gives to `what`: always the same one."""
    return hashlib.sha256(f"{token}/{what}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Suggested:
    """A suggestion that was shown: which rule, about what, when, and what the person answered."""

    id: str
    rule: str
    subject: str
    at: datetime
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """A post that went to a channel: its kind, the line or item it was about, and when."""

    id: str
    kind: Literal["load", "refresh", "news", "asked", "tried", "report", "welcome"]
    subject: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Tap:
    """One member's answer to a load post. Never read into anyone's plan."""

    post: str
    answer: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A result that was published with a later post, or a report; frozen, whatever happens afterwards."""

    post: str
    text: Mapping[str, int]  # answer -> rounded number; empty: too few to show


@dataclass(frozen=True, slots=True)
class Offered:
    """The choices of one message, as they were kept: what each does, and whom they were offered.

    `person` is "" where everyone in `place` may press; `expires` is 90 days after. `taken` is the one
    that this person took last, and when. `latest` is the platform on which this is the last that was said to the
    person here, None where it is not: only then may a typed number mean one of these.
    """

    row: str
    person: str
    place: str
    choices: tuple[Invocation, ...]
    expires: datetime
    taken: tuple[int, datetime] | None = None
    latest: str | None = None


@dataclass(frozen=True, slots=True)
class Ranking:
    """What a finder makes of a text: ids best first with scores in 0 … 1, no prose, no thresholds.

    `points` are point numbers, `intents` plan intents, `passages` are "point/passage-id".
    `out` is how likely the text is out of scope, `kind` the likeliest kind of that; `margin` the distance of the first
    two topics (a point and its intents are one). `danger` is how likely it tells of somebody in danger.
    """

    points: tuple[tuple[int, float], ...] = ()
    intents: tuple[tuple[str, float], ...] = ()
    passages: tuple[tuple[str, float], ...] = ()
    out: float = 0.0
    margin: float = 0.0
    reason: str = ""
    danger: float = 0.0
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Thread:
    """What a person was answered last in this place: for half an hour, what is asked next may follow on from it.

    `point` is 0 where the question has no answer yet.
    """

    question: str
    point: int
    passage: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """A question its asker lets the editor have. It has no owner, and only the week in which it came."""

    id: str
    text: str
    why: Literal["not-covered", "not-useful"]
    point: int  # what it was answered from, 0 where from nothing
    week: date


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a channel is to be asked without a name. It has no owner, and only the week in which it came.

    `text` is the question, or for "tried" the tool; `point` and `passage` are what it was answered from, if from any.
    """

    id: str
    kind: Literal["asked", "tried"]
    text: str
    week: date
    point: int = 0
    passage: str = ""


@dataclass(frozen=True, slots=True)
class Use:
    """That somebody used Boffin for themselves in a channel in this term, and the point they asked about (0: none)."""

    term: date
    point: int = 0


@dataclass(frozen=True, slots=True)
class Counted:
    """How many people did something in a channel in one term, and how many of its members did not; never who.

    `asked` is by point.
    """

    users: int = 0
    others: int = 0
    asked: Mapping[int, int] = field(default_factory=dict)
    silent: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Holidays:
    """Public holidays by day, with their names; `country` is whose, "" where that is not known."""

    country: str = ""
    days: Mapping[date, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything one decision may look at. `changes` and `suggested` are newest first."""

    actor: Actor
    place: Place | None = None
    plan: Plan = field(default_factory=Plan)
    channel: ChannelPlan = field(default_factory=ChannelPlan)
    workspace: WorkspacePlan = field(default_factory=WorkspacePlan)
    versions: Mapping[Owner, int] = field(default_factory=dict)
    weeks: Mapping[date, Week] = field(default_factory=dict)
    logs: Mapping[str, Log] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    channel_changes: tuple[Change, ...] = ()
    suggested: tuple[Suggested, ...] = ()
    cards: tuple[datetime, ...] = ()  # when weekly cards went out, newest first
    used_on: date | None = None  # the last day the person used Boffin, before now
    posts: tuple[Post, ...] = ()  # of this place, newest first
    taps: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # post id -> answer -> count
    shown: Mapping[str, Shown] = field(default_factory=dict)
    waiting: tuple[Waiting, ...] = ()  # of this place, the longest first
    counted: Mapping[date, Counted] = field(default_factory=dict)  # by a term's first day, where a report asks for it
    reports: tuple[Shown, ...] = ()  # the same, newest first
    channels: tuple[tuple[Place, ChannelPlan], ...] = ()  # the channels whose plan the person joined
    near: frozenset[str] = frozenset()  # those of them in the workspace where the person speaks, by id
    afar: bool = False  # the place is the one that is meant; it is said in a direct message
    drafts: Mapping[tuple[str, ...], Draft] = field(default_factory=dict)
    accounts: tuple[Account, ...] = ()  # of the person, the one used last first
    linking: Linking = field(default_factory=Linking)
    offered: Offered | None = None  # the row of the choice that was taken, if it is still kept
    stored: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    ranking: Ranking | None = None
    parts: tuple[Ranking, ...] = ()  # one for each question, where a text asks two
    thread: Thread | None = None
    can_rephrase: bool = False  # a model is configured
    rephrased: str = ""  # its checked words for the answer that is read again
    holidays: Holidays = Holidays()
    place_holidays: Holidays = Holidays()  # in the zone of the place's posts, from today on

    @property
    def near_places(self) -> list[Place]:
        """The channels that one may act on from a direct message."""
        return [place for place, _ in self.channels if place.id in self.near]


WEEKLY = Repeat()


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A weekday's moment on the wall clock of `zone` (an IANA name); Monday is 0.

    `only` are the stretches in which it comes (none: always), `closed` those in which it does not; both days
    included. `moves`: what falls on a closed day comes on the next working day, else not at all.
    """

    day: int
    at: time
    zone: str
    repeat: Repeat = WEEKLY
    only: tuple[tuple[date, date], ...] = ()
    closed: tuple[tuple[date, date], ...] = ()
    moves: bool = False


@dataclass(frozen=True, slots=True)
class Schedule:
    """What an owner's document asks to be woken for; derived from the document, never edited.

    `on` is the platform where it is wanted, "" for the account used last.
    """

    owner: Owner
    kind: Literal["card", "post", "reminder", "term", "drill", "leaving"]
    rhythm: Rhythm
    on: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a delivery goes: only a platform's outbox reads the external id."""

    platform: str
    tenant: str
    external: str


NOWHERE = Address("", "", "")


@dataclass(frozen=True, slots=True)
class Installation:
    """A platform's leave to speak in one workspace: the secrets it gave for that, and when they run out."""

    platform: str
    tenant: str
    grant: Mapping[str, str] = field(repr=False)
    expires: datetime | None = None  # None: never


@dataclass(frozen=True, slots=True)
class Delivery:
    """One thing to be said unasked. It has no text: that is made after the claim.

    `attempt` counts the claims, `before` is the platform's id of what was said to the same owner last, `about` is
    what a notice is about, `parts` are what goes along with it in the same message. With `doubted_at` it may have been
    said then: only as long as it is the same message still may it be said at all.
    """

    id: str
    owner: Owner
    kind: Literal["card", "post", "reminder", "term", "drill", "paused", "unsure", "offered", "removed", "leaving"]
    local_date: date
    due_at: datetime
    address: Address
    attempt: int = 1
    claimed_at: datetime | None = None
    lease_until: datetime | None = None
    before: str = ""
    about: str = ""
    parts: tuple["Delivery", ...] = ()
    is_part: bool = False
    doubted_at: datetime | None = None

    @property
    def row(self) -> str:
        """The row of the choices under what is said for it: the same, however often it is composed."""
        return derived(self.id, "row/0")

    def turn(self, now: datetime) -> datetime:
        """Return when it is due where its turn had come before: ahead of all that is due at the same moment."""
        return min(self.due_at, now) - timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Notice:
    """What one person is told once: what only a keeper can mend, an item they are offered, that they were taken out."""

    owner: Owner
    kind: Literal["paused", "unsure", "offered", "removed"]
    about: str  # the place; of a post that may have come, with the delivery after a slash
    after: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A keeper's word about a post of their place: it stands there, or it is to be said again."""

    delivery: str
    place: str
    again: bool


@dataclass(frozen=True, slots=True)
class Flow:
    """How fast a platform takes what is said unasked, in each workspace or in all of them together."""

    a_second: float
    at_once: int = 1  # so many at a time after a rest
    each_tenant: bool = True
    outside: int = 1  # turns of one to a person outside every workspace: opening the way there is a request too


# Of one owner at one time these kinds are one message.
TOGETHER = frozenset({"card", "reminder", "term", "drill", "paused", "unsure", "offered", "removed", "post"})
PATIENT = frozenset({"leaving"})  # kinds that are done however late: nobody wants them left out
LASTING = frozenset({"paused", "unsure"})  # kinds that are told however late: nobody else can mend it
LATE = "late"  # why a delivery is skipped that is older than its grace


@dataclass(frozen=True, slots=True)
class Skip:
    """Why a claimed delivery is not said after all."""

    reason: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Until when a claimed delivery is not to be said."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was decided: what to say, and everything that is to be kept with it, or not at all.

    `edits` are the speaker's own, `channel_edits` the place's, `workspace_edits` the workspace's.
    `undoes` is the id of the change that these edits take back. `link` is about accounts on several
    platforms. `forget` erases the speaker.
    """

    messages: tuple[Message, ...] = ()
    edits: tuple[Edit, ...] = ()
    channel_edits: tuple[Edit, ...] = ()
    workspace_edits: tuple[Edit, ...] = ()
    undoes: str = ""
    suggested: tuple[Suggested, ...] = ()
    answered: Mapping[str, str] = field(default_factory=dict)
    post: Post | None = None
    shown: Shown | None = None
    tap: Tap | None = None
    draft: Draft | None = None
    drafts_done: tuple[tuple[str, ...], ...] = ()
    link: Link | None = None
    thread: Thread | None = None
    thread_done: bool = False
    asked: Asked | None = None
    waits: Waiting | None = None
    waited: tuple[str, ...] = ()  # the ids of those that wait no longer
    use: Use | None = None
    notices: tuple[Notice, ...] = ()
    resolved: Resolved | None = None
    forget: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """An outcome with what the assistant adds to it before it is written."""

    outcome: Outcome
    change: str = ""  # the id under which the edits are kept
    command: tuple[str, ...] = ()  # what made the edits, as the history of changes names it
    offered: tuple[Offered, ...] = ()
    schedules: tuple[Schedule, ...] = ()  # all that the changed owners now ask for
    rescheduled: tuple[Owner, ...] = ()  # owners whose schedules are replaced by `schedules`
    delivery: str = ""  # set when this was composed for a delivery
    attempt: int = 1  # the claim that it was composed after
    took: Picked | None = None  # the choice that made this outcome, where it was offered to one person
    used_on: date | None = None  # None for what is said unasked
    speaks: Spoken | None = None  # to whom this says something, so that no earlier choice is the last one there
    in_channel: tuple[str, ...] = ()  # as the channel's history names it: never by what is the person's own
