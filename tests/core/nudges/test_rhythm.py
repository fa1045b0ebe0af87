"""When a weekly moment comes next: gaps go forward, an overlap counts once, no week is lost."""

import itertools
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.nudges.rhythm import instant, local_date, next_after, zone_of
from bot.core.situation import Rhythm
from tests.core.scene import examples

SUNDAY = 6


def comes(zone: str, day: int, at: str, after: str) -> str:
    """Return in UTC when a rhythm comes next after a UTC moment."""
    rhythm = Rhythm(day, time.fromisoformat(at), zone)
    return f"{next_after(rhythm, datetime.fromisoformat(after).replace(tzinfo=UTC)):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("zone", "at", "after", "expected"),
    [
        ("America/New_York", "02:30", "2026-03-07 12:00", "2026-03-08 07:30"),  # 02:30 does not exist: 03:30 EDT
        ("America/New_York", "01:30", "2026-03-07 12:00", "2026-03-08 06:30"),  # before the gap
        ("America/New_York", "03:30", "2026-03-07 12:00", "2026-03-08 07:30"),  # after the gap
        ("Australia/Lord_Howe", "02:15", "2026-10-03 12:00", "2026-10-03 15:45"),  # half an hour: 02:45
        ("Europe/Dublin", "01:30", "2026-03-28 12:00", "2026-03-29 01:30"),  # 02:30 Irish standard time
        ("Africa/Casablanca", "02:30", "2026-03-21 12:00", "2026-03-22 02:30"),  # the clock goes forward after Ramadan
    ],
)
def test_a_time_that_does_not_exist_comes_as_much_later_as_the_clock_jumps(
    zone: str, at: str, after: str, expected: str
):
    assert comes(zone, SUNDAY, at, after) == expected


@pytest.mark.parametrize(
    ("zone", "at", "first", "next_week"),
    [
        ("America/New_York", "01:30", "2026-11-01 05:30", "2026-11-08 06:30"),
        ("Australia/Lord_Howe", "01:45", "2026-04-04 14:45", "2026-04-11 15:15"),
        ("Europe/Dublin", "01:30", "2026-10-25 00:30", "2026-11-01 01:30"),
        ("Africa/Casablanca", "02:30", "2026-02-15 01:30", "2026-02-22 02:30"),
    ],
)
def test_a_time_that_exists_twice_comes_the_first_time_only(zone: str, at: str, first: str, next_week: str):
    found = datetime.fromisoformat(first)
    assert comes(zone, SUNDAY, at, f"{found - timedelta(hours=3)}") == first
    assert comes(zone, SUNDAY, at, first) == next_week
    assert comes(zone, SUNDAY, at, f"{found + timedelta(minutes=20)}") == next_week


def test_a_day_that_a_place_left_out_comes_a_day_later_and_the_week_is_not_lost():
    friday = 4
    assert comes("Pacific/Apia", friday, "12:30", "2011-12-23 23:00") == "2011-12-30 22:30"  # there, Saturday 31
    assert comes("Pacific/Apia", friday, "12:30", "2011-12-30 22:30") == "2012-01-05 22:30"  # there, Friday 6


def test_a_moment_that_is_now_is_over():
    assert comes("Europe/London", 4, "12:30", "2026-11-06 12:30") == "2026-11-13 12:30"
    assert comes("Europe/London", 4, "12:30", "2026-11-06 12:29:59") == "2026-11-06 12:30"


def test_an_unknown_zone_is_refused():
    with pytest.raises(ValueError, match="unknown zone"):
        next_after(Rhythm(0, time(9), "Mars/Olympus"), datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    "name", ["", "Mars/Olympus", "Europe", "../../etc/passwd", "/etc/passwd", "\0", "x" * 5000, "é🙂"]
)
def test_a_name_that_is_no_zone_gives_none(name: str):
    assert zone_of(name) is None


ZONES = [
    "UTC", "Europe/London", "Europe/Dublin", "Africa/Casablanca", "Africa/Cairo", "America/New_York", "America/Nuuk",
    "America/Scoresbysund", "America/St_Johns", "America/Santiago", "America/Asuncion", "America/Havana",
    "Asia/Beirut", "Asia/Gaza", "Asia/Kathmandu", "Asia/Jerusalem", "Australia/Lord_Howe", "Australia/Sydney",
    "Pacific/Apia", "Pacific/Auckland", "Pacific/Chatham", "Pacific/Kiritimati", "Antarctica/Troll", "Atlantic/Azores",
]  # fmt: skip


@examples(150)
@given(
    st.sampled_from(ZONES),
    st.integers(0, 6),
    st.times(),
    st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001 - made aware below
)
def test_every_week_has_exactly_one_moment_on_the_right_weekday(zone: str, day: int, at: time, start: datetime):
    rhythm, wall = Rhythm(day, at, zone), zone_of(zone)
    assert wall is not None
    moment, seen = start.replace(tzinfo=UTC), []
    for _ in range(56):
        later = next_after(rhythm, moment)
        assert later > moment
        moment = later
        seen.append(local_date(later, wall))
    assert {date.weekday() for date in seen} == {day}
    assert {second - first for first, second in itertools.pairwise(seen)} == {timedelta(weeks=1)}


@examples(100)
@given(st.sampled_from(ZONES), st.dates(datetime(2024, 1, 1).date(), datetime(2030, 1, 1).date()), st.times())  # noqa: DTZ001
def test_a_wall_clock_time_is_shown_by_that_wall_or_was_jumped_over(zone: str, day, at: time):
    wall = zone_of(zone)
    assert wall is not None
    shown = instant(day, at, wall).astimezone(wall)
    assert shown.replace(tzinfo=None) >= datetime.combine(day, at)
    assert shown.replace(tzinfo=None) - datetime.combine(day, at) <= timedelta(hours=2)
