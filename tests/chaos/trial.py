"""A trial: so many deliveries, so many kills at random instants, and then the count of what came."""

import os
import random
import select
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import select as selecting

from bot.core.situation import Flow, derived
from bot.settings import StorageSettings
from bot.storage.parts import Store, connect
from bot.storage.tables import deliveries
from bot.storage.vault import new_key
from tests.chaos import slack as local_slack
from tests.chaos.filling import DUE, fill_ground
from tests.chaos.ground import SLACK, Asked, Ground, process
from tests.chaos.worker import World, forked

READY_SECONDS, END_SECONDS = 30.0, 240.0
FILLED = frozenset({"card", "reminder", "term", "drill", "post"})


@dataclass
class Count:
    """What came of a trial. `wanted` fell due, or asks a keeper; `along` are messages with several of these."""

    wanted: int
    kills: int = 0
    seconds: float = 0.0
    came: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    waits: set[str] = field(default_factory=set)
    doubted: int = 0
    messages: int = 0
    along: int = 0

    @property
    def lost(self) -> int:
        """How many neither came nor wait for a person."""
        return self.wanted - len(self.came.keys() | self.waits)

    @property
    def twice(self) -> int:
        """How many came more than once."""
        return sum(count - 1 for count in self.came.values())

    def line(self) -> str:
        """Say it in one line."""
        return (
            f"{self.wanted} due, {self.kills} kills, {self.lost} lost, {self.twice} twice, {self.doubted} were "
            f"claimed more than once or are in doubt, {len(self.waits)} wait for a person; {self.messages} messages, "
            f"{self.along} of them with several parts; {dict(self.states)}; {self.seconds:.1f} s"
        )


@contextmanager
def slack(folder: Path, *arguments: str) -> Iterator[str]:
    """Run the local Slack in a process of its own; give its address."""
    with process(local_slack.main, folder, *arguments) as api_url:
        yield api_url


def opened(url: str, key: str) -> Store:
    """Open the trial's database."""
    return connect(StorageSettings(url, (key,)))


def trial(
    folder: Path, url: str, *, due: int, kills: int, seed: int, speed: float, is_readable: bool, faults: int = 5,
    replicas: int = 1, ground: Ground = SLACK,
) -> Count:  # fmt: skip
    """Run one and count. Where it is not readable, posts go into channels whose history nobody may read back.

    As much goes a second as keeps the lives busy until the last kill.
    """
    key, draw, began = new_key(), random.Random(seed), time.time()  # noqa: S311 - a seed that can be named again
    store = opened(url, key)
    people = store.database.write_now(lambda c: fill_ground(c, store, ground, due, is_readable=is_readable))
    store.close()
    apart = ground.apart(replicas)
    flow = Flow(max(1.0, due / (kills * apart / 2 * speed)), at_once=8)
    world = World(url, key, "", DUE, time.time(), speed, flow, ground=ground)
    with ground.played(folder, Asked(people, due, seed, faults, is_readable), world) as api_url:
        world = replace(world, api_url=api_url)
        lives = [forked(world, exclusive=replicas == 1) for _ in range(replicas)]
        for _ in range(kills):
            child, ready = lives.pop(draw.randrange(replicas))
            if not wait_until_ready(ready):
                raise RuntimeError("a life did not begin")
            time.sleep(draw.uniform(0.0, apart))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            os.close(ready)
            lives.append(forked(world, exclusive=replicas == 1))
        for child, ready in lives:
            end(child)
            os.close(ready)
        may_stay = not ground.reads_private(is_readable=is_readable)
        count = counted(folder, url, key, due, ground, may_stay=may_stay)
    count.kills, count.seconds = kills, time.time() - began
    return count


def wait_until_ready(ready: int) -> bool:
    """Wait until a life says that it began, or is over already."""
    return bool(select.select([ready], [], [], READY_SECONDS)[0])


def end(child: int) -> None:
    """Wait until a life is over because nothing is left."""
    until = time.time() + END_SECONDS
    while time.time() < until:
        if os.waitpid(child, os.WNOHANG)[0]:
            return
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    raise RuntimeError("a life did not come to its end")


def counted(folder: Path, url: str, key: str, due: int, ground: Ground = SLACK, *, may_stay: bool = False) -> Count:
    """Count what stands on the platform, by the marks in it, against what fell due and what asks a keeper about it.

    The ledger only tells which deliveries there are and which wait for a person, never whether one came. About what
    is private nobody is asked: where it `may_stay` uncertain it is counted with those that wait, else it is lost.
    """
    store = opened(url, key)
    try:
        held = store.database.write_now(lambda c: c.execute(selecting(deliveries)).all())
    finally:
        store.close()
    asking = [row for row in held if row.kind == "unsure" and row.state != "skipped"]
    of_interest = {row.id: row for row in held if row.kind in FILLED} | {row.id: row for row in asking}
    by_row = {derived(id_, "row/0"): id_ for id_ in of_interest}
    said = ground.said(folder).values()
    messages = [{by_row.get(mark, mark) for mark in marks} & of_interest.keys() for marks in said]
    count = Count(due + len(asking))
    count.came = Counter(id_ for marks in messages for id_ in marks)
    count.messages, count.along = sum(map(bool, messages)), sum(len(marks) > 1 for marks in messages)
    count.states = Counter(row.state for row in of_interest.values())
    unsure = [row for row in of_interest.values() if row.state == "uncertain" and row.ready_at is None]
    count.waits = {row.id for row in unsure if row.owner_kind == "place" or may_stay}
    count.doubted = sum(row.attempt > 1 for row in of_interest.values()) + len(count.waits)
    return count
