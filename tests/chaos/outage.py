"""What else may happen in the middle of a drain: the database goes away and comes back, a clock is stepped."""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.storage.vault import new_key
from tests.chaos.filling import DUE, fill
from tests.chaos.trial import Count, counted, end, opened, slack, wait_until_ready
from tests.chaos.worker import World, forked


def interrupted(folder: Path, url: str, due: int, speed: float, outage: Callable[[], None], *, full: str = "") -> Count:
    """Begin a drain, let something happen in the middle of it, and count at the end."""
    key, began = new_key(), time.time()
    store = opened(url, key)
    store.database.write_now(fill, store, due, True)
    store.close()
    with slack(folder, "--users", str(due), "--scope", "im:write", "--lag", str(10 / speed)) as api_url:
        child, ready = forked(World(url, key, api_url, DUE, time.time(), speed, full=full))
        wait_until_ready(ready)
        outage()
        end(child)
        os.close(ready)
        count = counted(folder, url, key, due)
    count.seconds = time.time() - began
    return count


def filled_up(folder: Path, url: str, due: int, speed: float, seconds: float) -> Count:
    """Let the disk be full for so many seconds of the trial's time in the middle of a drain on SQLite."""
    full = folder / "full"

    def fill() -> None:
        time.sleep(0.3)
        full.touch()
        time.sleep(seconds / speed)
        full.unlink()

    return interrupted(folder, url, due, speed, fill, full=str(full))


def stepped(folder: Path, url: str, due: int, speed: float, hours: int) -> Count:
    """Kill a life in the middle of a drain and begin the next one with the clock an hour or more off, then right."""
    key, began = new_key(), time.time()
    store = opened(url, key)
    store.database.write_now(fill, store, due, True)
    store.close()
    with slack(folder, "--users", str(due), "--scope", "im:write", "--lag", str(10 / speed)) as api_url:
        right = World(url, key, api_url, DUE, time.time(), speed)
        for world in (right, replace(right, start=DUE + timedelta(hours=hours)), right):
            child, ready = forked(world)
            wait_until_ready(ready)
            time.sleep(0.15)
            os.kill(child, 9)
            os.waitpid(child, 0)
            os.close(ready)
        # An hour later by the right clock, whatever was written ahead is due too.
        child, ready = forked(replace(right, start=DUE + timedelta(hours=abs(hours) + 1)))
        end(child)
        os.close(ready)
        count = counted(folder, url, key, due)
    count.kills, count.seconds = 3, time.time() - began
    return count
