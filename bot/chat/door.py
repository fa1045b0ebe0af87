"""What every platform shares: who speaks, the boundary where our mistakes end, and tracked tasks."""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from bot.chat.calendar import with_files
from bot.core.errors import CannotKeep
from bot.core.message import Filled, Incoming, Invocation, Message, Picked
from bot.core.people import Actor, Permit, Person, Place, Role, Standing, authorise
from bot.core.ports import SILENT, Accounts, Clock, Signals, Words
from bot.core.situation import Address

LOG = logging.getLogger("bot.chat.door")
FRAMES = 6  # enough of the way to a mistake to find it
TOO_MANY = "429"
Said = str | Picked | Invocation | Filled
SECONDS_TO_SETTLE = 8.0


class Hears(Protocol):
    """The side of the assistant that a platform talks to."""

    async def hear(self, incoming: Incoming, now: datetime) -> tuple[Message, ...]:
        """Take what was said and return what is answered."""

    async def arrive(self, place: Place, once: str, now: datetime) -> tuple[Message, ...]:
        """Return what is said once in a channel that Boffin is new in."""

    async def suggest(
        self, person: Person, place: Place | None, path: tuple[str, ...], name: str, typed: str, now: datetime
    ) -> tuple[tuple[str, str], ...]:
        """Return (value, label) of what fits a parameter that is being typed."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Someone as their platform knows them at this moment, verified by the platform; see `people.Person`."""

    address: Address
    name: str
    standing: Standing = Standing.UNKNOWN
    is_admin: bool = False
    zone: str | None = None
    may_keep: bool = True
    likely_zones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """A channel as its platform knows it."""

    address: Address
    name: str


class Turns:
    """Lets those who want the same thing in one after the other, in the order they came; keeps nothing afterwards."""

    def __init__(self) -> None:
        self._locks: dict[str, tuple[asyncio.Lock, int]] = {}  # with how many who hold it or wait

    def __len__(self) -> int:
        return len(self._locks)

    @asynccontextmanager
    async def of(self, name: str) -> AsyncIterator[None]:
        """Wait for one's turn, and end it on leaving."""
        lock, others = self._locks.get(name) or (asyncio.Lock(), 0)
        self._locks[name] = lock, others + 1
        try:
            async with lock:
                yield
        finally:
            _, left = self._locks[name]
            if left > 1:
                self._locks[name] = lock, left - 1
            else:
                del self._locks[name]


