"""What `boffin content check` prints and returns."""

import pytest

from bot.cli.content import check
from tests.content.tree import YOUTUBE, Tree

FILES = 48


def test_a_folder_without_problems_is_said_in_one_line(tree: Tree, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(tree.root) == 0
    assert capsys.readouterr().out == f"{FILES} files, no problems\n"


def test_every_problem_is_one_line_and_the_last_one_counts(tree: Tree, capsys: pytest.CaptureFixture[str]) -> None:
    tree.change(YOUTUBE, "ease: 3", "ease: 9")
    assert check(tree.root) == 1
    assert capsys.readouterr().out == (
        f"content/en/tools/youtube.yaml:5: `ease` is 9; between 1 and 5\n{FILES} files, 1 problem\n"
    )


def test_beside_the_sources_the_wording_is_compared_with_them(tree: Tree, capsys: pytest.CaptureFixture[str]) -> None:
    tree.write("../bot/__init__.py", 'def f(words):\n    words.say("choice.undo")\n    words.say("choice.redo")\n')
    assert check(tree.root) == 1
    assert capsys.readouterr().out == (
        "bot/__init__.py:3: no wording has the key `choice.redo`; did you mean `choice.undo`?\n"
        "content/en/wording/words.yaml:4: no code says `week.told`; delete it, or use it\n"
        "content/en/wording/words.yaml:7: no code says `week.begins`; delete it, or use it\n"
        f"{FILES} files, 3 problems\n"
    )


def test_a_folder_that_is_not_there_is_said(tree: Tree, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(tree.root / "nowhere") == 1
    assert capsys.readouterr().out == (
        f"{tree.root / 'nowhere'} is not there, so nothing was checked. Name the folder that holds sources.yaml.\n"
    )
    assert check(tree.root / "sources.yaml") == 1
    assert "is not a folder" in capsys.readouterr().out
