"""What the strict reader refuses, each with its file and line."""

import os
from pathlib import Path

import pytest

from bot.content.folder import read_bytes
from bot.content.problem import Report
from bot.content.scalar import LooksLikeOther, plain_value
from bot.content.yaml_reader import read_node
from bot.content.yaml_writer import written_yaml
from tests.content.tree import GUIDANCE_9, WORDS, YOUTUBE, Tree


@pytest.mark.parametrize(
    ("old", "new", "line", "text"),
    [
        pytest.param("cost: {text: Free.}", "cost: &c {text: Free.}", 11,
                     "an anchor (`&c`); write the value out where it is needed", id="an anchor"),
        pytest.param("cost: {text: Free.}", "cost: *c", 11, "an alias (`*c`); write the value out", id="an alias"),
        pytest.param("ease: 3", "ease: !!int 3", 5,
                     "a tag (`tag:yaml.org,2002:int`); leave it out, the shape says what a value is", id="a tag"),
        pytest.param("ease: 3", "ease: 3\nease: 4", 6, "`ease` is here twice (first on line 5); keep one",
                     id="a key that is there twice"),
        pytest.param("name: YouTube", "name: no", 1,
                     '`no` without quotes: YAML takes it for true or false; write "no" if it is text', id="a plain no"),
        pytest.param("what: Video hosting.", "what: On", 3,
                     '`On` without quotes: YAML takes it for true or false; write "On" if it is text', id="a plain On"),
        pytest.param("what: Video hosting.", "what: 12:30", 3,
                     '`12:30` without quotes: YAML takes it for a number to the base 60; write "12:30" if it is text',
                     id="a plain time"),
        pytest.param("weekly_minutes: 45", "weekly_minutes: 0123", 6,
                     '`0123` without quotes: YAML takes it for an octal number; write "0123" if it is text',
                     id="a number with a zero in front"),
        pytest.param("weekly_minutes: 45", "weekly_minutes: 1_000", 6,
                     '`1_000` without quotes: YAML takes it for a number; write "1_000" if it is text',
                     id="a number with an underscore"),
        pytest.param("what: Video hosting.", "what: ~", 3,
                     '`~` without quotes: YAML takes it for nothing; write "~" if it is text', id="a tilde"),
        pytest.param("what: Video hosting.", "what:", 3, 'no value; write one, or "" where nothing is meant',
                     id="no value"),
        pytest.param("what: Video hosting.", "what: Video\thosting.", 3, "a tab; indent and separate with spaces",
                     id="a tab"),
        pytest.param("what: Video hosting.", "what: Video\u202ehosting.", 3,
                     "a character nobody can see (U+202E RIGHT-TO-LEFT OVERRIDE); delete it", id="a turned direction"),
        pytest.param("what: Video hosting.", 'what: "Video\\u200bhosting."', 3,
                     "a character nobody can see (U+200B ZERO WIDTH SPACE); delete it", id="a hidden escape"),
        pytest.param("what: Video hosting.", "what: Video\x07hosting.", 3,
                     "a character nobody can see (U+0007 control); delete it", id="a control character"),
        pytest.param("review_by: 2027-05-01", "review_by: 2027-05-01\n---\nname: more", 17,
                     "a second document (`---`); one file holds one", id="a second document"),
        pytest.param("name: YouTube", "%YAML 1.1\n---\nname: YouTube", 1, "a directive (`%`); leave it out",
                     id="a directive"),
        pytest.param("name: YouTube", "name: [YouTube", 2, None, id="a bracket that stays open"),
    ],
)  # fmt: skip
def test_the_reader_refuses(tree: Tree, old: str, new: str, line: int, text: str | None) -> None:
    tree.change(YOUTUBE, old, new)
    found = tree.problems()
    assert len(found) == 1
    assert found[0].startswith(f"content/en/tools/youtube.yaml:{line}: {text or 'not valid YAML: '}")
    assert text is None or found[0].endswith(text)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("1", "`1` as a key; a key is a word (put it in quotes if it must be this one)"),
        ("yes", '`yes` without quotes: YAML takes it for true or false; write "yes" if it is text'),
        ("<<", "`<<` as a key; a key is a word (put it in quotes if it must be this one)"),
        ("? [a, b]\n", "a list or a map as a key; a key is a word (put it in quotes if it must be this one)"),
    ],
)
def test_a_key_must_be_a_word(tree: Tree, key: str, text: str) -> None:
    tree.change(WORDS, "choice:", f"{key}: words\nchoice:")
    assert tree.problems() == [f"content/{WORDS}:1: {text}"]


