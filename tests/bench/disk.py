"""The floor of every command: what one synced commit costs on this disk, and which disk that is."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL")  # as the storage sets them
ROW_BYTES = 1500  # about what a command writes: a sealed document, a change, a once-key


def commits(folder: Path) -> Callable[[], float]:
    """Return a function that writes one row in a transaction of its own and returns how many seconds it took."""
    connection = sqlite3.connect(folder / "raw.db", isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, held BLOB)")
    row = os.urandom(ROW_BYTES)

    def commit() -> float:
        began = perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO row (held) VALUES (?)", (row,))
        connection.execute("COMMIT")
        return perf_counter() - began

    return commit


def syncs(folder: Path) -> Callable[[], float]:
    """Return a function that appends to a file, has it written to the disk and returns the seconds."""
    handle = os.open(folder / "raw.bin", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    row = os.urandom(ROW_BYTES)

    def sync() -> float:
        began = perf_counter()
        os.write(handle, row)
        os.fsync(handle)
        return perf_counter() - began

    return sync


def disk_of(folder: Path) -> str:
    """Return the device and file system that hold a folder, as far as this machine says."""
    try:
        lines = Path("/proc/mounts").read_text(encoding="utf-8").splitlines()
    except OSError:
        return f"the disk of {folder.anchor} ({os.uname().sysname} does not say more)"
    mounts = [line.split()[:3] for line in lines]
    holding = [mount for mount in mounts if folder.resolve().is_relative_to(mount[1])]
    device, where, kind = max(holding, key=lambda mount: len(mount[1]))
    model = Path("/sys/class/block", Path(device).name, "device", "model")
    name = f" ({model.read_text(encoding='utf-8').strip()})" if model.is_file() else ""
    return f"{device}{name}, {kind}, mounted at {where}"
