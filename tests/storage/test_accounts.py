"""Who a platform's ids stand for: equal ids of two tenants never meet, two accounts of one person do."""

import asyncio

import pytest

from bot.core.people import Owner
from bot.core.plan.document import Permissions
from bot.core.plan.edits import Edit
from bot.core.situation import Address, Offered, Suggested
from bot.storage.parts import Store
from tests.storage.shapes import DAY, LOG, NOW, TOOL, Speaker, added, joined, place, speaker


async def test_an_account_is_one_person_however_often_it_is_seen(store: Store) -> None:
    address = Address("slack", "T1", "U1")
    seen = await asyncio.gather(*(store.accounts.person(address) for _ in range(8)))
    assert len(set(seen)) == 1


async def test_a_place_is_one_place_and_its_name_is_kept_current(store: Store) -> None:
    address = Address("discord", "G1", "C1")
    seen = await asyncio.gather(*(store.accounts.place(address, "old") for _ in range(8)))
    assert len({one.id for one in seen}) == 1
    renamed = await store.accounts.place(address, "new")
    assert (renamed.id, renamed.name, renamed.workspace) == (seen[0].id, "new", seen[0].workspace)
    assert (await store.accounts.place(address, "new")) == renamed


TENANTS = (("slack", "T1"), ("slack", "T2"), ("discord", "T1"))


async def test_equal_external_ids_of_two_tenants_share_nothing(store: Store) -> None:
    speakers: list[Speaker] = []
    for platform, tenant in TENANTS:
        who = await speaker(store, "x", platform=platform, tenant=tenant)
        speakers.append(who.at(await place(store, "x", platform=platform, tenant=tenant)))
    first = speakers[0]
    assert first.place is not None
    await first.keep(
        edits=(*added("tools", "a", TOOL), *added("logs", "l", LOG)),
        channel_edits=(*added("tools", "b", TOOL), *joined(first)),
        workspace_edits=(Edit("permissions", "", Permissions(), Permissions(guests=True)),),
        suggested=(Suggested("s", "r", "x", NOW),),
        offered=(Offered("row", first.id, first.place.id, (), NOW + DAY),),
        used_on=NOW.date(),
    )
    for other in speakers[1:]:
        assert other.place is not None
        situation = await other.load(stored=True)
        assert set(situation.versions) == {
            other.owner, Owner("place", other.place.id), Owner("workspace", other.place.workspace),
        }  # fmt: skip
        assert set(situation.versions.values()) == {0}
        assert not situation.actor.guests_allowed
        assert not any((situation.plan.tools, situation.channel.tools, situation.logs, situation.suggested))
        assert not any((situation.changes, situation.channel_changes, situation.channels, situation.used_on))
        assert {name for name, rows in situation.stored.items() if rows} == {"people", "accounts"}
        # The row of choices is found, and says that it is somebody else's: the core refuses.
        offered = (await other.load(row="row")).offered
        assert offered is not None
        assert offered.person == first.id != other.id
    assert len({who.id for who in speakers}) == 3


async def test_one_person_with_two_accounts_has_one_plan_and_each_place_stays_its_own(store: Store) -> None:
    ana = await speaker(store, "ana", tenant="T1")
    elsewhere = Address("discord", "", "777")
    await store.link(elsewhere, ana.id)
    assert await store.accounts.person(elsewhere) == ana.id
    await ana.keep(edits=added("tools", "a", TOOL))
    here, there = await place(store, "c", tenant="T1"), await place(store, "c", platform="discord", tenant="G1")
    await ana.at(here).keep(channel_edits=joined(ana))
    situation = await ana.at(there).load()
    assert set(situation.plan.tools) == {"a"}
    assert not situation.actor.is_member
    assert situation.channels[0][0] == here


async def test_an_account_of_someone_else_is_not_linked(store: Store) -> None:
    ana, ben = await speaker(store, "ana"), await speaker(store, "ben")
    with pytest.raises(ValueError, match="already"):
        await store.link(Address("slack", "T1", "ben"), ana.id)
    assert await store.accounts.person(Address("slack", "T1", "ben")) == ben.id


async def test_looking_for_somebody_makes_nobody(store: Store) -> None:
    here, there = Address("discord", "", "U1"), Address("discord", "G1", "C1")
    assert await store.accounts.find(here, there) == ("", None)
    person, place_ = await store.accounts.person(here), await store.accounts.place(there, "#here")
    assert await store.accounts.find(here, there) == (person, place_)
    assert await store.accounts.find(here, None) == (person, None)


async def test_a_mark_is_what_was_put_last(store: Store) -> None:
    assert await store.marks.find("discord/1/commands") == ""
    for text in ("one", "two"):
        await store.marks.put("discord/1/commands", text)
    assert await store.marks.find("discord/1/commands") == "two"
    assert await store.marks.find("discord/2/commands") == ""
