"""The two documents that are edited: a person's plan, and what belongs to a channel.

Collections are maps keyed by id, so that an edit names one thing and two edits rarely meet. All is
frozen: a change makes a new document. What is appended (weeks, logs) is rows, see `weeks`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from enum import StrEnum


class Stage(StrEnum):
    """Where a tool stands. `IN_USE` and `TRYOUT` take time, the others do not."""

    LOOKING = "looking"
    TRYOUT = "tryout"
    IN_USE = "in-use"
    PAUSED = "paused"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Promise:
    """An if-then of one's own for a tool: when this comes, then I do that."""

    when: str
    then: str


@dataclass(frozen=True, slots=True)
class Backup:
    """Where to go when a tool fails; `do` is what students do there, in a sentence to send."""

    where: str
    do: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was tapped when asked whether a tool is ready for students, and on which day."""

    said: str
    on: date


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool as someone uses it. `budget` is minutes a week, None where not said.

    `ready` holds the answers of the ready check by question. `session` is what it feeds and `lost` what students
    would lose without it, in words to show them; `keys` is who else can get in, an office or a role.
    """

    stage: Stage
    since: date
    needs: tuple[str, ...] = ()
    promise: Promise | None = None
    budget: int | None = None
    backup: Backup | None = None
    quiet_until: date | None = None  # until then nothing is said unasked about it
    ready: Mapping[str, Answer] = field(default_factory=dict)
    session: str = ""
    lost: str = ""
    keys: str = ""
    until: date | None = None  # the last day of a try-out
    good: str = ""  # its good sign and its stop sign, in own words
    stop: str = ""


@dataclass(frozen=True, slots=True)
class Habit:
    """One thing to do before posting, picked from the content's list; its key is which one."""

    since: date


@dataclass(frozen=True, slots=True)
class Need:
    """A wish in own words; `kind` is an id of the content's needs, or "" for words of one's own.

    `priority` is 1 (first) to 3. `asked_by` credits a student group, never a person.
    """

    words: str
    kind: str = ""
    priority: int = 2
    asked_by: str = ""
    thanked: date | None = None  # when whoever asked was told that it is used


@dataclass(frozen=True, slots=True)
class Drill:
    """A day on which a tool's backup was needed; `worked` is None until the person says."""

    used: date
    worked: bool | None = None


@dataclass(frozen=True, slots=True)
class Reminder:
    """A day on which the person wants to be asked something, and the zone of that day; nothing of why."""

    on: date
    zone: str = ""


class Finding(StrEnum):
    """The four outcomes of looking at an item."""

    STILL_RIGHT = "still-right"
    CHANGED = "changed"
    RETHINK = "rethink"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing on the content list.

    `interval` is days until it is next worth a look; it grows and shrinks with what is found.
    `owner`, `offered_to` and `stand_in` are person ids, used on shared lists only; `stands_in` once they said yes.
    `cohorts` met it since it was last changed, the
    one of `next_used` not yet among them. `quick`: the last look was a "still right" faster than looking takes.
    """

    title: str
    added: date
    checked: date
    interval: int
    link: str = ""
    tool: str = ""
    next_used: date | None = None
    clinical: bool = False
    last: Finding | None = None
    owner: str = ""
    offered_to: str = ""
    stand_in: str = ""
    stands_in: bool = False
    cohorts: int = 0
    quick: bool = False
    changed_on: date | None = None

    def without(self, person: str) -> "Item":
        """Return the item without this person: it stays, with nobody in their place."""
        return replace(
            self,
            owner="" if self.owner == person else self.owner,
            offered_to="" if self.offered_to == person else self.offered_to,
            stand_in="" if self.stand_in == person else self.stand_in,
            stands_in=self.stands_in and self.stand_in != person,
        )


class ConferenceStep(StrEnum):
    """The small steps around a conference, in order."""

    IDEA = "idea"
    CLEAR = "clear"
    TEASER = "teaser"
    THANKS = "thanks"
    DISCUSSION = "discussion"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class Conference:
    """A conference, with the steps that are done and when, and those left out; `came` is what came of it."""

    title: str
    first: date
    last: date
    done: Mapping[str, date] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    came: str = ""


class AwayKind(StrEnum):
    """Why a stretch of days does not count."""

    ON_CALL = "on-call"
    LEAVE = "leave"
    EXAMS = "exams"
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class Term:
    """Teaching weeks, or an exam time inside or after them; both days included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Away:
    """Days that count for nothing, from `first` to `last`, both included."""

    kind: AwayKind
    first: date
    last: date


class Every(StrEnum):
    """How often something comes on its weekday."""

    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"


LAST = -1


@dataclass(frozen=True, slots=True)
class Repeat:
    """How often a weekday counts: each, every other one, or one a month.

    `since` is a day in a week of which every other one counts, `nth` which of a month's: 1 to 4, or `LAST`.
    """

    every: Every = Every.WEEK
    nth: int = 1
    since: date | None = None


