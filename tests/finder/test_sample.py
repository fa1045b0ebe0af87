"""No question of the sample that judges the finder stands in the content, nor anything all but like one."""

import json
import os
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from bot.finder.index import examples
from bot.finder.query import words_of
from tests.core.scene import library

SPECS = os.environ.get("BOFFIN_SPECS")
SAMPLE = Path(SPECS or "specs").parent / "data" / "questions-sample.jsonl"
TOO_ALIKE = 0.9  # of the letters
SAME_WORDS = 0.8


def alike(one: str, other: str) -> bool:
    """Say whether two questions are nearly the same: by their words first, because letters take longer."""
    mine, theirs = set(words_of(one)), set(words_of(other))
    if len(mine & theirs) < 0.5 * max(len(mine | theirs), 1):
        return False
    return len(mine & theirs) >= max(4, SAME_WORDS * len(mine | theirs)) or (
        SequenceMatcher(None, one.casefold(), other.casefold()).ratio() >= TOO_ALIKE
    )


def test_a_near_duplicate_is_noticed():
    assert alike("How many platforms should I use?", "how many plattforms should i use")
    assert not alike("how many platforms should I use", "how many posts a week should I write")


@pytest.mark.skipif(not SPECS or not SAMPLE.is_file(), reason="the sample lies beside the folder BOFFIN_SPECS names")
def test_no_question_of_the_sample_is_in_the_content():
    asked = [json.loads(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines() if line.strip()]
    texts = [text for _, _, text in examples(library())]
    assert [(one["id"], text) for one in asked for text in texts if alike(one["text"], text)] == []
