import asyncio
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import wiring
from bot.chat.door import Door, Speaker, Spot, Turns
from bot.core.errors import CannotKeep
from bot.core.message import Incoming, Invocation, Message, Picked
from bot.core.people import Person, Standing
from bot.core.situation import Address
from bot.settings import Settings, StorageSettings
from bot.storage import tables
from bot.wiring import Parts
from tests.fakes import ListSignals, ScriptedAssistant, SomeAccounts, StillClock, wording

NOW = datetime(2026, 9, 18, 11, 30, tzinfo=UTC)
ANA = Speaker(Address("slack", "E1/T1", "U1"), "Ana", Standing.REGULAR, zone="Europe/London")


def door(assistant: ScriptedAssistant, **more: object) -> Door:
    return Door(assistant, SomeAccounts(), wording(), StillClock(NOW), reference=lambda: "0a1b2c3d", **more)  # type: ignore[arg-type]


async def test_what_is_said_arrives_with_who_and_where():
    assistant = ScriptedAssistant(lambda incoming, now: (Message((f"{now:%H:%M}",)),))
    spot = Spot(Address("slack", "E1/T1", "C1"), "#ecg")
    answer = await door(assistant).hear("m1", ANA, "card", spot, public=True)
    assert answer == (Message(("11:30",)),)
    (heard,) = assistant.heard
    assert (heard.id, heard.person.id, heard.person.zone, heard.public) == ("m1", "person-U1", "Europe/London", True)
    assert heard.place is not None and heard.place.name == "#ecg"


async def test_a_direct_message_has_no_place():
    assistant = ScriptedAssistant()
    await door(assistant).hear("m1", ANA, "card")
    assert assistant.heard[0].place is None


async def test_whoever_the_operator_named_is_an_admin_and_nobody_else():
    assistant = ScriptedAssistant()
    inside = door(assistant, admins=frozenset({("slack", "U1")}))
    await inside.hear("m1", ANA, "card")
    await inside.hear("m2", Speaker(Address("discord", "", "U1"), "Eve", Standing.REGULAR), "card")
    assert [heard.person.is_admin for heard in assistant.heard] == [True, False]


async def test_our_mistake_becomes_a_sentence_with_a_reference_and_one_line_without_content(caplog):
    def fail(incoming: Incoming, now: datetime) -> tuple[Message, ...]:
        raise KeyError(incoming.said)

    with caplog.at_level(logging.DEBUG):
        (answer,) = await door(ScriptedAssistant(fail)).hear("m1", ANA, "the secret words")
    assert "0a1b2c3d" in answer.lines[0]
    (record,) = caplog.records
    assert (record.error, record.reference) == ("KeyError", "0a1b2c3d")
    assert record.way.startswith("test_door.py:")
    assert "secret" not in str(record.__dict__)


async def test_our_mistake_in_a_channel_is_marked_as_for_one_pair_of_eyes():
    def fail(incoming: Incoming, now: datetime) -> tuple[Message, ...]:
        raise KeyError

    (answer,) = await door(ScriptedAssistant(fail)).hear("m1", ANA, "card", Spot(Address("slack", "T", "C"), "#ecg"))
    assert answer.lines[0].startswith("Only you: ")


async def test_work_that_is_for_later_is_waited_for_and_its_mistakes_stay_inside(caplog):
    done = []

    async def work() -> None:
        await asyncio.sleep(0)
        done.append("work")

    async def fails() -> None:
        raise ValueError("the secret words")

    inside = door(ScriptedAssistant())
    inside.soon(work())
    inside.soon(fails())
    assert await inside.settled() == 0
    assert done == ["work"]
    assert [record.error for record in caplog.records] == ["ValueError"]


async def test_what_is_heard_is_counted_by_kind_and_end_and_never_by_who_or_what():
    def answer(incoming: Incoming, now: datetime) -> tuple[Message, ...]:
        if incoming.said == "full":
            raise CannotKeep("database or disk is full")
        if incoming.said == "bug":
            raise KeyError
        return () if isinstance(incoming.said, Picked) else (Message(("Noted.",)),)

    signals = ListSignals()
    inside = door(ScriptedAssistant(answer), signals=signals)
    for number, said in enumerate(("card", "full", "bug", Invocation(("card",)), Picked("row", 0))):
        await inside.hear(f"m{number}", ANA, said)
    assert signals.counted == {
        ("interactions", "slack", "line", "answered"): 1,
        ("interactions", "slack", "line", "not_kept"): 1,
        ("interactions", "slack", "line", "mistake"): 1,
        ("interactions", "slack", "command", "answered"): 1,
        ("interactions", "slack", "choice", "silent"): 1,
        ("mistakes", "hearing"): 1,
    }