class Door:
    """The way in. `admins` are (platform, external id) pairs whom the operator named."""

    def __init__(
        self,
        assistant: Hears,
        accounts: Accounts,
        words: Words,
        clock: Clock,
        *,
        admins: frozenset[tuple[str, str]] = frozenset(),
        signals: Signals = SILENT,
        reference: Callable[[], str] = lambda: secrets.token_hex(4),
    ) -> None:
        self._assistant = assistant
        self._accounts = accounts
        self._words = words
        self._clock = clock
        self._admins = admins
        self._signals = signals
        self._reference = reference
        self._turns = Turns()
        self._tasks: set[asyncio.Task[None]] = set()

    async def hear(
        self,
        once: str,
        speaker: Speaker,
        said: Said,
        spot: Spot | None = None,
        *,
        public: bool = False,
        beside: bool = False,
    ) -> tuple[Message, ...]:
        """Hand over what was said and return the answer; never raises for a mistake of ours.

        `once` is the platform's own id of what was said: the same id again has no second effect. `beside` marks what
        is shown outside the conversation, so that no number typed there means it.
        """
        via = f"{speaker.address.platform}/beside" if beside else speaker.address.platform
        outcome, answer = await self._heard(once, speaker, said, spot, public=public, via=via)
        self._signals.count("interactions", platform=speaker.address.platform, kind=kind_of(said), outcome=outcome)
        return answer

    async def _heard(
        self, once: str, speaker: Speaker, said: Said, spot: Spot | None, *, public: bool, via: str
    ) -> tuple[str, tuple[Message, ...]]:
        if is_outside(speaker):  # nothing of somebody who may not use Boffin is kept, their account neither
            return "refused", (self._alone("permit.outsider", in_channel=spot is not None),)
        try:
            where, name = (spot.address, spot.name) if spot else (None, "")
            known, place = await self._accounts.meet(speaker.address, where, name)
            person = self._person(known, speaker)
            async with AsyncExitStack() as turn:
                # A burst queues here instead of finding each other's documents stale. The person always comes before
                # the place, so two never wait for each other; between processes the assistant tries again.
                await turn.enter_async_context(self._turns.of(f"person/{person.id}"))
                if place is not None:
                    await turn.enter_async_context(self._turns.of(f"place/{place.id}"))
                incoming = Incoming(once, person, said, place, public, via)
                answer = await self._assistant.hear(incoming, self._clock.now())
                return "answered" if answer else "silent", with_files(answer)
        except CannotKeep as refused:
            LOG.warning("nothing can be kept", extra={"why": refused.reason})
            return "not_kept", (self._alone("door.cannot_keep", in_channel=spot is not None),)
        except Exception as mistake:  # noqa: BLE001 - the one place where a bug becomes a sentence with a reference
            return "mistake", (self._our_mistake(mistake, in_channel=spot is not None),)

    async def arrived(self, once: str, spot: Spot) -> tuple[Message, ...]:
        """Return what is said once in a channel that Boffin is new in; never raises for a mistake of ours."""
        try:
            place = await self._accounts.place(spot.address, spot.name)
            return await self._assistant.arrive(place, once, self._clock.now())
        except Exception as mistake:  # noqa: BLE001 - nobody asked for it, so nobody is told
            self._noted(mistake, "hearing")
            return ()

    async def suggest(
        self, speaker: Speaker, path: tuple[str, ...], name: str, typed: str, spot: Spot | None = None
    ) -> tuple[tuple[str, str], ...]:
        """Return (value, label) of what fits what is being typed; a keystroke leaves nothing behind."""
        if is_outside(speaker):
            return ()
        try:
            known, place = await self._accounts.find(speaker.address, spot.address if spot else None)
            return await self._assistant.suggest(
                self._person(known, speaker), place, path, name, typed, self._clock.now()
            )
        except Exception as mistake:  # noqa: BLE001 - then nothing is suggested
            self._noted(mistake, "hearing")
            return ()

    def _person(self, known: str, speaker: Speaker) -> Person:
        named = (speaker.address.platform, speaker.address.external) in self._admins
        return Person(
            known,
            speaker.name,
            speaker.standing,
            speaker.is_admin or named,
            speaker.zone,
            speaker.may_keep,
            speaker.likely_zones,
        )

    def _our_mistake(self, mistake: Exception, *, in_channel: bool) -> Message:
        reference = self._noted(mistake, "hearing")
        return self._alone("door.our_mistake", in_channel=in_channel, reference=reference)

    def _noted(self, mistake: Exception, where: str) -> str:
        reference = self._reference()
        log_mistake(LOG, mistake, reference)
        self._signals.count("mistakes", where=where)
        return reference

    def _alone(self, key: str, *, in_channel: bool, **details: object) -> Message:
        line = self._words.say(key, **details)
        return Message((self._words.say("mark.only_you", line=line) if in_channel else line,))

    def soon(self, work: Coroutine[Any, Any, object]) -> None:
        """Run the work after the answer; it is waited for at shutdown, and its mistakes are logged."""
        task = asyncio.create_task(self._watched(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _watched(self, work: Coroutine[Any, Any, object]) -> None:
        try:
            await work
        except Exception as mistake:  # noqa: BLE001 - nobody awaits this task, so this is its boundary
            self._noted(mistake, "afterwards")

    def acknowledged(self, platform: str, seconds: float) -> None:
        """Note how long a platform waited until what it sent was acknowledged."""
        self._signals.time("ack", seconds, platform=platform)

    def asked(self, platform: str, method: str, status: str) -> None:
        """Count a request to a platform: the method as its API names it without ids, and a code or a word."""
        self._signals.count("outbound", platform=platform, method=method, status=status)
        if status == TOO_MANY:
            self._signals.count("rate_limited", platform=platform)

    async def settled(self, seconds: float = SECONDS_TO_SETTLE) -> int:
        """Wait for the tracked tasks, cancel what is left after `seconds`, return how many were cancelled."""
        if not self._tasks:
            return 0
        _, late = await asyncio.wait(set(self._tasks), timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        return len(late)


def is_outside(speaker: Speaker) -> bool:
    """Say whether this is nobody from here, or nobody whose rights could be read."""
    actor = Actor(Person("", speaker.name, speaker.standing))
    return authorise(actor, Role.PERSON) is Permit.OUTSIDER


def kind_of(said: Said) -> str:
    """Return the word under which something that was said is counted."""
    if isinstance(said, str):
        return "line"
    return "choice" if isinstance(said, Picked) else "command"


def log_mistake(log: logging.Logger, mistake: BaseException, reference: str) -> None:
    """Write one line about a bug: where it happened, never what was said (messages may quote it)."""
    log.error("our mistake", extra={"reference": reference, "error": type(mistake).__name__, "way": way_to(mistake)})


def way_to(mistake: BaseException) -> str:
    """Return the last places in the code on the way to an error, nearest first."""
    frames, step = [], mistake.__traceback__
    while step is not None:
        frames.append(f"{Path(step.tb_frame.f_code.co_filename).name}:{step.tb_lineno}")
        step = step.tb_next
    return " < ".join(reversed(frames[-FRAMES:]))
