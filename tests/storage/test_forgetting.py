"""What is forgotten is gone, from every table and every channel's plan, and stays gone after a restore."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Column, select

from bot.core.link import Code, WrongCode
from bot.core.message import Draft, Invocation
from bot.core.people import Owner, Place
from bot.core.plan.document import Member
from bot.core.plan.edits import Edit
from bot.core.situation import Address, Offered, Post, Suggested, Tap, Thread, Use
from bot.storage.parts import Store
from bot.storage.registry import REGISTRY, WITHOUT_PEOPLE
from bot.storage.tables import metadata, totals
from tests.storage.shapes import DAY, ITEM, LOG, NOW, TOOL, WEEK, Opener, Speaker, added, card, joined, place, speaker
from tests.storage.test_ledger import DUE, fall_due

PERSONAL = {"person", "owner"}


def test_every_table_that_holds_a_person_is_registered() -> None:
    registered = {entry.table.name: entry for entry in REGISTRY}
    assert registered.keys().isdisjoint(WITHOUT_PEOPLE)
    assert registered.keys() | WITHOUT_PEOPLE.keys() == metadata.tables.keys()
    for name in WITHOUT_PEOPLE:
        table = metadata.tables[name]
        assert not PERSONAL & set(table.c.keys()), name
        assert not any(key.column.table.name == "people" for key in table.foreign_keys), name
    for entry in REGISTRY:
        assert entry.purpose
        assert entry.why
        assert (entry.days is None) == (entry.expires is None)


async def everything_about(ana: Speaker, here: Place) -> None:
    """Leave a row in every table that may hold one."""
    store = ana.store
    await ana.keep(
        edits=(*added("tools", "a", TOOL), *added("weeks", "2026-11-16", WEEK), *added("logs", "l", LOG)),
        suggested=(Suggested("s", "r", "podcast", NOW),),
        draft=Draft(("week",), {"minutes": "5"}),
        thread=Thread("which podcast?", 9, "cut-back", NOW),
        offered=(Offered(f"row-{ana.id}", ana.id, "", (Invocation(("help",)),), NOW + DAY),),
        used_on=NOW.date(),
        **card(ana),
    )
    await store.database.write(
        lambda c: c.execute(totals.insert(), {"owner": ana.id, "month": NOW.date(), "sealed": store.codec.seal(60)})
    )
    item = replace(ITEM, owner=ana.id, offered_to=ana.id, stand_in=ana.id, stands_in=True)
    await ana.at(here).keep(channel_edits=(*joined(ana), *added("items", f"i-{ana.person.name.lower()}", item)))
    await ana.at(here).keep(post=Post("p", "load", "x", NOW))
    await ana.at(here).keep(tap=Tap("p", "fine"), use=Use(date(2026, 9, 14), 9))
    await ana.keep(link=Code(f"CODE-{ana.id}", NOW + DAY, "Ana", "slack"))
    await ana.keep(link=WrongCode())
    await fall_due(store, DUE)


async def ids_left(store: Store, person: str) -> list[str]:
    """Where a person's id can still be found, in the open and under seals."""

    def look(connection: object) -> list[str]:
        found = []
        for table in metadata.sorted_tables:
            for row in connection.execute(select(table)):  # type: ignore[attr-defined]
                values = [
                    str(store.codec.raw(v)) if isinstance(v, bytes) and table.name != "meta" else str(v) for v in row
                ]
                if any(person in value for value in values):
                    found.append(table.name)
        return sorted(set(found))

    return await store.database.read(look)


async def test_a_forgotten_person_is_gone_from_every_table_and_others_keep_theirs(store: Store) -> None:
    ana, ben = await speaker(store, "ana"), await speaker(store, "ben")
    here = await place(store)
    await everything_about(ana, here)
    await everything_about(ben, here)
    before = await ana.at(here).load(stored=True)
    assert {name for name, rows in before.stored.items() if not rows} == {"tombstones"}
    assert ana.person.name in str((await ana.at(here).load()).channel)
    farewell = Offered("bye", ana.id, "", (Invocation(("help",)),), NOW + DAY)
    await ana.at(here).keep(forget=True, offered=(farewell,))
    assert await ids_left(store, ana.id) == ["tombstones"]
    after = await ben.at(here).load(stored=True)
    assert ana.person.name not in str((after.channel, after.channel_changes))
    assert list(after.channel.members) == [ben.id]
    assert {name for name, rows in after.stored.items() if not rows} == {"tombstones"}
    again = await store.accounts.person(Address("slack", "T1", "ana"))
    assert again != ana.id
    assert (await replace(ana, person=replace(ana.person, id=again)).load()).versions[Owner("person", again)] == 0


