"""The content list: why an item is due, and how its interval learns."""

import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.library import News, Rules
from bot.core.plan.content_list import (
    due,
    falls_due,
    first_interval,
    half_as_often,
    looked_at,
    looks_left,
    reason_due,
    spread,
    touches,
    used_again,
)
from bot.core.plan.document import Finding, Item
from bot.core.plan.weeks import monday
from tests.core.scene import MONDAY, TODAY, an_item


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


def news(**changes: object) -> News:
    held = News("n", "It moved", "It moved.", "It moved.", (), TODAY - timedelta(days=5), TODAY + timedelta(days=90))
    return replace(held, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("about", "is_touched"),
    [
        ({"tools": ("x",)}, True),
        ({"tools": ("youtube",)}, False),
        ({"links": ("example.org",)}, True),
        ({"links": ("ample.org",)}, False),
        ({"words": ("sepsis",)}, True),
        ({"words": ("sep",)}, False),
    ],
)
def test_a_notice_touches_items_by_tool_by_the_host_of_their_link_or_by_a_whole_word(about, is_touched: bool):
    item = an_item(tool="x", link="https://www.example.org/a")
    assert touches(news(**about), item) is is_touched


@pytest.mark.parametrize(("looked", "reason"), [(6, "news"), (5, ""), (4, "")])
def test_a_notice_makes_only_those_due_that_nobody_looked_at_since_it_was_written(
    looked: int, reason: str, rules: Rules
):
    item, other = an_item(tool="x", checked=TODAY - timedelta(days=looked)), an_item()
    found = (news(tools=("x",)),)
    assert reason_due(item, TODAY, rules, found) == reason and reason_due(other, TODAY, rules, found) == ""


@pytest.mark.parametrize(("days", "reason"), [(0, "news"), (1, "news"), (-1, "")])
def test_a_notice_past_its_review_makes_nothing_due(days: int, reason: str, rules: Rules):
    old = news(tools=("x",), review_by=TODAY + timedelta(days=days))
    assert reason_due(an_item(tool="x"), TODAY, rules, (old,)) == reason


@pytest.mark.parametrize(("met", "past", "reason"), [(2, False, ""), (2, True, "cohorts"), (3, False, "cohorts")])
def test_after_three_cohorts_it_is_asked_whether_a_thing_is_still_fresh(
    met: int, past: bool, reason: str, rules: Rules
):
    item = an_item(cohorts=met, next_used=TODAY - timedelta(days=1) if past else None)
    assert reason_due(item, TODAY, rules) == reason


def test_a_use_that_is_past_becomes_a_cohort_and_the_count_begins_anew_with_a_change(rules: Rules):
    item = an_item(next_used=TODAY - timedelta(days=1))
    for met in (1, 2):
        item = looked_at(item, Finding.STILL_RIGHT, TODAY, rules)
        assert item.cohorts == met and item.next_used is None
        item = replace(used_again(item, TODAY - timedelta(days=1), TODAY), checked=TODAY - timedelta(days=30))
    assert reason_due(item, TODAY, rules) == "cohorts"
    assert looked_at(item, Finding.STILL_RIGHT, TODAY, rules).cohorts == 0
    assert looked_at(an_item(cohorts=1), Finding.CHANGED, TODAY, rules).cohorts == 0
    assert looked_at(item, Finding.RETHINK, TODAY, rules).cohorts == 3


def test_a_quick_still_right_teaches_nothing(rules: Rules):
    item = looked_at(an_item(interval=180), Finding.STILL_RIGHT, TODAY, rules, quick=True)
    assert item.interval == 180 and item.quick
    assert not looked_at(item, Finding.STILL_RIGHT, TODAY, rules).quick
    assert not looked_at(an_item(), Finding.CHANGED, TODAY, rules, quick=True).quick


@pytest.mark.parametrize(("quick", "halved"), [(2, False), (3, True), (4, True)])
def test_a_run_of_quick_taps_is_met_by_asking_half_as_often(quick: int, halved: bool, rules: Rules):
    looked = [
        an_item(f"{n}", last=Finding.STILL_RIGHT, quick=n >= 4 - quick, checked=MONDAY - timedelta(days=7 * (4 - n)))
        for n in range(4)
    ]
    assert half_as_often(looked, rules) is halved
    assert (looks_left(looked, TODAY, rules) <= 0) is halved, "the look of last week counts for this one too"


def test_one_slow_look_among_them_ends_the_run(rules: Rules):
    looked = [an_item(f"{n}", last=Finding.STILL_RIGHT, quick=True) for n in range(3)]
    assert half_as_often(looked, rules)
    assert not half_as_often([*looked, an_item(last=Finding.CHANGED, checked=TODAY)], rules)


def test_many_things_of_one_day_fall_due_in_weeks_of_their_own(rules: Rules):
    held: list[Item] = []
    for n in range(40):
        held.append(spread(an_item(f"{n}", added=TODAY, checked=TODAY), held, TODAY, rules))
    weeks = Counter(monday(falls_due(item, TODAY, rules)) for item in held)
    assert max(weeks.values()) == 1
    assert min(item.interval for item in held) >= 365 // 2 and max(item.interval for item in held) <= 730


def test_a_use_decides_when_a_thing_is_asked_whatever_else_there_is_in_that_week(rules: Rules):
    item = an_item(next_used=TODAY + timedelta(days=30), checked=TODAY)
    assert spread(item, [item] * 5, TODAY, rules) == item


def a_year(quick: bool, rules: Rules) -> tuple[list[tuple[date, str]], dict[str, Item]]:
    """Return the looks of a year at 120 items, and the items after it: asked once a weekday, always answered."""
    rng, held = random.Random(1), {}  # noqa: S311 - a made-up year, not a secret
    for n in range(120):
        clinical, used = n % 3 == 0, TODAY + timedelta(days=rng.randrange(14, 364)) if n % 4 == 0 else None
        new = Item(f"{n}", TODAY, TODAY, first_interval(clinical, rules), next_used=used, clinical=clinical)
        held[f"{n}"] = spread(new, held.values(), TODAY, rules)
    looks = []
    for today in (MONDAY + timedelta(days=n) for n in range(7, 371)):
        found = due(held, today, rules)
        if not found or today.weekday() > 4 or looks_left(held.values(), today, rules) <= 0:
            continue
        key, reason = found[0]
        finding = Finding.CHANGED if not quick and rng.random() < 0.25 else Finding.STILL_RIGHT
        after = looked_at(held[key], finding, today, rules, quick=quick)
        held[key] = spread(after, (item for k, item in held.items() if k != key), today, rules)
        looks.append((today, reason))
    return looks, held


def test_a_year_of_120_items_is_one_look_a_week_and_what_is_used_comes_first(rules: Rules):
    looks, held = a_year(False, rules)
    weeks = Counter(monday(day) for day, _ in looks)
    reasons = Counter(reason for _, reason in looks)
    assert max(weeks.values()) * rules.item_minutes == rules.item_weekly_minutes == 5
    assert len(weeks) >= 45, f"{len(weeks)} of 52 weeks have their five minutes"
    assert reasons["used"] >= 28, f"{reasons} of the 30 that are used"
    assert reasons["clinical"] >= 5 and not [i for i in held.values() if i.interval > rules.item_longest_days]
    unseen = [item for item in held.values() if item.next_used and item.last is None]
    assert len(unseen) <= 2, "what was used without a look before"


def test_a_year_of_quick_taps_is_half_as_many_questions(rules: Rules):
    asked, quick = len(a_year(False, rules)[0]), len(a_year(True, rules)[0])
    assert 0.45 * asked <= quick <= 0.6 * asked
