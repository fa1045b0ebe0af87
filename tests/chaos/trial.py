"""A trial: so many deliveries, so many kills at random instants, and then the count of what came."""

import json
import os
import random
import select
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select as selecting

from bot.chat.slack.history import MARK
from bot.settings import StorageSettings
from bot.storage.parts import Store, connect
from bot.storage.tables import deliveries
from bot.storage.vault import new_key
from tests.chaos.filling import DUE, fill
from tests.chaos.worker import World, forked

READY_SECONDS, END_SECONDS = 30.0, 240.0


@dataclass
class Count:
    """What came of a trial. `wanted` fell due; `waits` for a person."""

    wanted: int
    kills: int = 0
    seconds: float = 0.0
    came: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    waits: set[str] = field(default_factory=set)
    doubted: int = 0

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
            f"claimed more than once or are in doubt, {len(self.waits)} wait for a person; {dict(self.states)}; "
            f"{self.seconds:.1f} s"
        )


@contextmanager
def slack(folder: Path, *arguments: str) -> Iterator[str]:
    """Run the local Slack in a process of its own; give its address."""
    command = [sys.executable, "-m", "tests.chaos.slack", "--persist", str(folder / "accepted.jsonl"), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield str(json.loads(process.stdout.readline())["api_url"])
        finally:
            process.kill()


def accepted(folder: Path) -> Counter[str]:
    """Count by delivery what Slack took."""
    found: Counter[str] = Counter()
    for line in (folder / "accepted.jsonl").read_text(encoding="utf-8").splitlines():
        call = json.loads(line)
        if call["call"] == "chat.postMessage" and (call["body"].get("metadata") or {}).get("event_type") == MARK:
            found[call["body"]["metadata"]["event_payload"]["delivery"]] += 1
    return found


def opened(url: str, key: str) -> Store:
    """Open the trial's database."""
    return connect(StorageSettings(url, (key,)))


def trial(
    folder: Path, url: str, *, due: int, kills: int, seed: int, speed: float, is_readable: bool, faults: int = 5,
    replicas: int = 1,
) -> Count:  # fmt: skip
    """Run one and count. Where it is not readable, what goes out are channel posts that nobody may read back."""
    key, draw, began = new_key(), random.Random(seed), time.time()  # noqa: S311 - a seed that can be named again
    store = opened(url, key)
    store.database.write_now(fill, store, due, is_readable)
    store.close()
    lag = 10 / speed
    arguments = ["--seed", str(seed), "--faults", str(faults), "--lag", str(lag), "--users", str(due)]
    arguments += ["--scope", "im:write"] if is_readable else ["--channels", str(due)]
    with slack(folder, *arguments) as api_url:
        world = World(url, key, api_url, DUE, time.time(), speed)
        lives = [forked(world, exclusive=replicas == 1) for _ in range(replicas)]
        for _ in range(kills):
            child, ready = lives.pop(0)
            if not wait_until_ready(ready):
                raise RuntimeError("a life did not begin")
            time.sleep(draw.uniform(0.0, 0.12))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            os.close(ready)
            lives.append(forked(world, exclusive=replicas == 1))
        for child, ready in lives:
            end(child)
            os.close(ready)
        count = counted(folder, url, key, due)
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


def counted(folder: Path, url: str, key: str, due: int) -> Count:
    """Count what Slack took against what the ledger says, notices to keepers aside."""
    store = opened(url, key)
    try:
        rows = store.database.write_now(lambda c: c.execute(selecting(deliveries)).all())
    finally:
        store.close()
    of_interest = {row.id: row for row in rows if row.kind in ("card", "post")}
    came = accepted(folder)
    count = Count(due)
    count.came = Counter({id_: number for id_, number in came.items() if id_ in of_interest})
    count.states = Counter(row.state for row in of_interest.values())
    count.waits = {row.id for row in of_interest.values() if row.state == "uncertain" and row.ready_at is None}
    count.doubted = sum(row.attempt > 1 for row in of_interest.values()) + len(count.waits)
    return count
