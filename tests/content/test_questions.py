"""Example questions: read as they are typed, kept with their author, enough of each, none in two places."""

import pytest

from bot.content import find_content, read
from bot.content.question_check import LEAST_OF_A_POINT, LEAST_OF_AN_INTENT, LEAST_OUT_OF_SCOPE
from bot.core.library import INTENTS
from tests.content.tree import OUT_OF_SCOPE, Tree, questions

FOLDER = "en/questions"
NINE = f"{FOLDER}/ana/09.yaml"
INTENT_FILE = f"{FOLDER}/ana/intents.yaml"
OUT = f"{FOLDER}/ana/out-of-scope.yaml"
BENS_NINE = "point: 9\nquestions:\n  - ben asks about nine\n"


def test_the_examples_of_all_files_are_in_the_library(tree: Tree) -> None:
    examples = read(tree.root).examples
    assert list(examples.points) == list(range(1, 19))
    assert examples.points[9][3] == "question 9 number 3"
    assert examples.intents.keys() == INTENTS.keys()
    assert list(examples.out) == list(OUT_OF_SCOPE)


def test_the_questions_of_several_authors_stand_together_and_each_keeps_its_author(tree: Tree) -> None:
    tree.write(f"{FOLDER}/ben/09.yaml", BENS_NINE)
    tree.write(f"{FOLDER}/ben/intents.yaml", "intents:\n  needs:\n    - what did ben want\n")
    tree.write(f"{FOLDER}/ben/out-of-scope.yaml", "out_of_scope:\n  cats:\n    - my cat is ill\n")
    examples = read(tree.root).examples
    assert examples.points[9][-2:] == ("question 9 number 29", "ben asks about nine")
    assert examples.intents["needs"][-1] == "what did ben want"
    assert examples.out["cats"] == ("my cat is ill",)
    assert examples.authors["question 9 number 29"] == "ana"
    assert {examples.authors[one] for one in ("ben asks about nine", "what did ben want", "my cat is ill")} == {"ben"}


def test_a_question_may_stand_under_the_passage_that_answers_it(tree: Tree) -> None:
    tree.write(f"{FOLDER}/ben/09.yaml", "point: 9\npassages:\n  one:\n    - ben asks about one\n")
    examples = read(tree.root).examples
    assert examples.points[9][-1] == "ben asks about one" and examples.authors["ben asks about one"] == "ben"
    assert examples.passages == {"ben asks about one": "9/one"}


def test_a_passage_that_the_point_does_not_have_is_named(tree: Tree) -> None:
    tree.write(f"{FOLDER}/ben/09.yaml", "point: 9\npassages:\n  onne:\n    - ben asks about one\n")
    (problem,) = tree.problems()
    assert problem.startswith(f"content/{FOLDER}/ben/09.yaml:3: the point has no passage `onne`; did you mean `one`?")


def test_a_question_belongs_to_the_folder_of_an_author(tree: Tree) -> None:
    tree.write(f"{FOLDER}/09.yaml", BENS_NINE)
    tree.write(f"{FOLDER}/B/09.yaml", BENS_NINE)
    assert tree.problems() == [
        f"content/{FOLDER}/09.yaml:1: nothing reads a file of this name here; rename, move or delete it",
        f"content/{FOLDER}/B/09.yaml:1: the author's folder `B` is not small letters, digits and single hyphens",
    ]


def test_the_real_examples_are_many_enough() -> None:
    examples = read(find_content(None)).examples
    assert min(len(asked) for asked in examples.points.values()) >= LEAST_OF_A_POINT
    assert min(len(asked) for asked in examples.intents.values()) >= LEAST_OF_AN_INTENT
    assert sum(len(asked) for asked in examples.out.values()) >= LEAST_OUT_OF_SCOPE


def test_examples_stand_as_people_type_them(tree: Tree) -> None:
    tree.change(NINE, "question 9 number 1\n", '"organize my favorite color NOW!!! <b>lazy</b>"\n')
    assert tree.problems() == []


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (NINE, "point: 9", "point: 8", "1: `point` is 8, so the file's name must be 08.yaml"),
        (NINE, "question 9 number 3\n", '" "\n', "6: a question is empty; write it or delete the line"),
        (NINE, "question 9 number 3\n", f"{'a' * 301}\n", "6: a question has 301 characters; at most 300"),
        (
            NINE,
            "question 9 number 3\n",
            "QUESTION 9  number 2\n",
            f"6: this question is at content/{NINE}:5 already; keep one",
        ),
        (INTENT_FILE, "  tools:", "  toools:", "64: there is no intent `toools`; did you mean `tools`?"),
    ],
)
def test_each_rule_names_file_and_line(tree: Tree, file: str, old: str, new: str, problem: str) -> None:
    tree.change(file, old, new)
    assert f"content/{file}:{problem}" in tree.problems()


def test_a_question_that_another_author_has_written_is_named(tree: Tree) -> None:
    tree.write(f"{FOLDER}/ben/09.yaml", "point: 9\nquestions:\n  - Question 8 number 3\n")
    assert tree.problems() == [
        f"content/{FOLDER}/ben/09.yaml:3: this question is at content/{FOLDER}/ana/08.yaml:6 already; keep one"
    ]


def test_too_few_questions_about_something_are_counted_over_all_authors(tree: Tree) -> None:
    (tree.root / NINE).unlink()
    tree.write(f"{FOLDER}/ben/09.yaml", BENS_NINE)
    tree.write(INTENT_FILE, questions("intents", sorted(INTENTS.keys() - {"needs"})))
    tree.write(OUT, questions("out_of_scope", ["clinical", "weather"]))
    assert tree.problems() == [
        f"content/{FOLDER}:1: 0 example questions for the intent `needs`; at least {LEAST_OF_AN_INTENT}",
        f"content/{FOLDER}:1: 0 example questions for the kind `injection`; at least 8",
        f"content/{FOLDER}:1: 1 example questions for point 9; at least {LEAST_OF_A_POINT}",
        f"content/{FOLDER}:1: 60 example questions for what is out of scope; at least {LEAST_OUT_OF_SCOPE}",
    ]
