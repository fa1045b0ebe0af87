"""How much time a week took, as far as it was told; weeks that are away; terms."""

from datetime import date, timedelta

import pytest

from bot.core.plan.document import Away, AwayKind, Plan, Promise, Stage, Term, Tool
from bot.core.plan.load import as_planned, in_term, is_away, known_weeks, logged, planned, promised, term_of, total
from bot.core.plan.weeks import Log, Told, Week, monday
from tests.core.scene import MONDAY, TODAY, used, week_ago

LOGS = (Log(MONDAY, "x", 20), Log(TODAY, "x", 15), Log(TODAY, "youtube", 10), Log(week_ago(1), "x", 99))


@pytest.mark.parametrize(
    ("week", "logs", "expected"),
    [
        (None, (), None),
        (None, LOGS, 45),
        (Week(Told.TOO_MUCH), (), None),
        (Week(Told.LESS, 0), (), 0),
        (Week(Told.LESS, 44), LOGS, 45),
        (Week(Told.LESS, 45), LOGS, 45),
        (Week(Told.LESS, 46), LOGS, 46),
        (Week(Told.TOO_MUCH), LOGS, 45),
    ],
)
def test_a_weeks_total_is_the_larger_of_estimate_and_logs(week: Week | None, logs: tuple[Log, ...], expected: int):
    assert total(week, logs, MONDAY) == expected


def test_logs_are_added_up_by_tool_from_monday_to_sunday():
    sunday = (Log(MONDAY + timedelta(days=6), "x", 1), Log(MONDAY + timedelta(days=7), "x", 500))
    assert logged((*LOGS, *sunday), MONDAY) == {"x": 36, "youtube": 10}


def test_a_log_alone_leaves_the_week_open():
    assert known_weeks({}, LOGS, (), 3, TODAY) == ()


def test_known_weeks_come_newest_first_without_busy_away_and_coming_ones():
    weeks = {week_ago(n): Week(Told.LESS, 30) for n in range(-1, 4)} | {week_ago(1): Week(Told.BUSY)}
    away = (Away(AwayKind.LEAVE, week_ago(2), week_ago(2) + timedelta(days=2)),)
    assert [week.monday for week in known_weeks(weeks, LOGS, away, 3, TODAY)] == [week_ago(0), week_ago(3)]


def test_a_tool_takes_the_larger_of_what_was_told_and_logged():
    (known,) = known_weeks({MONDAY: Week(Told.LESS, 30, {"x": 10, "youtube": 30})}, LOGS, (), 3, TODAY)
    assert known.by_tool == {"x": 35, "youtube": 30} and known.total == 45


@pytest.mark.parametrize(("days", "free"), [(2, False), (3, True), (5, True)])
def test_three_days_away_free_a_week(days: int, free: bool):
    stretch = Away(AwayKind.EXAMS, MONDAY, MONDAY + timedelta(days=days - 1))
    assert is_away(MONDAY, (stretch,), 3) is free


def test_two_stretches_add_up_and_an_overlap_counts_once():
    first = Away(AwayKind.LEAVE, MONDAY, MONDAY + timedelta(days=1))
    same = Away(AwayKind.ON_CALL, MONDAY, MONDAY + timedelta(days=1))
    other = Away(AwayKind.ON_CALL, MONDAY + timedelta(days=3), MONDAY + timedelta(days=3))
    assert not is_away(MONDAY, (first, same), 3)
    assert is_away(MONDAY, (first, other), 3)


def test_four_days_over_two_weeks_free_neither():
    stretch = Away(AwayKind.LEAVE, MONDAY + timedelta(days=5), MONDAY + timedelta(days=8))
    assert not is_away(MONDAY, (stretch,), 3)
    assert not is_away(MONDAY + timedelta(days=7), (stretch,), 3)


def test_what_a_plan_adds_up_to_is_budgets_else_what_tools_typically_take():
    tools = used("x", "mine") | {"youtube": Tool(Stage.TRYOUT, TODAY, budget=0), "blog": Tool(Stage.PAUSED, TODAY)}
    assert planned(Plan(tools=tools), {"x": 30, "youtube": 45, "blog": 60}) == 30


def test_as_planned_keeps_every_promise_and_fills_what_was_budgeted_that_day():
    promise = Promise("Tuesday", "one post")
    tools = {
        "x": Tool(Stage.IN_USE, TODAY, (), promise, 15),
        "youtube": Tool(Stage.IN_USE, TODAY, (), promise),
        "blog": Tool(Stage.PAUSED, TODAY, (), promise, 20),
    }
    week = as_planned(Plan(tools=tools), 60)
    assert week == Week(Told.AS_PLANNED, 60, {"x": 15}, ("x", "youtube"))
    assert set(promised(tools)) == {"x", "youtube"}


@pytest.mark.parametrize(
    ("day", "inside"),
    [(date(2026, 9, 13), False), (date(2026, 9, 14), True), (date(2026, 12, 11), True), (date(2026, 12, 12), False)],
)
def test_a_term_holds_both_its_days(day: date, inside: bool):
    assert in_term(day, [Term(date(2026, 9, 14), date(2026, 12, 11))]) is inside


def test_where_no_term_is_known_every_day_is_teaching():
    assert in_term(TODAY, [])


def test_a_term_lasts_until_the_next_begins_and_the_year_where_none_is_known():
    terms = [Term(date(2026, 1, 12), date(2026, 4, 1)), Term(date(2026, 9, 14), date(2026, 12, 11))]
    assert term_of(date(2026, 9, 13), terms) == date(2026, 1, 12)
    assert term_of(date(2026, 9, 14), terms) == date(2026, 9, 14)
    assert term_of(date(2026, 1, 5), terms) == date(2026, 1, 1)
    assert term_of(TODAY, []) == date(2026, 1, 1)


def test_a_week_is_named_by_its_monday():
    assert {monday(MONDAY + timedelta(days=n)) for n in range(7)} == {MONDAY}
