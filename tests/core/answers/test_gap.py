"""Questions for the editor are grouped the same way every time: by what is nearest, then by their words."""

from datetime import date
from typing import Literal

from bot.core.answers.gap import gaps
from bot.core.situation import Asked

WEEK = date(2026, 11, 23)


def asked(id_: str, text: str, why: Literal["not-covered", "not-useful"] = "not-covered") -> Asked:
    return Asked(id_, text, why, 0, WEEK)


FILMING = (
    asked("a", "how do I film in the simulation suite"),
    asked("b", "filming in simulation, how"),
    asked("c", "film the simulation room?", "not-useful"),
)
OTHER = asked("d", "which microphone for a podcast")


def test_what_shares_words_is_one_group_and_the_most_asked_comes_first():
    first, second = gaps((OTHER, *FILMING), {})
    assert [one.id for one in first.asked] == ["a", "b", "c"]
    assert (first.not_useful, second.asked) == (1, (OTHER,))


def test_what_is_near_to_different_points_stays_apart():
    found = gaps(FILMING, {"a": 6, "b": 6, "c": 2})
    assert [(gap.point, len(gap.asked)) for gap in found] == [(6, 2), (2, 1)]


def test_the_order_in_which_they_come_changes_nothing():
    assert gaps((*FILMING, OTHER), {}) == gaps((OTHER, *reversed(FILMING)), {})


def test_questions_without_a_long_word_are_alike_only_when_they_are_the_same():
    found = gaps((asked("a", "is it ok?"), asked("b", "Is it OK"), asked("c", "may I go")), {})
    assert [len(gap.asked) for gap in found] == [2, 1]


def test_nothing_asked_is_no_gap():
    assert gaps((), {}) == ()
