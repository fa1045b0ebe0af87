"""Durations, days and clocks as people write or dictate them."""

import contextlib
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.commands.lines.english import NotADay, clock, day, day_past, duration, weekday
from bot.core.library import squeeze
from tests.core.scene import examples

FRIDAY = date(2026, 11, 6)


@pytest.mark.parametrize(
    ("text", "minutes", "rest"),
    [
        ("20m youtube", 20, "youtube"),
        ("20 min on yt", 20, "on yt"),
        ("20mins", 20, ""),
        ("twenty minutes on YouTube", 20, "on YouTube"),
        ("twenty-five minutes", 25, ""),
        ("twenty five minutes", 25, ""),
        ("thirty-five minutes", 35, ""),
        ("Fifty Five minutes", 55, ""),
        ("eleven minutes", 11, ""),
        ("1h", 60, ""),
        ("1h15 on twitter", 75, "on twitter"),
        ("1 h 15 min x", 75, "x"),
        ("1hr15", 75, ""),
        ("2 hours and 5 minutes", 125, ""),
        ("1.5h", 90, ""),
        ("1,5 h", 90, ""),
        ("0.25 h", 15, ""),
        ("1½ h", 90, ""),
        ("an hour", 60, ""),
        ("an hour and a half on x", 90, "on x"),
        ("two and a half hours", 150, ""),
        ("half an hour", 30, ""),
        ("half hour on x", 30, "on x"),
        ("a quarter of an hour", 15, ""),
        ("quarter of an hour on x", 15, "on x"),
        ("three quarters of an hour", 45, ""),
        ("-5h youtube", -300, "youtube"),
        ("-20m", -20, ""),
        ("0m", 0, ""),
        ("99h", 5940, ""),
        ("youtube 45m", 45, "youtube"),
    ],
)
def test_a_duration_is_read_and_taken_out(text: str, minutes: int, rest: str):
    assert duration(text) == (minutes, rest)


@pytest.mark.parametrize("text", ["", "youtube", "20", "20 euros", "m", "h", "3 months", "x4m2", "2026-11-06", "v1.5"])
def test_what_is_no_duration_is_none(text: str):
    assert duration(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("today", date(2026, 11, 6)),
        ("tonight", date(2026, 11, 6)),
        ("yesterday", date(2026, 11, 5)),
        ("tomorrow", date(2026, 11, 7)),
        ("next week", date(2026, 11, 9)),
        ("monday", date(2026, 11, 9)),
        ("Mon", date(2026, 11, 9)),
        ("on Thursday", date(2026, 11, 12)),
        ("friday", date(2026, 11, 13)),
        ("saturday", date(2026, 11, 7)),
        ("tues.", date(2026, 11, 10)),
        ("weds", date(2026, 11, 11)),
        ("2026-12-07", date(2026, 12, 7)),
        ("7 December", date(2026, 12, 7)),
        ("7th of December", date(2026, 12, 7)),
        ("7 dec", date(2026, 12, 7)),
        ("14 Sept 2027", date(2027, 9, 14)),
        ("1 november", date(2026, 11, 1)),
        ("7 September", date(2026, 9, 7)),
        ("6 September", date(2027, 9, 6)),
        ("29 February 2028", date(2028, 2, 29)),
        ("2 separate videos", None),
        ("3 decks", None),
        ("1 junior doctor", None),
        ("4 marking sessions", None),
        ("youtube", None),
    ],
)
def test_a_day_is_read_or_none(text: str, expected: date | None):
    found = day(text, FRIDAY)
    assert (found[0] if found else None) == expected


@pytest.mark.parametrize("text", ["31 February", "31 Feb", "30 february 2028", "2026-02-30", "2026-13-01", "0 May"])
def test_a_day_that_does_not_exist_is_said_to_be_none(text: str):
    with pytest.raises(NotADay):
        day(text, FRIDAY)


def test_29_february_without_a_year_is_no_day_in_a_common_year():
    with pytest.raises(NotADay):
        day("29 February", FRIDAY)
    assert day("29 February", date(2028, 1, 10)) == (date(2028, 2, 29), "")


def test_the_rest_of_the_text_comes_back_with_single_spaces():
    assert day("Sepsis  video on 7 December  again", FRIDAY) == (date(2026, 12, 7), "Sepsis video on again")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12:30", time(12, 30)),
        ("9.05", time(9, 5)),
        ("00:00", time(0)),
        ("23:59", time(23, 59)),
        ("5pm", time(17)),
        ("5 PM", time(17)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("7.30pm", time(19, 30)),
        ("7:30 am", time(7, 30)),
        ("12:15am", time(0, 15)),
    ],
)
def test_a_time_of_day_is_read(text: str, expected: time):
    found = clock(text)
    assert found is not None and found[0] == expected


@pytest.mark.parametrize("text", ["", "noonish", "25:00", "12:60", "13pm", "1:2:3", "5"])
def test_what_is_no_time_of_day_is_none(text: str):
    assert clock(text) is None


@pytest.mark.parametrize(("text", "expected"), [("Monday", 0), ("tue", 1), ("on Wednesdays", 2), ("sun", 6)])
def test_a_weekday_is_read(text: str, expected: int | None):
    found = weekday(text)
    assert (found[0] if found else None) == expected


def test_squeezing_keeps_letters_of_any_script():
    assert squeeze("  You-Tube!! ") == "you tube"
    assert squeeze("Straße·שלום") == "strasse שלום"


@examples(300)
@given(st.text(max_size=300), st.dates())
def test_any_text_on_any_day_is_read_or_none(text: str, today: date):
    duration(text)
    clock(text)
    weekday(text)
    squeeze(text)
    with contextlib.suppress(NotADay):
        day(text, today)


@examples(60)
@given(st.integers(0, 9999), st.integers(0, 59))
def test_hours_and_minutes_add_up(hours: int, minutes: int):
    assert duration(f"{hours}h{minutes:02}") == (hours * 60 + minutes, "")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on monday", date(2026, 11, 2)), ("friday", date(2026, 11, 6)), ("last night", date(2026, 11, 5)),
        ("tomorrow", date(2026, 11, 7)), ("next friday", date(2026, 11, 13)), ("8 November", date(2026, 11, 8)),
    ],
)  # fmt: skip
def test_only_a_weekdays_name_is_turned_back_to_the_day_that_was(text: str, found: date):
    assert day_past(text, FRIDAY) == (found, "")


def test_in_january_a_day_of_december_is_last_months():
    assert day_past("20 December", date(2027, 1, 5)) == (date(2026, 12, 20), "")
