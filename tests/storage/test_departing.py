"""A removed workspace gets nothing from that moment, and after 30 days leaves nothing; a reinstall finds all."""

from dataclasses import replace

from sqlalchemy import select

from bot.core.message import Invocation
from bot.core.people import Owner
from bot.core.plan.document import Permissions
from bot.core.plan.edits import Edit
from bot.core.situation import Address, Installation, Offered, Schedule
from bot.storage.departing import OF_PLACE, OF_WORKSPACE
from bot.storage.parts import Store
from bot.storage.tables import metadata, workspaces
from tests.storage.shapes import DAY, FRIDAY, HOUR, ITEM, NOW, TOOL, Speaker, added, card, joined, place, speaker
from tests.storage.test_forgetting import everything_about, ids_left
from tests.storage.test_ledger import DUE, fall_due, rows

AWAY = Address("discord", "", "777")
GUESTS = Edit("permissions", "", Permissions(), Permissions(guests=True))


def test_every_table_that_holds_a_place_or_a_workspace_is_erased_with_it() -> None:
    of_place = {statement.table.name for statement in OF_PLACE}
    of_workspace = {statement.table.name for statement in OF_WORKSPACE}
    for table in metadata.sorted_tables:
        if {"place", "owner_kind"} & set(table.c.keys()):
            assert table.name in of_place, table.name
        if any(key.column.table.name == "workspaces" for key in table.foreign_keys):
            assert table.name in of_workspace | {"accounts", "places"}, table.name
    assert {"documents", "changes", "workspaces"} <= of_workspace


async def test_nobody_is_written_to_in_a_removed_workspace(store: Store) -> None:
    ana, here = await speaker(store), await place(store)
    there = await place(store, tenant="T2")
    for where in (here, there):
        owner = Owner("place", where.id)
        await ana.keep(rescheduled=(owner,), schedules=(Schedule(owner, "post", FRIDAY),))
    await ana.keep(**card(ana))
    await fall_due(store, DUE)
    await store.installations.remove("slack", "T1", DUE)
    assert [d.address for d in await store.ledger.claim(DUE, 10)] == [Address("slack", "T2", "teaching")]
    assert sorted(row[:2] for row in await rows(store)) == [
        ("claimed", ""), ("skipped", "removed"), ("skipped", "removed"),
    ]  # fmt: skip


async def test_whoever_has_another_account_is_reached_there_and_again_here_after_a_reinstall(store: Store) -> None:
    ana = await speaker(store)
    await store.link(AWAY, ana.id)
    here = await store.accounts.person(Address("slack", "T1", "ana"))
    assert here == ana.id
    await ana.keep(**card(ana))

    async def reached(week: int) -> list[Address]:
        await fall_due(store, DUE + week * 7 * DAY)
        return [delivery.address for delivery in await store.ledger.claim(DUE + week * 7 * DAY, 10)]

    assert await reached(0) == [Address("slack", "T1", "ana")]
    await store.installations.remove("slack", "T1", DUE + DAY)
    assert await reached(1) == [AWAY]
    await store.installations.put(Installation("slack", "T1", {"token": "new"}), DUE + 8 * DAY)
    assert await reached(2) == [Address("slack", "T1", "ana")]


async def test_a_reinstall_within_thirty_days_finds_everything_as_it_was(store: Store) -> None:
    ana, here = await speaker(store), await place(store)
    await everything_about(ana, here)
    before = await ana.at(here).load(stored=True)
    await store.installations.remove("slack", "T1", NOW)
    meanwhile = await ana.at(here).load(stored=True)
    assert [account.is_removed for account in meanwhile.accounts] == [True]
    assert replace(meanwhile, accounts=before.accounts) == before
    await store.sweep(NOW + 30 * DAY)
    before = await ana.at(here).load(stored=True)  # what had to go by its own age is gone
    await store.installations.put(Installation("slack", "T1", {"token": "new"}), NOW + 30 * DAY)
    await store.sweep(NOW + 31 * DAY)
    assert (await speaker(store)).person == ana.person
    assert await place(store) == here
    after = await ana.at(here).load(stored=True)
    assert after == replace(before, accounts=after.accounts)
    assert [account.is_removed for account in after.accounts] == [False]
    assert after.plan.tools and after.channel.items


