"""Which figures about people may be shown: on, just under and just over each threshold."""

import pytest

from bot.core.library import Rules
from bot.core.nudges.figures import figure, result


@pytest.mark.parametrize(("members", "shown"), [(10, False), (11, True), (12, True)])
def test_a_result_is_shown_only_where_three_members_did_not_answer(members: int, shown: bool, rules: Rules):
    assert bool(result({"lighter": 8}, rules, members)) is shown


@pytest.mark.parametrize(
    ("count", "others", "shown"),
    [(4, 9, 0), (5, 9, 5), (6, 9, 5), (7, 9, 5), (8, 9, 10), (12, 9, 10), (13, 9, 15), (9, 2, 0), (9, 3, 10)],
)
def test_a_figure_stands_for_five_and_three_others_are_not_in_it(count: int, others: int, shown: int, rules: Rules):
    assert figure(count, others, rules) == shown
