"""Values that do not fit the shapes of the library, each with its file and line."""

import pytest

from tests.content.tree import GUIDANCE_9, RULES, WORDS, YOUTUBE, Tree

RULES_ALONE = "\n".join(line.partition(" #")[0] for line in RULES.splitlines() if line and line[0] != "#")


def test_nothing_is_wrong_with_the_small_tree(tree: Tree) -> None:
    assert tree.problems() == []


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "text"),
    [
        pytest.param(YOUTUBE, "cost: {text:", "cost: {txt: x, text:", 11, "unknown key `txt`; did you mean `text`?",
                     id="a slip inside"),
        pytest.param(YOUTUBE, "name: YouTube", "id: yt\nname: YouTube", 1,
                     "`id` is taken from the file's name; leave it out", id="an id in the file"),
        pytest.param(YOUTUBE, "ease: 3\n", "", 1, "`ease` is missing", id="a missing key"),
        pytest.param(GUIDANCE_9, "    answer: Two is that.\n", "", 10, "`answer` is missing", id="missing inside"),
        pytest.param(YOUTUBE, "ease: 3", 'ease: "3"', 5, "`ease` must be a whole number, without quotes",
                     id="a number in quotes"),
        pytest.param(YOUTUBE, "ease: 3", "ease: 3.5", 5, "`ease` must be a whole number, without quotes",
                     id="a decimal where none is meant"),
        pytest.param(YOUTUBE, "name: YouTube", "name: 365", 1, '`name` must be text; put it in quotes: "365"',
                     id="a number where text is meant"),
        pytest.param(YOUTUBE, "links: [youtube.com]", "links: youtube.com", 14, "`links` must be a list",
                     id="text where a list is meant"),
        pytest.param(YOUTUBE, "cost: {text: Free.}", "cost: Free.", 11, "`cost` must be a map with text, sources",
                     id="text where a map is meant"),
        pytest.param(YOUTUBE, "fits: {questions: 1, prepare: 3}", "fits: [1, 3]", 4,
                     "`fits` must be a map of `key: value`", id="a list where a map is meant"),
        pytest.param(YOUTUBE, "as_of: 2026-11-01", "as_of: 1 November 2026", 15,
                     "`as_of` must be a date, written as 2026-11-30", id="a date in words"),
        pytest.param(YOUTUBE, "as_of: 2026-11-01", "as_of: 2026-02-30", 15,
                     "`as_of` must be a date that exists, not 2026-02-30", id="a date that does not exist"),
        pytest.param("sources.yaml", "sources:", "source:", 1, "the file must be a list under `sources:`",
                     id="a list under another name"),
        pytest.param("sources.yaml", "sources:", "more: x\nsources:", 1,
                     "unknown key `more`; the file holds `sources:` alone", id="a key beside the list"),
        pytest.param(WORDS, "undo: Undo", "undo: 7", 2,
                     "`choice.undo` must be a sentence (in quotes if it is a number) or plural forms one/other",
                     id="a number for a sentence"),
        pytest.param(WORDS, "undo: Undo", "Undo It: Undo", 2,
                     "the key `Undo It` is not small letters, digits, hyphens or underscores", id="a key in capitals"),
        pytest.param(WORDS, "    one: One week", "    single: One week", 4,
                     "`week.told` mixes plural forms with other keys; keep one/other, each with a sentence",
                     id="a plural form nobody knows"),
    ],
)  # fmt: skip
def test_a_value_must_fit_its_shape(tree: Tree, file: str, old: str, new: str, line: int, text: str) -> None:
    tree.change(file, old, new)
    assert tree.problems() == [f"content/{file}:{line}: {text}"]


def test_a_slip_in_a_key_is_recognised_and_the_missing_key_is_named(tree: Tree) -> None:
    tree.change(YOUTUBE, "aliases:", "alias:")
    assert tree.problems() == [
        f"content/{YOUTUBE}:1: `aliases` is missing",
        f"content/{YOUTUBE}:2: unknown key `alias`; did you mean `aliases`?",
    ]


def test_every_rule_must_be_there_and_no_other(tree: Tree) -> None:
    tree.write("rules/thresholds.yaml", RULES_ALONE.replace("round_to:", "round_two:"))
    line = RULES_ALONE.splitlines().index("round_to: 5") + 1
    assert tree.problems() == [
        "content/rules/thresholds.yaml:1: `round_to` is missing",
        f"content/rules/thresholds.yaml:{line}: unknown key `round_two`; did you mean `round_to`?",
    ]


def test_every_problem_of_every_file_is_told_at_once(tree: Tree) -> None:
    tree.change(YOUTUBE, "ease: 3", "ease: many")
    tree.change(YOUTUBE, "what: Video hosting.", "what: no")
    tree.change(YOUTUBE, "links: [youtube.com]", "links: [12, youtube.com, 13]")
    tree.change(GUIDANCE_9, "minutes: 3", "minutes: soon")
    tree.change("en/needs.yaml", "label: Prepare before class", "lable: Prepare before class")
    assert [one.partition(" ")[0] for one in tree.problems()] == [
        "content/en/guidance/09-point-nine.yaml:25:",
        "content/en/needs.yaml:5:",
        "content/en/needs.yaml:6:",
        "content/en/tools/youtube.yaml:3:",
        "content/en/tools/youtube.yaml:5:",
        "content/en/tools/youtube.yaml:14:",
        "content/en/tools/youtube.yaml:14:",
    ]
