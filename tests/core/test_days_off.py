"""A channel's posts keep off public holidays, exams and closed days: when they come, and at the last moment too."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from bot.core.commands.channel_posts import post_rhythm
from bot.core.nudges.posts import channel_post
from bot.core.nudges.rhythm import next_after
from bot.core.people import Person, Standing
from bot.core.plan.document import ChannelPlan, Closure, Posts, Term
from bot.core.ports import Calendar
from bot.core.schedules import days_off
from bot.core.situation import Holidays, Skip
from tests.core.scene import HERE, NOW, at, full_situation

KIM = Person("kim", "Kim", Standing.REGULAR, zone="Europe/London")
BOXING = date(2026, 12, 28)  # a Monday, in place of Saturday


class England(Calendar):
    """Knows one holiday, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, date, date]] = []

    async def holidays(self, country: str, zone: str, first: date, last: date) -> Holidays:
        """Return it."""
        self.asked.append((country, zone, first, last))
        return Holidays("GB", {BOXING: "Boxing Day"})


def monday(**more: object) -> ChannelPlan:
    return ChannelPlan(posts=Posts(True, 0, time(12, 30), "Europe/London", **more))  # type: ignore[arg-type]


def comes(channel: ChannelPlan, holidays: Holidays, after: datetime) -> str:
    found = next_after(post_rhythm(channel, holidays.days), after)
    return f"{found:%Y-%m-%d %H:%M}" if found else ""


async def test_a_post_that_falls_on_a_public_holiday_comes_on_the_next_working_day_or_is_left_out() -> None:
    calendar, before = England(), datetime(2026, 12, 22, 9, 0, tzinfo=UTC)
    holidays = await days_off(calendar, "Europe/London", before)
    assert comes(monday(), holidays, before) == "2026-12-29 12:30"
    assert comes(monday(moves=False), holidays, before) == "2027-01-04 12:30"
    assert calendar.asked == [("", "Europe/London", date(2026, 12, 21), date(2028, 1, 25))]


@pytest.mark.parametrize(
    ("channel", "holidays", "reason"),
    [
        ({"closures": {"c": Closure(NOW.date(), NOW.date())}}, Holidays(), "closed"),
        ({"exams": {"e": Term(NOW.date(), NOW.date())}}, Holidays(), "exams"),
        ({}, Holidays("GB", {NOW.date(): "A day off"}), "public holiday"),
    ],
)
def test_at_the_last_moment_too_nothing_is_posted_on_such_a_day(
    channel: dict[str, object], holidays: Holidays, reason: str
) -> None:
    held = full_situation(KIM, HERE)
    terms = replace(held.channel, posts=replace(held.channel.posts, in_term=False), **channel)  # type: ignore[arg-type]
    made = channel_post(at(replace(held, channel=terms, place_holidays=holidays), NOW))
    assert made == Skip(reason)
