"""Days away: to come, running and past, each said as it is; an end before its beginning changes nothing."""

from datetime import date, timedelta

import pytest

from bot.core.commands.lines.plain import plain
from tests.core.scene import NOW, TODAY, Life, at, effects, here, text_of


def test_days_that_are_past_are_noted_for_those_days():
    life = Life(here())
    said = text_of(life.hear("away 26 October to 30 October"))
    assert "Noted: away from Monday 26 October to Friday 30 October." in said and "Quiet until" not in said
    assert "That week isn't counted." in said
    (stretch,) = life.situation.plan.away.values()
    assert (stretch.first, stretch.last) == (date(2026, 10, 26), date(2026, 10, 30)) and stretch.last < TODAY


@pytest.mark.parametrize("said", ["away 5 December to 1 December", "on call from 5 December to 1 December"])
def test_an_end_before_the_beginning_is_said(said: str):
    outcome = Life(here()).hear(said)
    assert not effects(outcome) and "end is before the beginning" in text_of(outcome)


def test_a_range_of_weekdays_ends_after_it_begins():
    today = at(here()).today
    names = [date.fromordinal(today.toordinal() + n).strftime("%A") for n in (5, 2)]
    found = plain(f"on call {names[0]} to {names[1]}", at(here()))
    assert found is not None and found.values["last"] == date.fromordinal(today.toordinal() + 9).isoformat()


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("away next week", "That week isn't"),
        ("away till Monday", "This week isn't"),
        ("away 16 November to 27 November", "Those 2 weeks aren't"),
    ],
)
def test_the_weeks_that_do_not_count_are_named_as_what_they_are(said: str, line: str):
    assert line in Life(here(), now=NOW - timedelta(days=4)).say(said)
