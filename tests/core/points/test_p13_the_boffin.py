"""Point 13: the third time for one topic, once; not in weeks that count for nothing, and inside the week's time."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.moment import Moment
from bot.core.nudges.suggestion import suggestion
from bot.core.plan.document import Away, AwayKind, Plan, Settings
from bot.core.plan.load import known_weeks
from bot.core.plan.weeks import Log, Told, Week
from bot.core.points.p13_the_boffin import Helped, helped, helped_lately
from bot.core.points.verdict import Quiet, Suggestion
from tests.core.scene import MONDAY, NOW, TODAY, at, here, spoke, told

LIMIT = 120  # days that are looked at


def logs(*days: date, topic: str = "captions") -> dict[str, Log]:
    return {f"{topic}{n}": Log(day, "", 5, topic) for n, day in enumerate(days)}


def moment(held: dict[str, Log], plan: Plan | None = None, **changes: object) -> Moment:
    return at(here(plan, logs=held, **changes))


def test_twice_is_silent_and_the_third_time_is_the_answer_for_all():
    twice = logs(TODAY, TODAY)
    assert helped(moment(twice)) == Quiet("helped", 13, "helped_few", {"n": 2, "times": 3})
    made = helped(moment(logs(TODAY, TODAY, TODAY)))
    assert isinstance(made, Suggestion) and made.subject == "captions" and made.reduces
    assert [step.word for step in made.steps] == ["helped_share", "helped_half_hour", "helped_peer"]


def test_three_topics_once_each_are_no_pattern():
    held = logs(TODAY) | logs(TODAY, topic="quiz") | logs(TODAY, topic="live")
    assert helped(moment(held)) == Quiet("helped", 13, "helped_few", {"n": 1, "times": 3})


@pytest.mark.parametrize(("days_ago", "counts"), [(LIMIT - 1, True), (LIMIT, False), (LIMIT + 1, False)])
def test_only_what_was_lately_counts(days_ago: int, counts: bool):
    held = logs(TODAY, TODAY, TODAY - timedelta(days=days_ago))
    assert isinstance(helped(moment(held)), Suggestion) is counts


def test_it_is_said_once_for_a_topic_and_again_for_another():
    said = (spoke("helped", NOW - timedelta(days=30), "captions"),)
    often = logs(TODAY, TODAY, TODAY, TODAY)
    assert helped(moment(often, suggested=said)) == Quiet("helped", 13, "helped_said")
    made = helped(moment(often | logs(TODAY, TODAY, TODAY, topic="quiz"), suggested=said))
    assert isinstance(made, Suggestion) and made.subject == "quiz"


@pytest.mark.parametrize("how", ["away", "busy"])
def test_a_week_that_counts_for_nothing_hears_nothing_and_the_next_one_does(how: str):
    gone = {"a": Away(AwayKind.ON_CALL, MONDAY, MONDAY + timedelta(days=6))} if how == "away" else {}
    weeks = {MONDAY: Week(Told.BUSY)} if how == "busy" else {}
    situation = here(Plan(away=gone), logs=logs(TODAY, TODAY, TODAY), weeks=weeks)
    assert helped(at(situation)) == Quiet("helped", 13, "helped_free")
    assert isinstance(helped(at(situation, NOW + timedelta(days=7))), Suggestion)


def test_weeks_nobody_told_about_change_nothing():
    assert isinstance(helped(moment(logs(TODAY, TODAY, TODAY), weeks={})), Suggestion)


def test_minutes_of_help_are_in_the_weeks_total_and_no_tools():
    held = {**logs(TODAY, TODAY), "x": Log(TODAY, "x", 20)}
    (week,) = known_weeks(told(0), held.values(), (), 3, TODAY)
    assert week.total == 30 and dict(week.by_tool) == {"x": 20}


def test_what_is_over_comes_before_it():
    plan = Plan(settings=Settings(weekly_minutes=60))
    made = suggestion(moment(logs(TODAY, TODAY, TODAY), plan, weeks=told(90, 90, 90)))
    assert made is not None and made.rule == "over"
    made = suggestion(moment(logs(TODAY, TODAY, TODAY), replace(plan, settings=Settings())))
    assert made is not None and made.rule == "helped"


def test_topics_are_counted_most_often_first():
    held = logs(TODAY) | logs(TODAY, TODAY, topic="quiz")
    assert list(helped_lately(moment(held)).items()) == [("quiz", Helped(2, 10)), ("captions", Helped(1, 5))]
