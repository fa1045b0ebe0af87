"""Point 11: a tool that an item needs within ten days and that has no backup on record."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.commands.card import weekly_card
from bot.core.moment import Moment
from bot.core.plan.document import (
    Answer,
    Away,
    AwayKind,
    Backup,
    CardWish,
    ChannelPlan,
    Drill,
    Plan,
    Settings,
    Stage,
    Term,
)
from bot.core.plan.weeks import Told, Week
from bot.core.points.p11_backup import backup, backup_lines, drill, open_in, same_login, same_login_as
from bot.core.points.verdict import Quiet, Suggestion
from bot.core.situation import Outcome, Skip
from tests.core.scene import HERE, NOW, TODAY, Life, an_item, at, full_situation, here, spoke, used, week_ago

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


@pytest.mark.parametrize(
    ("where", "same"),
    [("Google Docs", True), ("Google Docs, folder 3", True), ("YouTube, second channel", True), ("Moodle", False),
     ("slides of the YouTube video, on paper", False), ("", False)],
)  # fmt: skip
def test_a_backup_is_known_by_the_service_its_words_begin_with(where: str, same: bool):
    tool = replace(used("youtube")["youtube"], backup=Backup(where))
    assert same_login_as("youtube", tool, at()) is same


def test_a_tool_in_own_words_is_no_backup_of_itself():
    tool = replace(used("ward padlet")["ward padlet"], backup=Backup("Ward padlet"))
    assert same_login_as("ward padlet", tool, at())


def opened(days: int, *, worked: bool | None = None, **changes: object) -> Moment:
    """Return a moment so many days after X's backup was opened."""
    tool = replace(used("x")["x"], backup=Backup("Moodle"))
    plan = Plan(tools={"x": tool}, drills={"x": Drill(TODAY - timedelta(days=days), worked)})
    return at(here(plan, **changes))


@pytest.mark.parametrize("days", [1, 13, 14])
def test_from_the_next_day_on_it_asks_how_a_backup_did(days: int):
    made = drill(opened(days))
    assert isinstance(made, Suggestion) and made.subject == "x" and not made.reduces
    assert [step.word for step in made.steps] == ["worked", "needs_fix"]


@pytest.mark.parametrize("days", [0, 15])
def test_it_does_not_ask_on_the_same_day_nor_when_nobody_remembers(days: int):
    assert isinstance(drill(opened(days)), Quiet)


@pytest.mark.parametrize("worked", [True, False])
def test_what_was_answered_is_not_asked_again(worked: bool):
    assert isinstance(drill(opened(3, worked=worked)), Quiet)


def test_it_asks_once_for_each_time_a_backup_was_opened():
    assert isinstance(drill(opened(3, suggested=(spoke("drill", NOW - timedelta(days=1), "x"),))), Quiet)
    assert isinstance(drill(opened(3, suggested=(spoke("drill", NOW - timedelta(days=9), "x"),))), Suggestion)


def test_a_tool_that_is_left_in_peace_is_not_asked_about():
    plan = opened(3).plan
    plan = replace(plan, tools={"x": replace(plan.tools["x"], quiet_until=TODAY + timedelta(days=1))})
    assert isinstance(drill(at(here(plan))), Quiet)


def test_it_asks_in_unknown_weeks_too_and_on_no_card_of_a_busy_or_away_one():
    plan = replace(opened(3).plan, settings=Settings(60, "Europe/London", CardWish.YES))
    assert isinstance(weekly_card(at(here(plan))), Outcome)
    assert isinstance(weekly_card(at(here(plan, weeks={week_ago(0): Week(Told.BUSY)}))), Skip)
    gone = replace(plan, away={"a": Away(AwayKind.ON_CALL, TODAY - timedelta(days=4), TODAY)})
    assert isinstance(weekly_card(at(here(gone))), Skip)


def test_what_is_open_on_a_backup_is_none_the_same_login_or_a_fix():
    bare, same = used("youtube")["youtube"], replace(used("youtube")["youtube"], backup=Backup("Google Docs"))
    sound = replace(bare, backup=Backup("Moodle"))
    not_yet, paper = Answer("not_yet", TODAY), Answer("paper", TODAY)
    assert open_in("youtube", bare, None, at()) == ()
    assert open_in("youtube", bare, not_yet, at()) == ("backup_not_yet",)
    assert open_in("youtube", bare, paper, at()) == open_in("youtube", same, paper, at()) == ()
    assert open_in("youtube", same, None, at()) == ("backup_same",)
    assert open_in("youtube", sound, None, at()) == ()
    failed = at(here(Plan(drills={"youtube": Drill(TODAY, False)})))
    assert open_in("youtube", sound, None, failed) == ("backup_fix",)


def test_the_lines_for_paper_and_calendar_name_every_tool_in_use_and_a_way_without_a_network():
    tools = used("x", "youtube", "blog") | used("podcast", stage=Stage.PAUSED)
    tools["x"] = replace(tools["x"], backup=Backup("Moodle, week 3", "start at question 1"))
    tools["youtube"] = replace(tools["youtube"], backup=Backup("Google Docs"))
    x, youtube, blog, paper = backup_lines(Plan(tools=tools), at())
    assert x == "X is down: Moodle, week 3. Students: start at question 1"
    assert youtube.endswith("(The same login: it may be down too.)")
    assert blog == "Blog is down: no backup noted." and paper.startswith("No network: ")
    assert backup_lines(Plan(), at()) == ()


def test_the_lines_take_a_joined_channels_backup_where_there_is_none_of_ones_own():
    shared = ChannelPlan(tools={name: replace(tool, backup=Backup("Paper")) for name, tool in used("x", "vle").items()})
    tools = used("x")
    first, second, _ = backup_lines(Plan(tools=tools), at(here(channels=((HERE, shared),))))
    assert first == "X is down: Paper." and second == "vle is down: Paper."
    tools["x"] = replace(tools["x"], backup=Backup("Moodle"))
    assert backup_lines(Plan(tools=tools), at(here(channels=((HERE, shared),))))[0] == "X is down: Moodle."


def test_a_tool_is_not_its_own_backup():
    life = Life(full_situation())
    life.hear("plan backup youtube YouTube, our channel")
    said = life.say("youtube down")
    assert "Please use YouTube" not in said and "This works anywhere" in said
