"""What a workspace gave is sealed, goes at once with it, and is handed out for renewal once."""

import asyncio
from datetime import timedelta

from sqlalchemy import select

from bot.core.situation import Installation
from bot.storage.installation import LEASE
from bot.storage.parts import Store
from bot.storage.tables import expected, installations
from bot.storage.vault import new_key
from tests.storage.conftest import KEY
from tests.storage.shapes import DAY, HOUR, NOW, Opener

SECOND = timedelta(seconds=1)


def grant(tenant: str = "T1", given: str = "xoxe.xoxb-1", *, platform: str = "slack", hours: int = 12) -> Installation:
    return Installation(platform, tenant, {"token": given, "refresh": f"{given}-r"}, NOW + hours * HOUR)


async def test_a_workspace_has_the_grant_it_gave_last_and_no_other_tenant_has_it(store: Store) -> None:
    assert await store.installations.find("slack", "T1") is None
    await store.installations.put(grant(), NOW)
    await store.installations.put(grant(given="new"), NOW + HOUR)
    assert await store.installations.find("slack", "T1") == grant(given="new")
    assert await store.installations.find("slack", "T2") is None
    assert await store.installations.find("discord", "T1") is None
    forever = Installation("slack", "T2", {"token": "t"})
    await store.installations.put(forever, NOW)
    assert await store.installations.find("slack", "T2") == forever


async def test_a_grant_is_readable_neither_in_the_database_nor_in_a_log(store: Store) -> None:
    await store.installations.put(grant(), NOW)
    rows = await store.database.read(lambda c: [str(tuple(row)) for row in c.execute(select(installations))])
    assert len(rows) == 1
    assert "xoxe" not in rows[0] + repr(grant())


async def test_a_new_key_reaches_the_grants(opener: Opener) -> None:
    new = new_key()
    with opener() as store:
        await store.installations.put(grant(), NOW)
    try:
        with opener(keys=(new, KEY)) as store:
            await store.rotate(lambda done, count: None)
        with opener(keys=(new,)) as store:
            assert await store.installations.find("slack", "T1") == grant()
    finally:
        with opener(keys=(KEY, new)) as store:
            await store.rotate(lambda done, count: None)


async def test_a_removed_workspace_has_no_grant_from_that_moment(store: Store) -> None:
    await store.installations.put(grant(), NOW)
    await store.installations.put(grant("T2"), NOW)
    for _ in range(2):  # two events of the platform say the same, in any order
        await store.installations.remove("slack", "T1", NOW + HOUR)
        assert await store.installations.find("slack", "T1") is None
    assert await store.installations.find("slack", "T2") == grant("T2")
    assert await store.removed() == 1


async def test_a_reinstall_or_coming_back_takes_the_mark_away(store: Store) -> None:
    for tenant in ("T1", "T2", "never seen"):
        await store.installations.remove("slack", tenant, NOW)
    await store.installations.remove("discord", "T1", NOW)
    assert await store.removed() == 4
    await store.installations.put(grant("T1"), NOW + HOUR)
    await store.installations.come_back("discord", "T1")
    assert await store.removed() == 2
    assert await store.installations.find("slack", "T1") == grant("T1")


async def test_a_removal_that_is_told_after_the_reinstall_is_nothing(store: Store) -> None:
    await store.installations.put(grant(), NOW + HOUR)
    await store.installations.remove("slack", "T1", NOW)
    assert await store.installations.find("slack", "T1") == grant()
    assert await store.removed() == 0


async def test_what_runs_out_soon_is_handed_to_one_caller_only(store: Store) -> None:
    for number in range(9):
        await store.installations.put(grant(f"T{number}", hours=number), NOW)
    await store.installations.put(grant("T0", platform="other", hours=0), NOW)
    await store.installations.put(Installation("slack", "forever", {}), NOW)
    claims = await asyncio.gather(*(store.installations.claim_expiring("slack", NOW + 5 * HOUR, NOW) for _ in range(8)))
    claimed = sorted(one.tenant for claim in claims for one in claim)
    assert claimed == ["T0", "T1", "T2", "T3", "T4"]
    assert {one.grant["token"] for claim in claims for one in claim} == {"xoxe.xoxb-1"}


async def test_a_claim_lasts_sixty_seconds_or_until_the_new_grant_is_put(store: Store) -> None:
    async def claim(seconds: float) -> int:
        moment = NOW + seconds * SECOND
        return len(await store.installations.claim_expiring("slack", NOW + 20 * HOUR, moment))

    assert timedelta(seconds=60) == LEASE
    await store.installations.put(grant(), NOW)
    assert [await claim(seconds) for seconds in (0, 59, 60, 61)] == [1, 0, 1, 0]
    await store.installations.put(grant(given="new"), NOW, renewed=True)
    assert await claim(62) == 1
    await store.installations.put(grant(given="newer", hours=30), NOW + SECOND, renewed=True)
    assert await claim(63) == 0
    assert await store.installations.find("slack", "T1") == grant(given="newer", hours=30)


async def test_a_renewal_that_comes_late_brings_nothing_back(store: Store) -> None:
    await store.installations.put(grant(), NOW)
    await store.installations.claim_expiring("slack", NOW + 20 * HOUR, NOW)
    await store.installations.remove("slack", "T1", NOW + SECOND)
    await store.installations.put(grant(given="late"), NOW + 2 * SECOND, renewed=True)
    assert await store.installations.find("slack", "T1") is None
    assert await store.removed() == 1
    await store.installations.put(grant(given="installed anew"), NOW + 3 * SECOND)
    await store.installations.put(grant(given="late"), NOW + 4 * SECOND, renewed=True)
    assert await store.installations.find("slack", "T1") == grant(given="installed anew")


async def test_a_state_comes_back_once_and_in_time(store: Store) -> None:
    await store.expectations.expect("a", NOW + HOUR)
    await store.expectations.expect("b", NOW + HOUR)
    assert not await store.expectations.expected("never sent", NOW)
    together = await asyncio.gather(*(store.expectations.expected("a", NOW) for _ in range(5)))
    assert sorted(together) == [False] * 4 + [True]
    assert not await store.expectations.expected("b", NOW + HOUR)
    assert await store.expectations.expected("b", NOW + HOUR - SECOND)


async def test_a_state_is_kept_as_a_hash_and_goes_when_its_time_is_over(store: Store) -> None:
    await store.expectations.expect("secret-state", NOW + HOUR)
    rows = await store.database.read(lambda c: [str(tuple(row)) for row in c.execute(select(expected))])
    assert len(rows) == 1
    assert "secret-state" not in rows[0]
    assert (await store.sweep(NOW)).gone["expected"] == 0
    assert (await store.sweep(NOW + DAY)).gone["expected"] == 1
