"""One tick: what is due is claimed, composed, said through its platform's outbox, and settled."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Protocol

from bot.core.errors import CannotKeep, NotDelivered
from bot.core.message import Message
from bot.core.ports import Clock, Ledger, Outbox
from bot.core.situation import Delivery, Skip
from bot.scheduling.timer import Timer

LOG = logging.getLogger("bot.scheduling.ticker")
SECONDS_TO_SEND = 5.0  # well under any lease: a slow platform must not send after somebody else took over
AT_ONCE = 8  # claimed together and sent side by side, so that none outlives its lease while it waits
TICK_SECONDS, RECOVER_SECONDS = 2, 60


class Speaks(Protocol):
    """The side of the assistant that speaks unasked."""

    async def due(self, now: datetime, limit: int = 100) -> int:
        """Write deliveries for what is due; return how many."""

    async def compose(self, delivery: Delivery, now: datetime) -> Message | Skip:
        """Return what is said now, or why nothing is."""


class Ticker:
    """Says what is due. `outboxes` are by platform; `sweep` is called once a day, `sweep_missed` at start.

    With `at_once` 1 what is due is said strictly in order, oldest first.
    """

    def __init__(
        self,
        assistant: Speaks,
        ledger: Ledger,
        outboxes: Mapping[str, Outbox],
        clock: Clock,
        *,
        sweep: Callable[[], Awaitable[object]] | None = None,
        sweep_missed: Callable[[], Awaitable[object]] | None = None,
        at_once: int = AT_ONCE,
        seconds_to_send: float = SECONDS_TO_SEND,
    ) -> None:
        self._assistant = assistant
        self._ledger = ledger
        self._outboxes = outboxes
        self._clock = clock
        self._sweep = sweep
        self._sweep_missed = sweep_missed
        self._at_once = at_once
        self._seconds = seconds_to_send
        self._timer: Timer | None = None

    async def tick(self) -> int:
        """Say everything that is due now; return how many deliveries were settled."""
        await self._assistant.due(self._clock.now())
        settled = 0
        while claimed := await self._ledger.claim(self._clock.now(), self._at_once):
            await asyncio.gather(*(self._settle(delivery) for delivery in claimed))
            settled += len(claimed)
        return settled

    async def _settle(self, delivery: Delivery) -> None:
        try:
            state, detail = await self._deliver(delivery)
            await self._ledger.settle(delivery, state, self._clock.now(), detail=detail)
        except Exception as mistake:  # noqa: BLE001 - the others still go out; recovery finds this one claimed
            _log(mistake, delivery)

    async def _deliver(self, delivery: Delivery) -> tuple[str, str]:
        """Return the state in which this delivery ended, and a detail without content."""
        outbox = self._outboxes.get(delivery.address.platform)
        if outbox is None:
            return "failed", f"{delivery.address.platform} is not connected"
        try:
            message = await self._assistant.compose(delivery, self._clock.now())
        except Exception as mistake:  # noqa: BLE001 - a bug in one composition must not stop the others
            return "failed", _log(mistake, delivery)
        if isinstance(message, Skip):
            return "skipped", message.reason
        try:
            async with asyncio.timeout(self._seconds):
                return "sent", await outbox.send(delivery, message)
        except NotDelivered as certain:
            return "failed", certain.reason
        except Exception as mistake:  # noqa: BLE001 - it may have been said: never say it again blindly
            return "uncertain", _log(mistake, delivery)

    async def next_due(self) -> datetime | None:
        """Return when something is due next, None where nothing waits."""
        return await self._ledger.next_due()

    async def recover(self) -> None:
        """Mark as uncertain what a process that is gone had claimed."""
        if left := await self._ledger.recover(self._clock.now()):
            LOG.warning("deliveries left uncertain by a process that is gone", extra={"count": left})

    async def start(self) -> None:
        """Recover, then tick now and every two seconds until `stop`."""
        await self.recover()
        self._timer = Timer()
        self._timer.every(TICK_SECONDS, guarded(self.tick), at_once=True)
        # A lease may still have been running when we started.
        self._timer.every(RECOVER_SECONDS, guarded(self.recover))
        if self._sweep is not None:
            self._timer.daily(guarded(self._sweep))
        if self._sweep_missed is not None:
            self._timer.once(guarded(self._sweep_missed))
        self._timer.start()

    def pause(self) -> None:
        """Begin no further tick; one that runs goes on."""
        if self._timer:
            self._timer.pause()

    async def stop(self) -> None:
        """End the ticking after the tick that runs, if one does."""
        if self._timer:
            await self._timer.stop()
            self._timer = None


def guarded(work: Callable[[], Awaitable[object]]) -> Callable[[], Awaitable[None]]:
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
            _log(mistake)

    return run


def _log(mistake: Exception, delivery: Delivery | None = None) -> str:
    """Log a bug without content, a full disk as such; return its reference and kind."""
    if isinstance(mistake, CannotKeep):
        LOG.warning("nothing can be kept", extra={"why": mistake.reason, "delivery": delivery.id if delivery else ""})
        return "nothing can be kept"
    reference = secrets.token_hex(4)
    extra = {"reference": reference, "error": type(mistake).__name__, "delivery": delivery.id if delivery else ""}
    LOG.error("our mistake", extra=extra)
    return f"{type(mistake).__name__} {reference}"
