"""Many at once: no update is lost, and what is taken back leaves no trace."""

import asyncio
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.errors import Stale
from bot.core.plan.document import CardWish, Item, Need, Settings, Stage, Tool
from bot.core.plan.edits import Edit, edit
from bot.core.plan.weeks import Log, Told, Week
from bot.core.situation import Situation
from bot.storage.parts import StorageSettings, Store, connect
from tests.storage.shapes import Speaker, added, place, speaker


async def test_eight_tasks_that_change_the_same_documents_lose_nothing(store: Store) -> None:
    ana = (await speaker(store)).at(await place(store))
    each = 8 if store.database.is_sqlite else 5  # PostgreSQL's writers run side by side, and meet far more often
    stale = 0

    async def change(task: int) -> None:
        nonlocal stale
        for number in range(each):
            name = f"{task}-{number}"
            while True:
                try:
                    need, item = Need(name), Item(name, date(2026, 1, 1), date(2026, 1, 1), 90)
                    await ana.keep(edits=added("needs", name, need), channel_edits=added("items", name, item))
                    break
                except Stale:
                    stale += 1

    await asyncio.gather(*(change(task) for task in range(8)))
    situation = await ana.load()
    wanted = {f"{task}-{number}" for task in range(8) for number in range(each)}
    assert set(situation.plan.needs) == set(situation.channel.items) == wanted
    assert set(situation.versions.values()) == {8 * each, 0}
    assert stale > 0


DAYS = st.dates(date(2026, 9, 1), date(2026, 11, 20))
KEYS = st.sampled_from(["a", "b", "c"])
MINUTES = st.integers(0, 600)
VALUES = st.one_of(
    st.tuples(st.just("needs"), KEYS, st.none() | st.builds(Need, st.text(max_size=20), priority=st.integers(1, 3))),
    st.tuples(st.just("tools"), KEYS, st.none() | st.builds(Tool, st.sampled_from(Stage), DAYS, budget=MINUTES)),
    st.tuples(st.just("items"), KEYS, st.none() | st.builds(Item, st.text(max_size=20), DAYS, DAYS, MINUTES)),
    st.tuples(st.just("settings"), st.just(""), st.builds(Settings, MINUTES, card=st.sampled_from(CardWish))),
    st.tuples(
        st.just("weeks"),
        st.sampled_from(["2026-09-07", "2026-11-16"]),
        st.none() | st.builds(Week, st.sampled_from(Told), MINUTES, st.dictionaries(KEYS, MINUTES)),
    ),
    st.tuples(st.just("logs"), KEYS, st.none() | st.builds(Log, DAYS, KEYS, MINUTES)),
)


def standing(situation: Situation, collection: str, key: str) -> object:
    """What stands there now."""
    if collection == "settings":
        return situation.plan.settings
    if collection == "weeks":
        return situation.weeks.get(date.fromisoformat(key))
    if collection == "logs":
        return situation.logs.get(key)
    return getattr(situation.plan, collection).get(key)


def kept_state(situation: Situation) -> tuple[object, ...]:
    return (situation.plan, situation.weeks, situation.logs)


async def change_and_take_back(ana: Speaker, commands: list[list[tuple[str, str, object]]]) -> None:
    states, changes = [kept_state(await ana.load())], []
    for command in commands:
        situation = await ana.load()
        wanted = {(collection, key): value for collection, key, value in command}
        edits: tuple[Edit, ...] = ()
        for (collection, key), value in wanted.items():
            edits += edit(collection, key, standing(situation, collection, key), value)  # type: ignore[arg-type]
        change = await ana.keep(situation=situation, edits=edits)
        if edits:
            changes.append((change, edits))
            states.append(kept_state(await ana.load()))
    for change, edits in reversed(changes):
        assert kept_state(await ana.load()) == states.pop()
        await ana.keep(edits=tuple(e.inverse() for e in reversed(edits)), undoes=change)
    assert kept_state(await ana.load()) == states.pop()
    undone = {change.id for change in (await ana.load()).changes if change.undone}
    assert undone == {change for change, _ in changes}


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(VALUES, min_size=1, max_size=4), max_size=6))
def test_what_is_changed_and_taken_back_leaves_documents_and_rows_as_they_were(
    commands: list[list[tuple[str, str, object]]],
) -> None:
    store = connect(StorageSettings(":memory:"))

    async def run() -> None:
        await change_and_take_back(await speaker(store), commands)

    try:
        asyncio.run(run())
    finally:
        store.close()
