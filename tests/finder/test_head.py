"""What the votes make together: one may say that it is none of ours, all have to agree on what it is about."""

import numpy as np
import pytest

from bot.finder.finding import danger, pooled
from bot.finder.head import calibrated, grouped, near, summed, together
from bot.finder.index import Label, Near
from bot.finder.vote import Votes, vote

OUT = np.array([0, 0, 1], np.float32)


def votes(*rows: tuple[float, float, float]) -> list[np.ndarray]:
    return [np.array(row, np.float32) for row in rows]


def test_all_topics_together_make_one_and_what_is_out_of_scope_is_the_mean_of_the_votes():
    likely = together(*votes((0.5, 0.1, 0.4), (0.4, 0.5, 0.1), (0.7, 0.1, 0.2), (0.2, 0.7, 0.1)), OUT)
    assert float(likely.sum()) == pytest.approx(1.0)
    assert float(likely[2]) == pytest.approx((0.4 + 0.2 + 0.75 * 0.1) / 2.75)


def test_what_one_vote_finds_impossible_comes_after_what_all_find_possible():
    likely = together(*votes((0.5, 0.5, 0.0), (0.4, 0.6, 0.0), (0.4, 0.6, 0.0), (1.0, 0.0, 0.0)), OUT)
    assert likely[0] > 0.9 > 0.1 > likely[1] > 0


def test_a_topic_is_as_likely_as_its_parts_together():
    parts = np.array([0.1, 0.2, 0.3, 0.4], np.float32)
    assert summed(parts, np.array([0, 1, 0, 3]), 5).tolist() == pytest.approx([0.4, 0.2, 0.0, 0.4, 0.0])


def test_the_three_nearest_examples_of_a_topic_count():
    groups = grouped(np.array([0, 0, 1, 0, 0, -1]), 3)
    assert groups.tolist() == [[0, 1, 3, 4], [2, -1, -1, -1], [-1, -1, -1, -1]]
    found = near(np.array([0.0, 1.0, 0.8, 1.0, 1.0, 1.0], np.float32), groups)
    assert found[0] > found[1] > found[2] > 0 and float(found.sum()) == pytest.approx(1.0)
    assert near(np.array([1.0, 0.0, 0.8, 1.0, 1.0, 0.5], np.float32), groups).tolist() == found.tolist()


def test_votes_for_passages_count_by_their_share_of_the_point():
    found = pooled({"9/a": 3.0, "9/b": 1.0, "4/c": 0.0}, {"9/b": 10.0, "4/c": 2.0})
    assert found == {"9/a": 0.75, "9/b": 1.25, "4/c": 1.0}


def test_by_words_alone_danger_is_said_only_where_nothing_else_has_more_votes():
    in_danger, other = Near(Label("out", "crisis"), 30.0), Near(Label("point", "9"), 40.0)
    assert danger(vote([in_danger], [], [])) > 0.5
    assert danger(vote([in_danger, other], [], [])) == danger(Votes()) == 0.0


def test_the_calibration_keeps_the_order_and_the_bounds():
    found = [calibrated(share / 10) for share in range(11)]
    assert found == sorted(found) and 0 <= found[0] < found[-1] <= 1
