"""Point 5: the place of a tool in the teaching, and after the wow, whether a student asked why."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.moment import Moment
from bot.core.plan.document import Answer, Away, AwayKind, ChannelPlan, Plan, Stage, Term
from bot.core.plan.weeks import Told, Week
from bot.core.points.p05_integrate import asked_why, open_in, weeks_in_use
from bot.core.points.verdict import Quiet, Suggestion
from tests.core.scene import HERE, MONDAY, NOW, TODAY, at, here, spoke, used, week_ago


def begun(ago: int, said: str = "yes", *, stage: Stage = Stage.IN_USE, **changes: object) -> Moment:
    """Return a moment so many full weeks after X got a place in the teaching, on a Monday."""
    tool = replace(used("x", stage=stage)["x"], ready={"session": Answer(said, week_ago(ago))})
    return at(here(Plan(tools={"x": tool}), **changes))


@pytest.mark.parametrize(
    ("said", "open_"),
    [("yes", ()), ("link", ()), ("optional", ()), ("nothing", ("session_nothing",)),
     ("undecided", ("session_nothing",)), ("unsure", ("session_unsure",))],
)  # fmt: skip
def test_nothing_lost_and_not_sure_are_open_and_a_link_or_by_choice_is_a_place(said: str, open_: tuple[str, ...]):
    assert open_in(Answer(said, TODAY)) == open_ and open_in(None) == ()


@pytest.mark.parametrize(("weeks", "asks"), [(3, False), (4, True), (5, True)])
def test_it_asks_when_four_teaching_weeks_have_gone(weeks: int, *, asks: bool):
    made = asked_why(begun(weeks))
    assert isinstance(made, Suggestion) is asks
    if isinstance(made, Suggestion):
        assert made.subject == "x" and not made.reduces and [step.word for step in made.steps] == ["why_yes", "why_no"]


def test_a_week_that_has_begun_but_not_ended_is_not_counted_on_either_side():
    assert weeks_in_use("x", MONDAY, at()) == 0
    assert weeks_in_use("x", week_ago(1), at()) == 1
    assert weeks_in_use("x", week_ago(1) + timedelta(days=1), at()) == 0


def test_unknown_weeks_count_since_the_class_went_through_them():
    assert isinstance(asked_why(begun(4)), Suggestion)
    assert isinstance(asked_why(begun(4, weeks={week_ago(2): Week(Told.LESS, 10)})), Suggestion)


def test_busy_away_and_holiday_weeks_do_not_count_nor_those_told_at_zero():
    busy = {week_ago(2): Week(Told.BUSY)}
    zero = {week_ago(2): Week(Told.LESS, 30, {"x": 0})}
    gone = {"a": Away(AwayKind.LEAVE, week_ago(2), week_ago(2) + timedelta(days=6))}
    short = {"a": Away(AwayKind.ON_CALL, week_ago(2), week_ago(2) + timedelta(days=1))}
    term = ((HERE, ChannelPlan(terms={"t": Term(week_ago(3), date(2026, 12, 11))})),)
    assert isinstance(asked_why(begun(4, weeks=busy)), Quiet)
    assert isinstance(asked_why(begun(4, weeks=zero)), Quiet)
    assert isinstance(asked_why(begun(5, weeks=busy)), Suggestion)
    for away, kind in ((gone, Quiet), (short, Suggestion)):
        moment = begun(4)
        plan = replace(moment.plan, away=away)
        assert isinstance(asked_why(at(here(plan))), kind)
    assert asked_why(begun(4, channels=term)) == Quiet("asked_why", 5, "not_asked_yet", {"n": 3, "weeks": 4})


@pytest.mark.parametrize("said", ["nothing", "unsure", "undecided"])
def test_it_does_not_ask_about_a_tool_that_has_no_place_yet(said: str):
    assert isinstance(asked_why(begun(9, said)), Quiet)


@pytest.mark.parametrize("stage", [Stage.LOOKING, Stage.PAUSED, Stage.RETIRED])
def test_it_does_not_ask_about_a_tool_that_students_do_not_use(stage: Stage):
    assert isinstance(asked_why(begun(9, stage=stage)), Quiet)


def test_it_asks_once_and_never_after_an_answer():
    assert isinstance(asked_why(begun(6, suggested=(spoke("asked_why", NOW - timedelta(days=8), "x"),))), Quiet)
    before = NOW - timedelta(weeks=8)
    assert isinstance(asked_why(begun(6, suggested=(spoke("asked_why", before, "x"),))), Suggestion)
    moment = begun(6)
    tool = moment.plan.tools["x"]
    told = replace(tool, ready={**tool.ready, "students-asked": Answer("no", TODAY)})
    assert isinstance(asked_why(at(here(Plan(tools={"x": told})))), Quiet)


def test_a_tool_that_is_left_in_peace_is_not_asked_about():
    tool = replace(begun(6).plan.tools["x"], quiet_until=TODAY + timedelta(days=1))
    assert isinstance(asked_why(at(here(Plan(tools={"x": tool})))), Quiet)


def test_a_tool_that_came_back_begins_anew():
    tool = replace(begun(9).plan.tools["x"], since=week_ago(2))
    assert isinstance(asked_why(at(here(Plan(tools={"x": tool})))), Quiet)
