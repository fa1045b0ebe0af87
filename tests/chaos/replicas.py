"""Three replicas drain together and one is killed in the middle of a post: how soon the others go on and settle it."""

import os
import random
import signal
import time
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from bot.core.situation import Flow
from bot.scheduling.ticker import LOOK_SECONDS, TICK_SECONDS
from bot.storage.ledger import LEASE
from bot.storage.parts import Store
from bot.storage.tables import deliveries
from bot.storage.vault import new_key
from tests.chaos.filling import DUE, fill
from tests.chaos.trial import END_SECONDS, Count, counted, end, opened, slack, wait_until_ready
from tests.chaos.worker import World, forked

REPLICAS, A_SECOND = 3, 2.0
SETTLED = LEASE.total_seconds() + 30
GO_ON = 15.0


@dataclass
class Handover:
    """What came of it, in seconds of the trial's time after each death: from it on nothing more was done there."""

    count: Count
    went_on: list[float] = field(default_factory=list)  # until another one claimed something that nobody had
    settled: list[float] = field(default_factory=list)  # until a row that was in flight was settled

    def line(self) -> str:
        """Say it in one line."""
        return (
            f"unclaimed rows went on after {max(self.went_on):.1f} s at most (aim {GO_ON:g} s), {len(self.settled)} in "
            f"flight were settled after {max(self.settled, default=0):.1f} s at most (aim {SETTLED:g} s); "
            f"{self.count.line()}"
        )


def handover(folder: Path, url: str, *, kills: int, each: int, seed: int, speed: float) -> Handover:
    """Kill so many, each when all is settled that the last one held; `each` are due for every kill."""
    key, draw, began, due = new_key(), random.Random(seed), time.time(), kills * each  # noqa: S311 - can be named again
    store = opened(url, key)
    store.database.write_now(fill, store, due, True)
    killed: list[tuple[datetime, set[str]]] = []
    with slack(folder, "--users", str(due), "--scope", "im:write", "--lag", str(10 / speed)) as api_url:
        world = World(
            url, key, api_url, DUE, time.time(), speed, Flow(A_SECOND), looks=LOOK_SECONDS, ticks=TICK_SECONDS
        )
        lives = [forked(world, exclusive=False) for _ in range(REPLICAS)]
        for _, ready in lives:
            wait_until_ready(ready)
        while len(killed) < kills:
            child, ready = lives.pop(0)
            died, held = _stopped_in_flight(child, store, world, draw)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            os.close(ready)
            killed.append((died, held))
            lives.append(forked(world, exclusive=False))
            wait_until_ready(lives[-1][1])
            _wait_until_settled(held, store)
        for child, ready in lives:
            end(child)
            os.close(ready)
        made = Handover(counted(folder, url, key, due))
    made.count.kills, made.count.seconds = kills, time.time() - began
    _measure(made, store, killed)
    store.close()
    return made


def _stopped_in_flight(child: int, store: Store, world: World, draw: random.Random) -> tuple[datetime, set[str]]:
    """Stop a life at a moment at which it holds rows; return when, and which: none where nothing is left to hold."""
    while True:
        time.sleep(draw.uniform(0.0, 0.03))
        os.kill(child, signal.SIGSTOP)
        stopped = world.now()
        time.sleep(2 / world.speed)  # what the others hold is settled by then
        rows = store.database.write_now(lambda c: c.execute(select(deliveries)).all())
        held = {row.id for row in rows if row.state == "claimed" and row.claimed_at <= stopped}
        if held or not any(row.state == "pending" for row in rows):
            return stopped, held
        os.kill(child, signal.SIGCONT)


def _wait_until_settled(held: set[str], store: Store) -> None:
    until = time.time() + END_SECONDS
    while time.time() < until:
        rows = store.database.write_now(lambda c: c.execute(select(deliveries).where(deliveries.c.id.in_(held))).all())
        if all(row.state in ("sent", "failed", "skipped") for row in rows):
            return
        time.sleep(0.05)
    raise RuntimeError("rows in flight were not settled")


def _measure(made: Handover, store: Store, killed: list[tuple[datetime, set[str]]]) -> None:
    rows = store.database.write_now(lambda c: c.execute(select(deliveries)).all())
    for at, held in killed:
        later = [row.claimed_at for row in rows if row.attempt == 1 and row.claimed_at > at]
        made.went_on += [(min(later) - at).total_seconds()] if later else []
        made.settled += [(row.settled_at - at).total_seconds() for row in rows if row.id in held]
