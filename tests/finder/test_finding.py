"""The finder on a small library of its own: which example and which passage win, and that nothing upsets it."""

import asyncio
from datetime import date
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.library import Examples, FirstStep, Guidance, Library, Passage
from bot.finder.finding import CLEAR, FullText
from bot.finder.query import LONGEST_TEXT, MOST_PIECES, MOST_WORDS, match_of, pieces_of, words_of


def point(number: int, title: str, *passages: tuple[str, str, str]) -> Guidance:
    return Guidance(
        number, f"p{number}", title, "", "", tuple(Passage(*passage, ()) for passage in passages), (),
        FirstStep(1, ""), (), date(2026, 1, 1), date(2027, 1, 1),
    )  # fmt: skip


GUIDANCE = {
    9: point(
        9, "Don't over-commit",
        ("answer-everything", "Do I have to answer every post?", "No. Answer once for everybody."),
        ("midnight", "Students write at midnight. Am I expected to reply?", "No. Say when you read."),
    ),
    11: point(11, "Have a backup plan", ("down", "YouTube is down, what now?", "Use paper for every post.")),
}  # fmt: skip
EXAMPLES = Examples(
    {9: ("evenings swallowed whole by notifications",), 11: ("wifi dies in lecture",)},
    {"backup": ("what is my own backup",)},
    {"clinical": ("which inhaler suits asthma",), "weather": ("rain tomorrow in the lecture break",)},
)
LIBRARY = Library("en", MappingProxyType(GUIDANCE), {}, {}, {}, (), (), None, {}, examples=EXAMPLES)  # type: ignore[arg-type]
FINDER = FullText(LIBRARY)


def rank(text: str):
    return asyncio.run(FINDER.rank(text))


def test_the_passage_that_shares_the_words_comes_first():
    found = rank("Must I answer each post?")
    assert found.passages[0][0] == "9/answer-everything"
    assert found.points[0][0] == 9
    assert found.out < 1
    assert "answer" in found.reason and "post" in found.reason


def test_where_an_example_wins_and_no_passage_shares_a_word_the_first_passage_leads():
    found = rank("wifi dies")
    assert found.points[0][0] == 11
    assert found.passages[0] == ("11/down", found.points[0][1])


def test_a_question_about_ones_own_plan_is_an_intent():
    assert rank("what is my own backup").intents[0][0] == "backup"


def test_an_intent_and_its_point_are_one_topic_so_that_the_margin_between_them_does_not_count():
    found = rank("what is my own backup plan, every post")
    scores = dict(found.points)
    assert found.margin == pytest.approx(min(1, CLEAR * (max(scores[11], found.intents[0][1]) - scores[9])))


def test_what_is_like_an_example_out_of_scope_is_out():
    assert rank("inhaler for asthma").out == 1.0
    assert rank("will it rain tomorrow").out == 1.0
    assert rank("wifi dies in lecture").out < 1.0


def test_endings_marks_and_slips_do_not_matter():
    assert rank("replying at MIDNIGHT!").passages[0][0] == "9/midnight"
    assert rank("midnigth replies").passages[0][0] == "9/midnight"


@pytest.mark.parametrize("text", ["", "the of and", "quantum chromodynamics", "🙈🙈", "\x00", "???", "'\"'"])
def test_where_no_word_matches_it_is_out(text: str):
    found = rank(text)
    assert (found.points, found.passages, found.out) == ((), (), 1.0)


def test_scores_are_between_nought_and_one_best_first():
    found = rank("answer every post students write at midnight youtube down")
    for ranked in (found.points, found.intents, found.passages):
        scores = [score for _, score in ranked]
        assert scores == sorted(scores, reverse=True)
        assert all(0 < score < 1 for score in scores)


@given(
    st.text(max_size=200)
    | st.sampled_from(
        ['"post" OR', "post* NEAR(", "point:9", "a\x00post", "'; DROP TABLE part", "-post", "\ud800 post"]
    )
)
@settings(max_examples=200, deadline=None, derandomize=True, database=None)
def test_any_text_is_ranked_and_the_same_text_the_same(text: str):
    assert rank(text) == rank(text)


def test_a_very_long_text_is_cut():
    assert words_of("abc " * 5000) == ("abc",)
    assert len(words_of(" ".join(f"w{number}" for number in range(5000)))) <= MOST_WORDS
    assert words_of("x" * LONGEST_TEXT + " tail")[-1] != "tail"
    assert len(pieces_of(["abcdefgh" * 200])) <= MOST_PIECES
    assert rank("post " * 100_000).points


def test_the_query_is_only_quoted_words():
    assert match_of(words_of('don\'t "post" NEAR midnight')) == '"don" OR "post" OR "near" OR "midnight"'


async def test_many_questions_at_once_share_one_index():
    finder = FullText(LIBRARY)
    found = await asyncio.gather(*(finder.rank("answer every post") for _ in range(20)))
    assert len(set(found)) == 1
    finder.close()
    assert await finder.rank("answer every post") == found[0]


async def test_a_library_without_examples_still_finds_its_passages():
    bare = Library("en", GUIDANCE, {}, {}, {}, (), (), None, {})  # type: ignore[arg-type]
    found = await FullText(bare).rank("is youtube down")
    assert (found.passages[0][0], found.intents) == ("11/down", ())
