"""Platforms side by side: one that is away is tried again, one that is set up wrongly stays off, the others go on."""

import asyncio
import logging
from collections.abc import Sequence

import pytest

from bot.core.errors import CannotStart, StandsBy, Unreachable
from bot.ops.supervision import LONGEST_WAIT, STANDING_BY, Supervision, wait_after
from tests.fakes import ListOutbox, ListSignals

AWAY, WRONG = Unreachable("nobody there"), CannotStart("TOKEN: it is wrong.")


class Fake:
    """A platform that starts as it is told, once for each entry, and then well."""

    def __init__(self, name: str, starts: Sequence[Exception] = ()) -> None:
        self.name, self.outbox = name, ListOutbox()
        self.starts = list(starts)
        self.tries = 0
        self.tended = 0
        self.connected = True
        self.ended: list[str] = []
        self.up, self.taken_over = asyncio.Event(), asyncio.Event()

    async def start(self) -> None:
        self.tries += 1
        if self.starts:
            raise self.starts.pop(0)
        self.up.set()

    async def is_connected(self) -> bool:
        return self.connected

    async def lost(self) -> None:
        await self.taken_over.wait()
        self.taken_over.clear()

    async def tend(self) -> None:
        self.tended += 1

    async def pause(self) -> None:
        self.ended.append("paused")

    async def stop(self) -> None:
        self.ended.append("stopped")


