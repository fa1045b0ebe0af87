"""Stock APScheduler with its SQL store beside the ledger: jobs that are due in the same second, with all defaults."""

import asyncio
import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

RAN = threading.local()
AHEAD, QUIET = timedelta(seconds=2), 3.0  # begins to be due then; after so many seconds without a run it is over


async def work() -> None:
    """Do what a job is for: nothing."""
    RAN.count = getattr(RAN, "count", 0) + 1


async def measure(url: str, many: int, due: int) -> tuple[int, float, float]:
    """Return how many of the due jobs ran, within how many seconds, and the loop's longest pause."""
    RAN.count, longest, watching = 0, 0.0, True
    scheduler = AsyncIOScheduler(jobstores={"default": SQLAlchemyJobStore(url)}, timezone=UTC)
    later = datetime.now(UTC) + timedelta(weeks=1)
    scheduler.start(paused=True)
    for _ in range(many - due):
        scheduler.add_job(work, "interval", weeks=1, next_run_time=later)
    began = perf_counter()
    first = [scheduler.add_job(work, "interval", weeks=1, next_run_time=later) for _ in range(due)]
    at = datetime.now(UTC) + AHEAD + 3 * timedelta(seconds=perf_counter() - began)  # none may be due before all are set
    for job in first:
        job.modify(next_run_time=at)
    assert datetime.now(UTC) < at, "setting them took too long: the machine is too busy for this"

    async def watch() -> None:
        nonlocal longest
        while watching:
            began = perf_counter()
            await asyncio.sleep(0.001)
            longest = max(longest, perf_counter() - began - 0.001)

    watcher = asyncio.create_task(watch())
    scheduler.resume()
    await asyncio.sleep(max(0.0, (at - datetime.now(UTC)).total_seconds()))
    began, last, ran = perf_counter(), perf_counter(), 0
    while perf_counter() - last < QUIET:
        await asyncio.sleep(0.01)
        if RAN.count > ran:
            ran, last = RAN.count, perf_counter()
    watching = False
    await watcher
    scheduler.shutdown(wait=False)
    return ran, last - began if ran else 0.0, longest


def bench(folder: Path, many: int, due: int, say: Callable[[str], object]) -> None:
    """Measure on SQLite and say it."""
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)  # it logs each job that it leaves out
    ran, took, longest = asyncio.run(measure(f"sqlite:///{folder / 'aps.db'}", many, due))
    say(
        f"stock APScheduler, SQLAlchemyJobStore on SQLite, {many:,} jobs, {due:,} due: {ran:,} ran, {due - ran:,} "
        f"silently missed, {took * 1000:.1f} ms, loop held up {longest * 1000:.1f} ms\n"
    )
