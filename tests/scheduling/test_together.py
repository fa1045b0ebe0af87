"""What is said along with something else: one message, one post."""

from dataclasses import replace
from typing import Any

import pytest

from bot.core.errors import CannotKeep, Later
from bot.core.message import Choice, Invocation, Message
from bot.core.situation import Skip
from tests.scheduling.test_ticker import delivery, room


async def test_several_parts_are_one_message_and_what_is_left_out_of_it_is_written_down_before():
    parts = tuple(delivery(name) for name in ("b", "quiet", "bug"))
    ticker, assistant, ledger, outbox = room([replace(delivery("a"), parts=parts)])
    stop, more = Choice("Stop", Invocation(("stop",))), Choice("More", Invocation(("card",)))
    assistant.says |= {"quiet": Skip("quiet"), "bug": KeyError("the secret words")}
    assistant.says |= {"a": Message(("This is a.",), (more, stop)), "b": Message(("This is b.",), (more, stop))}
    assert await ticker.tick() == 1
    assert outbox.sent == [("a", Message(("This is a.",), (more,), then=(Message(("This is b.",), (more, stop)),)))]
    assert ledger.settled["quiet"] == ("skipped", "quiet")
    assert ledger.settled["bug"][0] == "failed"
    assert [*ledger.settled][-1] == "a", "the ledger takes the rest along with it"


async def test_what_would_make_it_a_second_post_waits_for_its_own_and_is_not_marked_as_said_with_it():
    parts = tuple(delivery(name) for name in ("quiet", "b", "c"))
    ticker, assistant, ledger, outbox = room([replace(delivery("a"), parts=parts)])
    outbox.room, assistant.says["quiet"] = 2, Skip("quiet")
    await ticker.tick()
    ((said, message),) = outbox.sent
    assert (said, len(message.then), outbox.carried) == ("a", 1, ["b"])
    assert [*ledger.postponed] == ["c"]


@pytest.mark.parametrize("said", [{"b": CannotKeep("full")}, {"a": Later("fast")}, {"b": Later("fast")}])
async def test_where_a_part_cannot_be_composed_now_nothing_is_said_and_all_of_it_waits(said: dict[str, Any]):
    ticker, assistant, ledger, outbox = room([replace(delivery("a"), parts=(delivery("b"),))])
    assistant.says |= said
    await ticker.tick()
    assert (outbox.sent, ledger.settled, [*ledger.postponed]) == ([], {}, ["a"])
