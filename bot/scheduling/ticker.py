"""One tick: what is due is claimed, composed, said through its platform's outbox, and settled."""

import asyncio
from asyncio import FIRST_COMPLETED
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.core.errors import CannotKeep, Later, NotDelivered, Unreached
from bot.core.message import Message, in_one_breath
from bot.core.ports import SILENT, TO_BEGIN, TO_SAY, Clock, Doubts, Heard, Ledger, Outbox, Signals
from bot.core.situation import LATE, Delivery, Flow, Skip, Wait
from bot.scheduling.ending import Ended, Endings, is_early, is_same, later, undoubted
from bot.scheduling.looking import Looking
from bot.scheduling.mistake import LOG, guarded, log_mistake
from bot.scheduling.timer import Timer

AT_ONCE = 16  # sent side by side: no more is claimed than can be posted now
TICK_SECONDS, LOOK_SECONDS, TEND_SECONDS = 2, 1, 600
LONGEST_REST = timedelta(minutes=10)  # that a platform is given on its own word
SECONDS_TO_STOP = 6.0  # a second more than one batch needs
QUIET = "quiet hours"
SILENT_FOR = timedelta(seconds=60)  # without a tick or a batch, from which on something is wrong


class Speaks(Protocol):
    """The side of the assistant that speaks unasked."""

    async def due(self, now: datetime, limit: int = 100) -> int:
        """Write deliveries for what is due; return how many."""

    async def compose(self, delivery: Delivery, now: datetime) -> Message | Skip | Wait:
        """Return what is said now, or why nothing is, or until when."""

    async def unreached(self, delivery: Delivery, now: datetime) -> None:
        """Write first no more to whom this could not be said, and tell whoever can mend it."""

    async def ask(self, delivery: Delivery, now: datetime) -> Heard:
        """Ask whoever can look whether this did appear."""


Away = Callable[[], Awaitable[frozenset[str]]]  # the platforms that nothing can be said on for now


