import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.core.errors import CannotKeep, Later, Unreached
from bot.core.message import Message
from bot.core.people import Owner
from bot.core.situation import LATE, Address, Delivery, Skip, Wait
from bot.scheduling.ticker import AT_ONCE, SILENT_FOR, Ticker, guarded
from tests.fakes import ListDoubts, ListLedger, ListOutbox, ListSignals, ScriptedAssistant, StillClock, not_delivered

HOUR = timedelta(hours=1)
NOW = datetime(2026, 9, 18, 11, 30, tzinfo=UTC)


def delivery(name: str, platform: str = "console", at: datetime = NOW) -> Delivery:
    return Delivery(name, Owner("person", name), "card", date(2026, 9, 18), at, Address(platform, "t", name))


def room(
    deliveries: Sequence[Delivery], outbox: ListOutbox | None = None
) -> tuple[Ticker, ScriptedAssistant, ListLedger, ListOutbox]:
    assistant, ledger, outbox = ScriptedAssistant(), ListLedger(deliveries), outbox or ListOutbox()
    ticker = Ticker(assistant, ledger, {"console": outbox}, StillClock(NOW), seconds_to_send=0.01)
    return ticker, assistant, ledger, outbox


async def test_what_is_due_is_said_once_and_written_down():
    ticker, _, ledger, outbox = room([delivery("a"), delivery("later", at=NOW + timedelta(hours=1))])
    assert await ticker.tick() == 1
    assert await ticker.tick() == 0
    assert outbox.sent == [("a", Message(("This is a.",)))]
    assert ledger.settled == {"a": ("sent", "sent-a")}
    assert await ticker.next_due() == NOW + timedelta(hours=1)


async def test_more_than_one_batch_is_said_in_one_tick():
    ticker, _, _, outbox = room([delivery(f"d{number}") for number in range(AT_ONCE * 2 + 1)])
    assert await ticker.tick() == AT_ONCE * 2 + 1
    assert len(outbox.sent) == AT_ONCE * 2 + 1


async def test_what_is_no_longer_wanted_is_not_said():
    ticker, assistant, ledger, outbox = room([delivery("a")])
    assistant.says["a"] = Skip("quiet")
    await ticker.tick()
    assert (outbox.sent, ledger.settled) == ([], {"a": ("skipped", "quiet")})


async def test_what_falls_into_quiet_hours_waits_for_their_end():
    ticker, assistant, ledger, outbox = room([replace(delivery("a"), parts=(delivery("b"),)), delivery("c")])
    assistant.says |= {"b": Wait(NOW + HOUR), "c": Wait(NOW + HOUR)}
    await ticker.tick()
    assert [name for name, _ in outbox.sent] == ["a"]
    assert ledger.postponed == dict.fromkeys(("b", "c"), (NOW + HOUR, "quiet hours", False))


async def test_what_certainly_failed_and_what_may_have_been_said_end_differently():
    outbox = ListOutbox({"gone": not_delivered(), "reset": ConnectionResetError("the secret words")})
    ticker, _, ledger, _ = room([delivery("gone"), delivery("reset"), delivery("fine")], outbox)
    await ticker.tick()
    assert ledger.settled["gone"] == ("failed", "channel_archived")
    state, detail = ledger.settled["reset"]
    assert (state, detail.split()[0]) == ("uncertain", "ConnectionResetError")
    assert "secret" not in detail
    assert ledger.settled["fine"][0] == "sent"


async def test_a_platform_that_does_not_answer_in_time_is_uncertain():
    class Hanging(ListOutbox):
        async def send(self, delivery: Delivery, message: Message) -> str:
            await asyncio.Event().wait()
            return ""

    ticker, _, ledger, _ = room([delivery("a")], Hanging())
    await ticker.tick()
    assert ledger.settled["a"][0] == "uncertain"


async def test_a_bug_in_one_composition_stops_nothing_else_and_says_nothing():
    ticker, assistant, ledger, outbox = room([delivery("a"), delivery("b")])
    assistant.says["a"] = KeyError("the secret words")
    await ticker.tick()
    assert [name for name, _ in outbox.sent] == ["b"]
    assert ledger.settled["a"][0] == "failed"


async def test_a_platform_that_is_not_connected_is_not_composed_for():
    ticker, assistant, ledger, _ = room([delivery("a", "slack")])
    await ticker.tick()
    assert assistant.composed == []
    assert ledger.settled["a"] == ("failed", "slack is not connected")