class CardWish(StrEnum):
    """Whether the person wants the weekly card; nothing is sent before a yes.

    `UNREACHED`: their platform let no private message through, so it stopped, and they are to be told that.
    """

    NOT_ASKED = "not-asked"
    YES = "yes"
    NO = "no"
    UNREACHED = "unreached"


@dataclass(frozen=True, slots=True)
class Settings:
    """A person's own settings. Weekdays count from Monday = 0; times are local to `zone`."""

    weekly_minutes: int | None = None
    zone: str = ""
    card: CardWish = CardWish.NOT_ASKED
    card_day: int = 4
    card_time: time = time(12, 30)
    quiet_from: time = time(19, 0)
    quiet_until: time = time(7, 30)
    less_of: tuple[str, ...] = ()
    snoozed_until: date | None = None
    begun: date | None = None  # the day the person was first told who can see what
    card_on: str = ""  # the platform where the card comes; "": the account used last
    card_repeat: Repeat = Repeat()
    not_mine: tuple[str, ...] = ()  # term and exam times of channels that do not hold for this person
    country: str = ""  # whose public holidays hold: a code such as GB or GB-SCT; "": the zone's country
    reply_days: tuple[int, ...] = ()  # when students are answered, for the note; (): not said
    reply_at: time = time(17, 0)
    leaving: date | None = None  # the day on which all of this is deleted, as the person asked


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a person edits."""

    needs: Mapping[str, Need] = field(default_factory=dict)
    tools: Mapping[str, Tool] = field(default_factory=dict)
    items: Mapping[str, Item] = field(default_factory=dict)
    away: Mapping[str, Away] = field(default_factory=dict)
    settings: Settings = Settings()
    habits: Mapping[str, Habit] = field(default_factory=dict)
    drills: Mapping[str, Drill] = field(default_factory=dict)  # by tool, the last one
    reminders: Mapping[str, Reminder] = field(default_factory=dict)
    conferences: Mapping[str, Conference] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)  # one's own, beside those of channels
    exams: Mapping[str, Term] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Member:
    """Someone who joined a channel's plan by their own tap; `name` as they are shown there.

    `tried` are tools that they let the others know they have tried, each by a tap of their own.
    """

    name: str
    joined: date
    keeper: bool = False
    tried: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Closure:
    """Days on which the institution is closed, both included: nothing is posted."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Posts:
    """The channel's post rhythm; `on` is the keeper's word, and nothing is posted without it.

    `in_term`: only in term, where dates are known. `moves`: what falls on a closed day comes on the next working day.
    """

    on: bool = False
    day: int = 0
    at: time = time(12, 30)
    zone: str = ""
    load: bool = True
    refresh: bool = True
    repeat: Repeat = Repeat()
    in_term: bool = True
    moves: bool = True
    news: bool = True
    asked: bool = True
    skipped: date | None = None  # the post of this day is left out, and not moved either
    tried: bool = True
    unreached: bool = False  # turned off because nothing could be posted, and not turned since


@dataclass(frozen=True, slots=True)
class LocalRule:
    """One line of a channel's local rules, or a stop sign on a tool, in its keeper's words.

    `version` is that of the channel's rules in which it last changed; `before` is what stood there until then.
    """

    text: str
    since: date
    version: int
    before: str = ""


@dataclass(frozen=True, slots=True)
class PostWords:
    """A keeper's words for the next post, while it is of this kind and subject; `after` is the post before it."""

    text: str = ""
    kind: str = ""
    subject: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Retired:
    """A shared item that was taken off the list, as the report counts it."""

    on: date


@dataclass(frozen=True, slots=True)
class ChannelPlan:
    """Everything that belongs to a channel. It never holds anyone's hours."""

    tools: Mapping[str, Tool] = field(default_factory=dict)
    items: Mapping[str, Item] = field(default_factory=dict)
    members: Mapping[str, Member] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    closures: Mapping[str, Closure] = field(default_factory=dict)
    posts: Posts = Posts()
    next_words: PostWords = PostWords()
    rules: Mapping[str, LocalRule] = field(default_factory=dict)
    stop_signs: Mapping[str, LocalRule] = field(default_factory=dict)  # by tool
    retired: Mapping[str, Retired] = field(default_factory=dict)  # by the item's id
    exams: Mapping[str, Term] = field(default_factory=dict)

    @property
    def keepers(self) -> list[str]:
        """The names of the keepers, as they are shown in the channel."""
        return [member.name for member in self.members.values() if member.keeper]


@dataclass(frozen=True, slots=True)
class Permissions:
    """What an admin set for the workspace: where Boffin may post, and whether guests may use it."""

    anywhere: bool = True
    places: tuple[str, ...] = ()
    guests: bool = False


@dataclass(frozen=True, slots=True)
class WorkspacePlan:
    """Everything an admin edits."""

    permissions: Permissions = Permissions()


Document = Plan | ChannelPlan | WorkspacePlan
