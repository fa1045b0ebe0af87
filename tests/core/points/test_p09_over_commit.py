"""Point 9: three known weeks above 125 %, or two that were far above, or "too much" tapped; once in six weeks."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.commands.binding import bind
from bot.core.moment import Moment
from bot.core.plan.document import Away, AwayKind, Plan, Settings
from bot.core.plan.weeks import Log, Told, Week
from bot.core.points.p09_over_commit import over
from bot.core.points.verdict import Quiet, Suggestion
from tests.core.scene import NOW, at, decider, here, spoke, told, week_ago

HOUR = Plan(settings=Settings(weekly_minutes=60))


def weeks_of(*totals: int | None, plan: Plan = HOUR, **changes: object) -> Moment:
    return at(here(plan, weeks=told(*totals), **changes))


def test_three_weeks_just_over_a_quarter_more_bring_the_note_first():
    made = over(weeks_of(76, 76, 76))
    assert isinstance(made, Suggestion) and made.reduces and made.wording == "over"
    assert made.steps[0].word == "reply_note"


def test_exactly_a_quarter_more_is_not_over():
    assert over(weeks_of(75, 75, 75)) == Quiet("over", 9, "not_over", {"n": 0, "weeks": 3, "percent": 125})


@pytest.mark.parametrize("totals", [(75, 90, 90), (90, 75, 90), (90, 90, 75)])
def test_one_week_at_exactly_a_quarter_more_keeps_it_quiet(totals: tuple[int, ...]):
    assert isinstance(over(weeks_of(*totals)), Quiet)


def test_two_weeks_over_are_not_yet_a_pattern():
    assert over(weeks_of(90, 90)) == Quiet("over", 9, "not_over", {"n": 2, "weeks": 3, "percent": 125})


def test_two_weeks_over_are_enough_where_they_took_more_than_half_as_much_again_on_average():
    made = over(weeks_of(76, 105))
    assert isinstance(made, Suggestion) and made.details["n"] == 2 and made.details["totals"] == ["1 h 45", "1 h 16"]
    assert isinstance(over(weeks_of(76, 104)), Quiet)  # 150 % exactly
    assert isinstance(over(weeks_of(75, 300)), Quiet)  # one odd week is no pattern, however full
    assert isinstance(over(weeks_of(105, 75, 105)), Quiet)


def test_a_fourth_week_further_back_does_not_matter():
    assert isinstance(over(weeks_of(90, 90, 90, 10)), Suggestion)


def test_a_week_whose_minutes_were_not_told_is_passed_over():
    assert isinstance(over(weeks_of(90, None, 90)), Quiet)
    assert isinstance(over(weeks_of(90, None, 90, 90)), Suggestion)


def test_without_a_weekly_time_nothing_is_over():
    assert over(weeks_of(600, 600, 600, plan=Plan())).reason == "no_time_chosen"


def test_logs_count_where_they_are_more_than_the_estimate():
    logs = {f"l{n}": Log(week_ago(n) + timedelta(days=n), "x", 76) for n in range(3)}
    assert isinstance(over(weeks_of(60, 60, 60, logs=logs)), Suggestion)


def test_logs_alone_leave_a_week_open():
    logs = {f"l{n}": Log(week_ago(n), "x", 300) for n in range(3)}
    assert isinstance(over(at(here(HOUR, logs=logs))), Quiet)


def test_busy_and_away_weeks_count_for_nothing():
    busy = told(90, 90, 90) | {week_ago(1): Week(Told.BUSY, 90)}
    assert isinstance(over(at(here(HOUR, weeks=busy))), Quiet)
    away = replace(HOUR, away={"a": Away(AwayKind.LEAVE, week_ago(1), week_ago(1) + timedelta(days=4))})
    assert isinstance(over(at(here(away, weeks=told(90, 90, 90)))), Quiet)
    assert isinstance(over(at(here(away, weeks=told(90, 90, 90, 90)))), Suggestion)


def test_too_much_on_the_newest_week_is_enough_even_without_a_weekly_time():
    made = over(at(here(Plan(), weeks={week_ago(0): Week(Told.TOO_MUCH)})))
    assert isinstance(made, Suggestion) and made.wording == "felt"


def test_too_much_on_an_earlier_week_is_over():
    weeks = {week_ago(0): Week(Told.LESS, 30), week_ago(1): Week(Told.TOO_MUCH)}
    assert isinstance(over(at(here(HOUR, weeks=weeks))), Quiet)


def test_it_rests_six_weeks_to_the_second():
    just_before = (spoke("over", NOW - timedelta(weeks=6) + timedelta(seconds=1)),)
    assert over(weeks_of(90, 90, 90, suggested=just_before)) == Quiet("over", 9, "rests", {"n": 6})
    exactly = (spoke("over", NOW - timedelta(weeks=6)),)
    assert isinstance(over(weeks_of(90, 90, 90, suggested=exactly)), Suggestion)


def test_a_tap_of_too_much_also_waits_six_weeks():
    weeks = {week_ago(0): Week(Told.TOO_MUCH)}
    recent = (spoke("over", NOW - timedelta(weeks=5)),)
    assert over(at(here(HOUR, weeks=weeks, suggested=recent))).reason == "rests"


def test_what_was_told_more_than_six_weeks_ago_says_nothing_about_now():
    weeks = {day - timedelta(weeks=6): week for day, week in told(90, 90, 90).items()}
    last_monday = datetime(2026, 11, 2, 12, tzinfo=UTC)
    assert isinstance(over(at(here(HOUR, weeks=weeks), last_monday)), Suggestion)  # 42 days
    assert isinstance(over(at(here(HOUR, weeks=weeks), last_monday + timedelta(days=1))), Quiet)  # 43 days


def test_the_tool_that_took_most_is_named():
    weeks = {week_ago(n): Week(Told.MORE, 90, {"x": 30, "youtube": 60}) for n in range(3)}
    made = over(at(here(HOUR, weeks=weeks)))
    assert isinstance(made, Suggestion) and made.wording == "over_tool" and made.details["tool"] == "YouTube"


@pytest.mark.parametrize("totals", [(76, 90, 200), (600, 600, 600), (601, 700, 800), (1800, 1800, 1800)])
def test_every_step_it_offers_can_be_taken(totals: tuple[int, ...]):
    moment = weeks_of(*totals)
    made = over(moment)
    assert isinstance(made, Suggestion)
    for step in made.steps:
        command = decider().table.find(step.does.path)
        assert command is not None
        assert bind(command, step.does.values, moment)[1] == {}