async def test_platforms_tell_of_acknowledgements_and_of_what_they_ask():
    signals = ListSignals()
    inside = door(ScriptedAssistant(), signals=signals)
    inside.acknowledged("slack", 0.25)
    inside.asked("slack", "chat.postMessage", "200")
    inside.asked("slack", "chat.postMessage", "429")
    assert signals.timed == [("ack", 0.25)]
    assert signals.counted == {
        ("outbound", "slack", "chat.postMessage", "200"): 1,
        ("outbound", "slack", "chat.postMessage", "429"): 1,
        ("rate_limited", "slack"): 1,
    }


async def test_work_that_hangs_is_cancelled_at_shutdown():
    inside = door(ScriptedAssistant())
    inside.soon(asyncio.Event().wait())
    assert await inside.settled(seconds=0) == 1
    assert await inside.settled() == 0


async def test_a_full_disk_is_said_as_such_with_one_warning_and_no_reference(caplog):
    def fail(incoming: Incoming, now: datetime) -> tuple[Message, ...]:
        raise CannotKeep("database or disk is full")

    (answer,) = await door(ScriptedAssistant(fail)).hear("m1", ANA, "card")
    assert answer.lines[0].startswith("I can't keep anything at the moment")
    assert "0a1b2c3d" not in answer.lines[0]
    (record,) = caplog.records
    assert (record.levelname, record.why) == ("WARNING", "database or disk is full")


async def test_turns_come_in_order_and_leave_nothing_behind():
    turns, order, go_on = Turns(), [], asyncio.Event()

    async def take(name: str, number: int) -> None:
        async with turns.of(name):
            order.append(number)
            await go_on.wait()
            order.append(number)

    tasks = [asyncio.create_task(take("ana", number)) for number in range(3)]
    tasks.append(asyncio.create_task(take("ben", 9)))
    async with turns.of("another"):  # by now everyone has begun
        await asyncio.sleep(0)
        assert len(turns) == 3
    tasks[1].cancel()
    go_on.set()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert [number for number in order if number != 9] == [0, 0, 2, 2]
    assert order.index(9) < 2, "somebody else does not wait"
    assert len(turns) == 0


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    """The real parts, on a file."""
    built = wiring.build(Settings(tmp_path, StorageSettings(str(tmp_path / "boffin.db"))))
    yield built
    built.store.close()


async def test_twenty_who_join_at_once_are_all_in(parts: Parts):
    inside, spot = parts.door(StillClock(NOW)), Spot(Address("slack", "E1/T1", "C1"), "#ecg")
    people = [Speaker(Address("slack", "E1/T1", f"U{n}"), f"Person {n}", Standing.REGULAR) for n in range(20)]
    await asyncio.gather(
        *(inside.hear(f"m{n}", who, "channel join", spot) for n, who in enumerate(people)),
        *(inside.hear(f"d{n}", who, "log 5m youtube") for n, who in enumerate(people)),
    )
    place = await parts.store.accounts.place(spot.address, spot.name)
    situation = await parts.store.memory.load(None, place, NOW)
    assert len(situation.channel.members) == 20


async def test_twelve_logs_of_one_person_at_once_are_all_kept(parts: Parts):
    inside = parts.door(StillClock(NOW))
    await asyncio.gather(*(inside.hear(f"m{n}", ANA, "log 5m youtube") for n in range(12)))
    person = Person(await parts.store.accounts.person(ANA.address), "Ana", Standing.REGULAR)
    assert len((await parts.store.memory.load(person, None, NOW)).logs) == 12


@pytest.mark.parametrize("standing", [Standing.EXTERNAL, Standing.REMOVED, Standing.UNKNOWN])
async def test_of_somebody_who_may_not_use_it_not_even_an_account_is_kept(tmp_path: Path, standing: Standing):
    parts = wiring.build(Settings(tmp_path, StorageSettings("sqlite://")))
    eve = Speaker(Address("slack", "T9", "UEVE"), "Eve", standing, is_admin=True)
    spot = Spot(Address("slack", "T9", "C9"), "#theirs")
    try:
        (answer,) = await parts.door(StillClock(NOW)).hear("m1", eve, "log 20m youtube", spot)
        rows = await parts.store.database.read(
            lambda c: [len(c.execute(kept.select()).all()) for kept in (tables.accounts, tables.people, tables.places)]
        )
    finally:
        parts.store.close()
    assert answer.lines[0].startswith("Only you: I can't see that you belong")
    assert rows == [0, 0, 0]
