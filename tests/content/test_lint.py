"""The words themselves: too long, blaming, not British, not to be shown; each with its file and line."""

import pytest

from tests.content.tree import GUIDANCE_9, WORDS, YOUTUBE, Tree


def words(count: int) -> str:
    return " ".join(["word"] * count)


@pytest.mark.parametrize(
    ("file", "old", "line", "limit"),
    [
        pytest.param(GUIDANCE_9, "Say it in one line.", 3, 60, id="what a point says"),
        pytest.param(GUIDANCE_9, "Because it helps.", 4, 60, id="why"),
        pytest.param(GUIDANCE_9, "Two is that.", 12, 60, id="an answer"),
        pytest.param(GUIDANCE_9, "Doing it twice.", 23, 30, id="a pitfall"),
        pytest.param(GUIDANCE_9, "Write one line.", 26, 40, id="a first step"),
        pytest.param(YOUTUBE, "Public or unlisted.", 7, 30, id="a fact"),
        pytest.param("en/nudges/load.yaml", "One clear answer helps.", 3, 20, id="a load line"),
        pytest.param("en/nudges/load.yaml", "Single replies.", 4, 20, id="a thing to drop"),
        pytest.param("en/nudges/paper.yaml", "Vote with fingers.", 3, 60, id="a paper version"),
        pytest.param(WORDS, "One week you told me about.", 5, 60, id="a plural form"),
        pytest.param(WORDS, "undo: Undo", 2, 60, id="a sentence"),
    ],
)
def test_a_text_has_a_longest_length(tree: Tree, file: str, old: str, line: int, limit: int) -> None:
    new = f"undo: {words(limit)}" if old == "undo: Undo" else words(limit)
    tree.change(file, old, new)
    assert tree.problems() == []
    tree.change(file, words(limit), words(limit + 1))
    assert tree.problems() == [f"content/{file}:{line}: {limit + 1} words; at most {limit}"]


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "text"),
    [
        pytest.param(GUIDANCE_9, "Two is that.", "That is Lazy.", 12, '"lazy" blames; say what can be done now',
                     id="a word that blames"),
        pytest.param(GUIDANCE_9, "Two is that.", "Here you should\n      have known.", 12,
                     '"you should have" blames; say what can be done now', id="a phrase over two lines"),
        pytest.param(GUIDANCE_9, "Two is that.", "You shouldn’t have.", 12,
                     '"shouldn\'t have" blames; say what can be done now', id="a curly apostrophe"),
        pytest.param("packs/example.yaml", "Blocked on the wards.", "For lazy people.", 8,
                     '"lazy" blames; say what can be done now', id="a pack that blames"),
        pytest.param(WORDS, "Undo", "The color of it", 2, '"color" is American spelling; write "colour"',
                     id="an American word"),
        pytest.param(GUIDANCE_9, "Two is that.", "It is. Color helps.", 12,
                     '"color" is American spelling; write "colour"', id="an American word that begins a sentence"),
        pytest.param(GUIDANCE_9, "Two is that.", "Two is<br>that.", 12,
                     "markup `<br>`; write plain words, platforms differ", id="a tag of HTML"),
        pytest.param(WORDS, "Undo", "Hello <@U123>", 2, "markup `<@U123>`; write plain words, platforms differ",
                     id="a mention of one platform"),
        pytest.param(WORDS, "Undo", "This &amp; that", 2, "the entity `&amp;`; write the character itself",
                     id="an entity"),
        pytest.param(GUIDANCE_9, "Two is that.", "See http://example.org now.", 12,
                     "a link that begins with http://; only https:// is shown", id="a link in the open"),
        pytest.param(WORDS, "Undo", "👍", 2, "an emoji alone; say it in words as well", id="an emoji alone"),
        pytest.param(WORDS, "Undo", "Well done!", 2, "an exclamation mark; a full stop is calmer",
                     id="an exclamation mark in wording"),
        pytest.param(GUIDANCE_9, "Two is that.", "Two is that!", 12, "an exclamation mark; a full stop is calmer",
                     id="an exclamation mark in guidance"),
        pytest.param(WORDS, "Undo", '" "', 2, "`undo` is empty; write it", id="an empty sentence"),
        pytest.param(YOUTUBE, "same_login: google", 'same_login: ""', 13, "`same_login` is empty; write it",
                     id="an empty value"),
        pytest.param(WORDS, "Undo", "Undo {}", 2, "`{}` is no placeholder; write {name} or {name:format}",
                     id="empty braces"),
        pytest.param(WORDS, "Undo", "Undo {what", 2, "`{what` is no placeholder; write {name} or {name:format}",
                     id="a brace that stays open"),
        pytest.param(WORDS, "Undo", "Undo }", 2, "`}` is no placeholder; write {name} or {name:format}",
                     id="a brace that was never opened"),
        pytest.param(WORDS, "Undo", "Undo {a.b}", 2, "`{a.b}` is no placeholder; write {name} or {name:format}",
                     id="a way into an object"),
        pytest.param(WORDS, "{day:date}", "{day:dat}", 7, "there is no format `dat`; did you mean `date`?",
                     id="a format nobody knows"),
        pytest.param(WORDS, '    other: "{n} weeks you told me about."\n', "", 4,
                     "`week.told` has plural forms without `other`, which is the one for most numbers",
                     id="a plural without other"),
        pytest.param(WORDS, "    one: One week you told me about.\n", "", 4,
                     "`week.told` has the forms other; English has one and other", id="a plural without one"),
    ],
)  # fmt: skip
def test_a_text_is_kind_british_and_plain(tree: Tree, file: str, old: str, new: str, line: int, text: str) -> None:
    tree.change(file, old, new)
    assert tree.problems() == [f"content/{file}:{line}: {text}"]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        pytest.param(GUIDANCE_9, "Two is that.", "The World Health Organization says so.", id="a name"),
        pytest.param(GUIDANCE_9, "Two is that.", "Multicolored blazyness.", id="a part of a word"),
        pytest.param("sources.yaml", "A Reflection.", "A color of lazy <b>.", id="a title that is cited"),
        pytest.param("packs/example.yaml", "on the wards", "by color", id="the spelling of an institution"),
        pytest.param(WORDS, "Undo", "/boffin ready <tool>", id="a parameter"),
        pytest.param(WORDS, "Undo", "👍 Undo", id="an emoji beside words"),
        pytest.param(YOUTUBE, "Video hosting.", "Video & more.", id="an ampersand"),
    ],
)
def test_what_is_fine_is_left_alone(tree: Tree, file: str, old: str, new: str) -> None:
    tree.change(file, old, new)
    assert tree.problems() == []
