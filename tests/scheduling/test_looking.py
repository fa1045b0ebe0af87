"""What may have been said is looked for: found it is sent, absent it is due again, unknowable a keeper is asked."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.errors import Later
from bot.core.people import Owner
from bot.core.ports import Heard
from bot.core.situation import Address, Delivery
from bot.scheduling.looking import AWAY, BELIEVED, Looking
from tests.fakes import ListDoubts, ListLedger, ListOutbox, ListSignals, ScriptedAssistant, StillClock

NOW = datetime(2026, 9, 18, 11, 30, tzinfo=UTC)
LONG_AGO, JUST_NOW = NOW - BELIEVED, NOW - BELIEVED + timedelta(seconds=1)


class Remembering(ListOutbox):
    """Tells what the test says it has in its history."""

    def __init__(self, history: Mapping[str, str | Exception | None] | Exception) -> None:
        super().__init__()
        self.history = history
        self.asked: list[list[str]] = []

    async def find(self, deliveries: Sequence[Delivery]) -> Mapping[str, str | None]:
        self.asked.append([delivery.id for delivery in deliveries])
        if isinstance(self.history, Exception):
            raise self.history
        found = {delivery.id: self.history[delivery.id] for delivery in deliveries if delivery.id in self.history}
        for known in found.values():
            if isinstance(known, Exception):
                raise known
        return found  # type: ignore[return-value]


def doubtful(name: str, since: datetime, kind: str = "place") -> tuple[Delivery, datetime]:
    address = Address("console", "t", name)
    owner = Owner(kind, name)  # type: ignore[arg-type]
    return Delivery(name, owner, "post", date(2026, 9, 18), NOW, address, claimed_at=since), since


async def look(
    outbox: ListOutbox, *doubts: tuple[Delivery, datetime], answers: Sequence[Heard] = ()
) -> tuple[ListLedger, ListDoubts, list[str]]:
    ledger, kept, assistant, clock = ListLedger(), ListDoubts(), ScriptedAssistant(), StillClock(LONG_AGO)
    assistant.answers = list(answers)
    looking = Looking(assistant, ledger, kept, {"console": outbox}, clock, ListSignals())
    await looking.look()
    kept.waiting, clock.moment = list(doubts), NOW
    await looking.look()
    return ledger, kept, assistant.asked


async def test_what_stands_in_the_history_was_sent():
    outbox = Remembering({"a": "C1/1.5"})
    ledger, doubts, asked = await look(outbox, doubtful("a", NOW))
    assert (ledger.settled, doubts.once_more, asked) == ({"a": ("sent", "C1/1.5")}, [], [])


@pytest.mark.parametrize(("since", "again"), [(JUST_NOW, []), (LONG_AGO, ["a"])])
async def test_that_something_is_absent_is_believed_only_after_a_while(since: datetime, again: list[str]):
    _, doubts, asked = await look(Remembering({"a": None}), doubtful("a", since))
    assert (doubts.once_more, doubts.left, asked) == (again, {}, [])


async def test_where_nobody_can_look_the_keeper_is_asked_once_and_a_private_card_is_left():
    _, doubts, asked = await look(Remembering({}), doubtful("a", LONG_AGO), doubtful("b", LONG_AGO, "person"))
    assert asked == ["a"]
    assert doubts.left == {"a": "its keeper was asked", "b": "cannot be looked for"}
    assert doubts.once_more == []


@pytest.mark.parametrize(("asked", "why"), [("nobody", "it has no keeper"), ("before", "its keeper cannot be reached")])
async def test_where_nobody_could_be_asked_it_says_so(asked: Heard, why: str):
    _, doubts, _ = await look(Remembering({}), doubtful("a", LONG_AGO), answers=[asked])
    assert doubts.left == {"a": why}


async def test_a_history_that_cannot_be_read_now_decides_nothing(caplog):
    ledger, doubts, asked = await look(Remembering(OSError("the secret words")), doubtful("a", LONG_AGO))
    assert (ledger.settled, doubts.once_more, doubts.left, asked) == ({}, [], {}, [])
    assert "secret" not in caplog.text


async def test_one_history_that_cannot_be_read_now_keeps_no_other_waiting():
    names = [f"c{number}" for number in range(12)]
    away = {"c0", "c1", "c5"}
    outbox = Remembering({name: OSError() if name in away else None for name in names})
    _, doubts, asked = await look(outbox, *(doubtful(name, LONG_AGO) for name in names))
    assert (doubts.once_more, doubts.left, asked) == ([name for name in names if name not in away], {}, [])


@pytest.mark.parametrize(
    ("problem", "since", "wait"),
    [
        (OSError(), JUST_NOW, timedelta(minutes=1)),
        (OSError(), NOW - timedelta(minutes=3), timedelta(minutes=3)),
        (OSError(), NOW - timedelta(days=3), timedelta(minutes=5)),
        (Later("rate limited", 90), JUST_NOW, timedelta(seconds=90)),
    ],
)
async def test_a_history_that_cannot_be_read_is_read_again_after_ever_longer_or_as_its_platform_says(
    problem: Exception, since: datetime, wait: timedelta, caplog: pytest.LogCaptureFixture
):
    _, doubts, _ = await look(Remembering(problem), doubtful("a", since))
    assert doubts.later == {"a": NOW + wait}
    assert ("our mistake" in caplog.text) is isinstance(problem, OSError)


async def test_a_history_that_does_not_answer_keeps_no_other_platform_waiting():
    class Hanging(Remembering):
        async def find(self, deliveries: Sequence[Delivery]) -> Mapping[str, str | None]:
            await fine.looked.wait()
            self.asked.append([delivery.id for delivery in deliveries])
            await asyncio.Event().wait()
            return {}

    class Fine(Remembering):
        looked = asyncio.Event()

        async def find(self, deliveries: Sequence[Delivery]) -> Mapping[str, str | None]:
            self.looked.set()
            return await super().find(deliveries)

    slow, fine = Hanging({}), Fine({"other": "C1/1.5"})
    other, since = doubtful("other", LONG_AGO)
    other = replace(other, address=replace(other.address, platform="other"))
    ledger, doubts = ListLedger(), ListDoubts([doubtful("a", LONG_AGO), doubtful("b", LONG_AGO), (other, since)])
    outboxes = {"console": slow, "other": fine}
    looking = Looking(ScriptedAssistant(), ledger, doubts, outboxes, StillClock(NOW), ListSignals(), seconds=0.01)
    await looking.look()
    assert ledger.settled == {"other": ("sent", "C1/1.5")}
    assert (slow.asked, [*doubts.later]) == ([["a"]], ["a"]), "nor does it take longer for each that it has"


async def test_where_none_can_be_read_no_more_than_a_few_are_tried():
    outbox = Remembering(OSError())
    await look(outbox, *(doubtful(f"c{number}", LONG_AGO) for number in range(12)))
    assert len(outbox.asked) == AWAY


async def test_where_the_same_sent_again_is_one_message_it_is_sent_again_at_once():
    outbox = Remembering({"b": None})
    outbox.repeats = timedelta(minutes=2)
    old = replace(doubtful("b", LONG_AGO)[0], claimed_at=NOW - outbox.repeats)
    _, doubts, _ = await look(outbox, doubtful("a", JUST_NOW), (old, LONG_AGO))
    assert (doubts.repeated, doubts.once_more, outbox.asked) == (["a"], ["b"], [["b"]])


@pytest.mark.parametrize("step", [timedelta(hours=1), timedelta(hours=-1)])
async def test_after_a_start_or_a_step_of_the_clock_that_something_is_absent_is_believed_only_after_a_new_wait(
    step: timedelta,
):
    doubts, clock = ListDoubts([doubtful("a", NOW - timedelta(hours=3))]), StillClock(NOW)
    looking = Looking(
        ScriptedAssistant(), ListLedger(), doubts, {"console": Remembering({"a": None})}, clock, ListSignals()
    )
    await looking.look()
    assert doubts.once_more == [], "this process has just begun"
    clock.moment = NOW + step
    await looking.look()
    assert doubts.once_more == [], "the clock was set"
    clock.moment += BELIEVED
    await looking.look()
    assert doubts.once_more == ["a"]


async def test_a_look_that_takes_long_proves_no_more_than_when_it_began():
    class Slow(Remembering):
        async def find(self, deliveries: Sequence[Delivery]) -> Mapping[str, str | None]:
            clock.moment += 2 * BELIEVED
            return await super().find(deliveries)

    doubts, clock = ListDoubts([doubtful("a", NOW)]), StillClock(NOW)
    outboxes = {"console": Slow({"a": None})}
    await Looking(ScriptedAssistant(), ListLedger(), doubts, outboxes, clock, ListSignals()).look()
    assert doubts.once_more == []


@pytest.mark.parametrize("repeats", [timedelta(0), timedelta(minutes=2)])
async def test_a_claim_from_a_clock_that_was_ahead_is_never_just_said_again(repeats: timedelta):
    outbox = Remembering({"a": None})
    outbox.repeats = repeats
    ahead = replace(doubtful("a", NOW)[0], claimed_at=NOW + timedelta(hours=1))
    _, doubts, _ = await look(outbox, (ahead, NOW))
    assert doubts.once_more == []
