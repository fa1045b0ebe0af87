"""Parts that stand in for real ones where a test is about something else; each implements its port."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.content.words import BabelWords
from bot.core.errors import NotDelivered
from bot.core.library import Library
from bot.core.message import Incoming, Message
from bot.core.people import Person, Place
from bot.core.ports import (
    NO_FLOWS,
    Accounts,
    Clock,
    Counted,
    Doubts,
    Heard,
    Ledger,
    Outbox,
    Shown,
    Signals,
    Timed,
    Words,
)
from bot.core.situation import Address, Delivery, Flow, Schedule, Skip, Wait

ROOT = Path(__file__).resolve().parents[1]
Answer = Callable[[Incoming, datetime], tuple[Message, ...]]


class StillClock(Clock):
    """Shows one moment."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


@cache
def wording() -> Words:
    """Return the real words, without the rest of the content and unchecked."""
    found: dict[str, str] = {}

    def walk(node: dict[str, Any], prefix: str) -> None:
        for key, inner in node.items():
            if isinstance(inner, dict):
                walk(inner, f"{prefix}{key}.")
            else:
                found[prefix + key] = inner

    for path in sorted((ROOT / "content/en/wording").glob("*.yaml")):
        walk(yaml.safe_load(path.read_text(encoding="utf-8")) or {}, "")
    return BabelWords(Library("en", {}, {}, {}, {}, (), (), None, found))  # type: ignore[arg-type]


class SomeAccounts(Accounts):
    """Gives everyone the id of their address."""

    async def person(self, address: Address) -> str:
        return f"person-{address.external}"

    async def place(self, address: Address, name: str) -> Place:
        return Place(f"place-{address.external}", name, address.tenant)

    async def meet(self, person: Address, place: Address | None, name: str) -> tuple[str, Place | None]:
        return await self.person(person), await self.place(place, name) if place else None

    async def find(self, person: Address, place: Address | None) -> tuple[str, Place | None]:
        return await self.meet(person, place, "")


class ScriptedAssistant:
    """Answers what the test says; remembers what it heard and composed."""

    def __init__(self, answer: Answer | None = None) -> None:
        self.answer = answer or (lambda incoming, now: ())
        self.heard: list[Incoming] = []
        self.says: dict[str, Message | Skip | Wait | Exception] = {}
        self.composed: list[str] = []
        self.lost: list[str] = []
        self.asked: list[str] = []
        self.answers: list[Heard] = []

    async def hear(self, incoming: Incoming, now: datetime) -> tuple[Message, ...]:
        self.heard.append(incoming)
        return self.answer(incoming, now)

    async def arrive(self, place: Place, once: str, now: datetime) -> tuple[Message, ...]:
        return (Message((f"Hello, {place.name}.",)),)

    async def suggest(
        self, person: Person, place: Place | None, path: tuple[str, ...], name: str, typed: str, now: datetime
    ) -> tuple[tuple[str, str], ...]:
        return ((f"{person.id}/{name}", typed),)

    async def due(self, now: datetime, limit: int = 100) -> int:
        return 0

    async def unreached(self, delivery: Delivery, now: datetime) -> None:
        self.lost.append(delivery.id)

    async def ask(self, delivery: Delivery, now: datetime) -> Heard:
        self.asked.append(delivery.id)
        return self.answers.pop(0) if self.answers else "asked"

    async def compose(self, delivery: Delivery, now: datetime) -> Message | Skip | Wait:
        self.composed.append(delivery.id)
        said = self.says.get(delivery.id, Message((f"This is {delivery.id}.",)))
        if isinstance(said, Exception):
            raise said
        return said


