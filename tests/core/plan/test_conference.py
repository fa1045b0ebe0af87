"""The steps around a conference: when each is meant, what stays in the smaller version, and when a step is past."""

from datetime import date, timedelta

from bot.core.library import Rules
from bot.core.plan.conference import planned, still_open
from bot.core.plan.document import Away, AwayKind, Conference, ConferenceStep

FIRST, LAST = date(2027, 3, 9), date(2027, 3, 11)  # Tuesday to Thursday
ASME = Conference("ASME", FIRST, LAST)


def days(rules: Rules, away: tuple[Away, ...] = (), *, small: bool = False) -> dict[str, date]:
    return {one.step.value: one.day for one in planned(ASME, away, rules, small=small)}


def steps(conference: Conference, today: date, rules: Rules) -> list[str]:
    return [one.step.value for one in still_open(conference, planned(conference, (), rules, small=False), today, rules)]


def test_three_steps_come_before_the_first_day_and_three_after_the_last(rules: Rules):
    assert days(rules) == {
        "idea": FIRST - timedelta(days=28),
        "clear": FIRST - timedelta(days=14),
        "teaser": FIRST - timedelta(days=3),
        "thanks": LAST + timedelta(days=1),
        "discussion": LAST + timedelta(days=7),
        "outcome": LAST + timedelta(days=14),
    }


def test_the_smaller_version_keeps_what_is_clear_the_thanks_and_what_came_of_it(rules: Rules):
    assert list(days(rules, small=True)) == ["clear", "thanks", "outcome"]


def test_a_step_never_falls_into_a_week_that_is_away(rules: Rules):
    before = Away(AwayKind.LEAVE, date(2027, 2, 22), date(2027, 2, 28))  # the week of "clear", Tuesday 23 February
    after = Away(AwayKind.ON_CALL, date(2027, 3, 15), date(2027, 3, 28))  # two weeks: of the discussion and the outcome
    moved = days(rules, (before, after))
    assert moved["clear"] == date(2027, 2, 16) and moved["discussion"] == date(2027, 4, 1)
    assert moved["outcome"] == date(2027, 4, 1)
    assert moved["thanks"] == date(2027, 3, 12), "what is not away stays"


def test_two_days_away_in_a_week_move_nothing(rules: Rules):
    two = Away(AwayKind.LEAVE, date(2027, 2, 22), date(2027, 2, 23))
    assert days(rules, (two,)) == days(rules)


def test_what_is_done_or_left_out_is_no_longer_open(rules: Rules):
    held = Conference("ASME", FIRST, LAST, {"idea": date(2027, 2, 9)}, ("clear",))
    assert steps(held, date(2027, 2, 10), rules) == ["teaser", "thanks", "discussion", "outcome"]


def test_before_the_first_day_a_late_step_may_still_be_taken_and_on_that_day_no_more(rules: Rules):
    assert steps(ASME, FIRST - timedelta(days=1), rules)[0] == "clear"
    assert steps(ASME, FIRST, rules)[0] == "thanks"


def test_a_step_is_left_alone_once_it_is_more_than_two_weeks_late(rules: Rules):
    outcome = LAST + timedelta(days=14)
    assert steps(ASME, outcome + timedelta(days=14), rules) == [ConferenceStep.OUTCOME]
    assert steps(ASME, outcome + timedelta(days=15), rules) == []