async def test_what_is_due_on_a_platform_that_is_away_waits_and_holds_up_nobody_else():
    away = {"slack"}

    async def asked() -> frozenset[str]:
        return frozenset(away)

    ledger = ListLedger([*(delivery(f"s{number}", "slack") for number in range(AT_ONCE)), delivery("a")])
    slack, console = ListOutbox(), ListOutbox()
    outboxes = {"slack": slack, "console": console}
    ticker = Ticker(ScriptedAssistant(), ledger, outboxes, StillClock(NOW), away=asked)
    assert await ticker.tick() == 1
    assert (list(ledger.settled), slack.sent) == (["a"], [])
    away.clear()
    assert await ticker.tick() == AT_ONCE
    assert {state for state, _ in ledger.settled.values()} == {"sent"}


async def test_what_is_due_claimed_and_said_is_counted_by_how_it_ended():
    outbox = ListOutbox({"gone": not_delivered(), "reset": ConnectionResetError()})
    due = [delivery(name) for name in ("a", "gone", "reset", "quiet", "old", "bug")]
    assistant, signals, ledger = ScriptedAssistant(), ListSignals(), ListLedger([replace(due[0], due_at=NOW - HOUR)])
    assistant.says |= {"quiet": Skip("quiet"), "old": Skip(LATE), "bug": KeyError("the secret words")}
    ledger.waiting += due[1:]
    await Ticker(assistant, ledger, {"console": outbox}, StillClock(NOW), signals=signals).tick()
    assert signals.counted == {
        ("claimed",): 6, ("nudges", "sent"): 1, ("nudges", "failed"): 2, ("nudges", "uncertain"): 1,
        ("nudges", "skipped"): 1, ("nudges", "late"): 1, ("mistakes", "ticker"): 2,
    }  # fmt: skip
    assert signals.timed == [("nudge_lag", 3600)]
    assert signals.shown == {"last_tick": NOW.timestamp()}


async def test_paused_it_claims_nothing_more_even_in_a_tick_that_runs():
    class Pausing(ListOutbox):
        async def send(self, delivery: Delivery, message: Message) -> str:
            ticker.pause()
            return await super().send(delivery, message)

    ledger = ListLedger([delivery(f"d{number}") for number in range(AT_ONCE * 3)])
    ticker = Ticker(ScriptedAssistant(), ledger, {"console": Pausing()}, StillClock(NOW))
    assert await ticker.tick() == AT_ONCE
    assert len(ledger.waiting) == AT_ONCE * 2, "they wait for the next start"


async def test_it_says_whether_it_ticks():
    clock, ticked = StillClock(NOW), asyncio.Event()

    class Telling(ListLedger):
        async def claim(self, now: datetime, limit: int, *more: Any) -> tuple[Delivery, ...]:
            ticked.set()
            return await super().claim(now, limit, *more)

    ticker = Ticker(ScriptedAssistant(), Telling(), {}, clock)
    assert await ticker.look() == "not running"
    await ticker.start()
    async with asyncio.timeout(5):
        await ticked.wait()
    await asyncio.sleep(0)
    assert await ticker.look() == ""
    clock.moment = NOW + SILENT_FOR + timedelta(seconds=1)
    assert await ticker.look() == "no tick lately"
    ticker.pause()
    assert await ticker.look() == "not running"
    await ticker.stop()


async def test_stopping_does_not_wait_for_ever():
    begun = asyncio.Event()

    async def sweep() -> None:
        begun.set()
        await asyncio.Event().wait()

    ticker = Ticker(ScriptedAssistant(), ListLedger(), {}, StillClock(NOW), sweep_missed=sweep)
    await ticker.start()
    async with asyncio.timeout(5):
        await begun.wait()
        await ticker.stop(seconds=0)
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_what_cannot_be_written_down_now_is_written_at_the_next_tick_and_the_others_at_once():
    is_away = True

    class Failing(ListLedger):
        async def settle(self, delivery: Delivery, state: str, now: datetime, *, detail: str = "") -> None:
            if delivery.id == "a" and is_away:
                raise OSError("disk full")
            await super().settle(delivery, state, now, detail=detail)

    ledger, doubts = Failing([delivery("a"), delivery("b")]), ListDoubts()
    outbox = ListOutbox()
    ticker = Ticker(ScriptedAssistant(), ledger, {"console": outbox}, StillClock(NOW), doubts=doubts)
    await ticker.tick()
    assert list(ledger.settled) == ["b"]
    await ticker.recover()
    assert doubts.recovered == [frozenset({"a"})], "it is known here how that one ended"
    is_away = False
    await ticker.tick()
    await ticker.recover()
    assert (ledger.settled["a"], doubts.recovered[-1]) == (("sent", "sent-a"), frozenset())
    assert [name for name, _ in outbox.sent] == ["a", "b"]


