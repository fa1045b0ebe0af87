"""How a claimed delivery ended, and writing that down, however long the database is away meanwhile."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.errors import CannotKeep
from bot.core.ports import TO_BEGIN, Clock, Ledger, Signals
from bot.core.situation import Delivery
from bot.scheduling.mistake import log_mistake

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Ended:
    """The state in which it ended; pending is for one that was certainly not said and waits until `until`."""

    state: str
    detail: str
    until: datetime | None = None
    all_there: bool = False


def later(delivery: Delivery, now: datetime) -> datetime:
    """Return when to try again: each time twice as long, and a little apart from the others."""
    waits = min(FIRST_WAIT * 2 ** min(delivery.attempt - 1, 10), LONGEST_WAIT)
    drawn = hashlib.sha256(f"{delivery.id}/{delivery.attempt}".encode()).digest()[0]
    apart: timedelta = waits * (0.75 + drawn / 512)
    return now + apart


def is_early(delivery: Delivery, now: datetime) -> bool:
    """Say whether it may still begin to be said under its claim; a clock that went back is no time at all."""
    return delivery.claimed_at is None or delivery.claimed_at <= now <= delivery.claimed_at + TO_BEGIN


def is_same(first: datetime | None, now: datetime, repeats: timedelta) -> bool:
    """Say whether what may have been said first then is the same message if it is said now."""
    return first is not None and timedelta(0) <= now - first < repeats


def undoubted(delivery: Delivery, ended: Ended) -> Ended:
    """Return how it ended. Not being said this time says nothing about the first: that is looked for."""
    return ended if delivery.doubted_at is None or ended.state == "sent" else Ended("uncertain", ended.detail)


class Endings:
    """Writes how deliveries ended. What cannot be written now is written at the next tick: nobody else need guess."""

    def __init__(self, ledger: Ledger, clock: Clock, signals: Signals) -> None:
        self._ledger, self._clock, self._signals = ledger, clock, signals
        self._held: set[str] = set()
        self._late: dict[str, tuple[Delivery, Ended]] = {}

    def hold(self, claimed: Iterable[Delivery]) -> None:
        """Know that these are being said here."""
        self._held |= {delivery.id for delivery in claimed}

    def held(self) -> frozenset[str]:
        """Return which are being said here, or were and are not written down yet."""
        return frozenset(self._held)

    async def write(self, delivery: Delivery, ended: Ended) -> None:
        """Write one down, or keep it for the next tick."""
        try:
            await self._written(delivery, ended)
        except Exception as mistake:  # noqa: BLE001 - whatever it is: the others still go out, and this waits
            if delivery.id not in self._late or not isinstance(mistake, CannotKeep):
                log_mistake(mistake, self._signals, delivery)
            self._late[delivery.id] = delivery, ended
        else:
            self._late.pop(delivery.id, None)
            self._held.discard(delivery.id)

    async def write_late(self) -> None:
        """Write down what could not be written before."""
        for delivery, ended in tuple(self._late.values()):
            await self.write(delivery, ended)

    async def _written(self, delivery: Delivery, ended: Ended) -> None:
        if ended.until is not None:
            await self._ledger.postpone(delivery, ended.until, ended.detail, all_there=ended.all_there)
        else:
            await self._ledger.settle(delivery, ended.state, self._clock.now(), detail=ended.detail)
