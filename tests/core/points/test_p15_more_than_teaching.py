"""Point 15: the next step around a conference on a card, smaller in full weeks; the profile before a term."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.core.nudges.suggestion import suggestion
from bot.core.plan.document import Away, AwayKind, ChannelPlan, Conference, Plan, Settings, Term
from bot.core.plan.weeks import Told, Week
from bot.core.points.p09_over_commit import is_too_much
from bot.core.points.p15_more_than_teaching import conference, profile
from bot.core.points.verdict import Quiet, Suggestion
from tests.core.scene import HERE, MONDAY, NOW, TODAY, at, here, spoke, told, used

IDEA = TODAY + timedelta(days=28)  # a conference whose first step is meant for today


def verdict(first: date = IDEA, *, hour: int | None = None, **changes: object):
    held = Plan(conferences={"c": Conference("ASME", first, first)}, settings=Settings(weekly_minutes=hour))
    return conference(at(here(replace(held, **changes.pop("plan", {})), **changes)))  # type: ignore[arg-type, call-overload]


def test_without_a_conference_it_is_silent():
    assert conference(at(here())) == Quiet("conference", 15, "no_conference")


def test_a_step_is_named_up_to_a_week_before_its_day():
    made = verdict(IDEA + timedelta(days=7))
    assert isinstance(made, Suggestion) and made.subject == "c/idea" and not made.reduces
    assert [step.word for step in made.steps] == ["conference_done", "conference_leave"]
    day = IDEA + timedelta(days=8) - timedelta(days=28)
    assert verdict(IDEA + timedelta(days=8)) == Quiet("conference", 15, "conference_later", {"day": day, "ahead": 7})


def test_each_step_is_named_once():
    assert isinstance(verdict(suggested=(spoke("conference", NOW, "c/clear"),)), Suggestion)
    assert isinstance(verdict(suggested=(spoke("conference", NOW - timedelta(days=7), "c/idea"),)), Quiet)


def test_a_conference_that_is_long_over_is_silent():
    assert verdict(TODAY - timedelta(days=60)) == Quiet("conference", 15, "conference_done")


@pytest.mark.parametrize(
    ("weeks", "full"),
    [
        pytest.param((76, 76, 76), True, id="three weeks just over 125 %"),
        pytest.param((75, 76, 76), False, id="one of them at 125 %"),
        pytest.param((90, 90), False, id="two known weeks are too few"),
        pytest.param((90, 90, None), False, id="a week felt but not measured is not counted as over"),
        pytest.param((), False, id="nothing told is unknown, not full"),
    ],
)
def test_weeks_are_full_when_the_last_three_known_ones_were_over(weeks: tuple[int | None, ...], full: bool):
    situation = here(Plan(settings=Settings(weekly_minutes=60)), weeks=told(*weeks))
    assert is_too_much(at(situation)) is full


def test_too_much_makes_weeks_full_and_busy_and_away_weeks_count_for_nothing():
    much = {MONDAY: Week(Told.TOO_MUCH)}
    assert is_too_much(at(here(Plan(), weeks=much)))
    plan = Plan(settings=Settings(weekly_minutes=60))
    busy = told(90, 90) | {MONDAY - timedelta(weeks=2): Week(Told.BUSY, 200)}
    assert not is_too_much(at(here(plan, weeks=busy)))
    gone = Away(AwayKind.LEAVE, MONDAY, MONDAY + timedelta(days=6))
    assert not is_too_much(at(here(replace(plan, away={"a": gone}), weeks=told(200, 90, 90))))


def test_in_full_weeks_the_smaller_version_is_named_and_says_so():
    made = verdict(IDEA - timedelta(days=14), hour=60, weeks=told(90, 90, 90))
    assert isinstance(made, Suggestion) and made.subject == "c/clear" and made.wording == "conference_small"
    assert isinstance(verdict(IDEA, hour=60, weeks=told(90, 90, 90)), Quiet), "the idea is not part of it"


@pytest.mark.parametrize("how", ["away", "busy"])
def test_a_week_that_counts_for_nothing_hears_nothing_of_it(how: str):
    gone = {"a": Away(AwayKind.LEAVE, MONDAY, MONDAY + timedelta(days=6))} if how == "away" else {}
    weeks = {MONDAY: Week(Told.BUSY)} if how == "busy" else {}
    assert verdict(plan={"away": gone}, weeks=weeks) == Quiet("conference", 15, "conference_away")


def test_what_reduces_load_comes_before_a_conference():
    plan = Plan(
        tools=used("x"), conferences={"c": Conference("ASME", IDEA, IDEA)}, settings=Settings(weekly_minutes=60)
    )
    made = suggestion(at(here(plan, weeks=told(90, 90, 90))))
    assert made is not None and made.rule == "over"


def near_term(days: int, now: datetime = NOW, **changes: object):
    first = TODAY + timedelta(days=days)
    channel = ChannelPlan(terms={"t": Term(first, first + timedelta(days=80))})
    return profile(at(here(Plan(tools=used("x")), channels=((HERE, channel),), **changes), now))


@pytest.mark.parametrize(("days", "says"), [(11, False), (0, True), (-7, True), (-8, False)])
def test_the_profile_is_named_around_the_start_of_a_term(days: int, says: bool):
    assert isinstance(near_term(days), Suggestion if says else Quiet)


@pytest.mark.parametrize("days", [10, 3, 0, -7])
@pytest.mark.parametrize("answer", ["", "done", "later"])
def test_whoever_gets_the_card_before_term_gets_no_word_of_the_profile_beside_it(days: int, answer: str):
    said = (
        replace(
            spoke("term_start", NOW - timedelta(days=2), (TODAY + timedelta(days=days)).isoformat()), answer=answer
        ),
    )
    assert near_term(days, suggested=said) == Quiet("profile", 15, "term_card")
    assert days <= 0 or near_term(days) == Quiet("profile", 15, "term_card")  # it is still to come


def test_the_profile_is_named_once_a_term():
    subject = (TODAY - timedelta(days=3)).isoformat()
    said = (spoke("profile", NOW - timedelta(days=6), subject),)
    assert near_term(-3, suggested=said) == Quiet("profile", 15, "profile_said")
    last_term = (spoke("profile", NOW - timedelta(days=120), "2026-07-01"),)
    assert isinstance(near_term(-3, suggested=last_term), Suggestion)


def test_whoever_uses_nothing_yet_hears_nothing_of_a_profile():
    channel = ChannelPlan(terms={"t": Term(TODAY, TODAY + timedelta(days=80))})
    assert profile(at(here(channels=((HERE, channel),)))) == Quiet("profile", 15, "no_profile")
