"""Many small things in one transaction: all are written, an error reaches everyone, nobody waits for ever."""

import asyncio
from collections.abc import Sequence

import pytest
from sqlalchemy import Connection

from bot.core.errors import CannotKeep
from bot.storage.batch import Batch
from bot.storage.parts import Store


async def test_what_comes_at_once_goes_in_one_transaction_and_what_comes_meanwhile_in_the_next(store: Store) -> None:
    written: list[list[int]] = []
    is_writing, loop = asyncio.Event(), asyncio.get_running_loop()

    def write(_: Connection, numbers: Sequence[int]) -> None:
        written.append(list(numbers))
        loop.call_soon_threadsafe(is_writing.set)

    batch = Batch[int](store.database, write)
    await asyncio.gather(*(batch.put(number) for number in range(5)))
    is_writing.clear()
    first = asyncio.create_task(batch.put(5))
    await is_writing.wait()
    await asyncio.gather(first, batch.put(6), batch.put(7))
    assert written == [[0, 1, 2, 3, 4], [5], [6, 7]]


async def test_an_error_reaches_all_it_is_about_and_the_next_are_written(store: Store) -> None:
    written: list[int] = []

    def write(_: Connection, numbers: Sequence[int]) -> None:
        if 1 in numbers:
            raise CannotKeep("full")
        written.extend(numbers)

    batch = Batch[int](store.database, write)
    found = await asyncio.gather(*(batch.put(number) for number in range(3)), return_exceptions=True)
    assert [type(one) for one in found] == [CannotKeep] * 3
    await batch.put(7)
    assert written == [7]


async def test_whoever_leaves_early_keeps_nobody_from_being_written(store: Store) -> None:
    written: list[int] = []
    batch = Batch[int](store.database, lambda _, numbers: written.extend(numbers))
    leaves, stays = (asyncio.create_task(batch.put(number)) for number in range(2))
    await asyncio.sleep(0)
    leaves.cancel()
    await stays
    with pytest.raises(asyncio.CancelledError):
        await leaves
    assert written == [0, 1]
