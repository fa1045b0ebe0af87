"""The content list: why an item is due, and how its interval learns."""

from datetime import timedelta

import pytest

from bot.core.library import Rules
from bot.core.plan.content_list import due, first_interval, looked_at, reason_due
from bot.core.plan.document import Finding
from tests.core.scene import TODAY, an_item


@pytest.mark.parametrize(("ahead", "reason"), [(-1, ""), (0, "used"), (13, "used"), (14, "used"), (15, "")])
def test_an_item_is_due_from_two_weeks_before_it_is_used(ahead: int, reason: str, rules: Rules):
    assert reason_due(an_item(next_used=TODAY + timedelta(days=ahead)), TODAY, rules) == reason


@pytest.mark.parametrize(("days_before_use", "reason"), [(15, "used"), (14, ""), (13, "")])
def test_a_look_inside_the_two_weeks_is_enough(days_before_use: int, reason: str, rules: Rules):
    used = TODAY + timedelta(days=5)
    item = an_item(next_used=used, checked=used - timedelta(days=days_before_use))
    assert reason_due(item, TODAY, rules) == reason


@pytest.mark.parametrize(("days", "reason"), [(179, ""), (180, "clinical"), (181, "clinical")])
def test_clinical_content_is_due_after_half_a_year(days: int, reason: str, rules: Rules):
    assert first_interval(True, rules) == 180
    item = an_item(clinical=True, interval=180, checked=TODAY - timedelta(days=days))
    assert reason_due(item, TODAY, rules) == reason


@pytest.mark.parametrize(("days", "reason"), [(364, ""), (365, "age"), (366, "age")])
def test_other_content_is_due_after_a_year(days: int, reason: str, rules: Rules):
    assert first_interval(False, rules) == 365
    assert reason_due(an_item(checked=TODAY - timedelta(days=days)), TODAY, rules) == reason


@pytest.mark.parametrize(("days", "reason"), [(13, ""), (14, "rethink"), (15, "rethink")])
def test_what_was_to_be_rethought_comes_back_after_two_weeks(days: int, reason: str, rules: Rules):
    item = an_item(last=Finding.RETHINK, checked=TODAY - timedelta(days=days))
    assert reason_due(item, TODAY, rules) == reason


def test_an_item_that_was_dropped_is_never_due(rules: Rules):
    assert reason_due(an_item(last=Finding.DROP, checked=TODAY - timedelta(days=900)), TODAY, rules) == ""


def test_the_most_worth_comes_first_and_ties_have_one_order(rules: Rules):
    items = {
        "rethink": an_item(last=Finding.RETHINK, checked=TODAY - timedelta(days=20)),
        "age": an_item(checked=TODAY - timedelta(days=500)),
        "clinical": an_item(clinical=True, interval=180, checked=TODAY - timedelta(days=200)),
        "later": an_item(next_used=TODAY + timedelta(days=9)),
        "sooner": an_item(next_used=TODAY + timedelta(days=2)),
        "fresh": an_item(),
    }
    expected = ["sooner", "later", "clinical", "age", "rethink"]
    assert [key for key, _ in due(items, TODAY, rules)] == expected
    assert [key for key, _ in due(dict(reversed(items.items())), TODAY, rules)] == expected


def test_a_clean_look_makes_the_interval_half_as_long_again_up_to_two_years(rules: Rules):
    item, seen = an_item(interval=180), []
    for _ in range(5):
        item = looked_at(item, Finding.STILL_RIGHT, TODAY, rules)
        seen.append(item.interval)
    assert seen == [270, 405, 607, 730, 730]
    assert item.checked == TODAY and item.last is Finding.STILL_RIGHT


def test_a_change_halves_the_interval_down_to_four_weeks(rules: Rules):
    item, seen = an_item(interval=365), []
    for _ in range(5):
        item = looked_at(item, Finding.CHANGED, TODAY, rules)
        seen.append(item.interval)
    assert seen == [182, 91, 45, 28, 28]


def test_rethinking_leaves_the_interval_as_it_is(rules: Rules):
    assert looked_at(an_item(interval=365), Finding.RETHINK, TODAY, rules).interval == 365