class ListLedger(Ledger):
    """Holds the deliveries a test put in; each is claimed once its moment has come."""

    def __init__(self, deliveries: Sequence[Delivery] = ()) -> None:
        self.waiting = list(deliveries)
        self.settled: dict[str, tuple[str, str]] = {}
        self.postponed: dict[str, tuple[datetime, str, bool]] = {}

    async def fall_due(
        self, now: datetime, limit: int, next_after: Callable[[Schedule, datetime], datetime | None], grace_hours: int
    ) -> int:
        return 0

    async def claim(
        self, now: datetime, limit: int, away: frozenset[str] = frozenset(), flows: Mapping[str, Flow] = NO_FLOWS
    ) -> tuple[Delivery, ...]:
        here = [delivery for delivery in self.waiting if delivery.address.platform not in away]
        due = tuple(delivery for delivery in here if delivery.due_at <= now)[:limit]
        self.waiting = [delivery for delivery in self.waiting if delivery not in due]
        return due

    async def settle(self, delivery: Delivery, state: str, now: datetime, *, detail: str = "") -> None:
        self.settled[delivery.id] = (state, detail)

    async def next_free(
        self, now: datetime, flows: Mapping[str, Flow] = NO_FLOWS, away: frozenset[str] = frozenset()
    ) -> datetime | None:
        return None

    async def postpone(self, delivery: Delivery, until: datetime, detail: str, *, all_there: bool = False) -> None:
        self.postponed[delivery.id] = (until, detail, all_there)

    async def next_due(self) -> datetime | None:
        return min((delivery.due_at for delivery in self.waiting), default=None)


class ListDoubts(Doubts):
    """Holds the uncertain deliveries a test put in, each since a moment of the test's choice."""

    def __init__(self, doubtful: Sequence[tuple[Delivery, datetime]] = ()) -> None:
        self.waiting = list(doubtful)
        self.recovered: list[frozenset[str]] = []
        self.once_more: list[str] = []
        self.repeated: list[str] = []
        self.left: dict[str, str] = {}
        self.later: dict[str, datetime] = {}

    async def recover(self, now: datetime, held: frozenset[str] = frozenset()) -> int:
        self.recovered.append(held)
        return 0

    async def doubtful(
        self, now: datetime, limit: int, platforms: Collection[str], steady_since: datetime | None = None
    ) -> tuple[tuple[Delivery, datetime], ...]:
        return tuple(self.waiting[:limit])

    async def again(self, delivery: Delivery, now: datetime) -> None:
        self.once_more.append(delivery.id)

    async def repeat(self, delivery: Delivery, now: datetime) -> None:
        self.repeated.append(delivery.id)

    async def put_off(self, delivery: Delivery, until: datetime) -> None:
        self.later[delivery.id] = until

    async def leave(self, delivery: Delivery, detail: str, until: datetime | None = None) -> None:
        self.left[delivery.id] = detail


class ListSignals(Signals):
    """Remembers what it was told: counts by name and words, times and values by name."""

    def __init__(self) -> None:
        self.counted: dict[tuple[str, ...], int] = {}
        self.timed: list[tuple[str, float]] = []
        self.shown: dict[str, float] = {}

    def count(self, what: Counted, amount: int = 1, **labels: str) -> None:
        key = (what, *labels.values())
        self.counted[key] = self.counted.get(key, 0) + amount

    def time(self, what: Timed, seconds: float, **labels: str) -> None:
        self.timed.append((what, seconds))

    def show(self, what: Shown, value: float, **labels: str) -> None:
        self.shown[what] = value


class ListOutbox(Outbox):
    """Keeps what was sent; `refuses` says for which deliveries it fails, and how."""

    def __init__(self, refuses: dict[str, Exception | None] | None = None) -> None:
        self.refuses = refuses or {}
        self.sent: list[tuple[str, Message]] = []
        self.carried: list[str] = []
        self.room = 5  # messages that are one post together

    def is_one(self, message: Message) -> bool:
        return 1 + len(message.then) <= self.room

    async def send(self, delivery: Delivery, message: Message) -> str:
        problem = self.refuses.get(delivery.id)
        if problem is not None:
            raise problem
        self.sent.append((delivery.id, message))
        self.carried += [part.id for part in delivery.parts]
        return f"sent-{delivery.id}"


def not_delivered(reason: str = "channel_archived") -> NotDelivered:
    """Return the error of a platform that certainly said nothing."""
    return NotDelivered(reason)