def test_a_key_in_quotes_may_be_any_word(tree: Tree) -> None:
    tree.change(WORDS, "choice:", '"yes": Please do\n"1": The first\nchoice:')
    assert tree.problems() == []


def test_an_alias_bomb_is_refused_before_it_grows(tree: Tree) -> None:
    layers = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10))
    tree.write(WORDS, f"a0: &a0 lol\n{layers}")
    found = tree.problems()
    assert f"content/{WORDS}:1: an anchor (`&a0`); write the value out where it is needed" in found
    assert f"content/{WORDS}:10: an alias (`*a8`); write the value out" in found


def test_deep_nesting_is_refused_without_deep_calls(tree: Tree) -> None:
    tree.write(WORDS, "choice: " + "[" * 900 + "]" * 900)
    assert f"content/{WORDS}:1: nested deeper than 12; no shape needs that" in tree.problems()


def test_a_file_of_more_than_256_kb_is_refused(tree: Tree) -> None:
    tree.write(WORDS, "# much\n" * 40_000)
    assert tree.problems() == [f"content/{WORDS}:1: larger than 256 KB; split it"]


def test_a_file_that_is_not_utf8_names_the_line(tree: Tree) -> None:
    tree.write(WORDS, b"choice:\n  undo: Caf\xe9\n")
    assert tree.problems() == [f"content/{WORDS}:2: not UTF-8; save the file as UTF-8"]


def test_an_empty_file_is_a_problem(tree: Tree) -> None:
    tree.write(WORDS, "# nothing yet\n")
    assert tree.problems() == [f"content/{WORDS}:1: the file is empty"]


def test_windows_line_ends_are_read(tree: Tree) -> None:
    text = (tree.root / GUIDANCE_9).read_bytes()
    tree.write(GUIDANCE_9, text.replace(b"\n", b"\r\n"))
    assert tree.problems() == []


@pytest.mark.parametrize(
    "text", ["1.5.2", "3 weeks", "Yes, they do", "2026-11-01", "-", "+", "10%", "1/2", "v2", "..."]
)
def test_text_that_only_begins_like_a_number_stays_text(text: str) -> None:
    assert plain_value(text) == text


OTHER = (
    "y", "FALSE", "null", "1:30:00", "0x1f", "0b1", "0o7", ".inf", "-.NaN", "1e3", "+1", ".5", "1.", "=",
    "2026-11-01 12:00", "007", "1_0.5", "9" * 16 + "_",
)  # fmt: skip


@pytest.mark.parametrize("text", OTHER)
def test_what_other_readers_take_for_something_else_needs_quotes(text: str) -> None:
    with pytest.raises(LooksLikeOther):
        plain_value(text)


def test_what_is_written_is_read_back_as_it_was(tmp_path: Path) -> None:
    words = (*OTHER, "09:00", "12:30", "on", "off", "yes", "No", "N", "~", "012", "1", "1.5", "2026-11-01", " ",
             "#ecg", "a: b", "- a", "two\nlines", "a\ttab", "%a", "*a", "&a", "!a",
             "é" * 200, "say \"no\"")  # fmt: skip
    text = written_yaml({word: [f"{word}\u200b"] for word in words})  # what nobody sees is left out
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    report = Report()
    spot = read_node(tmp_path / "a.yaml", "a.yaml", report)
    assert spot is not None and report.problems() == [] and isinstance(spot.node.value, dict)
    assert {key: [one.value for one in node.value] for key, node in spot.node.value.items()} == {
        word: [word] for word in words
    }


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/tty"])
def test_a_device_is_no_content(tree: Tree, device: str) -> None:
    (tree.root / WORDS).unlink()
    (tree.root / WORDS).symlink_to(device)
    assert any(line.startswith(f"content/{WORDS}:1: cannot be read: ") for line in tree.problems())


def test_a_pipe_is_no_content_and_nobody_waits_for_it(tree: Tree) -> None:
    (tree.root / WORDS).unlink()
    os.mkfifo(tree.root / WORDS)
    assert f"content/{WORDS}:1: cannot be read: not an ordinary file" in tree.problems()


def test_a_link_to_nothing_is_said(tree: Tree) -> None:
    (tree.root / "en/tools/gone.yaml").symlink_to("nowhere")
    assert tree.problems() == ["content/en/tools/gone.yaml:1: cannot be read: No such file or directory"]


def test_no_more_than_the_limit_is_read_of_a_file_that_grows(tmp_path: Path) -> None:
    (tmp_path / "long").write_bytes(b"x" * 100)
    assert len(read_bytes(tmp_path / "long", 10)) == 11
