"""Points 2 and 17: a look where three known weeks left time; a try-out that has had its weeks is asked about once."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.core.moment import Moment
from bot.core.plan.document import Plan, Settings, Stage, Tool
from bot.core.plan.weeks import Told, Week
from bot.core.points.p17_explore import last_day, time_left, tryout_over
from bot.core.points.verdict import Quiet, Suggestion
from tests.core.scene import NOW, TODAY, at, here, spoke, told, used, week_ago

HOUR = Settings(60)


def running(since: date, until: date | None = None, **changes: object) -> Moment:
    tool = Tool(Stage.TRYOUT, since, until=until, good="half of them post", stop="nobody does")
    return at(here(Plan(tools={"x": replace(tool, **changes)}, settings=HOUR)))  # type: ignore[arg-type]


@pytest.mark.parametrize(("until", "over"), [(-1, True), (0, False), (1, False)])
def test_a_tryout_is_over_on_the_day_after_its_last(until: int, over: bool):
    made = tryout_over(running(TODAY - timedelta(days=20), TODAY + timedelta(days=until)))
    assert isinstance(made, Suggestion if over else Quiet)


@pytest.mark.parametrize(("days", "over"), [(28, False), (29, True)])
def test_without_an_end_it_has_four_weeks(days: int, over: bool):
    moment = running(TODAY - timedelta(days=days))
    assert isinstance(tryout_over(moment), Suggestion if over else Quiet)
    assert last_day(moment.plan.tools["x"], moment) == TODAY - timedelta(days=days - 28)


def test_it_says_both_signs_where_both_are_known_and_offers_to_keep_or_stop():
    made = tryout_over(running(TODAY - timedelta(days=40)))
    assert isinstance(made, Suggestion) and made.wording == "tryout"
    assert [step.word for step in made.steps] == ["tryout_keep", "tryout_stop"]
    bare = tryout_over(running(TODAY - timedelta(days=40), stop=""))
    assert isinstance(bare, Suggestion) and bare.wording == "tryout_bare"


def test_it_is_asked_once_for_each_tryout():
    begun = TODAY - timedelta(days=40)
    moment = running(begun)
    said = replace(moment.situation, suggested=(spoke("tryout", NOW - timedelta(days=7), "x"),))
    assert isinstance(tryout_over(at(said)), Quiet)
    earlier = spoke("tryout", datetime.combine(begun, time(), UTC) - timedelta(days=100), "x")
    assert isinstance(tryout_over(at(replace(moment.situation, suggested=(earlier,)))), Suggestion)


def test_a_tool_that_rests_and_one_in_use_are_left_alone():
    assert isinstance(tryout_over(running(TODAY - timedelta(40), quiet_until=TODAY + timedelta(days=1))), Quiet)
    assert isinstance(tryout_over(at(here(Plan(tools=used("x"))))), Quiet)


def left(*totals: int | None, tools: tuple[str, ...] = ("x",), **changes: object) -> Moment:
    plan = Plan(tools=used(*tools), settings=HOUR)
    return at(here(plan, **({"weeks": told(*totals)} | changes)))


@pytest.mark.parametrize(("totals", "speaks"), [
    ((35, 35, 35), True), ((36, 35, 35), False), ((35, 35, 36), False), ((35, 35), False), ((35, None, 35), False),
    ((0, 0, 0, 90), True),
])  # fmt: skip
def test_three_known_weeks_that_all_left_time_bring_a_look(totals: tuple[int | None, ...], speaks: bool):
    assert isinstance(time_left(left(*totals)), Suggestion if speaks else Quiet)


def test_busy_weeks_leave_no_time_and_take_none():
    weeks = told(35, 35) | {week_ago(2): Week(Told.BUSY, 10)}
    assert isinstance(time_left(left(weeks=weeks)), Quiet)
    assert isinstance(time_left(left(weeks=weeks | {week_ago(3): Week(Told.LESS, 35)})), Suggestion)


@pytest.mark.parametrize(("tools", "speaks"), [((), False), (("x", "blog"), True), (("x", "blog", "podcast"), False)])
def test_there_has_to_be_a_tool_in_use_and_room_for_another(tools: tuple[str, ...], speaks: bool):
    assert isinstance(time_left(left(30, 30, 30, tools=tools)), Suggestion if speaks else Quiet)


def test_while_something_is_on_trial_nothing_new_is_offered():
    plan = Plan(tools=used("x", stage=Stage.TRYOUT), settings=HOUR)
    assert time_left(at(here(plan, weeks=told(30, 30, 30)))).reason == "enough_tools"


def test_it_is_said_once_a_term():
    assert isinstance(time_left(left(30, 30, 30, suggested=(spoke("explore", NOW - timedelta(days=60)),))), Quiet)
    assert isinstance(time_left(left(30, 30, 30, suggested=(spoke("explore", NOW - timedelta(days=390)),))), Suggestion)


def test_without_a_weekly_time_no_time_is_known_to_be_left():
    plan = Plan(tools=used("x"))
    assert time_left(at(here(plan, weeks=told(1, 1, 1)))).reason == "no_time_known"
