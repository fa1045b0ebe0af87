"""What the core asks of the outside, in the core's own language.

Each port has a few methods; whoever implements one names it as its base. Calls that may wait are
async and hold no transaction open across an await.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Literal

from bot.core.message import Message
from bot.core.people import Person, Place
from bot.core.situation import Address, Delivery, Flow, Holidays, Installation, Kept, Ranking, Schedule, Situation

NO_FLOWS: Mapping[str, Flow] = MappingProxyType({})


class Clock(ABC):
    """The only source of now."""

    @abstractmethod
    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""


class Words(ABC):
    """The sentences of one language."""

    @abstractmethod
    def say(self, key: str, **details: object) -> str:
        """Return the sentence under `key` with its placeholders filled and its plural chosen."""

    @abstractmethod
    def family(self, prefix: str, name: str, **details: object) -> str:
        """Return the sentence under `prefix.name`: for words that data chooses, such as a command's."""


class Calendar(ABC):
    """The public holidays of countries."""

    @abstractmethod
    async def holidays(self, country: str, zone: str, first: date, last: date) -> Holidays:
        """Return those between two days, both included: of `country` (GB, GB-SCT), where "" of the zone's country.

        Without a country, or where it is not known, there are none, and the country of the answer is "".
        """


class Finder(ABC):
    """Text in, ranked guidance out."""

    @abstractmethod
    async def rank(self, text: str) -> Ranking:
        """Return what the text is about. The same text always gives the same ranking."""


class Phrasing(ABC):
    """Other words for an answer. Optional, and never waited for: the plain answer is given first."""

    @abstractmethod
    def begin(self, question: str, passages: tuple[str, ...]) -> None:
        """Begin to look for other words for these passages; returns at once."""

    @abstractmethod
    def found(self, question: str, passages: tuple[str, ...]) -> str:
        """Return words that were checked and may be shown, "" where there are none (yet)."""


class Memory(ABC):
    """What is remembered about people and places."""

    @abstractmethod
    async def load(
        self,
        person: Person | None,
        place: Place | None,
        now: datetime,
        *,
        row: str = "",
        latest: str | None = None,
        changes: bool = False,
        stored: bool = False,
        link: str | None = None,
        counts: bool = False,
        afar: bool = False,
    ) -> Situation:
        """Read everything one decision may look at, in one transaction.

        `person` is None only when a post for a place is composed. `row` names the pressed
        message's row of choices, `latest` takes what was said last here by that platform;
        `changes` also reads the latest changes, `stored` every kept row about the person, `link` what
        linking needs: a fresh code, and whose the given one is, `counts` what a channel's report counts. `afar`:
        `place` is meant in a direct message, whose thread and choices are read.
        """

    @abstractmethod
    async def keep(self, situation: Situation, kept: Kept, *, once: str, now: datetime) -> None:
        """Write an outcome in one transaction.

        Raises `errors.Stale` when a document changed since it was loaded, `errors.Repeated` when
        `once` was kept before; in both cases nothing is written.
        """


class Accounts(ABC):
    """Who a platform's ids stand for."""

    @abstractmethod
    async def person(self, address: Address) -> str:
        """Return the id of the person behind an account, making one at first sight."""

    @abstractmethod
    async def place(self, address: Address, name: str) -> Place:
        """Return the place behind a channel, making one at first sight; `name` is kept current."""

    @abstractmethod
    async def meet(self, person: Address, place: Address | None, name: str) -> tuple[str, Place | None]:
        """Return what `person` and `place` would, in one look where both are known."""

    @abstractmethod
    async def find(self, person: Address, place: Address | None) -> tuple[str, Place | None]:
        """Return the id behind an account, "" at first sight, and the place where it is known; nothing is written."""


class Marks(ABC):
    """What a room of the process must know at its next start. Nothing about anybody."""

    @abstractmethod
    async def find(self, name: str) -> str:
        """Return what was put under this name, "" where nothing was."""

    @abstractmethod
    async def put(self, name: str, text: str) -> None:
        """Keep it in place of what was there."""


