"""`make chaos`: 300 kills over each database in each way of reading back, three replicas, and the rest of the list.

Time goes twenty times as fast as on the wall, for the bot, its leases and its time-outs alike: a hundredfold, a busy
machine would miss a time-out of 50 ms by itself.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.chaos.conftest import empty_database
from tests.chaos.trial import trial
from tests.storage.server import running

SPEED = 20.0


def main() -> int:
    """Run the trials that were asked for; 1 where anything was lost or came twice."""
    parser = argparse.ArgumentParser(prog="make chaos", description=__doc__)
    parser.add_argument("--due", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    bad = 0
    with running("chaos") as server:
        for on in ("sqlite", "postgresql"):
            for is_readable, replicas in ((True, 1), (False, 1), (True, 3)):
                if replicas > 1 and on == "sqlite":
                    continue
                with tempfile.TemporaryDirectory(prefix="boffin-chaos-") as name:
                    folder = Path(name)
                    url = str(folder / "boffin.db") if on == "sqlite" else empty_database(server.get_uri())
                    count = trial(
                        folder, url, due=asked.due, kills=asked.kills, seed=asked.seed, speed=SPEED,
                        is_readable=is_readable, replicas=replicas,
                    )  # fmt: skip
                how = "read back" if is_readable else "not readable"
                sys.stdout.write(f"{on}, {how}, {replicas} at a time, {SPEED:g} times as fast: {count.line()}\n")
                sys.stdout.flush()
                bad += count.lost + count.twice
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
