"""The scheduler, for a few jobs of our own that live in memory only."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

DAILY_AT = (3, 17)  # UTC; an odd minute, so that many installations do not sweep at once

Work = Callable[[], Awaitable[object]]


class Timer:
    """Runs jobs until it is stopped, never one of them twice at a time. Times are UTC: no clock change touches them."""

    def __init__(self) -> None:
        # Imported here: whoever ticks by hand (the demo, the tests) does not pay for the scheduler.
        from apscheduler.jobstores.memory import MemoryJobStore
        from apscheduler.schedulers.asyncio import AsyncIOScheduler

        self._scheduler: Any = AsyncIOScheduler(
            jobstores={"default": MemoryJobStore()},
            timezone=UTC,
            # No grace: APScheduler's own default of one second drops ticks silently on a busy machine.
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._running: set[asyncio.Task[object]] = set()

    def every(self, seconds: int, work: Work, *, at_once: bool = False) -> Callable[[], None]:
        """Run the work every so many seconds, the first time at once or after that time; return what runs it now."""
        first = {"next_run_time": datetime.now(UTC)} if at_once else {}
        job = self._scheduler.add_job(self._tracked(work), "interval", seconds=seconds, **first)

        def now() -> None:
            job.modify(next_run_time=datetime.now(UTC))

        return now

    def daily(self, work: Work) -> None:
        """Run the work once a day, at night in Europe."""
        hour, minute = DAILY_AT
        self._scheduler.add_job(self._tracked(work), "cron", hour=hour, minute=minute)

    def once(self, work: Work) -> None:
        """Run the work once, now."""
        self._scheduler.add_job(self._tracked(work), "date", run_date=datetime.now(UTC))

    def _tracked(self, work: Work) -> Callable[[], Awaitable[None]]:
        async def run() -> None:
            task = asyncio.current_task()
            assert task is not None  # noqa: S101 - a coroutine runs in a task
            self._running.add(task)
            task.add_done_callback(self._running.discard)
            await work()

        return run

    def start(self) -> None:
        """Begin; call it inside the running loop."""
        self._scheduler.start()

    def pause(self) -> None:
        """Start no further job."""
        self._scheduler.pause()

    async def stop(self, seconds: float) -> None:
        """Start no further job, wait for those that run, and cancel what takes longer than so many seconds."""
        self.pause()
        await asyncio.sleep(0)  # a job that was handed out this moment gets to begin, and is waited for too
        if self._running:
            _, late = await asyncio.wait(set(self._running), timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        self._scheduler.shutdown(wait=False)  # it would cancel what still runs
