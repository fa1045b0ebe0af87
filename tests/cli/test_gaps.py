"""`boffin content gaps`: what came to the editor, grouped, and a file to start from that overwrites nothing."""

import asyncio
from pathlib import Path

import pytest
import yaml

from bot import wiring
from bot.cli import CONFIG, main
from bot.core.situation import Asked
from bot.settings import read
from tests.storage.shapes import NOW, Speaker, speaker

QUESTIONS = ("how do I film a ward round", "filming on ward rounds", "do I have to answer everything at night")


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    found = {"BOFFIN_HOME": str(tmp_path), "BOFFIN_LOG_LEVEL": "error"}
    store = wiring.open_store(read(found))

    async def fill() -> None:
        ana: Speaker = await speaker(store)
        for number, text in enumerate(QUESTIONS):
            await ana.keep(asked=Asked(f"q{number}", text, "not-useful" if number else "not-covered", 0, NOW.date()))

    try:
        asyncio.run(fill())
    finally:
        store.close()
    return found


def test_gaps_are_printed_in_groups_with_a_count(environ: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["content", "gaps"], environ) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[-1] == "3 questions in 2 groups"
    assert shown[0].startswith("2 near ") and "1 of them after an answer that was no use" in shown[0]
    assert {f"  {text}" for text in QUESTIONS} <= set(shown)


def test_a_template_is_yaml_to_start_from_and_is_never_written_over(
    environ: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "gaps.yaml"
    assert main(["content", "gaps", "--template", str(file)], environ) == 0
    first, second = yaml.safe_load(file.read_text(encoding="utf-8"))["gaps"]
    assert (first["asked"], first["questions"][0] in QUESTIONS, second["near"]) == (2, True, "09-dont-over-commit.yaml")
    assert set(first["passage"]) == {"id", "question", "answer", "sources"}
    assert main(["content", "gaps", "--template", str(file)], environ) == CONFIG
    assert "left as it is" in capsys.readouterr().err


def test_without_any_question_there_is_no_gap(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["content", "gaps"], {"BOFFIN_HOME": str(tmp_path)}) == 0
    assert capsys.readouterr().out == "0 questions in 0 groups\n"
