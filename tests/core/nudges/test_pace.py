"""How often the weekly card comes: weekly, four-weekly, silence; any use brings it back."""

from datetime import datetime, timedelta

import pytest

from bot.core.library import Rules
from bot.core.nudges.pace import Pace, may_come, pace, unanswered
from tests.core.scene import NOW

BEFORE = (NOW - timedelta(days=400)).date()


def cards(*weeks_ago: float) -> tuple[datetime, ...]:
    return tuple(NOW - timedelta(weeks=weeks) for weeks in weeks_ago)


@pytest.mark.parametrize(
    ("sent", "expected"),
    [(0, Pace.WEEKLY), (1, Pace.WEEKLY), (2, Pace.SLOW), (3, Pace.SLOW), (4, Pace.SILENT), (9, Pace.SILENT)],
)
def test_two_unanswered_cards_make_it_slower_and_four_make_it_silent(sent: int, expected: Pace, rules: Rules):
    assert pace(cards(*range(1, sent + 1)), BEFORE, rules) is expected


def test_somebody_who_never_used_boffin_answered_nothing(rules: Rules):
    assert pace(cards(1, 2), None, rules) is Pace.SLOW


def test_any_use_brings_the_weekly_rhythm_back(rules: Rules):
    many = cards(1, 2, 3, 4, 5, 6)
    assert pace(many, BEFORE, rules) is Pace.SILENT
    assert pace(many, NOW.date(), rules) is Pace.WEEKLY
    assert may_come(many, NOW.date(), NOW, rules)


def test_use_on_the_day_of_a_card_counts_as_its_answer():
    sent = cards(1, 2)
    assert unanswered(sent, sent[0].date()) == 0
    assert unanswered(sent, sent[0].date() - timedelta(days=1)) == 1


def test_a_silent_card_never_comes(rules: Rules):
    assert not may_come(cards(50, 51, 52, 53), BEFORE, NOW, rules)


@pytest.mark.parametrize(("days", "comes"), [(7, False), (26, False), (27, True), (28, True)])
def test_a_slow_card_comes_four_weeks_after_the_last_whatever_the_clock_change(days: int, comes: bool, rules: Rules):
    sent = (NOW - timedelta(days=days), NOW - timedelta(days=days + 7))
    assert may_come(sent, BEFORE, NOW, rules) is comes


def test_somebody_who_never_answers_gets_four_cards_in_all(rules: Rules):
    sent: tuple[datetime, ...] = ()
    came = []
    for week in range(60):
        now = NOW + timedelta(weeks=week)
        if may_come(sent, None, now, rules):
            sent = (now, *sent)
            came.append(week)
    assert came == [0, 1, 5, 9]
