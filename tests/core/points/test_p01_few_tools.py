"""Point 1: which three to keep, said once; and a tool that was at zero in six known weeks."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.moment import Moment
from bot.core.plan.document import Away, AwayKind, Need, Plan, Stage
from bot.core.plan.weeks import Log, Told, Week
from bot.core.points.p01_few_tools import three, unused
from bot.core.points.verdict import Quiet, Suggestion
from tests.core.scene import NOW, TODAY, at, here, spoke, told, used, week_ago

NEED = {"questions": Need("", "questions", 1)}


def with_tools(*names: str, **changes: object) -> Moment:
    return at(here(Plan(needs=NEED, tools=used(*names)), **changes))


def test_three_tools_in_use_are_no_reason_to_speak():
    assert three(with_tools("youtube", "x", "moodle")) == Quiet("three", 1, "few_tools", {"n": 3, "most": 3})


def test_a_fourth_tool_brings_the_three_that_answer_the_needs_best():
    made = three(with_tools("youtube", "x", "moodle", "pinterest"))
    assert isinstance(made, Suggestion) and made.reduces
    assert len(made.details["keep"]) == 3 and len(made.details["rest"]) == 1


@pytest.mark.parametrize("stage", [Stage.LOOKING, Stage.PAUSED, Stage.RETIRED])
def test_a_tool_that_takes_no_time_does_not_make_it_four(stage: Stage):
    tools = used("youtube", "x", "moodle") | used("pinterest", stage=stage)
    assert three(at(here(Plan(needs=NEED, tools=tools)))).reason == "few_tools"


def test_a_try_out_makes_it_four():
    tools = used("youtube", "x", "moodle") | used("pinterest", stage=Stage.TRYOUT)
    assert isinstance(three(at(here(Plan(needs=NEED, tools=tools)))), Suggestion)


def test_which_three_to_keep_is_said_once_and_never_again():
    long_ago = (spoke("three", NOW - timedelta(days=390)),)
    assert three(with_tools("youtube", "x", "moodle", "pinterest", suggested=long_ago)).reason == "said_once"


def test_without_a_need_there_is_nothing_to_choose_by():
    assert three(at(here(Plan(tools=used("youtube", "x", "moodle", "blog"))))).reason == "no_needs"


def test_tools_in_own_words_alone_cannot_be_weighed():
    assert three(with_tools("a", "b", "c", "d")).reason == "no_cards"


def told_blog(*minutes: int | None, logs: dict[str, Log] | None = None, **changes: object) -> Moment:
    """Return a moment in which the newest weeks were told for the blog; None: that week told without it."""
    weeks = {week_ago(n): Week(Told.LESS, 30, {} if m is None else {"blog": m}) for n, m in enumerate(minutes)}
    return at(here(Plan(tools=used("blog")), weeks=weeks, logs=logs or {}, **changes))


def test_six_known_weeks_at_zero_bring_a_rest():
    made = unused(told_blog(0, 0, 0, 0, 0, 0))
    assert isinstance(made, Suggestion) and made.reduces and made.subject == "blog"
    assert [step.word for step in made.steps] == ["pause_note", "retire"]


def test_five_known_weeks_at_zero_are_too_few():
    assert unused(told_blog(0, 0, 0, 0, 0)) == Quiet("unused", 1, "all_used", {"n": 5, "weeks": 6})


def test_a_seventh_week_at_zero_changes_nothing():
    assert isinstance(unused(told_blog(0, 0, 0, 0, 0, 0, 0)), Suggestion)


def test_one_minute_in_the_sixth_week_keeps_it_quiet():
    assert isinstance(unused(told_blog(0, 0, 0, 0, 0, 1)), Quiet)


def test_a_week_told_without_the_tool_is_unknown_and_not_zero():
    assert isinstance(unused(told_blog(0, 0, None, 0, 0, 0)), Quiet)
    assert isinstance(unused(told_blog(0, 0, None, 0, 0, 0, 0)), Suggestion)


@pytest.mark.parametrize("minutes", [[None] * 8, []])
def test_nothing_told_is_no_reason_to_speak(minutes: list[None]):
    assert isinstance(unused(told_blog(*minutes)), Quiet)


def test_a_busy_week_at_zero_counts_for_nothing():
    moment = told_blog(0, 0, 0, 0, 0, 0)
    busy = dict(moment.situation.weeks) | {week_ago(2): Week(Told.BUSY, None, {"blog": 0})}
    assert isinstance(unused(replace(moment, situation=replace(moment.situation, weeks=busy))), Quiet)


def test_an_away_week_at_zero_counts_for_nothing():
    moment = told_blog(0, 0, 0, 0, 0, 0)
    away = {"a": Away(AwayKind.LEAVE, week_ago(2), week_ago(2) + timedelta(days=4))}
    plan = replace(moment.plan, away=away)
    assert isinstance(unused(replace(moment, situation=replace(moment.situation, plan=plan))), Quiet)


def test_minutes_logged_in_a_week_told_at_zero_are_use():
    logs = {"l": Log(week_ago(1) + timedelta(days=2), "blog", 5)}
    assert isinstance(unused(told_blog(0, 0, 0, 0, 0, 0, logs=logs)), Quiet)


def test_minutes_logged_in_a_week_that_is_still_open_are_use():
    moment = told_blog(None, 0, 0, 0, 0, 0, 0)
    weeks = {day: week for day, week in moment.situation.weeks.items() if day != week_ago(0)}
    open_week = replace(moment, situation=replace(moment.situation, weeks=weeks))
    assert isinstance(unused(open_week), Suggestion)
    logged = replace(open_week.situation, logs={"l": Log(TODAY, "blog", 5)})
    assert isinstance(unused(replace(open_week, situation=logged)), Quiet)


def test_it_is_not_said_again_before_six_more_weeks_were_told():
    said = (spoke("unused", NOW - timedelta(weeks=1), "blog"),)
    assert isinstance(unused(told_blog(0, 0, 0, 0, 0, 0, 0, suggested=said)), Quiet)
    earlier = (spoke("unused", NOW - timedelta(weeks=6), "blog"),)
    assert isinstance(unused(told_blog(0, 0, 0, 0, 0, 0, 0, suggested=earlier)), Suggestion)


def test_it_was_said_about_another_tool_only():
    said = (spoke("unused", NOW - timedelta(weeks=1), "x"),)
    assert isinstance(unused(told_blog(0, 0, 0, 0, 0, 0, suggested=said)), Suggestion)


def test_a_paused_tool_already_rests():
    moment = told_blog(0, 0, 0, 0, 0, 0)
    plan = Plan(tools=used("blog", stage=Stage.PAUSED))
    assert isinstance(unused(replace(moment, situation=replace(moment.situation, plan=plan))), Quiet)


def test_weeks_told_long_ago_say_nothing_about_now():
    weeks = {day - timedelta(weeks=6): week for day, week in told(0, 0, 0, 0, 0, 0, by="blog").items()}
    assert isinstance(unused(at(here(Plan(tools=used("blog")), weeks=weeks))), Quiet)
