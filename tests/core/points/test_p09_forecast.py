"""Point 9, the weeks ahead: three told weeks are enough, two are not; busy, away and untold weeks say nothing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.moment import Moment
from bot.core.plan.calendar import Kind
from bot.core.plan.document import (
    Away,
    AwayKind,
    ChannelPlan,
    Conference,
    ConferenceStep,
    Plan,
    Promise,
    Settings,
    Stage,
    Term,
    Tool,
)
from bot.core.plan.forecast import mondays, pace
from bot.core.plan.weeks import Told, Week
from bot.core.points.p09_forecast import effect, forecast
from tests.core.scene import HERE, MONDAY, TODAY, Life, an_item, at, here, told, used, week_ago

TERM = Term(date(2026, 9, 14), date(2026, 12, 11))
EXAMS = Term(date(2026, 12, 7), date(2026, 12, 11))
HOUR = Plan(settings=Settings(weekly_minutes=60))


def weeks_of(*totals: int | None, plan: Plan = HOUR, exams: Term | None = None, **changes: object) -> Moment:
    channel = ChannelPlan(terms={"t": TERM}, exams={"e": exams} if exams else {})
    return at(here(plan, **({"weeks": told(*totals), "channels": ((HERE, channel),)} | changes)))


@pytest.mark.parametrize(("totals", "known"), [((60, 90), False), ((60, 90, 120), True), ((60, None, 90), False)])
def test_three_told_weeks_are_enough_and_two_are_not(totals: tuple[int | None, ...], known: bool):
    assert (forecast(weeks_of(*totals)) is not None) is known


def test_too_few_weeks_are_said_with_their_number_and_never_as_zero():
    said = Life(here(HOUR, weeks=told(60, 90))).say("forecast")
    assert "Not enough weeks told for that: 2 of 3." in said


def test_the_pace_is_the_middle_of_what_was_told_with_its_width():
    made = forecast(weeks_of(60, 200, 90))
    assert made is not None and (made.pace.usual, made.pace.least, made.pace.most) == (90, 60, 200)


def test_busy_and_away_weeks_are_no_part_of_it():
    weeks = told(60, 90, 120) | {week_ago(3): Week(Told.BUSY, 500)}
    away = replace(HOUR, away={"a": Away(AwayKind.LEAVE, week_ago(4), week_ago(4) + timedelta(days=6))})
    made = forecast(weeks_of(plan=away, weeks=weeks | {week_ago(4): Week(Told.MORE, 600)}))
    assert made is not None and made.pace.told == 3 and made.pace.most == 120


def test_the_weeks_to_come_end_with_the_term_and_exam_weeks_are_told_apart():
    made = forecast(weeks_of(90, 90, 90, exams=EXAMS))
    assert made is not None
    assert [week.monday for week in made.weeks][-1] == date(2026, 12, 7)
    assert (made.count(Kind.TERM), made.count(Kind.EXAMS), made.exams) == (4, 1, None)


def test_what_was_told_of_exam_weeks_is_what_the_next_ones_take():
    earlier = Term(week_ago(1), week_ago(1) + timedelta(days=4))
    channel = ChannelPlan(terms={"t": TERM}, exams={"e": EXAMS, "f": earlier})
    weeks = told(90, 170, 90, 90)
    made = forecast(at(here(HOUR, weeks=weeks, channels=((HERE, channel),))))
    assert made is not None and made.exams is not None and made.exams.usual == 170
    assert made.fullest is not None and (made.fullest.kind, made.fullest.minutes) == (Kind.EXAMS, 170)
    assert made.pace.most == 90


def test_a_week_in_which_something_is_used_is_the_fullest():
    items = {"i": an_item(next_used=MONDAY + timedelta(weeks=2, days=1))}
    made = forecast(weeks_of(90, 90, 90, plan=replace(HOUR, items=items)))
    assert made is not None and made.fullest is not None
    assert (made.fullest.monday, made.fullest.minutes) == (MONDAY + timedelta(weeks=2), 95)


def test_a_conference_brings_its_steps_into_their_weeks_and_one_that_is_done_brings_none():
    first = MONDAY + timedelta(weeks=3)
    held = Conference("ASME", first, first + timedelta(days=2))
    moment = weeks_of(90, 90, 90, plan=replace(HOUR, conferences={"c": held}))
    made = forecast(moment)
    assert made is not None and [week.minutes for week in made.weeks] == [95, 90, 95, 90, 95]  # weeks are full: three
    assert "3 conference steps fall into them, 5 min each." in Life(moment.situation).say("forecast")
    cleared = replace(held, left_out=tuple(ConferenceStep))
    bare = forecast(weeks_of(90, 90, 90, plan=replace(HOUR, conferences={"c": cleared})))
    assert bare is not None and bare.steps == 0 and {week.minutes for week in bare.weeks} == {90}


def test_free_weeks_take_nothing():
    away = replace(HOUR, away={"a": Away(AwayKind.LEAVE, TODAY, TODAY + timedelta(weeks=12))})
    made = forecast(weeks_of(90, 90, 90, plan=away))
    assert made is not None and made.fullest is None and made.count(Kind.TERM) == 0


def test_without_dates_a_fixed_number_of_weeks_is_looked_at():
    made = forecast(weeks_of(90, 90, 90, channels=()))
    assert made is not None and len(made.weeks) == 8


def test_the_number_of_weeks_has_an_end():
    assert len(mondays(TODAY, TODAY + timedelta(days=600), 8, 20)) == 20
    assert len(mondays(TODAY, TODAY, 8, 20)) == 1


@pytest.mark.parametrize(("totals", "says"), [
    ((90, 90, 90, 90), "That is rough: 4 weeks told"), ((90, 90, 90, 90, 90), "That is fairly sure: 5 weeks told"),
    ((60, 60, 80, 100, 100), "That is fairly sure"), ((59, 60, 80, 100, 100), "That is rough"),
])  # fmt: skip
def test_how_sure_it_is_depends_on_how_many_and_how_alike(totals: tuple[int, ...], says: str):
    assert says in Life(here(HOUR, weeks=told(*totals))).say("forecast")


@pytest.mark.parametrize(("usual", "says"), [(60, "within your 1 h"), (61, "1 min over your 1 h")])
def test_over_begins_right_above_the_chosen_time(usual: int, says: str):
    assert says in Life(here(HOUR, weeks=told(usual, usual, usual))).say("forecast")


def test_no_weeks_have_no_pace():
    assert pace(()) is None


def in_use(budget: int, promise: Promise | None = None) -> Plan:
    return replace(HOUR, tools={"x": Tool(Stage.IN_USE, TODAY, budget=budget, promise=promise)})


@pytest.mark.parametrize(("budget", "over"), [(50, False), (51, True)])
def test_a_first_promise_is_asked_about_once_it_goes_above_the_time(budget: int, over: bool):
    life = Life(here(in_use(budget)))
    said = life.hear("plan promise x if Monday, then one post")
    assert ("Before it is kept" in said.messages[0].lines[0]) is over
    assert (life.situation.plan.tools["x"].promise is None) is over
    if over:
        life.take(said.messages[0], "Keep it as it is")
        assert life.situation.plan.tools["x"].promise == Promise("Monday", "one post")


def test_a_promise_that_takes_the_place_of_another_adds_nothing():
    assert effect(at(here(in_use(60, Promise("Monday", "one post")))), "x") is None


def test_a_tool_that_comes_with_its_promise_brings_all_its_time():
    added = effect(at(here(in_use(10))), "youtube")
    assert added is not None and added.after - added.before == 45
    own = effect(at(here(in_use(10))), "ward round wall")
    assert own is not None and own.after - own.before == 10


def test_what_was_told_counts_more_than_what_was_planned():
    known = effect(at(here(in_use(10), weeks=told(90, 90, 90))), "x")
    assert known is not None and (known.before, known.is_over) == (90, True)


def test_without_a_chosen_time_nothing_is_over():
    assert effect(at(here(Plan(tools=used("x")))), "x") is None
