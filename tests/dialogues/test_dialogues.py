import asyncio
import difflib
from pathlib import Path

import pytest

from bot.chat.console.script import ScriptError, written
from tests.dialogues.playing import dialogues, played, shown_from
from tests.dialogues.update import main as update


@pytest.mark.parametrize("path", dialogues(), ids=lambda path: path.stem)
def test_the_dialogue_goes_as_written(path: Path):
    before = path.read_text(encoding="utf-8")
    try:
        after = written(*asyncio.run(played(before)))
    except ScriptError as problem:
        pytest.fail(f"{shown_from(path)}: {problem}", pytrace=False)
    if before != after:
        name = shown_from(path)
        lines = difflib.unified_diff(
            before.splitlines(), after.splitlines(), f"{name} as written", "as it went", lineterm=""
        )
        pytest.fail("\n".join((*lines, "", "If it went right: make golden")), pytrace=False)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("ana> card\n", "begins with its moment"),
        ("@2026-09-04 12:00 Europe/London\njust words\n", "line 2: 'just words'"),
        ("@2026-09-04 12:00 Europe/Nowhere\nana> card\n", "line 1: there is no zone"),
        ("@2026-02-31 12:00 Europe/London\nana> card\n", "line 1: there is no such moment"),
        ("@2026-09-04 12:00 Europe/London\n@+99999w\n", "line 2: there is no such moment"),
        ("@2026-09-04 12:00 Europe/London\n@2026-09-03 12:00\n", "line 2: the clock cannot go back"),
    ],
)
def test_a_malformed_dialogue_is_named_in_a_sentence_and_left_alone(
    text: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = tmp_path / "wrong.txt"
    path.write_text(text, encoding="utf-8")
    assert update([], [path]) == 1
    assert says in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == text


def test_a_name_that_is_no_dialogue_is_named(capsys: pytest.CaptureFixture[str]):
    assert update(["no-such"]) == 1
    assert "There is no dialogue no-such." in capsys.readouterr().err
