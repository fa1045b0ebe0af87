"""After four known weeks: what changed, once; three are too few, and busy weeks are none."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.plan.document import Plan, Settings, Stage
from bot.core.plan.weeks import Told, Week
from bot.core.points.first_weeks import FirstWeeks, first_weeks
from tests.core.scene import NOW, TODAY, Life, at, here, spoke, told, used, week_ago

HOUR = Plan(settings=Settings(60, begun=TODAY - timedelta(days=30)))


@pytest.mark.parametrize(("totals", "found"), [
    ((30, 40, 60), None), ((30, 40, 60, 80), FirstWeeks(4, 70, 35, ())), ((60, None, 60, 60), None),
])  # fmt: skip
def test_four_weeks_with_minutes_are_enough(totals: tuple[int | None, ...], found: FirstWeeks | None):
    assert first_weeks(at(here(HOUR, weeks=told(*totals)))) == found


def test_busy_weeks_are_not_counted():
    weeks = told(30, 40, 60) | {week_ago(3): Week(Told.BUSY, 80)}
    assert first_weeks(at(here(HOUR, weeks=weeks))) is None


def test_it_is_said_once():
    said = (spoke("first_weeks", NOW - timedelta(days=300)),)
    assert first_weeks(at(here(HOUR, weeks=told(30, 40, 60, 80), suggested=said))) is None


def test_what_rests_since_the_beginning_is_named():
    plan = replace(HOUR, tools={"x": replace(used("x")["x"], stage=Stage.PAUSED, since=TODAY)})
    found = first_weeks(at(here(plan, weeks=told(30, 40, 60, 80))))
    assert found is not None and found.rests == ("x",)


@pytest.mark.parametrize(("tap", "says"), [
    ("less", "4 weeks told by now: the first took about 55 min, the last ones 45 min, so 10 min less."),
    ("as planned", "4 weeks told by now: the first took about 55 min, the last ones 1 h, so 5 min more."),
])  # fmt: skip
def test_the_check_in_that_makes_four_says_so_and_the_next_does_not(tap: str, says: str):
    weeks = {day: week for day, week in told(0, 60, 60, 50).items() if day != week_ago(0)}
    life = Life(here(HOUR, weeks=weeks))
    assert says in life.say(tap)
    life.now += timedelta(days=7)
    assert "weeks told by now" not in life.say(tap)
