"""Keeps every platform's connection begun: one that is away is tried again, one that is set up wrongly stays off."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from bot.core.errors import CannotStart, StandsBy, Unreachable
from bot.core.ports import Outbox, Signals
from bot.ops.mistake import log_mistake

LOG = logging.getLogger("bot.ops.supervision")
FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0  # seconds between two tries, before the jitter
STANDING_BY = 5.0  # seconds after which it is seen whether the replica that is connected has gone
SECONDS_TO_PAUSE, SECONDS_TO_STOP, SECONDS_TO_TEND = 4.0, 4.0, 300.0


class Platform(Protocol):
    """One place where people meet the bot, as its room connects it."""

    @property
    def name(self) -> str:
        """The word for it in accounts, logs and labels."""

    @property
    def outbox(self) -> Outbox:
        """How it speaks first; asked for once it started."""

    async def start(self) -> None:
        """Connect; may be called again after it raised.

        Raises Unreachable where it is worth trying again, another CannotStart where the operator must act first.
        """

    async def lost(self) -> None:
        """Return once another replica is connected in place of this one; where all may be, never."""

    async def is_connected(self) -> bool:
        """Say whether people can reach the bot there; asked only once it started."""

    async def tend(self) -> None:
        """Do what has to be done now and then, whether anybody speaks or not; every ten minutes."""

    async def pause(self) -> None:
        """Take nothing more, and let what was taken be acknowledged."""

    async def stop(self) -> None:
        """Close what is open, whether it started or not."""


class Connection:
    """One platform, with how it stands."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform
        self.name = platform.name
        self.is_up = False
        self.is_off = False
        self.stands_by = False  # another replica is connected, and nothing is wrong
        self._is_lost = False
        self.trouble = "not connected yet"

    async def look(self) -> str:
        """Return "" where people can reach the bot there, else what is wrong."""
        if not self.is_up:
            return "" if self.stands_by else self.trouble
        self._note(await self.platform.is_connected())
        return "not connected; it tries again by itself" if self._is_lost else ""

    def _note(self, is_connected: bool) -> None:
        """Say once that a connection was lost, and once that it is back."""
        if is_connected is self._is_lost:
            event = "connected again" if is_connected else "a platform lost its connection"
            LOG.log(logging.INFO if is_connected else logging.WARNING, event, extra={"platform": self.name})
        self._is_lost = not is_connected


class Supervision:
    """Starts the platforms side by side; `wait` passes the time between two tries, `jitter` is from 0 to 1."""

    def __init__(
        self,
        platforms: Sequence[Platform],
        signals: Signals,
        *,
        wait: Callable[[float], Awaitable[object]] = asyncio.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self.connections = tuple(Connection(platform) for platform in platforms)
        self.outboxes: dict[str, Outbox] = {}  # of those that started
        self.looks = {one.name: one.look for one in self.connections}
        self._signals, self._wait, self._jitter = signals, wait, jitter
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin to connect every platform; call it inside the running loop."""
        self._tasks = [asyncio.create_task(self._connect(one)) for one in self.connections]

    async def all_off(self) -> None:
        """Wait until no platform is left to connect, and raise CannotStart with what each of them needs."""
        await asyncio.gather(*self._tasks)
        if all(one.is_off for one in self.connections):
            raise CannotStart("\n".join(one.trouble for one in self.connections))
        await asyncio.Event().wait()  # somebody is there: until this is cancelled

    async def _connect(self, one: Connection) -> None:
        tries = 0
        while not one.is_off:
            if await self._started(one):
                await one.platform.lost()
                await self._begin_anew(one)
                tries = 0
            elif not one.is_off:
                tries = 0 if one.stands_by else tries + 1
                await self._wait((wait_after(tries) if tries else STANDING_BY) * (0.5 + self._jitter()))

    async def _begin_anew(self, one: Connection) -> None:
        LOG.warning("another replica is connected", extra={"platform": one.name})
        one.is_up, one.trouble = False, "not connected yet"
        self.outboxes.pop(one.name, None)
        await self._within(SECONDS_TO_PAUSE, one, one.platform.pause())
        await self._within(SECONDS_TO_STOP, one, one.platform.stop())

    async def _started(self, one: Connection) -> bool:
        was_standing_by, one.stands_by = one.stands_by, False
        try:
            await one.platform.start()
        except StandsBy:
            one.stands_by = True
            if not was_standing_by:
                LOG.info("standing by", extra={"platform": one.name})
        except Unreachable as away:
            self._say(one, f"unreachable, trying again: {away}")
        except CannotStart as refused:
            one.is_off, one.trouble = True, str(refused)
            if not all(other.is_off for other in self.connections):  # the last one ends the process with its sentence
                LOG.error("a platform stays off", extra={"platform": one.name, "why": one.trouble})  # noqa: TRY400
        except Exception as mistake:  # noqa: BLE001 - a bug in one platform must not stop the others
            reference = log_mistake(LOG, mistake, platform=one.name)
            one.trouble = f"our mistake {reference}, trying again"
        else:
            one.is_up, one.trouble = True, ""
            self.outboxes[one.name] = one.platform.outbox
            LOG.info("connected", extra={"platform": one.name})
        return one.is_up

    def _say(self, one: Connection, trouble: str) -> None:
        if trouble != one.trouble:  # said once while it lasts
            LOG.warning("a platform is unreachable, trying again", extra={"platform": one.name})
        one.trouble = trouble

    async def away(self) -> frozenset[str]:
        """Return the platforms that nothing can be said on for now: what is due there waits."""
        return frozenset([one.name for one in self.connections if one.stands_by or await one.look()])

    async def observe(self) -> None:
        """Show which platforms are connected."""
        away = await self.away()
        for one in self.connections:
            self._signals.show("connected", one.name not in away, platform=one.name)

    async def tend(self) -> None:
        """Let each platform that is up do what has to be done now and then; one that fails stops no other."""
        for one in self.connections:
            if one.is_up:
                await self._within(SECONDS_TO_TEND, one, one.platform.tend())

    async def pause(self) -> None:
        """Try no more, and take nothing more from those that are up."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        up = [one for one in self.connections if one.is_up]
        await asyncio.gather(*(self._within(SECONDS_TO_PAUSE, one, one.platform.pause()) for one in up))

    async def stop(self) -> None:
        """Close every platform."""
        await asyncio.gather(*(self._within(SECONDS_TO_STOP, one, one.platform.stop()) for one in self.connections))

    async def _within(self, seconds: float, one: Connection, work: Awaitable[None]) -> None:
        try:
            async with asyncio.timeout(seconds):
                await work
        except TimeoutError:
            LOG.warning("a platform took too long", extra={"platform": one.name})
        except Exception as mistake:  # noqa: BLE001 - the others are ended all the same
            log_mistake(LOG, mistake, platform=one.name)


def wait_after(tries: int) -> float:
    """Return how many seconds to wait after so many tries: doubled each time, never more than a minute."""
    return float(min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(tries - 1, 10)))
