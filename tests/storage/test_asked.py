"""Questions without a name, and the thread that lets one follow on from another: kept briefly, linked to nobody."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from bot.core.situation import Asked, Thread
from bot.storage import tables
from bot.storage.parts import Store
from tests.storage.shapes import DAY, NOW, place, speaker
from tests.storage.test_forgetting import ids_left

QUESTION = Asked("row-1", "how do I film a ward round?", "not-covered", 0, date(2026, 11, 23))
THREAD = Thread("do I have to answer everything?", 9, "cut-back", NOW)
MINUTE = timedelta(minutes=1)


async def test_a_question_for_the_editor_has_no_owner_no_place_and_no_day(store: Store) -> None:
    ana, here = await speaker(store), await place(store)
    await ana.at(here).keep(thread=replace(THREAD, question=QUESTION.text))
    await ana.at(here).keep(asked=QUESTION, thread_done=True)
    assert QUESTION.text not in str((await ana.at(here).load(stored=True)).stored)
    (kept,) = await store.asked()
    assert (kept.text, kept.why, kept.point, kept.week) == (QUESTION.text, "not-covered", 0, date(2026, 11, 23))
    assert kept.id != QUESTION.id
    assert "questions" not in await ids_left(store, ana.id)
    assert set(tables.questions.c.keys()) == {"id", "week", "why", "point", "sealed"}


async def test_a_second_press_keeps_a_question_once(store: Store) -> None:
    ana = await speaker(store)
    await ana.keep(asked=QUESTION)
    await ana.keep(asked=QUESTION)
    assert len(await store.asked()) == 1


async def test_a_question_stays_when_its_asker_is_forgotten_and_goes_after_180_days(store: Store) -> None:
    ana = await speaker(store)
    await ana.keep(asked=QUESTION)
    await ana.keep(forget=True)
    assert (await store.sweep(NOW + 179 * DAY)).gone["questions"] == 0
    assert (await store.sweep(NOW + 182 * DAY)).gone["questions"] == 1
    assert await store.asked() == ()


async def test_what_was_asked_is_not_readable_in_the_database(store: Store) -> None:
    ana = await speaker(store)
    await ana.keep(asked=QUESTION, thread=THREAD)
    for table in (tables.questions, tables.threads):
        rows = await store.database.read(lambda c, t=table: [str(tuple(row)) for row in c.execute(select(t))])
        assert rows and not any("ward round" in row or "answer everything" in row for row in rows)


async def test_a_thread_is_open_for_half_an_hour_in_its_place_and_for_its_owner(store: Store) -> None:
    ana, ben, here = await speaker(store, "ana"), await speaker(store, "ben"), await place(store)
    await ana.at(here).keep(thread=THREAD)
    assert (await ana.at(here).load(NOW + 29 * MINUTE)).thread == THREAD
    assert (await ana.at(here).load(NOW + 30 * MINUTE)).thread is None
    assert (await ana.load()).thread is None
    assert (await ben.at(here).load()).thread is None
    assert (await store.sweep(NOW + 31 * MINUTE)).gone["threads"] == 1


async def test_a_newer_answer_takes_the_place_of_a_thread_and_something_else_ends_it(store: Store) -> None:
    ana = await speaker(store)
    newer = Thread("and for WhatsApp?", 14, "closed-group", NOW)
    await ana.keep(thread=THREAD)
    await ana.keep(thread=newer)
    assert (await ana.load()).thread == newer
    await ana.keep()
    assert (await ana.load()).thread == newer
    await ana.keep(thread_done=True)
    assert (await ana.load()).thread is None
