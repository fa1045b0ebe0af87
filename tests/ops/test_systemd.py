import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.core.ports import SILENT
from bot.ops.systemd import READY, tell
from bot.ops.watch import Watch
from bot.settings import OpsSettings


@contextmanager
def heard_at(address: str) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as inside:
        inside.bind(f"\0{address[1:]}" if address.startswith("@") else address)
        inside.settimeout(5)
        yield inside


@pytest.mark.parametrize("kind", ["file", "abstract"])
def test_what_is_told_arrives_at_both_kinds_of_address(tmp_path: Path, kind: str):
    address = str(tmp_path / "notify") if kind == "file" else f"@boffin-test-{tmp_path.name}"
    with heard_at(address) as inside:
        tell(address, READY)
        assert inside.recv(100) == b"READY=1"


def test_nobody_there_is_no_mistake(tmp_path: Path):
    tell("", READY)
    tell(str(tmp_path / "nobody"), READY)


@pytest.mark.parametrize(("watched", "first"), [(True, b"WATCHDOG=1"), (False, b"READY=1")])
async def test_signs_of_life_are_given_where_they_are_expected(tmp_path: Path, watched: bool, first: bytes):
    address = str(tmp_path / "notify")
    with heard_at(address) as inside:
        inside.setblocking(False)
        watch = Watch(OpsSettings(notify=address, watched=watched), {}, SILENT)
        await watch.start()
        watch.is_ready()
        assert inside.recv(100) == first
        watch.is_stopping()
        await watch.stop()
