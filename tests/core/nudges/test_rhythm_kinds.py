"""Every other week, once a month, in term, around closed days: what the trusted schedulers say, and for all zones."""

import itertools
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.nudges.rhythm import local_date, next_after, zone_of
from bot.core.nudges.weekend import weekend
from bot.core.plan.document import LAST, Every, Repeat
from bot.core.situation import Rhythm
from tests.core.scene import examples

MONDAY, WEDNESDAY, FRIDAY, SUNDAY = 0, 2, 4, 6
ALL_ZONES = sorted(available_timezones())


def days(rhythm: Rhythm, after: str, count: int) -> list[str]:
    """Return the next local dates of a rhythm."""
    zone = zone_of(rhythm.zone)
    moment: datetime | None = datetime.fromisoformat(after).replace(tzinfo=zone)
    assert zone is not None
    found = []
    while moment is not None and len(found) < count:
        moment = next_after(rhythm, moment)
        found += [local_date(moment, zone).isoformat()] if moment else []
    return found


def monthly(day: int, nth: int) -> Rhythm:
    return Rhythm(day, time(9), "Europe/Berlin", Repeat(Every.MONTH, nth))


def posts(**more: object) -> Rhythm:
    return Rhythm(MONDAY, time(12, 30), "Europe/London", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "nth", "after", "expected"),
    [
        (WEDNESDAY, 4, "2009-01-01", "2009-01-28"),  # APScheduler: test_cron_weekday_positional
        (MONDAY, 1, "2026-06-01 10:00", "2026-07-06"),  # the first Monday is over
        (FRIDAY, LAST, "2026-01-01", "2026-01-30"),  # a month of five Fridays
        (FRIDAY, LAST, "2028-02-01", "2028-02-25"),  # a leap year
        (SUNDAY, 2, "2026-12-14", "2027-01-10"),  # over the year's end
    ],
)
def test_a_weekday_of_the_month_is_the_one_that_cron_triggers_find(day: int, nth: int, after: str, expected: str):
    assert days(monthly(day, nth), after, 1) == [expected]


@pytest.mark.parametrize(
    ("zone", "day", "at", "after", "expected"),
    [
        ("Europe/Paris", "2023-10-29", "02:30", "2023-10-28 12:00", "2023-10-29 00:30"),  # whenever: the earlier one
        ("Europe/Paris", "2023-03-26", "02:30", "2023-03-25 12:00", "2023-03-26 01:30"),  # whenever: 03:30 there
        ("America/New_York", "2024-03-10", "02:30", "2024-03-09 12:00", "2024-03-10 07:30"),  # Temporal: 03:30 there
        ("Asia/Beirut", "2026-03-29", "00:00", "2026-03-28 12:00", "2026-03-28 22:00"),  # midnight does not exist
    ],
)  # fmt: skip
def test_once_a_month_too_a_gap_goes_forward_and_an_overlap_counts_once(
    zone: str, day: str, at: str, after: str, expected: str
):
    rhythm = Rhythm(SUNDAY, time.fromisoformat(at), zone, Repeat(Every.MONTH, LAST))
    if date.fromisoformat(day).month == 3 and zone == "America/New_York":
        rhythm = Rhythm(SUNDAY, time.fromisoformat(at), zone, Repeat(Every.MONTH, 2))
    found = next_after(rhythm, datetime.fromisoformat(after).replace(tzinfo=UTC))
    assert found is not None and f"{found:%Y-%m-%d %H:%M}" == expected
    again = next_after(rhythm, found + timedelta(hours=1))
    assert again is not None and again - found > timedelta(weeks=3)


def test_every_other_week_is_counted_from_its_first_one_across_a_year_of_53_weeks():
    rhythm = posts(repeat=Repeat(Every.FORTNIGHT, since=date(2026, 12, 21)))
    assert days(rhythm, "2026-12-20", 4) == ["2026-12-21", "2027-01-04", "2027-01-18", "2027-02-01"]


