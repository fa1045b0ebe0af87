import stat
from pathlib import Path

import pytest

from bot.chat.console.folder import Folder
from bot.core.message import File, Message
from tests.chat.console.room import UNDO, Room
from tests.fakes import Answer


def gives(text: str, name: str = "boffin.json") -> Answer:
    return lambda incoming, now: (Message(("Your file is ready.",), (UNDO,), files=(File(name, text),), row="r1"),)


async def test_a_file_is_written_into_the_current_folder_for_its_owner_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    room = Room(gives('{"day": "É\ud800"}'), width=400)
    path = tmp_path / "boffin.json"
    assert await room.console.type("privacy export") == (
        f"Your file is ready.\n  1 Undo\n\nSaved for your account on this computer only: {path}"
    )
    assert path.read_bytes() == '{"day": "É\\ud800"}'.encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_a_file_never_takes_the_place_of_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "boffin.json").write_text("mine")
    (tmp_path / "boffin-2.json").symlink_to(tmp_path / "elsewhere")
    room = Room(gives("new", "../boffin.json"), width=400)
    assert "boffin-3.json" in await room.console.type("privacy export")
    assert "boffin-4.json" in await room.console.type("privacy export")
    assert (tmp_path / "boffin.json").read_text() == "mine"
    assert (tmp_path / "boffin-3.json").read_text() == "new"
    assert not (tmp_path / "elsewhere").exists() and not (tmp_path.parent / "boffin.json").exists()


async def test_a_file_that_cannot_be_written_is_shown_whole(tmp_path: Path):
    room = Room(gives("a\r\n\x1b[2J" + "b" * 100 + "\n"), files=Folder(tmp_path / "gone"))
    shown = await room.console.type("privacy export")
    assert "boffin.json could not be written" in shown
    assert shown.endswith("\n\na\n\\x1b[2J" + "b" * 100)