async def test_starting_recovers_first_and_ticks_at_once_and_stopping_waits():
    said = asyncio.Event()

    class Telling(ListOutbox):
        async def send(self, delivery: Delivery, message: Message) -> str:
            found = await super().send(delivery, message)
            said.set()
            return found

    ledger, doubts = ListLedger([delivery("a")]), ListDoubts()
    ticker = Ticker(ScriptedAssistant(), ledger, {"console": Telling()}, StillClock(NOW), doubts=doubts)
    await ticker.start()
    async with asyncio.timeout(5):
        await said.wait()
    await ticker.stop()
    assert (doubts.recovered, ledger.settled["a"][0]) == ([frozenset()], "sent")
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_stopping_waits_for_the_delivery_that_is_under_way():
    begun, go_on = asyncio.Event(), asyncio.Event()

    class Slow(ListOutbox):
        async def send(self, delivery: Delivery, message: Message) -> str:
            begun.set()
            await go_on.wait()
            return await super().send(delivery, message)

    ledger = ListLedger([delivery("a")])
    ticker = Ticker(ScriptedAssistant(), ledger, {"console": Slow()}, StillClock(NOW))
    await ticker.start()
    async with asyncio.timeout(5):
        await begun.wait()
        ticker.pause()
        stopping = asyncio.create_task(ticker.stop())
        go_on.set()
        await stopping
    assert ledger.settled["a"][0] == "sent"


async def test_a_database_that_is_away_does_not_end_the_ticking(caplog):
    class Away(ListLedger):
        async def claim(self, now: datetime, limit: int, *more: Any) -> tuple[Delivery, ...]:
            asked.set()
            raise OSError("the secret words")

    asked = asyncio.Event()
    ticker = Ticker(ScriptedAssistant(), Away(), {}, StillClock(NOW))
    await ticker.start()
    async with asyncio.timeout(5):
        await asked.wait()
    await ticker.stop()
    assert "secret" not in caplog.text


async def test_starting_makes_up_for_a_sweep_that_was_missed():
    swept = asyncio.Event()

    async def sweep_missed() -> None:
        swept.set()

    signals = ListSignals()
    ticker = Ticker(ScriptedAssistant(), ListLedger(), {}, StillClock(NOW), sweep_missed=sweep_missed, signals=signals)
    await ticker.start()
    async with asyncio.timeout(5):
        await swept.wait()
    await ticker.stop()
    assert signals.shown["last_sweep"] == NOW.timestamp()


async def test_a_full_disk_is_said_once_while_it_lasts(caplog):
    full = iter([True, True, False, True])

    async def tick() -> None:
        if next(full):
            raise CannotKeep("database or disk is full")

    run = guarded(tick)
    for _ in range(4):
        await run()
    assert [(record.levelname, record.why) for record in caplog.records] == [
        ("WARNING", "database or disk is full")
    ] * 2


def claimed(name: str, *, at: datetime = NOW, attempt: int = 1, owner: str = "person") -> Delivery:
    made = delivery(name)
    held = {"attempt": attempt, "claimed_at": at, "lease_until": at + timedelta(seconds=12)}
    return replace(made, owner=Owner(owner, name), **held)  # type: ignore[arg-type]


async def test_what_is_composed_too_late_for_its_claim_is_given_back_and_not_said():
    late, fine = (claimed(name, at=NOW - timedelta(seconds=ago)) for name, ago in (("late", 4), ("fine", 3)))
    ticker, _, ledger, outbox = room([late, fine])
    await ticker.tick()
    assert [name for name, _ in outbox.sent] == ["fine"]
    assert ledger.postponed == {"late": (NOW - timedelta(seconds=1), "out of time", False)}, "it is the next one"


