"""What storage tests say often: a person, a tool, an outcome that is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from itertools import count
from typing import Any

from bot.core.people import Owner, Person, Place, Standing
from bot.core.plan.document import Item, Member, Need, Stage, Tool
from bot.core.plan.edits import Edit
from bot.core.plan.weeks import Log, Told, Week
from bot.core.situation import Address, Kept, Outcome, Rhythm, Schedule, Situation
from bot.storage.parts import StorageSettings, Store, connect

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
TOOL = Tool(Stage.IN_USE, date(2026, 9, 1), ("reach",), budget=30)
NEED = Need("hear what students ask")
ITEM = Item("ECG quiz", date(2026, 9, 1), date(2026, 9, 1), 90)
WEEK = Week(Told.LESS, 45, {"podcast": 45}, ("podcast",))
LOG = Log(date(2026, 11, 20), "podcast", 25)
FRIDAY = Rhythm(4, time(12, 30), "Europe/London")


@dataclass
class Opener:
    """Opens the same database as often as a test wants."""

    settings: StorageSettings

    @contextmanager
    def __call__(self, *, exclusive: bool = False, rotating: bool = False, **changed: Any) -> Iterator[Store]:
        store = connect(replace(self.settings, **changed), exclusive=exclusive, rotating=rotating)
        try:
            yield store
        finally:
            store.close()


@dataclass
class Speaker:
    """Someone with an account who says things, in a place or alone."""

    store: Store
    person: Person
    place: Place | None = None
    numbers: Iterator[int] = field(default_factory=count)

    @property
    def id(self) -> str:
        return self.person.id

    @property
    def owner(self) -> Owner:
        return Owner("person", self.person.id)

    def at(self, place: Place | None) -> "Speaker":
        """The same person, somewhere else."""
        return replace(self, place=place)

    async def load(self, now: datetime = NOW, **more: Any) -> Situation:
        return await self.store.memory.load(self.person, self.place, now, **{"changes": True} | more)

    async def keep(
        self, now: datetime = NOW, *, situation: Situation | None = None, once: str = "", **outcome: Any
    ) -> str:
        """Keep an outcome on what is loaded now; return the id of its change."""
        extra = {name: outcome.pop(name) for name in KEPT & outcome.keys()}
        # Not the id itself: tests look for it everywhere after it was erased.
        number = f"{sha256(self.person.id.encode()).hexdigest()[:8]}-{next(self.numbers)}"
        kept = Kept(Outcome(**outcome), f"change-{number}", **extra)
        situation = situation or await self.load(now)
        await self.store.memory.keep(situation, kept, once=once or f"once-{number}", now=now)
        return kept.change


KEPT = {"offered", "speaks", "took", "schedules", "rescheduled", "delivery", "used_on", "command"}


async def speaker(store: Store, external: str = "ana", *, platform: str = "slack", tenant: str = "T1") -> Speaker:
    """Someone at their first sight."""
    person = await store.accounts.person(Address(platform, tenant, external))
    return Speaker(store, Person(person, external.title(), Standing.REGULAR))


async def place(store: Store, external: str = "teaching", *, platform: str = "slack", tenant: str = "T1") -> Place:
    """A channel at its first sight."""
    return await store.accounts.place(Address(platform, tenant, external), f"#{external}")


def added(collection: str, key: str, value: Any) -> tuple[Edit, ...]:
    """The edit that puts something where nothing was."""
    return (Edit(collection, key, None, value),)


def joined(who: Speaker, *, keeper: bool = False) -> tuple[Edit, ...]:
    """The edit with which someone joins a channel's plan."""
    return added("members", who.id, Member(who.person.name, NOW.date(), keeper))


def card(who: Speaker, rhythm: Rhythm = FRIDAY) -> dict[str, Any]:
    """What is kept with an outcome after which the weekly card is wanted."""
    return {"rescheduled": (who.owner,), "schedules": (Schedule(who.owner, "card", rhythm),)}
