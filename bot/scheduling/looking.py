"""Finding out whether something was said of which nobody knows: the platform's history is asked, else its keeper."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.core.ports import Clock, Doubts, Heard, Ledger, Outbox, Signals
from bot.core.situation import Address, Delivery
from bot.scheduling.ending import is_same
from bot.scheduling.mistake import log_mistake

AT_ONCE = 100
AWAY = 5  # histories that cannot be read in one look, after which the platform itself is taken to be away
BELIEVED = timedelta(seconds=30)  # before that, what a platform took may not stand in its history yet
UNSTEADY = timedelta(seconds=60)  # between two looks lie a few seconds
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
    ) -> None:
        self._assistant, self._ledger, self._doubts = assistant, ledger, doubts
        self._outboxes, self._clock, self._signals = outboxes, clock, signals
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
        again = [
            await self._look_there(outbox, doubtful)
            for platform, doubtful in there.items()
            if (outbox := self._outboxes.get(platform))
        ]
        return any(again)

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
                found = await outbox.find([delivery for delivery, _ in together])
            except Exception as mistake:  # noqa: BLE001 - not now: looked for again later
                log_mistake(mistake, self._signals)
                failed += 1
                if failed == AWAY:
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