async def everything_here(store: Store, tenant: str) -> Speaker:
    """Leave a person, a place and an admin's settings in this tenant, under ids that others have too."""
    who = await speaker(store, "x", tenant=tenant)
    here = await place(store, "x", tenant=tenant)
    await everything_about(who, here)
    owner = Owner("place", here.id)
    await who.at(here).keep(
        workspace_edits=(GUESTS,),
        rescheduled=(owner,),
        schedules=(Schedule(owner, "post", FRIDAY),),
        offered=(Offered(f"row-{here.id}", "", here.id, (Invocation(("help",)),), NOW + 90 * DAY),),
    )
    return who.at(here)


async def test_of_two_tenants_with_equal_ids_the_removed_one_goes_whole_and_the_other_stays_whole(
    store: Store,
) -> None:
    gone, stays = await everything_here(store, "T1"), await everything_here(store, "T2")
    assert gone.place is not None
    assert stays.place is not None
    await store.installations.remove("slack", "T1", NOW)
    assert (await store.sweep(NOW + 30 * DAY)).gone["accounts"] == 0
    before = await stays.load(stored=True, row=f"row-{stays.place.id}")
    assert before.offered is not None
    swept = await store.sweep(NOW + 30 * DAY + HOUR)
    assert (swept.gone["accounts"], swept.gone["places"], swept.gone["workspaces"]) == (1, 1, 1)
    assert await ids_left(store, gone.id) == ["tombstones"]
    assert await ids_left(store, gone.place.id) == []
    assert await ids_left(store, gone.place.workspace) == []
    after = await stays.load(stored=True, row=f"row-{stays.place.id}")
    assert after == before
    assert after.actor.guests_allowed
    left = await store.database.read(lambda c: [(row.platform, row.tenant) for row in c.execute(select(workspaces))])
    assert left == [("slack", "T2")]
    swept = await store.sweep(NOW + 31 * DAY)
    assert (swept.gone["accounts"], swept.gone["places"], swept.gone["workspaces"]) == (0, 0, 0)


async def test_a_person_with_an_account_elsewhere_stays_and_so_do_their_other_channels(store: Store) -> None:
    ana = await speaker(store)
    await store.link(AWAY, ana.id)
    here, there = await place(store), await place(store, platform="discord", tenant="G1")
    await ana.at(here).keep(
        edits=added("tools", "a", TOOL), channel_edits=(*joined(ana), *added("items", "i", replace(ITEM, owner=ana.id)))
    )
    await ana.at(there).keep(channel_edits=joined(ana))
    await store.installations.remove("slack", "T1", NOW)
    await store.sweep(NOW + 31 * DAY)
    situation = await ana.load(NOW + 31 * DAY, stored=True)
    assert set(situation.plan.tools) == {"a"}
    assert [channel.id for channel, _ in situation.channels] == [there.id]
    assert [row["platform"] for row in situation.stored["accounts"]] == ["discord"]
    assert await store.accounts.person(AWAY) == ana.id
    assert await store.accounts.person(Address("slack", "T1", "ana")) != ana.id
    assert await store.tombstones() == ()


async def test_the_last_of_two_removed_workspaces_takes_the_person_along(store: Store) -> None:
    ana = await speaker(store)
    await store.link(AWAY, ana.id)
    await ana.keep(edits=added("tools", "a", TOOL))
    await store.installations.remove("slack", "T1", NOW)
    await store.installations.remove("discord", "", NOW + DAY)
    await store.sweep(NOW + 30 * DAY + HOUR)
    assert set((await ana.load()).plan.tools) == {"a"}
    await store.sweep(NOW + 31 * DAY + HOUR)
    assert await ids_left(store, ana.id) == ["tombstones"]