class Installations(ABC):
    """Which workspaces Boffin may speak in, and with what. A removed one gets nothing until it is back."""

    @abstractmethod
    async def find(self, platform: str, tenant: str) -> Installation | None:
        """Return the grant of a workspace, None where there is none."""

    @abstractmethod
    async def put(self, installation: Installation, now: datetime, *, renewed: bool = False) -> None:
        """Keep an install or reinstall; the workspace is no longer marked removed, and a claim ends.

        `renewed` is for a claimed grant that was exchanged for a new one: nothing is written where the
        workspace was removed or installed anew meanwhile, so that a late answer brings nothing back.
        """

    @abstractmethod
    async def known(self, platform: str) -> tuple[str, ...]:
        """Return the tenants of a platform that Boffin is in, as far as it was told."""

    @abstractmethod
    async def come_back(self, platform: str, tenant: str) -> None:
        """Take the mark away: a platform that gives no grants says that it is there again."""

    @abstractmethod
    async def remove(self, platform: str, tenant: str, now: datetime) -> None:
        """Delete the grant at once and mark the workspace removed; the first such mark stays.

        `now` is when the platform says it happened: a removal that is older than the install is nothing.
        """

    @abstractmethod
    async def claim_expiring(self, platform: str, before: datetime, now: datetime) -> tuple[Installation, ...]:
        """Take the grants that run out before `before`; for 60 seconds nobody else is handed the same."""


class Gate(ABC):
    """Lets one of all replicas in; when that one is gone, in whatever way, the next."""

    @abstractmethod
    async def enter(self) -> bool:
        """Go in, or say that another one is there. Asked again, say whether we still are.

        Raises `errors.CannotKeep` where nobody can say it now.
        """

    @abstractmethod
    async def leave(self) -> None:
        """Let the next one in."""


class Expectations(ABC):
    """Words that were sent out with somebody and are to come back once, such as the state of an install."""

    @abstractmethod
    async def expect(self, state: str, until: datetime) -> None:
        """Await this state until then; it is kept as a hash."""

    @abstractmethod
    async def expected(self, state: str, now: datetime) -> bool:
        """Say whether this state was awaited; the same state again never is."""


# What was claimed begins to be said soon after, or is given back; then it is said within seconds, or given up.
TO_BEGIN, TO_SAY = timedelta(seconds=3), timedelta(seconds=5)
Heard = Literal["asked", "before", "nobody"]  # whether keepers were asked now, were so before, or there is none


class Ledger(ABC):
    """Schedules and deliveries: what is due, what was claimed, what was said."""

    @abstractmethod
    async def fall_due(
        self, now: datetime, limit: int, next_after: Callable[[Schedule, datetime], datetime | None], grace_hours: int
    ) -> int:
        """Write a delivery for each schedule that is due and advance it, in one transaction.

        Of several missed occurrences only the newest inside the grace is written as due; one that
        is older is written as skipped (of a person, a day later: their quiet hours are no part of its age, and whoever
        composes it knows them). One that never comes again is dropped. Returns how many deliveries were written.
        """

    @abstractmethod
    async def next_due(self) -> datetime | None:
        """Return when the next schedule or unclaimed delivery is due, None where none waits."""

    @abstractmethod
    async def claim(
        self, now: datetime, limit: int, away: frozenset[str] = frozenset(), flows: Mapping[str, Flow] = NO_FLOWS
    ) -> tuple[Delivery, ...]:
        """Take due deliveries for sending; nobody else gets them. Committed before it returns.

        What would go to a platform that is `away` waits. `flows` are by platform: no more is taken than may be said
        now, and the workspaces take turns.
        """

    @abstractmethod
    async def next_free(
        self, now: datetime, flows: Mapping[str, Flow] = NO_FLOWS, away: frozenset[str] = frozenset()
    ) -> datetime | None:
        """Return from when something that is due now may be said, None where nothing waits but for who is away."""

    @abstractmethod
    async def settle(self, delivery: Delivery, state: str, now: datetime, *, detail: str = "") -> None:
        """Write how a claimed delivery ended: sent (detail: the platform's id), skipped, failed, uncertain.

        Sent is believed of every attempt, the others only of the one that holds the claim.
        """

    @abstractmethod
    async def postpone(self, delivery: Delivery, until: datetime, detail: str, *, all_there: bool = False) -> None:
        """Give a claimed delivery back that was certainly not said, until later.

        With `all_there` nothing goes into its workspace before then.
        """


