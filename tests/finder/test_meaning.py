"""The finder by meaning: it finds what shares no word, says the same each time, and notices a damaged model."""

import asyncio
import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cli import main
from bot.core.errors import CannotStart
from bot.core.library import Examples
from bot.finder import artefact, choosing
from bot.finder.encoder import Encoder
from bot.finder.finding import FullText
from bot.finder.meaning import Meaning
from bot.finder.query import LONGEST_TEXT, words_of
from tests.core.scene import library

FINDER = Meaning(library(), artefact.read())
ROOT = Path(__file__).resolve().parents[2]
MOST_BYTES = 25_000_000
SAID = {
    "ca-parle-francais": "wie viel zeit kostet das pro woche",
    "nothing": "???",
    "half-a-character": "\ud800 posts at midnight",
    "long": "how often do I post " * 400,
}


TOO_LONG = "a" * LONGEST_TEXT + " how many platforms should I be on"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the model, to be damaged."""
    return Path(shutil.copytree(artefact.FOLDER, tmp_path / "model"))


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("my phone buzzes all evening and my partner is fed up", 9),
        ("a fellow on the internet calls me an idiot under my video", 18),
    ],
)
async def test_a_feeling_without_a_key_word_finds_its_point(text: str, point: int):
    assert (await FINDER.rank(text)).points[0][0] == point


def test_what_stands_behind_the_longest_text_is_not_read():
    encoder = Encoder(artefact.FOLDER / artefact.ENCODER, artefact.FOLDER / artefact.TOKENIZER)
    assert words_of(TOO_LONG) == words_of(TOO_LONG[:LONGEST_TEXT])
    assert encoder.vector(TOO_LONG).tolist() == encoder.vector(TOO_LONG[:LONGEST_TEXT]).tolist()
    assert encoder.vector(TOO_LONG[9:]).tolist() != encoder.vector(TOO_LONG).tolist()  # here " how many" is read


async def test_the_advice_and_ones_own_plan_are_told_apart():
    own, advice = (
        await FINDER.rank("what is my backup for zoom"),
        await FINDER.rank("do I need something ready in case the wifi dies"),
    )
    assert own.intents[0][0] == "backup" and own.intents[0][1] > own.points[0][1]
    assert advice.points[0][0] == 11 and advice.points[0][1] > advice.intents[0][1]


@pytest.mark.parametrize("name", SAID)
async def test_the_same_text_is_ranked_the_same_alone_in_company_and_by_another_finder(name: str):
    text = SAID[name]
    alone = await FINDER.rank(text)
    crowd = await asyncio.gather(*(FINDER.rank(one) for one in (*SAID.values(), text, "zoom", text)))
    assert alone == crowd[len(SAID)] == crowd[-1] == await Meaning(library(), artefact.read()).rank(text)


async def test_scores_come_best_first_and_make_no_more_than_one():
    found = await FINDER.rank("who owns the slides I put on youtube")
    for ranked in (found.points, found.intents, found.passages):
        assert [score for _, score in ranked] == sorted((score for _, score in ranked), reverse=True)
    assert 0.98 < sum(score for _, score in (*found.points, *found.intents)) < 1.001
    assert found.passages[0][0].startswith(f"{found.points[0][0]}/")


async def test_a_new_kind_of_question_helps_at_once_without_training():
    text = "may I wear a cape while I record"
    out = library().examples.out
    more = Examples(library().examples.points, library().examples.intents, {**out, "clothes": (text,)})
    taught = Meaning(replace(library(), examples=more), artefact.read())
    assert (await taught.rank(text)).out > (await FINDER.rank(text)).out
    assert artefact.read().differs_from(replace(library(), examples=more))


def test_the_model_was_learnt_from_the_questions_there_are_and_is_small():
    assert not artefact.is_older_than(library())
    assert sum(part.stat().st_size for part in artefact.FOLDER.iterdir()) <= MOST_BYTES
    assert b"stack_trace" not in (artefact.FOLDER / artefact.ENCODER).read_bytes()  # no path of where it was made


@pytest.mark.parametrize("part", artefact.PARTS)
def test_a_damaged_part_is_said_and_nothing_starts(copy: Path, part: str):
    with (copy / part).open("r+b") as file:
        file.seek(100)
        file.write(b"X!X!")
    with pytest.raises(CannotStart, match=f"{part} is not the one that was trained"):
        artefact.read(copy)


@pytest.mark.parametrize("text", ["", "[]", "{}", json.dumps({"format": 0})])
def test_a_damaged_manifest_is_said_and_nothing_starts(copy: Path, text: str):
    (copy / artefact.MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises(CannotStart, match="is damaged"):
        artefact.read(copy)


def test_without_the_extra_or_the_model_words_alone_answer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    assert "no trained model" in artefact.missing(tmp_path)
    monkeypatch.setattr(artefact, "NEEDS", ("numpy", "no_such_library"))
    assert artefact.missing() == "no_such_library not installed (the extra `finder`)"
    assert isinstance(choosing.finder_of(library()), FullText)


def test_the_doctor_says_that_words_alone_answer(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr(artefact, "NEEDS", ("no_such_library",))
    assert main(["doctor"], {"BOFFIN_DATABASE_URL": "sqlite://"}) == 0
    assert "ok    finder: by words alone, which finds less: no_such_library not" in capsys.readouterr().out


def test_nothing_is_left_at_home_and_nothing_reported(tmp_path: Path):
    """Builds of onnxruntime since 1.29 send events and keep an id in the cache folder, unless they are told not to."""
    code = "from bot.cli import main; main(['ask', 'Do I have to answer every post?'])"
    home = {"HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    done = subprocess.run([sys.executable, "-c", code], env=home, cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Point" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_where_both_are_there_the_finder_is_the_one_by_meaning():
    assert isinstance(choosing.finder_of(library()), Meaning)
