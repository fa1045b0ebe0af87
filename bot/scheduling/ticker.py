"""One tick: what is due is claimed, composed, said through its platform's outbox, and settled."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from bot.core.errors import CannotKeep, Closed, NotDelivered
from bot.core.message import Message
from bot.core.ports import SILENT, Clock, Ledger, Outbox, Signals
from bot.core.situation import LATE, Delivery, Skip
from bot.scheduling.timer import Timer

LOG = logging.getLogger("bot.scheduling.ticker")
SECONDS_TO_SEND = 5.0  # well under any lease: a slow platform must not send after somebody else took over
AT_ONCE = 8  # claimed together and sent side by side, so that none outlives its lease while it waits
TICK_SECONDS, RECOVER_SECONDS, TEND_SECONDS = 2, 60, 600
SECONDS_TO_STOP = 6.0  # a second more than one batch needs
SILENT_FOR = timedelta(seconds=60)  # without a tick or a batch, from which on something is wrong


class Speaks(Protocol):
    """The side of the assistant that speaks unasked."""

    async def due(self, now: datetime, limit: int = 100) -> int:
        """Write deliveries for what is due; return how many."""

    async def compose(self, delivery: Delivery, now: datetime) -> Message | Skip:
        """Return what is said now, or why nothing is."""

    async def unreached(self, delivery: Delivery, now: datetime) -> None:
        """Take it as *stop* that no private message gets through."""


Away = Callable[[], Awaitable[frozenset[str]]]  # the platforms that nothing can be said on for now


class Ticker:
    """Says what is due. `outboxes` are by platform; `sweep` is called once a day, `sweep_missed` at start,
    `tend` every ten minutes.

    What is due on a platform that is `away` waits, up to its grace.
    With `at_once` 1 what is due is said strictly in order, oldest first.
    """

    def __init__(
        self,
        assistant: Speaks,
        ledger: Ledger,
        outboxes: Mapping[str, Outbox],
        clock: Clock,
        *,
        signals: Signals = SILENT,
        away: Away | None = None,
        sweep: Callable[[], Awaitable[object]] | None = None,
        sweep_missed: Callable[[], Awaitable[object]] | None = None,
        tend: Callable[[], Awaitable[object]] | None = None,
        at_once: int = AT_ONCE,
        seconds_to_send: float = SECONDS_TO_SEND,
    ) -> None:
        self._assistant = assistant
        self._ledger = ledger
        self._outboxes = outboxes
        self._clock = clock
        self._signals = signals
        self._away = away
        self._sweep = sweep
        self._sweep_missed = sweep_missed
        self._tend = tend
        self._at_once = at_once
        self._seconds = seconds_to_send
        self._timer: Timer | None = None
        self._is_paused = False
        self._ticked: datetime | None = None

    async def tick(self) -> int:
        """Say everything that is due now, until paused; return how many deliveries were settled."""
        self._signals.count("due", await self._assistant.due(self._clock.now()))
        settled = 0
        while not self._is_paused and (claimed := await self._claim()):
            await asyncio.gather(*(self._settle(delivery) for delivery in claimed))
            settled += len(claimed)
        return settled

    async def _claim(self) -> tuple[Delivery, ...]:
        now = self._clock.now()
        away = await self._away() if self._away else frozenset()
        claimed = await self._ledger.claim(now, self._at_once, away)
        self._ticked = now
        self._signals.show("last_tick", now.timestamp())
        self._signals.count("claimed", len(claimed))
        return claimed

    async def _settle(self, delivery: Delivery) -> None:
        try:
            state, detail = await self._deliver(delivery)
            self._signals.count("nudges", outcome=LATE if detail == LATE else state)
            await self._ledger.settle(delivery, state, self._clock.now(), detail=detail)
        except Exception as mistake:  # noqa: BLE001 - the others still go out; recovery finds this one claimed
            _log(mistake, self._signals, delivery)

    async def _deliver(self, delivery: Delivery) -> tuple[str, str]:
        """Return the state in which this delivery ended, and a detail without content."""
        outbox = self._outboxes.get(delivery.address.platform)
        if outbox is None:
            return "failed", f"{delivery.address.platform} is not connected"
        try:
            message = await self._assistant.compose(delivery, self._clock.now())
        except Exception as mistake:  # noqa: BLE001 - a bug in one composition must not stop the others
            return "failed", _log(mistake, self._signals, delivery)
        if isinstance(message, Skip):
            return "skipped", message.reason
        try:
            async with asyncio.timeout(self._seconds):
                said = await outbox.send(delivery, message)
            self._signals.time("nudge_lag", (self._clock.now() - delivery.due_at).total_seconds())
            return "sent", said
        except Closed as closed:
            await self._assistant.unreached(delivery, self._clock.now())
            return "failed", closed.reason
        except NotDelivered as certain:
            return "failed", certain.reason
        except Exception as mistake:  # noqa: BLE001 - it may have been said: never say it again blindly
            return "uncertain", _log(mistake, self._signals, delivery)

    async def next_due(self) -> datetime | None:
        """Return when something is due next, None where nothing waits."""
        return await self._ledger.next_due()

    async def recover(self) -> None:
        """Mark as uncertain what a process that is gone had claimed."""
        if left := await self._ledger.recover(self._clock.now()):
            self._signals.count("nudges", left, outcome="uncertain")
            LOG.warning("deliveries left uncertain by a process that is gone", extra={"count": left})

    async def start(self) -> None:
        """Recover, then tick now and every two seconds until `stop`."""
        await self.recover()
        self._timer = Timer()
        self._timer.every(TICK_SECONDS, guarded(self.tick, self._signals), at_once=True)
        # A lease may still have been running when we started.
        self._timer.every(RECOVER_SECONDS, guarded(self.recover, self._signals))
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


def guarded(work: Callable[[], Awaitable[object]], signals: Signals = SILENT) -> Callable[[], Awaitable[None]]:
    """Return the work as a job: what goes wrong is logged, and does not end the ticking."""
    refused = False  # said once while it lasts, not every two seconds

    async def run() -> None:
        nonlocal refused
        try:
            await work()
            refused = False
        except CannotKeep as reason:
            if not refused:
                LOG.warning("nothing can be kept", extra={"why": reason.reason})
            refused = True
        except Exception as mistake:  # noqa: BLE001 - a database away for a minute must not end the ticking
            _log(mistake, signals)

    return run


def _log(mistake: Exception, signals: Signals, delivery: Delivery | None = None) -> str:
    """Log a bug without content, a full disk as such; return its reference and kind."""
    if isinstance(mistake, CannotKeep):
        LOG.warning("nothing can be kept", extra={"why": mistake.reason, "delivery": delivery.id if delivery else ""})
        return "nothing can be kept"
    signals.count("mistakes", where="ticker")
    reference = secrets.token_hex(4)
    extra = {"reference": reference, "error": type(mistake).__name__, "delivery": delivery.id if delivery else ""}
    LOG.error("our mistake", extra=extra)
    return f"{type(mistake).__name__} {reference}"