class Doubts(ABC):
    """Deliveries of which nobody knows whether they were said."""

    @abstractmethod
    async def recover(self, now: datetime, held: frozenset[str] = frozenset()) -> int:
        """Mark what was claimed by a process that is gone as uncertain; return how many.

        `held` are those that this process is saying.
        """

    @abstractmethod
    async def doubtful(
        self, now: datetime, limit: int, platforms: Collection[str], steady_since: datetime | None = None
    ) -> tuple[tuple[Delivery, datetime], ...]:
        """Take uncertain deliveries that are to be looked for now on these, each with since when it is uncertain.

        `steady_since` is from when on the asker's clock proves a wait: what it cannot conclude yet comes again by then.
        """

    @abstractmethod
    async def again(self, delivery: Delivery, now: datetime) -> None:
        """Make an uncertain delivery due once more: it was certainly not said."""

    @abstractmethod
    async def repeat(self, delivery: Delivery, now: datetime) -> None:
        """Make it due once more, and keep the doubt: it goes where it went, soon enough to be the same message."""

    @abstractmethod
    async def put_off(self, delivery: Delivery, until: datetime) -> None:
        """Look for it not before then: it could not be looked for now."""

    @abstractmethod
    async def leave(self, delivery: Delivery, detail: str, until: datetime | None = None) -> None:
        """Look for it no more, or not until then: a person has to say, or nobody can."""


class Outbox(ABC):
    """One platform's way of saying something unasked.

    `flow` is how fast it takes that, `repeats` for how long the same delivery sent again is the same message.
    """

    flow: Flow | None = None
    repeats: timedelta = timedelta(0)

    @abstractmethod
    async def send(self, delivery: Delivery, message: Message) -> str:
        """Say it and return the platform's id of what was said.

        Raises `errors.NotDelivered` where it is certain that nothing was said.
        """

    def is_one(self, message: Message) -> bool:
        """Say whether it is one post here, there or not there as a whole; what does not fit beside others waits."""
        return True

    async def find(self, deliveries: Sequence[Delivery]) -> Mapping[str, str | None]:
        """Return by delivery the platform's id of what was said, None where it surely was not.

        One that is missing cannot be looked for here. An error means: not now.
        """
        return {}


Counted = Literal["interactions", "deduplicated", "mistakes", "outbound", "rate_limited", "due", "claimed", "nudges"]
Timed = Literal["ack", "nudge_lag"]
Shown = Literal["connected", "last_tick", "last_sweep", "loop_lag", "waiting"]


class Signals(ABC):
    """What those who watch over the bot can see of it. A label is a fixed word: never an id, never what was said."""

    @abstractmethod
    def count(self, what: Counted, amount: int = 1, **labels: str) -> None:
        """Count so many more."""

    @abstractmethod
    def time(self, what: Timed, seconds: float, **labels: str) -> None:
        """Note how long one took."""

    @abstractmethod
    def show(self, what: Shown, value: float, **labels: str) -> None:
        """Show how it stands now."""


class Silent(Signals):
    """Tells nobody: for commands and tests that nobody watches."""

    def count(self, what: Counted, amount: int = 1, **labels: str) -> None:
        """Count nothing."""

    def time(self, what: Timed, seconds: float, **labels: str) -> None:
        """Note nothing."""

    def show(self, what: Shown, value: float, **labels: str) -> None:
        """Show nothing."""


SILENT = Silent()


class NoHolidays(Calendar):
    """Knows no country: where nobody asks for weeks."""

    async def holidays(self, country: str, zone: str, first: date, last: date) -> Holidays:
        """Return none."""
        return Holidays()


NO_HOLIDAYS = NoHolidays()


class NoGate(Gate):
    """Lets everybody in: where there is one process."""

    async def enter(self) -> bool:
        """Go in."""
        return True

    async def leave(self) -> None:
        """Do nothing."""


OPEN = NoGate()
