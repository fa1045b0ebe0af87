"""`make chaos`: 300 kills on each platform, over each database, in each way of reading back; replicas; and the rest.

Time goes twenty times as fast as on the wall, for the bot, its leases and its time-outs alike: a hundredfold, a busy
machine would miss a time-out of 50 ms by itself.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.chaos.conftest import empty_database
from tests.chaos.ground import DISCORD, SLACK
from tests.chaos.outage import filled_up, interrupted, stepped
from tests.chaos.replicas import handover
from tests.chaos.trial import trial
from tests.storage.server import running

SPEED = 20.0
MODES = (("sqlite", True, 1), ("sqlite", False, 1), ("postgresql", True, 1), ("postgresql", False, 1))
TRIALS = [(ground, *mode) for ground in (SLACK, DISCORD) for mode in (*MODES, ("postgresql", True, 3))]
HANDOVERS, SLOWER = 10, 10.0  # here it is seconds that are measured


def main() -> int:
    """Run the trials that were asked for; 1 where anything was lost or came twice."""
    parser = argparse.ArgumentParser(prog="make chaos", description=__doc__)
    parser.add_argument("--due", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--only", choices=("slack", "discord"), default="", help="kills on one platform")
    parser.add_argument("--outages", action="store_true", help="no kills: only what else may happen")
    asked = parser.parse_args()
    bad = 0
    with running("chaos") as server:
        if asked.outages:
            return 1 if _outages(server, asked.due) else 0
        for ground, on, is_readable, replicas in TRIALS:
            if asked.only not in ("", ground.name):
                continue
            with tempfile.TemporaryDirectory(prefix="boffin-chaos-") as name:
                folder = Path(name)
                url = str(folder / "boffin.db") if on == "sqlite" else empty_database(server.get_uri())
                count = trial(
                    folder, url, due=asked.due, kills=asked.kills, seed=asked.seed, speed=SPEED,
                    is_readable=is_readable, replicas=replicas, ground=ground,
                )  # fmt: skip
            how = "read back" if is_readable else "not readable"
            what = f"{ground.name}, {on}, {how}, {replicas} at a time, {SPEED:g} times as fast"
            sys.stdout.write(f"{what}: {count.line()}\n")
            sys.stdout.flush()
            bad += count.lost + count.twice
        with tempfile.TemporaryDirectory(prefix="boffin-chaos-") as name:
            url = empty_database(server.get_uri())
            made = handover(Path(name), url, kills=HANDOVERS, each=100, seed=asked.seed, speed=SLOWER)
        sys.stdout.write(f"postgresql, 3 at a time, one killed in the middle of a post: {made.line()}\n")
        sys.stdout.flush()
        bad += made.count.lost + made.count.twice
        bad += _outages(server, asked.due)
    return 1 if bad else 0


def _outages(server: Any, due: int) -> int:
    """In the middle of a drain stop PostgreSQL for 30 seconds of the trial's time, fill the disk, set the clock."""

    def stop_and_start() -> None:
        time.sleep(0.3)
        server.stop()
        time.sleep(30 / SPEED)
        server.ensure_postgres_running()

    with tempfile.TemporaryDirectory(prefix="boffin-chaos-") as name:
        count = interrupted(Path(name), empty_database(server.get_uri()), due, SPEED, stop_and_start)
    sys.stdout.write(f"postgresql, away for 30 s: {count.line()}\n")
    bad = count.lost + count.twice
    with tempfile.TemporaryDirectory(prefix="boffin-chaos-") as name:
        count = filled_up(Path(name), str(Path(name) / "boffin.db"), due, SPEED, 30)
    sys.stdout.write(f"sqlite, the disk full for 30 s (PRAGMA max_page_count): {count.line()}\n")
    bad += count.lost + count.twice
    for hours in (1, -1):
        with tempfile.TemporaryDirectory(prefix="boffin-chaos-") as name:
            count = stepped(Path(name), str(Path(name) / "boffin.db"), due, SPEED, hours)
        sys.stdout.write(f"sqlite, the clock set by {hours} h and back: {count.line()}\n")
        bad += count.lost + count.twice
    return bad


if __name__ == "__main__":
    sys.exit(main())