class Ticker:
    """Says what is due. `outboxes` are by platform; `sweep` is called once a day, `sweep_missed` at start,
    `tend` every ten minutes.

    What is due on a platform that is `away` waits, up to its grace.
    With `at_once` 1 what is due is said strictly in order, oldest first. `elapsed` counts seconds
    that pass, however the clock is set.
    """

    def __init__(
        self,
        assistant: Speaks,
        ledger: Ledger,
        outboxes: Mapping[str, Outbox],
        clock: Clock,
        *,
        doubts: Doubts | None = None,
        signals: Signals = SILENT,
        away: Away | None = None,
        sweep: Callable[[], Awaitable[object]] | None = None,
        sweep_missed: Callable[[], Awaitable[object]] | None = None,
        tend: Callable[[], Awaitable[object]] | None = None,
        at_once: int = AT_ONCE,
        seconds_to_send: float = TO_SAY.total_seconds(),
        pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
        elapsed: Callable[[], float] | None = None,
    ) -> None:
        self._assistant = assistant
        self._ledger = ledger
        self._doubts = doubts
        self._pause_for = pause
        self._endings = Endings(ledger, clock, signals)
        self._looking = Looking(assistant, ledger, doubts, outboxes, clock, signals) if doubts else None
        self._outboxes = outboxes
        self._clock = clock
        self._signals = signals
        self._away = away
        self._sweep = sweep
        self._sweep_missed = sweep_missed
        self._tend = tend
        self._at_once = at_once
        self._seconds = seconds_to_send
        self._elapsed = elapsed or (lambda: asyncio.get_running_loop().time())
        self._tick_now: Callable[[], None] = lambda: None
        self._timer: Timer | None = None
        self._is_paused = False
        self._ticked: datetime | None = None

    async def tick(self) -> int:
        """Say everything that is due now, as fast as the platforms take it, until paused; return how many ended."""
        await self._endings.write_late()
        while written := await self._assistant.due(self._clock.now()):
            self._signals.count("due", written)
        settled, running = 0, set[asyncio.Task[None]]()
        try:
            while not self._is_paused:
                room, since = self._at_once - len(running), self._elapsed()
                claimed = await self._claim(room) if room else ()
                settled += len(claimed)
                running |= {asyncio.create_task(self._settle(delivery, since)) for delivery in claimed}
                if running:
                    enough = not claimed or len(running) >= self._at_once
                    _, running = await asyncio.wait(running, timeout=None if enough else 0, return_when=FIRST_COMPLETED)
                elif not await self._wait():
                    break
        except asyncio.CancelledError:
            for task in running:
                task.cancel()
            raise
        finally:
            await asyncio.gather(*running, return_exceptions=True)
        return settled

    async def _wait(self) -> bool:
        """Wait until something may be said; return False where that is the next tick's."""
        now = self._clock.now()
        free = await self._ledger.next_free(now, self._flows(), await self._gone())
        if free is None or not now < free <= now + timedelta(seconds=TICK_SECONDS):
            return False
        await self._pause_for((free - now).total_seconds())
        return self._clock.now() > now

    def _flows(self) -> dict[str, Flow]:
        return {platform: outbox.flow for platform, outbox in self._outboxes.items() if outbox.flow}

    async def _gone(self) -> frozenset[str]:
        return await self._away() if self._away else frozenset()

    async def _claim(self, room: int) -> tuple[Delivery, ...]:
        now = self._clock.now()
        claimed = await self._ledger.claim(now, room, await self._gone(), self._flows())
        self._endings.hold(claimed)
        self._ticked = now
        self._signals.show("last_tick", now.timestamp())
        self._signals.count("claimed", sum(1 + len(delivery.parts) for delivery in claimed))
        return claimed

    async def _settle(self, delivery: Delivery, since: float) -> None:
        ended = undoubted(delivery, await self._deliver(delivery, since))
        self._count(ended)
        await self._endings.write(delivery, ended)

    def _count(self, ended: Ended) -> None:
        self._signals.count("nudges", outcome=LATE if ended.detail == LATE else ended.state)

    async def _deliver(self, delivery: Delivery, since: float) -> Ended:
        """Return how this delivery ended, in words without content."""
        outbox = self._outboxes.get(delivery.address.platform)
        if outbox is None:
            return Ended("failed", f"{delivery.address.platform} is not connected")
        try:
            message = await self._assistant.compose(delivery, now := self._clock.now())
        except (CannotKeep, Later) as reason:  # nothing was said, and nothing is lost
            return Ended("pending", reason.reason, later(delivery, self._clock.now()))
        except Exception as mistake:  # noqa: BLE001 - a bug in one composition must not stop the others
            return Ended("failed", log_mistake(mistake, self._signals, delivery))
        if isinstance(message, Skip):
            return Ended("skipped", message.reason)
        if isinstance(message, Wait):
            return Ended("pending", QUIET, message.until)
        try:
            parts = await self._parts(outbox, delivery, message, now)
        except (CannotKeep, Later) as reason:
            return Ended("pending", reason.reason, later(delivery, self._clock.now()))
        if isinstance(parts, Wait):
            return Ended("pending", QUIET, parts.until)
        with_them = replace(delivery, parts=tuple(part for part, _ in parts))
        return await self._send(outbox, with_them, _joined(message, parts), since)

    async def _parts(
        self, outbox: Outbox, delivery: Delivery, first: Message, now: datetime
    ) -> list[tuple[Delivery, Message]] | Wait:
        """Return what is said along with a delivery; what is not said after all is written down before.

        What would make it more than one post comes after it, by itself: of two, one may arrive alone.
        Of one that may have been said already none can wait for itself: it may have been said along with it.
        """
        said = list[tuple[Delivery, Message]]()
        for part in delivery.parts:
            try:
                message = await self._assistant.compose(replace(part, is_part=True), now)
            except (CannotKeep, Later):
                raise
            except Exception as mistake:  # noqa: BLE001 - a bug in one composition must not stop the others
                await self._left_out(part, Ended("failed", log_mistake(mistake, self._signals, part)))
                continue
            if isinstance(message, Skip):
                await self._left_out(part, Ended("skipped", message.reason))
            elif isinstance(message, Wait) and delivery.doubted_at is not None:
                return message
            elif isinstance(message, Wait):
                await self._ledger.postpone(part, message.until, QUIET)
            elif delivery.doubted_at is None and not outbox.is_one(_joined(first, said, message)):
                await self._ledger.postpone(part, now, "no room")
            else:
                said.append((part, message))
        return said

    async def _left_out(self, part: Delivery, ended: Ended) -> None:
        self._count(ended)
        await self._ledger.settle(part, ended.state, self._clock.now(), detail=ended.detail)

    async def _send(self, outbox: Outbox, delivery: Delivery, message: Message, since: float) -> Ended:
        """Say it, unless it is too late for its claim: by both clocks, for one may be set and the other stand still."""
        now = self._clock.now()
        if not is_early(delivery, now) or self._elapsed() - since > TO_BEGIN.total_seconds():
            return Ended("pending", "out of time", delivery.turn(now))
        if delivery.doubted_at and not is_same(delivery.doubted_at, now, outbox.repeats - TO_SAY):
            return Ended("uncertain", "too late to be the same")
        try:
            async with asyncio.timeout(self._seconds):
                said = await outbox.send(delivery, message)
            self._signals.time("nudge_lag", (self._clock.now() - delivery.due_at).total_seconds())
            if message.then:
                self._signals.count("nudges", len(message.then), outcome="sent")
            return Ended("sent", said)
        except Later as later_on:
            now = self._clock.now()
            if later_on.seconds is None:
                return Ended("pending", later_on.reason, later(delivery, now))
            until = now + min(timedelta(seconds=later_on.seconds), LONGEST_REST)
            return Ended("pending", later_on.reason, until, all_there=True)
        except NotDelivered as certain:
            return await self._not_delivered(delivery, certain)
        except Exception as mistake:  # noqa: BLE001 - it may have been said: never say it again blindly
            return Ended("uncertain", log_mistake(mistake, self._signals, delivery))

    async def _not_delivered(self, delivery: Delivery, certain: NotDelivered) -> Ended:
        """Tell whoever can mend it; where that cannot be written down, the delivery stays due and ends so later."""
        try:
            if isinstance(certain, Unreached):
                await self._assistant.unreached(delivery, self._clock.now())
        except CannotKeep as reason:
            return Ended("pending", reason.reason, later(delivery, self._clock.now()))
        except Exception as mistake:  # noqa: BLE001 - a bug in telling must not leave the delivery claimed
            return Ended("failed", log_mistake(mistake, self._signals, delivery))
        return Ended("failed", certain.reason)

    async def next_due(self) -> datetime | None:
        """Return when something is due next, None where nothing waits."""
        return await self._ledger.next_due()

    async def recover(self) -> None:
        """Find out about what may have been said, what a process that is gone had claimed among it."""
        if self._doubts is None or self._looking is None:
            return
        if left := await self._doubts.recover(self._clock.now(), self._endings.held()):
            self._signals.count("nudges", left, outcome="uncertain")
            LOG.warning("deliveries left uncertain by a process that is gone", extra={"count": left})
        if await self._looking.look():
            self._tick_now()

    async def start(self) -> None:
        """Recover, then tick now and every two seconds until `stop`."""
        await self.recover()
        self._timer = Timer()
        self._tick_now = self._timer.every(TICK_SECONDS, guarded(self.tick, self._signals), at_once=True)
        # Beside the ticks, for one takes as long as there is something to say.
        self._timer.every(LOOK_SECONDS, guarded(self.recover, self._signals))
        if self._tend is not None:
            self._timer.every(TEND_SECONDS, guarded(self._tend, self._signals), at_once=True)
        if self._sweep is not None:
            self._timer.daily(guarded(self._swept(self._sweep), self._signals))
        if self._sweep_missed is not None:
            self._timer.once(guarded(self._swept(self._sweep_missed), self._signals))
        self._timer.start()

    def _swept(self, sweep: Callable[[], Awaitable[object]]) -> Callable[[], Awaitable[None]]:
        async def run() -> None:
            await sweep()
            self._signals.show("last_sweep", self._clock.now().timestamp())

        return run

    async def look(self) -> str:
        """Return "" while it ticks, else what is wrong."""
        if self._timer is None or self._is_paused:
            return "not running"
        if self._ticked is None or self._clock.now() - self._ticked > SILENT_FOR:
            return "no tick lately"
        return ""

    def pause(self) -> None:
        """Begin no further tick, and claim nothing more in one that runs."""
        self._is_paused = True
        if self._timer:
            self._timer.pause()

    async def stop(self, seconds: float = SECONDS_TO_STOP) -> None:
        """End the ticking after what is being sent; what still runs after so many seconds is cancelled."""
        if self._timer:
            await self._timer.stop(seconds)
            self._timer = None


def _joined(first: Message, parts: Sequence[tuple[Delivery, Message]], *more: Message) -> Message:
    return in_one_breath([first, *(message for _, message in parts), *more])
