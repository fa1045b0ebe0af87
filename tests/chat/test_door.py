import asyncio
import logging
from datetime import UTC, datetime

from bot.chat.door import Door, Speaker, Spot
from bot.core.message import Incoming, Message
from bot.core.people import Standing
from bot.core.situation import Address
from tests.fakes import ScriptedAssistant, SomeAccounts, StillClock, wording

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


async def test_work_that_hangs_is_cancelled_at_shutdown():
    inside = door(ScriptedAssistant())
    inside.soon(asyncio.Event().wait())
    assert await inside.settled(seconds=0) == 1
    assert await inside.settled() == 0
