import asyncio
import difflib
from pathlib import Path

import pytest

from bot.chat.console.script import written
from tests.dialogues.playing import dialogues, played, shown_from


@pytest.mark.parametrize("path", dialogues(), ids=lambda path: path.stem)
def test_the_dialogue_goes_as_written(path: Path):
    before = path.read_text(encoding="utf-8")
    after = written(*asyncio.run(played(before)))
    if before != after:
        name = shown_from(path)
        lines = difflib.unified_diff(
            before.splitlines(), after.splitlines(), f"{name} as written", "as it went", lineterm=""
        )
        pytest.fail("\n".join((*lines, "", "If it went right: make golden")), pytrace=False)