async def test_an_item_of_someone_who_left_the_channel_is_found_too(store: Store) -> None:
    ana, here = await speaker(store), await place(store)
    item = replace(ITEM, owner=ana.id)
    await ana.at(here).keep(channel_edits=(*joined(ana), *added("items", "i", item)))
    member = Member(ana.person.name, NOW.date())
    await ana.at(here).keep(channel_edits=(Edit("members", ana.id, member, None),))
    assert (await ana.load()).channels == ()
    await ana.keep(forget=True)
    ben = await speaker(store, "ben")
    situation = await ben.at(here).load()
    assert situation.channel.items == {"i": ITEM}
    assert await ids_left(store, ana.id) == ["tombstones"]


async def test_whoever_had_left_a_channel_before_is_gone_from_its_history_too(store: Store) -> None:
    ana, ben, here = await speaker(store), await speaker(store, "ben"), await place(store)
    await ben.at(here).keep(channel_edits=joined(ben))
    await ana.at(here).keep(channel_edits=joined(ana))
    await ana.at(here).keep(channel_edits=(Edit("members", ana.id, Member(ana.person.name, NOW.date()), None),))
    await ana.keep(forget=True)
    assert await ids_left(store, ana.id) == ["tombstones"]
    assert len((await ben.at(here).load()).channel_changes) == 1


async def test_an_outcome_that_comes_after_forgetting_brings_nothing_back(store: Store) -> None:
    from bot.core.errors import Stale

    ana = await speaker(store)
    await ana.keep(edits=added("tools", "a", TOOL))
    before = await ana.load()
    await ana.keep(forget=True)
    with pytest.raises(Stale):
        await ana.keep(situation=before, edits=added("tools", "b", TOOL))
    assert await ids_left(store, ana.id) == ["tombstones"]


async def test_what_a_restored_copy_brought_back_is_forgotten_again(store: Store) -> None:
    ana, ben, here = await speaker(store, "ana"), await speaker(store, "ben"), await place(store)
    await everything_about(ana, here)
    assert await store.forget_again((ana.id, "unknown"), NOW) == 1
    assert await store.tombstones() == (ana.id,)
    assert await store.forget_again((ana.id,), NOW) == 0
    assert await ids_left(store, ben.id) == ["accounts", "people"]


async def test_what_is_stored_is_told_in_plain_words(store: Store) -> None:
    ana, here = await speaker(store), await place(store)
    await everything_about(ana, here)
    stored = (await ana.load(stored=True)).stored
    assert stored["weeks"][0]["told"] == "less"
    assert stored["logs"][0]["minutes"] == 25
    assert stored["suggestions"][0]["subject"] == "podcast"
    assert stored["documents"][0]["tools"]["a"]["budget"] == 30
    assert stored["totals"][0]["content"] == 60
    assert not any(isinstance(value, bytes) for rows in stored.values() for row in rows for value in row.values())


async def test_what_a_person_wrote_is_not_readable_in_the_database(opener: Opener) -> None:
    with opener() as store:
        ana, here = await speaker(store), await place(store)
        await everything_about(ana, here)
        texts = await store.database.read(
            lambda c: [str(tuple(row)) for table in metadata.sorted_tables for row in c.execute(select(table))]
        )
        for word in (
            "podcast",
            '"less"',
            '"Ana"',
            "ECG quiz",
            "#teaching",
            "minutes",
        ):  # short words in quotes: a seal may spell them
            assert not any(word in text for text in texts), word


def test_every_column_of_bytes_is_sealed() -> None:
    from sqlalchemy import LargeBinary

    from bot.storage.tables import Sealed

    columns: list[Column[object]] = [column for table in metadata.sorted_tables for column in table.columns]
    assert not [
        column for column in columns if isinstance(column.type, LargeBinary) and not isinstance(column.type, Sealed)
    ]
