import asyncio
from datetime import date
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.library import FirstStep, Guidance, Library, Passage
from bot.finder.finding import FullText
from bot.finder.query import LONGEST_TEXT, MOST_WORDS, match_of, words_of


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
LIBRARY = Library("en", MappingProxyType(GUIDANCE), {}, {}, {}, (), (), None, {})  # type: ignore[arg-type]
FINDER = FullText(LIBRARY)


def rank(text: str):
    return asyncio.run(FINDER.rank(text))


def test_the_passage_that_shares_the_words_comes_first():
    found = rank("Must I answer each post?")
    assert found.passages[0][0] == "9/answer-everything"
    assert found.points[0][0] == 9
    assert (found.intents, found.out) == ((), 0.0)
    assert "answer" in found.reason and "post" in found.reason


def test_a_word_in_the_question_weighs_more_than_one_in_the_answer():
    assert [name for name, _ in rank("post").passages] == ["9/answer-everything", "11/down"]


def test_endings_marks_and_slips_do_not_matter():
    assert rank("replying at MIDNIGHT!").passages[0][0] == "9/midnight"
    assert rank("midnigth replies").passages[0][0] == "9/midnight"


@pytest.mark.parametrize("text", ["", "the of and", "quantum chromodynamics", "🙈🙈", "\x00", "???"])
def test_where_no_word_matches_it_is_out(text: str):
    found = rank(text)
    assert (found.points, found.passages, found.out) == ((), (), 1.0)


def test_scores_are_between_nought_and_one_best_first():
    found = rank("answer every post students write at midnight youtube down")
    scores = [score for _, score in found.passages]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score < 1 for score in scores)
    assert found.margin == pytest.approx(found.points[0][1] - found.points[1][1])


@given(
    st.text(max_size=200)
    | st.sampled_from(['"post" OR', "post* NEAR(", "point:9", "a\x00post", "'; DROP TABLE part", "-post"])
)
@settings(max_examples=200, deadline=None)
def test_any_text_is_ranked_and_the_same_text_the_same(text: str):
    assert rank(text) == rank(text)


def test_a_very_long_text_is_cut():
    assert words_of("abc " * 5000) == ("abc",)
    assert len(words_of(" ".join(f"w{number}" for number in range(5000)))) <= MOST_WORDS
    assert words_of("x" * LONGEST_TEXT + " tail")[-1] != "tail"
    assert rank("post " * 100_000).points


def test_the_query_is_only_quoted_words():
    assert match_of(words_of('don\'t "post" NEAR midnight')) == '"post" OR "near" OR "midnight"'


async def test_many_questions_at_once_share_one_index():
    finder = FullText(LIBRARY)
    found = await asyncio.gather(*(finder.rank("answer every post") for _ in range(20)))
    assert len(set(found)) == 1
    finder.close()
    assert await finder.rank("answer every post") == found[0]
