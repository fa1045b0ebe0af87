"""Finding out whether something was said of which nobody knows: the platform's history is asked, else its keeper."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.core.errors import Later
from bot.core.ports import Clock, Doubts, Heard, Ledger, Outbox, Signals
from bot.core.situation import Address, Delivery
from bot.scheduling.ending import is_same
from bot.scheduling.mistake import log_mistake

AT_ONCE = 100
AWAY = 5  # histories that cannot be read in one look, after which the platform itself is taken to be away
BELIEVED = timedelta(seconds=30)  # before that, what a platform took may not stand in its history yet
UNSTEADY = timedelta(seconds=60)  # between two looks lie a few seconds
LOOK_FOR = 10.0  # seconds that one history is given, two requests of it
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(minutes=5)  # before one that could not be read is read again
UNASKED = timedelta(hours=1)  # where nobody could be asked: by then there may be somebody
ASKED: Mapping[Heard, str] = {
    "asked": "its keeper was asked",
    "before": "its keeper cannot be reached",
    "nobody": "it has no keeper",
}


class Asks(Protocol):
    """The side of the assistant that asks a keeper."""

    async def ask(self, delivery: Delivery, now: datetime) -> Heard:
        """Ask whoever can look whether this did appear."""


class Looking:
    """Looks for uncertain deliveries: found is sent, surely absent is due again, and where nobody can see it, a
    place's keeper is asked once; a private card then stays as it is, for asking about it would be one more message.
    """

    def __init__(
        self,
        assistant: Asks,
        ledger: Ledger,
        doubts: Doubts,
        outboxes: Mapping[str, Outbox],
        clock: Clock,
        signals: Signals,
        seconds: float = LOOK_FOR,
    ) -> None:
        self._assistant, self._ledger, self._doubts = assistant, ledger, doubts
        self._outboxes, self._clock, self._signals = outboxes, clock, signals
        self._seconds = seconds
        self._looked: datetime | None = None
        self._steady_since = clock.now()

    async def look(self) -> bool:
        """Look once for what is to be looked for now; return whether something is due again."""
        now = self._clock.now()
        if self._looked is None or not timedelta(0) <= now - self._looked <= UNSTEADY:
            self._steady_since = now  # we have just begun, or the clock was set: what it said before proves no wait
        self._looked = now
        there: dict[str, list[tuple[Delivery, datetime]]] = defaultdict(list)
        for delivery, since in await self._doubts.doubtful(now, AT_ONCE, self._outboxes.keys(), self._steady_since):
            there[delivery.address.platform].append((delivery, since))
        looks = [
            self._look_there(outbox, doubtful)
            for platform, doubtful in there.items()
            if (outbox := self._outboxes.get(platform))
        ]
        ended = await asyncio.gather(*looks, return_exceptions=True)  # side by side: one platform may be slow
        for one in ended:
            if isinstance(one, BaseException):
                raise one
        return any(ended)

    async def _look_there(self, outbox: Outbox, doubtful: Sequence[tuple[Delivery, datetime]]) -> bool:
        now, failed, again = self._clock.now(), 0, False
        left: dict[tuple[str, Address], list[tuple[Delivery, datetime]]] = defaultdict(list)
        for delivery, since in doubtful:
            if delivery.doubted_at is None and is_same(delivery.claimed_at, now, outbox.repeats):
                await self._doubts.repeat(delivery, now)  # said once more now, it is the same message
                again = True
            else:
                left[delivery.owner.kind, delivery.address].append((delivery, since))
        for together in left.values():  # one history after the other: what cannot be read now keeps no other waiting
            looked = self._clock.now()
            try:
                async with asyncio.timeout(self._seconds):
                    found = await outbox.find([delivery for delivery, _ in together])
            except Exception as mistake:  # noqa: BLE001 - not now: looked for again later
                if not isinstance(mistake, Later):
                    log_mistake(mistake, self._signals)
                for delivery, since in together:
                    await self._doubts.put_off(delivery, _next_look(since, self._clock.now(), mistake))
                failed += 1
                if failed == AWAY or isinstance(mistake, TimeoutError):
                    break
                continue
            for delivery, since in together:
                is_known, said = delivery.id in found, found.get(delivery.id)
                again |= await self._conclude(delivery, since, looked, is_known, said)
        return again

    async def _conclude(
        self, delivery: Delivery, since: datetime, looked: datetime, is_known: bool, said: str | None
    ) -> bool:
        """Write what is known of one now; return whether it is due again."""
        now = self._clock.now()
        if said is not None:
            await self._ledger.settle(delivery, "sent", now, detail=said)
            self._signals.count("nudges", outcome="sent")
        elif looked - max(since, self._steady_since) < BELIEVED:  # from before the look: it may have taken long
            return False
        elif is_known:
            await self._doubts.again(delivery, now)
            return True
        elif delivery.owner.kind == "place":
            asked = await self._assistant.ask(delivery, now)
            await self._doubts.leave(delivery, ASKED[asked], None if asked == "asked" else now + UNASKED)
        else:
            await self._doubts.leave(delivery, "cannot be looked for")
        return False


def _next_look(since: datetime, now: datetime, mistake: Exception) -> datetime:
    """Return when a history is read again that could not be: as the platform says, else after ever longer."""
    if isinstance(mistake, Later) and mistake.seconds is not None:
        return now + timedelta(seconds=mistake.seconds)
    return now + min(max(now - since, FIRST_WAIT), LONGEST_WAIT)
