"""Point 11: a tool that an item needs within ten days and that has no backup on record."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.moment import Moment
from bot.core.plan.document import Backup, ChannelPlan, Plan, Stage, Term
from bot.core.points.p11_backup import backup, same_login
from bot.core.points.verdict import Quiet, Suggestion
from tests.core.scene import HERE, NOW, TODAY, an_item, at, here, spoke, used

TERM = ((HERE, ChannelPlan(terms={"t": Term(date(2026, 9, 14), date(2026, 12, 11))})),)


def needs_x_in(days: int, *, stage: Stage = Stage.IN_USE, noted: str = "", **changes: object) -> Moment:
    tool = replace(used("x", stage=stage)["x"], backup=Backup(noted) if noted else None)
    item = an_item(tool="x", next_used=TODAY + timedelta(days=days))
    return at(here(Plan(tools={"x": tool}, items={"i": item}), **changes))


@pytest.mark.parametrize("days", [0, 9, 10])
def test_a_tool_needed_within_ten_days_is_asked_about(days: int):
    made = backup(needs_x_in(days))
    assert isinstance(made, Suggestion) and made.subject == "x" and not made.reduces


@pytest.mark.parametrize("days", [-1, 11])
def test_a_tool_needed_later_or_before_is_not(days: int):
    assert isinstance(backup(needs_x_in(days)), Quiet)


def test_a_backup_on_record_is_enough():
    assert backup(needs_x_in(5, noted="Moodle")) == Quiet("backup", 11, "backups_fine", {"n": 1})


@pytest.mark.parametrize("stage", [Stage.LOOKING, Stage.PAUSED, Stage.RETIRED])
def test_a_tool_that_is_not_in_use_needs_none(stage: Stage):
    assert isinstance(backup(needs_x_in(5, stage=stage)), Quiet)


def test_it_is_asked_once_per_tool_and_term():
    first_day = NOW.replace(month=9, day=14, hour=0, minute=0)
    before = first_day - timedelta(seconds=1)
    assert isinstance(backup(needs_x_in(5, channels=TERM, suggested=(spoke("backup", first_day, "x"),))), Quiet)
    assert isinstance(backup(needs_x_in(5, channels=TERM, suggested=(spoke("backup", before, "x"),))), Suggestion)
    assert isinstance(backup(needs_x_in(5, channels=TERM, suggested=(spoke("backup", first_day, "blog"),))), Suggestion)


def test_the_same_tool_and_the_same_login_are_no_backup():
    moment = needs_x_in(5)
    assert same_login(moment, "youtube", "youtube")
    assert same_login(moment, "youtube", "google-docs")
    assert not same_login(moment, "youtube", "moodle")
    assert not same_login(moment, "youtube", "paper in the room")