async def test_what_is_composed_too_late_while_the_clock_was_set_back_is_given_back_too():
    passed = [0.0]

    class Slow(ScriptedAssistant):
        async def compose(self, delivery: Delivery, now: datetime) -> Message | Skip | Wait:
            passed[0] += 2.0
            return await super().compose(delivery, now)

    ledger, outbox = ListLedger([claimed("fine"), claimed("late")]), ListOutbox()
    await Ticker(Slow(), ledger, {"console": outbox}, StillClock(NOW), elapsed=lambda: passed[0]).tick()
    assert ([name for name, _ in outbox.sent], list(ledger.postponed)) == (["fine"], ["late"])


async def test_a_claim_of_a_clock_that_went_back_is_given_back():
    ledger, outbox = ListLedger([claimed("a", at=NOW + HOUR)]), ListOutbox()
    await Ticker(ScriptedAssistant(), ledger, {"console": outbox}, StillClock(NOW)).tick()
    assert (outbox.sent, list(ledger.postponed)) == ([], ["a"])


async def test_a_platform_that_asks_for_rest_gets_it_and_nothing_fails():
    outbox = ListOutbox({"a": Later("rate limited", 30), "b": Later("not connected")})
    ledger = ListLedger([claimed("a"), claimed("b", attempt=3)])
    await Ticker(ScriptedAssistant(), ledger, {"console": outbox}, StillClock(NOW)).tick()
    assert ledger.postponed["a"] == (NOW + timedelta(seconds=30), "rate limited", True)
    until, why, all_there = ledger.postponed["b"]
    assert (why, all_there) == ("not connected", False)
    assert timedelta(seconds=90) <= until - NOW <= timedelta(seconds=150), "30 s, doubled with each attempt, jittered"
    assert ledger.settled == {}


async def test_where_nobody_is_reached_any_more_that_is_told_once_and_the_others_go_out():
    outbox = ListOutbox({"gone": Unreached("is_archived")})
    assistant, ledger = ScriptedAssistant(), ListLedger([delivery("gone"), delivery("b")])
    await Ticker(assistant, ledger, {"console": outbox}, StillClock(NOW)).tick()
    assert (assistant.lost, ledger.settled["gone"]) == (["gone"], ("failed", "is_archived"))
    assert ledger.settled["b"][0] == "sent"


async def test_a_database_that_is_away_while_composing_loses_nothing():
    assistant, ledger = ScriptedAssistant(), ListLedger([claimed("a")])
    assistant.says["a"] = CannotKeep("PostgreSQL is away")
    await Ticker(assistant, ledger, {"console": ListOutbox()}, StillClock(NOW)).tick()
    assert (ledger.settled, list(ledger.postponed)) == ({}, ["a"])


async def test_a_database_that_is_away_as_nobody_is_reached_leaves_nothing_claimed_and_it_is_told_later():
    class Away(ScriptedAssistant):
        async def unreached(self, delivery: Delivery, now: datetime) -> None:
            raise CannotKeep("PostgreSQL is away")

    ledger = ListLedger([claimed("gone")])
    await Ticker(Away(), ledger, {"console": ListOutbox({"gone": Unreached("is_archived")})}, StillClock(NOW)).tick()
    assert (ledger.settled, list(ledger.postponed)) == ({}, ["gone"])


async def test_it_waits_for_its_turn_inside_a_tick_and_leaves_longer_waits_to_the_next():
    class Paced(ListLedger):
        async def claim(self, now: datetime, limit: int, *more: Any) -> tuple[Delivery, ...]:
            return await super().claim(now, 1 if now >= free[0] else 0)

        async def next_free(self, now: datetime, *more: Any) -> datetime | None:
            return free[0] if self.waiting else None

    async def pause(seconds: float) -> None:
        waits.append(seconds)
        clock.moment += timedelta(seconds=seconds)

    class Slowly(ListOutbox):
        async def send(self, delivery: Delivery, message: Message) -> str:
            free[0] = clock.moment + timedelta(seconds=0.5 if len(self.sent) < 2 else 60)
            return await super().send(delivery, message)

    waits: list[float] = []
    clock, free, outbox = StillClock(NOW), [NOW], Slowly()
    ledger = Paced([delivery(f"d{number}") for number in range(5)])
    ticker = Ticker(ScriptedAssistant(), ledger, {"console": outbox}, clock, pause=pause)
    assert await ticker.tick() == 3
    assert waits == [0.5, 0.5]