def test_in_term_only_it_comes_in_no_other_week_and_not_at_all_once_the_terms_are_over():
    terms = ((date(2026, 9, 14), date(2026, 9, 27)), (date(2027, 1, 11), date(2027, 1, 17)))
    assert days(posts(only=terms), "2026-08-01", 9) == ["2026-09-14", "2026-09-21", "2027-01-11"]


def test_what_falls_on_a_closed_day_comes_on_the_next_working_day_of_that_week_or_not_at_all():
    holiday, friday = (date(2026, 12, 28), date(2026, 12, 28)), (date(2026, 12, 25), date(2026, 12, 27))
    assert days(posts(closed=(holiday,), moves=True), "2026-12-22", 2) == ["2026-12-29", "2027-01-04"]
    assert days(posts(closed=(holiday,)), "2026-12-22", 1) == ["2027-01-04"]
    moved = Rhythm(FRIDAY, time(9), "Europe/London", closed=(friday,), moves=True)
    assert days(moved, "2026-12-24 12:00", 2) == ["2026-12-28", "2027-01-01"]  # over the weekend


def test_a_long_closure_leaves_out_every_week_of_it_and_nothing_comes_twice_after_it():
    closed = ((date(2026, 12, 14), date(2027, 1, 3)),)
    assert days(posts(closed=closed, moves=True), "2026-12-12", 2) == ["2027-01-04", "2027-01-11"]


def test_nothing_is_moved_to_the_weekend_of_that_country():
    thursday = ((date(2026, 12, 3), date(2026, 12, 3)),)
    here = Rhythm(3, time(9), "Asia/Riyadh", closed=thursday, moves=True)
    assert weekend("Asia/Riyadh") == {4, 5} and weekend("Europe/London") == {5, 6}
    assert days(here, "2026-12-01", 1) == ["2026-12-06"]  # a Sunday: the week begins there


REPEATS = st.one_of(
    st.just(Repeat()),
    st.builds(lambda since: Repeat(Every.FORTNIGHT, since=since), st.dates(date(2025, 1, 1), date(2027, 1, 1))),
    st.builds(lambda nth: Repeat(Every.MONTH, nth), st.sampled_from([1, 2, 3, 4, LAST])),
)
STRETCHES = st.lists(
    st.builds(
        lambda first, length: (first, first + timedelta(days=length)),
        st.dates(date(2026, 1, 1), date(2026, 12, 1)), st.integers(0, 60),
    ), max_size=3,
).map(tuple)  # fmt: skip


@examples(60)
@given(
    zone=st.sampled_from(ALL_ZONES), day=st.integers(0, 6), at=st.times(), repeat=REPEATS, only=STRETCHES,
    closed=STRETCHES, moves=st.booleans(), start=st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1)),  # noqa: DTZ001
    cut=st.integers(0, 400),
)  # fmt: skip
def test_in_any_zone_it_only_goes_on_once_a_local_date_and_a_restart_at_any_instant_finds_the_same(
    zone: str, day: int, at: time, repeat: Repeat, only: tuple[tuple[date, date], ...],
    closed: tuple[tuple[date, date], ...], moves: bool, start: datetime, cut: int,
):  # fmt: skip
    rhythm, wall = Rhythm(day, at, zone, repeat, only, closed, moves), zone_of(zone)
    assert wall is not None
    found: list[datetime] = []
    moment: datetime | None = start.replace(tzinfo=UTC)
    while moment is not None and len(found) < 30:
        moment = next_after(rhythm, moment)
        found += [moment] if moment else []
    dates = [local_date(one, wall) for one in found]
    assert all(first < second for first, second in itertools.pairwise(found))
    assert len(set(dates)) == len(dates)
    assert not any(first <= one <= last for one in dates for first, last in closed)
    assert not only or all(any(first <= one <= last for first, last in only) for one in dates)
    restarted = start.replace(tzinfo=UTC) + timedelta(days=cut, seconds=cut)
    assert next_after(rhythm, restarted) == next((one for one in found if one > restarted), None) or (
        len(found) == 30 and restarted >= found[-1]
    )
