"""Which weeks are teaching, busy or free: a channel's dates, one's own, holidays, and one's own word above all."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.core.plan.calendar import Kind, free, kind_of, stretches, terms
from bot.core.plan.document import Away, AwayKind, ChannelPlan, Plan, Settings, Term

AUTUMN = Term(date(2026, 9, 14), date(2026, 12, 11))
EXAMS = Term(date(2026, 12, 7), date(2026, 12, 11))
ECG = {"ecg": ("#ecg-teaching", ChannelPlan(terms={"2026-09-14": AUTUMN}, exams={"2026-12-07": EXAMS}))}
MONDAY = date(2026, 11, 2)
DAYS = 3


def week(start: date, plan: Plan | None = None, holidays: dict[date, str] | None = None) -> Kind | None:
    plan = plan or Plan()
    return kind_of(start, plan, stretches(plan, ECG), holidays or {}, DAYS)


def test_members_inherit_the_dates_of_the_channel():
    found = stretches(Plan(), ECG)
    assert [(one.kind, one.said_by, one.is_mine) for one in found] == [
        (Kind.TERM, "#ecg-teaching", True), (Kind.EXAMS, "#ecg-teaching", True),
    ]  # fmt: skip
    assert terms(found) == (AUTUMN,)


def test_what_one_said_is_not_theirs_holds_no_more_and_the_rest_does():
    plan = Plan(settings=Settings(not_mine=("ecg/exams/2026-12-07",)))
    found = stretches(plan, ECG)
    assert [one.is_mine for one in found] == [True, False]
    assert week(EXAMS.first) is Kind.EXAMS and week(EXAMS.first, plan) is Kind.TERM
    assert free(plan, found, {}) == ()


def test_own_dates_stand_beside_those_of_two_channels_each_once():
    two = ECG | {"skills": ("#skills", ChannelPlan(terms={"2026-09-14": AUTUMN}))}
    own = Term(date(2027, 1, 11), date(2027, 3, 26))
    assert terms(stretches(Plan(terms={"2027-01-11": own}), two)) == (AUTUMN, own)


def test_where_no_dates_are_known_every_week_is_teaching():
    assert kind_of(MONDAY, Plan(), (), {}, DAYS) is Kind.TERM


@pytest.mark.parametrize(("start", "kind"), [
    (date(2026, 9, 7), None), (date(2026, 9, 14), Kind.TERM), (date(2026, 11, 30), Kind.TERM),
    (date(2026, 12, 7), Kind.EXAMS), (date(2026, 12, 14), None),
])  # fmt: skip
def test_a_week_is_what_its_days_are(start: date, kind: Kind | None):
    assert week(start) is kind


@pytest.mark.parametrize(("gone", "kind"), [(2, Kind.TERM), (3, Kind.FREE), (5, Kind.FREE)])
def test_a_week_is_free_from_three_days_away_on(gone: int, kind: Kind):
    away = Away(AwayKind.LEAVE, MONDAY, MONDAY + timedelta(days=gone - 1))
    assert week(MONDAY, Plan(away={"a": away})) is kind


def test_public_holidays_and_leave_count_together():
    leave = Plan(away={"a": Away(AwayKind.LEAVE, MONDAY, MONDAY + timedelta(days=1))})
    assert week(MONDAY, leave, {MONDAY + timedelta(days=4): "A holiday"}) is Kind.FREE
    assert week(MONDAY, leave, {MONDAY + timedelta(days=5): "A Saturday"}) is Kind.TERM


def test_own_exam_weeks_told_as_away_are_exam_weeks_too():
    away = Away(AwayKind.EXAMS, MONDAY, MONDAY + timedelta(days=6))
    assert week(MONDAY, replace(Plan(), away={"a": away})) is Kind.EXAMS
