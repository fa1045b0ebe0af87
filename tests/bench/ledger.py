"""What the ledger costs with very many schedules: an empty tick, a thousand due, and how long the loop is held up."""

import asyncio
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time

from sqlalchemy import Connection, insert

from bot.core.nudges.rhythm import next_after
from bot.core.situation import Schedule
from bot.scheduling.ticker import AT_ONCE
from bot.settings import StorageSettings
from bot.storage.parts import Store, connect
from bot.storage.tables import accounts, people, schedules, workspaces
from bot.storage.vault import new_key
from tests.bench import aps
from tests.chaos.filling import DUE
from tests.storage.server import running

APS_MANY = 10_000  # a million of them would take twenty minutes to add
MANY, A_THOUSAND, BATCH = 1_000_000, 1000, 20_000
WEEK = timedelta(weeks=1)


def fill(connection: Connection, first: int, count: int, due: int) -> None:
    """Write persons with a card each; the first `due` of all are due now."""
    ids = [f"{number:016x}" for number in range(first, first + count)]
    connection.execute(insert(people), [{"id": id_, "used_on": None} for id_ in ids])
    connection.execute(insert(accounts), [
        {"platform": "slack", "tenant": "T1", "external": f"U{id_}", "person": id_, "workspace": "w", "used": 1}
        for id_ in ids
    ])  # fmt: skip
    rhythm = {"owner_kind": "person", "kind": "card", "day": 4, "at": DUE.time(), "zone": "Europe/London"}
    connection.execute(insert(schedules), [
        {**rhythm, "owner": id_, "platform": "", "next_at": DUE if first + at < due else DUE + WEEK}
        for at, id_ in enumerate(ids)
    ])  # fmt: skip


def following(schedule: Schedule, after: datetime) -> datetime | None:
    """Return the next moment of a schedule."""
    return next_after(schedule.rhythm, after)


async def measure(store: Store, due: int) -> dict[str, float]:
    """Return the seconds of an empty tick, of all due claimed and confirmed, and of the loop's longest pause."""
    ledger, longest, watching = store.ledger, 0.0, True

    async def watch() -> None:
        nonlocal longest
        while watching:
            began = perf_counter()
            await asyncio.sleep(0.001)
            longest = max(longest, perf_counter() - began - 0.001)

    async def empty(now: datetime) -> float:
        began = perf_counter()
        assert await ledger.fall_due(now, 100, following, 12) == 0
        assert await ledger.claim(now, AT_ONCE) == ()
        return perf_counter() - began

    before = DUE - timedelta(minutes=1)
    ticks = sorted([await empty(before) for _ in range(21)])
    watcher, confirmed = asyncio.create_task(watch()), 0
    began, busy = perf_counter(), process_time()
    while await ledger.fall_due(DUE, 100, following, 12):
        pass
    while claimed := await ledger.claim(DUE, AT_ONCE):
        await asyncio.gather(*(ledger.settle(delivery, "sent", DUE, detail="C1/1") for delivery in claimed))
        confirmed += len(claimed)
    took, busy, watching = perf_counter() - began, process_time() - busy, False
    await watcher
    assert confirmed == due
    return {
        "empty tick": ticks[len(ticks) // 2],
        "due, claimed, confirmed": took,
        "of that on a processor": busy,
        "loop held up": longest,
    }


def bench(url: str, many: int, due: int, say: Callable[[str], object]) -> None:
    """Fill a database and say what was measured."""
    store = connect(StorageSettings(url, (new_key(),)))
    try:
        store.database.write_now(
            lambda c: c.execute(insert(workspaces), {"id": "w", "platform": "slack", "tenant": "T1"})
        )
        for first in range(0, many, BATCH):
            store.database.write_now(fill, first, min(BATCH, many - first), due)
        _at_rest(store)
        found = asyncio.run(measure(store, due))
    finally:
        store.close()
    name = "SQLite" if store.database.is_sqlite else "PostgreSQL"
    told = ", ".join(f"{what} {seconds * 1000:.1f} ms" for what, seconds in found.items())
    say(f"{name}, {many:,} schedules, {due:,} due: {told}\n")


def _at_rest(store: Store) -> None:
    """Have written where it belongs what the filling left behind: no database that grew day by day has that to do."""
    with store.database._writer.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if store.database.is_sqlite:
            connection.rollback()
            connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
        else:
            connection.exec_driver_sql("CHECKPOINT")
            connection.exec_driver_sql("ANALYZE")


def main() -> int:
    """Measure on both databases, and what APScheduler does beside it."""
    with tempfile.TemporaryDirectory(prefix="boffin-bench-") as folder, running("bench") as server:
        bench(str(Path(folder) / "boffin.db"), MANY, A_THOUSAND, sys.stdout.write)
        bench(server.get_uri(), MANY, A_THOUSAND, sys.stdout.write)
        aps.bench(Path(folder), APS_MANY, A_THOUSAND, sys.stdout.write)
    return 0


if __name__ == "__main__":
    sys.exit(main())
