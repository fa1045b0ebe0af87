import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.text import is_boundary, split, visible

FAMILY = "👨‍👩‍👧‍👦"
FLAGS = "🇬🇧🇫🇷"


def test_a_short_text_stays_whole():
    assert split("Once for all.", 20) == ("Once for all.",)


def test_nothing_gives_no_part():
    assert split("  \n ", 5) == ()


def test_a_paragraph_is_the_first_seam_then_a_sentence_then_a_word():
    assert split("One two three.\n\nFour five. Six.", 25) == ("One two three.", "Four five. Six.")
    assert split("One two three. Four five six.", 20) == ("One two three.", "Four five six.")
    assert split("one two three four five", 12) == ("one two", "three four", "five")


@pytest.mark.parametrize("cluster", [FAMILY, "👍🏽", "é", "🇬🇧", "한", "ก็", "❤️"])
def test_what_a_reader_sees_as_one_character_is_never_cut(cluster: str):
    parts = split(cluster * 10, 7 if len(cluster) <= 7 else len(cluster))
    assert "".join(parts) == cluster * 10
    assert all(set(re.split(re.escape(cluster), part)) == {""} for part in parts)


def test_two_flags_may_be_parted_in_their_middle_only():
    assert [is_boundary(FLAGS, index) for index in range(5)] == [True, False, True, False, True]


def test_a_letter_drowned_in_marks_still_obeys_the_limit():
    assert all(len(part) <= 10 for part in split("a" + "\u0301" * 100, 10))


@given(st.text(max_size=300), st.integers(1, 40))
def test_parts_fit_and_lose_only_white_space(text: str, limit: int):
    parts = split(text, limit)
    assert all(0 < len(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_a_limit_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        split("a", 0)


def test_what_could_fool_a_terminal_is_written_out():
    assert visible("a\x1b[31mb\u202ec\x00\ud800\u2028") == "a\\x1b[31mb\\u202ec\\x00\\ud800\\u2028"
    assert visible("two\r\nlines\tand a tab") == "two\nlines and a tab"
    assert visible("naïve 👩‍⚕️ שלום") == "naïve 👩‍⚕️ שלום"
