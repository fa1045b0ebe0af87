"""What must hold between files, each with its file and line."""

from dataclasses import fields

import pytest

from bot.content.limit import NUMBERS
from bot.core.library import Rules
from tests.content.tree import GUIDANCE, GUIDANCE_9, NEEDS, SOURCES, WORDING, WORDS, YOUTUBE, Tree

PADLET = "en/tools/padlet.yaml"
LONG_LABEL = "Prepare before class and after it"


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "text"),
    [
        pytest.param(GUIDANCE_9, "    sources: [amee-2014]", "    sources: [amee-2041]", 9,
                     "there is no source `amee-2041`; did you mean `amee-2014`?", id="a source of a passage"),
        pytest.param(GUIDANCE_9, "\nsources: [amee-2014]", "\nsources: [amee-2014, kind]", 31,
                     "there is no source `kind`; known here: amee-2014", id="a source of a point"),
        pytest.param(YOUTUBE, "sources: [amee-2014]", "sources: [amee]", 7,
                     "there is no source `amee`; did you mean `amee-2014`?", id="a source of a fact"),
        pytest.param(YOUTUBE, "prepare: 3", "prepare: 3, perpare: 1", 4,
                     "there is no need `perpare`; did you mean `prepare`?", id="a need nobody knows"),
        pytest.param(YOUTUBE, ", prepare: 3", "", 4,
                     "`fits` has no prepare; every need has a number from 0 to 3", id="a need without a fit"),
        pytest.param("packs/example.yaml", "  youtube:", "  youtub:", 8,
                     "there is no tool `youtub`; did you mean `youtube`?", id="a stop sign for no tool"),
        pytest.param(YOUTUBE, "prepare: 3", "prepare: 4", 4, "`prepare` is 4; between 0 and 3", id="a fit of four"),
        pytest.param(YOUTUBE, "ease: 3", "ease: 0", 5, "`ease` is 0; between 1 and 5", id="no ease"),
        pytest.param(YOUTUBE, "minutes: 45", "minutes: 601", 6, "`weekly_minutes` is 601; between 1 and 600",
                     id="more minutes than anyone has"),
        pytest.param(YOUTUBE, "as_of: 2026-11-01", "as_of: 2027-11-01", 15,
                     "`as_of` is 2027-11-01, after `review_by` (2027-05-01)", id="a review before it was written"),
        pytest.param(YOUTUBE, "[yt, you tube]", "[yt, PAD]", 2, "the alias `PAD` leads to the tool `padlet` already",
                     id="an alias of two tools"),
        pytest.param(YOUTUBE, "[yt, you tube]", "[yt, YT]", 2, "the alias `YT` leads to the tool `youtube` already",
                     id="an alias that is there twice"),
        pytest.param(YOUTUBE, "[yt, you tube]", "[yt, padlet]", 2, "the alias `padlet` is the tool `padlet` itself",
                     id="an alias that is another tool"),
        pytest.param(YOUTUBE, "name: YouTube", "name: Padlet", 1, "the name `Padlet` belongs to the tool `padlet`",
                     id="a name of another tool"),
        pytest.param(YOUTUBE, "[youtube.com]", "[https://youtube.com]", 14,
                     "`https://youtube.com` is no host name; write it as youtube.com, without https:// or a path",
                     id="an address for a host name"),
        pytest.param(YOUTUBE, "[youtube.com]", "[padlet.com]", 14,
                     "the host `padlet.com` leads to the tool `padlet` already", id="a host of two tools"),
        pytest.param("sources.yaml", "https://example.org/", "http://example.org/", 5,
                     "`link` is http://example.org/; write an address that begins with https://", id="an open link"),
        pytest.param("sources.yaml", "https://example.org/", "javascript:alert(1)", 5,
                     "`link` is javascript:alert(1); write an address that begins with https://", id="a script"),
        pytest.param("sources.yaml", SOURCES, SOURCES + SOURCES.partition("\n")[2], 6,
                     "the id `amee-2014` is taken; choose another", id="a source that is there twice"),
        pytest.param("en/nudges/load.yaml", "id: once", "id: Once_More", 2,
                     "the id `Once_More` is not small letters, digits and single hyphens", id="an id in capitals"),
        pytest.param("en/nudges/load.yaml", "[9]", "[9, 19]", 5, "`points` is 19; between 1 and 18",
                     id="a nineteenth point"),
        pytest.param("en/needs.yaml", "Prepare before class", LONG_LABEL, 6, "`label` has 33 characters; at most 30",
                     id="a label too long for a button"),
        pytest.param(GUIDANCE_9, "id: two", "id: one", 10, "the passage `one` is here twice; choose another id",
                     id="a passage that is there twice"),
        pytest.param(GUIDANCE_9, "id: two", "id: Two", 10,
                     "the id `Two` is not small letters, digits and single hyphens", id="a passage in capitals"),
        pytest.param(GUIDANCE_9, "minutes: 3", "minutes: 6", 25, "`minutes` is 6; between 1 and 5",
                     id="a first step of six minutes"),
        pytest.param(GUIDANCE_9, "point: 9", "point: 8", 1, "`point` is 8, the file's name says 9; make them agree",
                     id="a point that is not its file's"),
    ],
)  # fmt: skip
def test_what_is_named_must_be_there(tree: Tree, file: str, old: str, new: str, line: int, text: str) -> None:
    tree.change(file, old, new)
    assert tree.problems() == [f"content/{file}:{line}: {text}"]