class Waits:
    """Passes no time, and remembers how long it should have been."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        await asyncio.sleep(0)


def watching(*platforms: Fake, jitter: float = 0.5) -> tuple[Supervision, Waits, ListSignals]:
    waits, signals = Waits(), ListSignals()
    return Supervision(platforms, signals, wait=waits, jitter=lambda: jitter), waits, signals


async def up(*platforms: Fake) -> None:
    async with asyncio.timeout(5):
        for one in platforms:
            await one.up.wait()
    await asyncio.sleep(0)


async def test_a_platform_that_is_away_is_tried_again_later_and_later_and_said_once(caplog: pytest.LogCaptureFixture):
    slack = Fake("slack", [AWAY] * 9)
    supervision, waits, _ = watching(slack)
    assert await supervision.away() == {"slack"}
    with caplog.at_level(logging.INFO):
        supervision.start()
        await up(slack)
    assert waits.seconds == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert [record.getMessage() for record in caplog.records] == [
        "a platform is unreachable, trying again",
        "connected",
    ]
    assert await supervision.away() == frozenset()
    assert supervision.outboxes == {"slack": slack.outbox}
    await supervision.pause()


async def test_the_waits_are_spread_so_that_many_do_not_come_at_once():
    assert max(wait_after(tries) for tries in range(1, 5000)) == LONGEST_WAIT
    for jitter, waited in ((0.0, 0.5), (1.0, 1.5)):
        slack = Fake("slack", [AWAY])
        supervision, waits, _ = watching(slack, jitter=jitter)
        supervision.start()
        await up(slack)
        assert waits.seconds == [waited]


async def test_one_that_is_set_up_wrongly_stays_off_is_said_and_the_others_go_on(caplog: pytest.LogCaptureFixture):
    slack, discord = Fake("slack", [WRONG]), Fake("discord", [AWAY])
    supervision, waits, signals = watching(slack, discord)
    ending = asyncio.create_task(supervision.all_off())
    supervision.start()
    await up(discord)
    assert not ending.done()
    assert slack.tries == 1
    (error,) = [record for record in caplog.records if record.levelname == "ERROR"]
    assert (error.platform, error.why) == ("slack", "TOKEN: it is wrong.")
    assert await supervision.looks["slack"]() == "TOKEN: it is wrong."
    assert await supervision.looks["discord"]() == ""
    await supervision.observe()
    assert signals.shown == {"connected": True}
    ending.cancel()
    await supervision.pause()
    await supervision.stop()
    assert (slack.ended, discord.ended) == (["stopped"], ["paused", "stopped"])
    assert waits.seconds == [1]


async def test_when_none_is_left_the_sentences_of_all_are_raised_and_not_logged_twice(caplog: pytest.LogCaptureFixture):
    other = CannotStart("OTHER: it is wrong too.")
    supervision, _, _ = watching(Fake("slack", [WRONG]), Fake("discord", [other]))
    supervision.start()
    with pytest.raises(CannotStart, match=r"^TOKEN: it is wrong\.\nOTHER: it is wrong too\.$"):
        await supervision.all_off()
    assert [record.platform for record in caplog.records] == ["slack"]


async def test_a_bug_in_one_platform_is_logged_without_its_text_and_tried_again(caplog: pytest.LogCaptureFixture):
    slack = Fake("slack", [KeyError("the secret words")])
    supervision, waits, _ = watching(slack)
    supervision.start()
    await up(slack)
    (record,) = caplog.records
    assert (record.error, record.platform) == ("KeyError", "slack")
    assert "secret" not in str(record.__dict__)
    assert waits.seconds == [1]
    await supervision.pause()


async def test_a_platform_that_lost_its_connection_is_away_until_it_is_back_and_both_are_said_once(
    caplog: pytest.LogCaptureFixture,
):
    caplog.set_level(logging.INFO)
    slack = Fake("slack")
    supervision, _, signals = watching(slack)
    supervision.start()
    await up(slack)
    slack.connected = False
    assert await supervision.away() == {"slack"}
    assert "not connected" in await supervision.looks["slack"]()
    await supervision.observe()
    assert signals.shown == {"connected": False}
    slack.connected = True
    assert await supervision.away() == frozenset()
    assert [record.getMessage() for record in caplog.records] == [
        "connected",
        "a platform lost its connection",
        "connected again",
    ]
    await supervision.pause()


async def test_those_that_are_up_are_tended_and_one_that_fails_stops_no_other(caplog: pytest.LogCaptureFixture):
    class Broken(Fake):
        async def tend(self) -> None:
            raise ValueError("the secret words")

    broken, well, off = Broken("discord"), Fake("slack"), Fake("console", [WRONG])
    supervision, _, _ = watching(broken, well, off)
    supervision.start()
    await up(broken, well)
    caplog.clear()
    await supervision.tend()
    assert (well.tended, off.tended) == (1, 0)
    assert [record.error for record in caplog.records] == ["ValueError"]
    await supervision.pause()


async def test_stopping_does_not_wait_for_a_connection_that_hangs():
    class Hanging(Fake):
        async def start(self) -> None:
            self.up.set()
            await asyncio.Event().wait()

    slack = Hanging("slack")
    supervision, _, _ = watching(slack)
    supervision.start()
    await up(slack)
    await supervision.pause()
    await supervision.stop()
    assert slack.ended == ["stopped"]
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_one_that_does_not_end_keeps_nobody_else_from_ending(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("bot.ops.supervision.SECONDS_TO_STOP", 0.0)

    class Stuck(Fake):
        async def stop(self) -> None:
            await asyncio.Event().wait()

    class Broken(Fake):
        async def stop(self) -> None:
            raise ValueError("the secret words")

    well = Fake("console")
    supervision, _, _ = watching(Stuck("slack"), Broken("discord"), well)
    await supervision.stop()
    assert sorted(record.platform for record in caplog.records) == ["discord", "slack"]
    assert "secret" not in caplog.text


async def test_while_another_replica_is_connected_this_one_stands_by_and_takes_over(caplog: pytest.LogCaptureFixture):
    discord = Fake("discord", [StandsBy("another")] * 3)
    supervision, waits, _ = watching(discord)
    with caplog.at_level(logging.INFO):
        assert not await supervision._started(supervision.connections[0])
        assert await supervision.connections[0].look() == "", "nothing is wrong"
        assert await supervision.away() == {"discord"}, "what is due there is said by the other one"
        supervision.start()
        await up(discord)
    assert waits.seconds == [STANDING_BY] * 2
    assert [record.getMessage() for record in caplog.records] == ["standing by", "connected"]
    assert (await supervision.away(), [*supervision.outboxes]) == (frozenset(), ["discord"])
    discord.starts, discord.up = [StandsBy("another")], asyncio.Event()
    discord.taken_over.set()
    await up(discord)
    assert (discord.ended, waits.seconds) == (["paused", "stopped"], [STANDING_BY] * 3)
    await supervision.pause()
