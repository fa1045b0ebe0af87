"""The door of the room: a whole library, or a refusal that says what to mend."""

from datetime import date
from pathlib import Path

import pytest

from bot.content import find_content, problems, read
from bot.core.errors import CannotStart
from tests.content.tree import GUIDANCE_9, YOUTUBE, Tree


def test_a_library_holds_what_the_files_say(tree: Tree) -> None:
    library = read(tree.root)
    assert list(library.guidance) == list(range(1, 19))
    nine = library.guidance[9]
    assert (nine.id, nine.first_step.minutes, nine.passages[3].id) == ("point-nine", 3, "four")
    assert (nine.review_by, nine.tensions[0].point) == (date(2027, 11, 1), 7)
    youtube = library.tools["youtube"]
    assert (youtube.aliases, youtube.fits, youtube.who_sees.sources) == (
        ("yt", "you tube"),
        {"questions": 1, "prepare": 3},
        ("amee-2014",),
    )
    assert list(library.needs) == ["questions", "prepare"]
    assert (library.rules.over_percent, library.language) == (125, "en")
    assert library.packs["example"].stop_signs == {"youtube": "Blocked on the wards."}
    assert library.wording == {
        "choice.undo": "Undo",
        "week.told": {"one": "One week you told me about.", "other": "{n} weeks you told me about."},
        "week.begins": "The week of {day:date} begins.",
    }
    assert (library.load_lines[0].points, library.paper[0].id) == ((9,), "vote")


def test_a_broken_folder_does_not_start_and_names_five_problems_and_the_command(tree: Tree) -> None:
    tree.change(YOUTUBE, "ease: 3", "ease: 9")
    for point in range(1, 8):
        tree.change(f"en/guidance/{point:02}-point-{point}.yaml", "minutes: 3", "minutes: 30")
    with pytest.raises(CannotStart) as refused:
        read(tree.root)
    first, *shown, last = str(refused.value).splitlines()
    assert first == f"The content in {tree.root} has 8 problems; nothing was started and nothing was changed."
    assert shown == [
        f"content/en/guidance/{point:02}-point-{point}.yaml:25: `minutes` is 30; between 1 and 5"
        for point in range(1, 6)
    ]
    assert last == "`boffin content check` lists them all."


def test_an_unknown_language_does_not_start(tree: Tree) -> None:
    with pytest.raises(CannotStart, match=r"content/fr/lint\.yaml:1: the file is missing"):
        read(tree.root, "fr")


def test_without_the_quick_parser_the_same_is_read(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml

    quick = read(tree.root)
    tree.change(GUIDANCE_9, "point: 9", "point: &p 9")
    said = problems(tree.root)
    monkeypatch.setattr("bot.content.yaml_reader._LOADER", yaml.SafeLoader)
    assert problems(tree.root) == said
    tree.change(GUIDANCE_9, "point: &p 9", "point: 9")
    assert read(tree.root) == quick


def test_a_named_folder_is_used(tree: Tree) -> None:
    assert find_content(str(tree.root)) == tree.root


def test_a_named_folder_that_is_none_does_not_start(tree: Tree) -> None:
    with pytest.raises(CannotStart, match="BOFFIN_CONTENT names /no/such/folder, which is no folder"):
        find_content("/no/such/folder")


@pytest.mark.parametrize("given", [None, ""])
def test_without_a_name_the_checkout_is_used(given: str | None) -> None:
    assert find_content(given) == Path(__file__).parents[2] / "content"


def test_an_installed_package_brings_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.content.folder._PACKAGE", tmp_path / "bot")
    with pytest.raises(CannotStart, match="No content folder was found"):
        find_content(None)
    (tmp_path / "bot" / "_content").mkdir(parents=True)
    assert find_content(None) == tmp_path / "bot" / "_content"


def test_hidden_folders_are_not_read(tree: Tree) -> None:
    tree.write("en/.drafts/idea.yaml", "anything: at all\n")
    assert problems(tree.root) == []
