"""One life of the bot: the real assistant, ledger, ticker and outbox, until it is killed or nothing is left."""

import asyncio
import contextlib
import os
import signal
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Engine, event, func, or_, select

from bot import settings, wiring
from bot.core.errors import CannotKeep
from bot.core.ports import Clock
from bot.core.situation import Flow
from bot.scheduling.ticker import Ticker
from bot.settings import StorageSettings
from bot.storage.tables import deliveries, schedules
from tests.chaos.filling import DUE, fill_ground
from tests.chaos.ground import DISCORD, SLACK, Ground
from tests.chaos.pace import run_fast
from tests.dialogues.playing import finder, in_memory, library
from tests.fakes import ListOutbox, StillClock

ROUND = 0.04  # seconds between rounds, where `boffin run` has two; the rest is faster by `speed`

NO_LIMIT = 1_073_741_823  # pages
UNLIMITED = Flow(100_000, at_once=100_000)


@dataclass(frozen=True)
class World:
    """What every life of one trial shares. `speed` is how much faster than the wall time goes."""

    url: str
    key: str
    api_url: str
    start: datetime
    began: float
    speed: float
    flow: Flow = UNLIMITED
    full: str = ""  # while a file of this name is there, SQLite may not grow by a page
    looks: float = 0.0  # seconds of the trial's time between two looks for what is in doubt, and
    ticks: float = 0.0  # between two ticks; 0: at every round
    ground: Ground = SLACK

    def now(self) -> datetime:
        """Return the moment in the trial's time."""
        return self.start + timedelta(seconds=(time.time() - self.began) * self.speed)


class FastClock(Clock):
    """The trial's time; a trial may step it."""

    def __init__(self, world: World) -> None:
        self.world, self.step = world, timedelta(0)

    def now(self) -> datetime:
        """Return the moment, in UTC."""
        return (self.world.now() + self.step).astimezone(UTC)


def left(connection: Connection, now: datetime) -> int:
    """Count what is not settled yet and needs no person for that."""
    d = deliveries.c
    open_ones = or_(d.state.in_(("pending", "claimed")), (d.state == "uncertain") & d.ready_at.is_not(None))
    waiting = connection.scalar(select(func.count()).select_from(deliveries).where(open_ones)) or 0
    return waiting + (connection.scalar(select(func.count()).where(schedules.c.next_at <= now)) or 0)


def fill_up(engine: Engine, full: Path) -> None:
    """Let each transaction see a full disk for as long as that file is there."""

    @event.listens_for(engine, "begin")
    def limit(connection: Connection) -> None:
        most = 1 if full.exists() else NO_LIMIT  # it cannot become less than what is taken: not one page more
        connection.connection.cursor().execute(f"PRAGMA max_page_count={most}").close()


async def live(world: World, *, ready: int = -1, seconds: float = 600.0, exclusive: bool = True) -> None:
    """Tick until nothing is left, at most so many seconds on the wall; say on `ready` when it begins."""
    chosen = replace(settings.read({}), storage=StorageSettings(world.url, (world.key,)))
    parts = wiring.build(chosen, library=library(), finder=finder(), exclusive=exclusive)
    clock = FastClock(world)
    if world.full:
        fill_up(parts.store.database._writer, Path(world.full))
    async with world.ground.speaking(parts, clock, world) as voice, asyncio.timeout(seconds * world.speed):
        ticker = parts.ticker(voice.outboxes, clock, away=voice.away)
        if ready >= 0:
            os.write(ready, b".")
        woken = asyncio.Event()
        ticker._tick_now = woken.set
        looking = asyncio.create_task(_look(ticker, max(ROUND * world.speed, world.looks)))
        while not looking.done():
            with contextlib.suppress(CannotKeep):
                await ticker.tick()
                if not await parts.store.database.read(left, clock.now()):
                    break
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(max(ROUND * world.speed, world.ticks)):
                    await woken.wait()
            woken.clear()
        looking.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await looking
    parts.store.close()


async def _look(ticker: Ticker, seconds: float) -> None:
    while True:
        with contextlib.suppress(CannotKeep):
            await ticker.recover()
        await asyncio.sleep(seconds)


@cache
def warm() -> None:
    """Say one of each kind into nothing: what is read from disk at first use is read here, not in every life.

    Else most lives would end in it, before anything was said.
    """
    parts = in_memory()
    parts.store.database.write_now(lambda c: fill_ground(c, parts.store, DISCORD, 12, is_readable=True))
    ticker = parts.ticker({DISCORD.name: ListOutbox()}, StillClock(DUE + timedelta(seconds=1)))
    asyncio.run(tick(ticker))
    parts.store.close()


async def tick(ticker: Ticker) -> None:
    """Tick once; something must be said."""
    if not await ticker.tick():
        raise RuntimeError("nothing fell due")


def forked(world: World, *, exclusive: bool = True) -> tuple[int, int]:
    """Begin a life in a process of its own; return its id and where it says that it is ready."""
    warm()
    ready, says = os.pipe()
    child = os.fork()
    if child:
        os.close(says)
        return child, ready
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        run_fast(live(world, ready=says, exclusive=exclusive), world.speed)
        code = 0
    finally:
        os._exit(code)
