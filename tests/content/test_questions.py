"""Example questions: read as they are typed, enough of each, none in two places."""

import pytest

from bot.content import find_content, read
from bot.core.library import INTENTS
from tests.content.tree import Tree, questions

NINE = "en/questions/09.yaml"
INTENT_FILE = "en/questions/intents.yaml"
OUT = "en/questions/out-of-scope.yaml"


def test_the_examples_of_all_files_are_in_the_library(tree: Tree) -> None:
    examples = read(tree.root).examples
    assert list(examples.points) == list(range(1, 19))
    assert examples.points[9][3] == "question 9 number 3"
    assert examples.intents.keys() == INTENTS.keys()
    assert list(examples.out) == ["clinical", "injection", "weather"]


def test_the_real_examples_are_many_enough() -> None:
    examples = read(find_content(None)).examples
    assert min(len(asked) for asked in examples.points.values()) >= 14
    assert min(len(asked) for asked in examples.intents.values()) >= 8
    assert sum(len(asked) for asked in examples.out.values()) >= 110


def test_examples_stand_as_people_type_them(tree: Tree) -> None:
    tree.change(NINE, "question 9 number 1\n", '"organize my favorite color NOW!!! <b>lazy</b>"\n')
    assert tree.problems() == []


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (NINE, "point: 9", "point: 8", "1: `point` is 8, so the file's name must be 08.yaml"),
        (NINE, "  - question 9 number 3\n", "", "2: 13 questions; between 14 and 200"),
        (NINE, "question 9 number 3", '" "', "6: a question is empty; write it or delete the line"),
        (NINE, "question 9 number 3", "a" * 301, "6: a question has 301 characters; at most 300"),
        (
            NINE,
            "question 9 number 3",
            "QUESTION 9  number 2",
            "6: this question is at content/en/questions/09.yaml:5 already; keep one",
        ),
        (
            NINE,
            "question 9 number 3",
            "question 8 number 3",
            "6: this question is at content/en/questions/08.yaml:6 already; keep one",
        ),
        (INTENT_FILE, "  tools:", "  toools:", "20: there is no intent `toools`; did you mean `tools`?"),
        (OUT, "  injection:", "  ejection:", "1: no example questions for injection"),
    ],
)
def test_each_rule_names_file_and_line(tree: Tree, file: str, old: str, new: str, problem: str) -> None:
    tree.change(file, old, new)
    assert f"content/{file}:{problem}" in tree.problems()


def test_a_point_or_an_intent_without_examples_is_named(tree: Tree) -> None:
    (tree.root / NINE).unlink()
    tree.write(INTENT_FILE, questions("intents", sorted(INTENTS.keys() - {"needs"})))
    assert tree.problems() == [
        "content/en/questions:1: no example questions for point 9",
        f"content/{INTENT_FILE}:1: no example questions for needs",
    ]