def test_a_point_has_four_to_ten_passages(tree: Tree) -> None:
    head, _, tail = GUIDANCE.format(point=9).partition("  - id: four")
    tree.write(GUIDANCE_9, head + tail[tail.index("pitfalls:") :])
    assert tree.problems() == [f"content/{GUIDANCE_9}:5: 3 passages; between 4 and 10"]


def test_all_eighteen_points_must_be_there(tree: Tree) -> None:
    (tree.root / GUIDANCE_9).unlink()
    assert tree.problems() == ["content/en/guidance:1: no guidance for point 9; all eighteen must be there"]


def test_a_point_has_one_file(tree: Tree) -> None:
    tree.write("en/guidance/09-second.yaml", GUIDANCE.format(point=9))
    assert tree.problems() == [
        f"content/en/guidance/09-second.yaml:1: point 9 is in content/{GUIDANCE_9} already; each point has one file"
    ]


def test_two_points_may_not_share_an_id(tree: Tree) -> None:
    (tree.root / GUIDANCE_9).rename(tree.root / "en/guidance/09-point-8.yaml")
    assert tree.problems() == [
        "content/en/guidance/09-point-8.yaml:1: another file has the id `point-8` already; choose another name"
    ]


def test_a_guidance_file_is_named_after_its_point(tree: Tree) -> None:
    (tree.root / GUIDANCE_9).rename(tree.root / "en/guidance/point-nine.yaml")
    assert tree.problems() == [
        "content/en/guidance:1: no guidance for point 9; all eighteen must be there",
        "content/en/guidance/point-nine.yaml:1: "
        "the file's name must be the point in two digits, a hyphen and a slug: 09-dont-over-commit.yaml",
    ]


def test_a_missing_file_is_named(tree: Tree) -> None:
    (tree.root / "en/nudges/paper.yaml").unlink()
    assert tree.problems() == ["content/en/nudges/paper.yaml:1: the file is missing"]


def test_a_file_nobody_reads_is_named(tree: Tree) -> None:
    tree.write("en/tools/zoom.yml", "name: Zoom\n")
    assert tree.problems() == [
        "content/en/tools/zoom.yml:1: nothing reads a file of this name here; rename, move or delete it"
    ]


def test_a_file_name_is_an_id(tree: Tree) -> None:
    (tree.root / PADLET).rename(tree.root / "en/tools/Pad_let.yaml")
    assert tree.problems() == [
        "content/en/tools/Pad_let.yaml:1: a file name is small letters, digits and single hyphens"
    ]


def test_a_key_of_wording_is_in_one_file(tree: Tree) -> None:
    tree.write("en/wording/more.yaml", "choice:\n  undo: Take back\n")
    assert tree.problems() == [
        f"content/{WORDS}:2: the key `choice.undo` is taken (content/en/wording/more.yaml:2); keep one"
    ]


def test_references_are_not_blamed_where_the_ids_cannot_be_read(tree: Tree) -> None:
    tree.write("en/needs.yaml", NEEDS.replace("needs:", "[needs:"))
    tree.write("sources.yaml", SOURCES.replace("sources:", "works:"))
    assert [one.partition(":")[0] for one in tree.problems()] == ["content/en/needs.yaml", "content/sources.yaml"]


def test_a_second_language_is_checked_too(tree: Tree) -> None:
    tree.write("de/wording/words.yaml", WORDING.replace("undo:", "undo: 7\n  again:"))
    found = tree.problems()
    assert "content/de/needs.yaml:1: the file is missing" in found
    assert any(one.startswith("content/de/wording/words.yaml:2: `choice.undo` must be a sentence") for one in found)
    assert not any(one.startswith("content/en/") for one in found)


def test_every_rule_has_bounds() -> None:
    assert NUMBERS["rules"].keys() == {one.name for one in fields(Rules)}


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("over_percent", "100", "`over_percent` is 100; between 101 and 400"),
        ("answers_in_a_cell", "3", "`answers_in_a_cell` is 3; between 5 and 1000"),
        ("round_to", "0", "`round_to` is 0; between 5 and 100"),
        ("least_finder_score", "1.5", "`least_finder_score` is 1.5; between 0 and 1"),
        ("promise_weeks_missed", "4", "`promise_weeks_missed` is 4, more than `promise_weeks_looked_at` (3)"),
        ("cards_until_slower", "5", "`cards_until_slower` is 5, more than `cards_until_silent` (4)"),
    ],
)
def test_a_rule_stays_within_sane_bounds(tree: Tree, name: str, value: str, text: str) -> None:
    path = "rules/thresholds.yaml"
    lines = (tree.root / path).read_text(encoding="utf-8").splitlines()
    line = next(number for number, one in enumerate(lines) if one.startswith(f"{name}:"))
    lines[line] = f"{name}: {value}"
    tree.write(path, "\n".join(lines))
    assert tree.problems() == [f"content/{path}:{line + 1}: {text}"]
