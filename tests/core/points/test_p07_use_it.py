"""Point 7: a promise missed in two of the last three known teaching weeks."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.moment import Moment
from bot.core.plan.document import Away, AwayKind, ChannelPlan, Plan, Promise, Stage, Term
from bot.core.plan.weeks import Log, Told, Week
from bot.core.points.p07_use_it import missed
from bot.core.points.verdict import Quiet, Suggestion
from tests.core.scene import HERE, NOW, Life, at, here, spoke, used, week_ago

TERM = Term(date(2026, 9, 14), date(2026, 12, 11))


def promised_blog(*outcomes: bool | None, stage: Stage = Stage.IN_USE, **changes: object) -> Moment:
    """Return a moment after weeks, newest first, in which the promise was kept, missed, or not told."""
    tool = replace(used("blog", stage=stage)["blog"], promise=Promise("Tuesday", "one post"))
    weeks = {
        week_ago(n): Week(Told.LESS, 30, {} if kept is None else {"blog": 20 if kept else 0})
        for n, kept in enumerate(outcomes)
    }
    return at(here(Plan(tools={"blog": tool}), weeks=weeks, **changes))


@pytest.mark.parametrize("outcomes", [(False, False, True), (False, True, False), (True, False, False)])
def test_two_missed_of_the_last_three_bring_three_ways_on(outcomes: tuple[bool, ...]):
    made = missed(promised_blog(*outcomes))
    assert isinstance(made, Suggestion) and made.details["n"] == 2 and made.details["weeks"] == 3
    assert [step.word for step in made.steps] == ["five_minutes", "smaller", "pause_plain"]


def test_three_missed_of_three_are_said_with_their_number():
    made = missed(promised_blog(False, False, False))
    assert isinstance(made, Suggestion) and made.details["n"] == 3


def test_one_missed_of_three_is_life():
    assert missed(promised_blog(False, True, True)) == Quiet("missed", 7, "promises_fit", {"n": 1, "weeks": 3})


def test_what_was_missed_before_the_last_three_is_over():
    assert isinstance(missed(promised_blog(False, True, True, False, False)), Quiet)


def test_two_known_weeks_are_too_few_to_speak_from():
    assert isinstance(missed(promised_blog(False, False)), Quiet)


def test_a_week_not_told_is_neither_kept_nor_missed():
    assert isinstance(missed(promised_blog(False, None, False)), Quiet)
    assert isinstance(missed(promised_blog(False, None, False, None, True)), Suggestion)


def test_as_planned_counts_as_kept_whatever_the_budget():
    moment = promised_blog(False, False, False)
    planned = Week(Told.AS_PLANNED, 60, {}, kept=("blog",))
    weeks = dict(moment.situation.weeks) | {week_ago(0): planned, week_ago(1): planned}
    assert isinstance(missed(replace(moment, situation=replace(moment.situation, weeks=weeks))), Quiet)


def test_minutes_logged_later_turn_a_missed_week_into_a_kept_one():
    moment = promised_blog(False, False, True)
    weeks = {
        day: replace(week, missed=("blog",) if week.by_tool["blog"] == 0 else ())
        for day, week in moment.situation.weeks.items()
    }
    told = replace(moment.situation, weeks=weeks)
    assert isinstance(missed(replace(moment, situation=told)), Suggestion)
    logged = replace(told, logs={"l": Log(week_ago(0), "blog", 10)})
    assert isinstance(missed(replace(moment, situation=logged)), Quiet)


def test_busy_and_away_weeks_leave_nothing_to_catch_up():
    moment = promised_blog(False, False, True)
    busy = dict(moment.situation.weeks) | {week_ago(1): Week(Told.BUSY, None, {"blog": 0})}
    assert isinstance(missed(replace(moment, situation=replace(moment.situation, weeks=busy))), Quiet)
    away = {"a": Away(AwayKind.ON_CALL, week_ago(1), week_ago(1) + timedelta(days=4))}
    plan = replace(moment.plan, away=away)
    assert isinstance(missed(replace(moment, situation=replace(moment.situation, plan=plan))), Quiet)


def test_weeks_outside_term_do_not_count():
    late = Term(week_ago(1), date(2026, 12, 11))
    in_late_term = ((HERE, ChannelPlan(terms={"t": late})),)
    assert isinstance(missed(promised_blog(False, True, False, channels=in_late_term)), Quiet)
    whole = ((HERE, ChannelPlan(terms={"t": TERM})),)
    assert isinstance(missed(promised_blog(False, True, False, channels=whole)), Suggestion)


def test_it_is_said_once_per_tool_and_term():
    whole = ((HERE, ChannelPlan(terms={"t": TERM})),)
    first_day = datetime(2026, 9, 14, tzinfo=UTC)
    this_term = (spoke("missed", first_day, "blog"),)
    last_term = (spoke("missed", first_day - timedelta(seconds=1), "blog"),)
    other_tool = (spoke("missed", first_day, "x"),)
    assert isinstance(missed(promised_blog(False, False, True, channels=whole, suggested=this_term)), Quiet)
    assert isinstance(missed(promised_blog(False, False, True, channels=whole, suggested=last_term)), Suggestion)
    assert isinstance(missed(promised_blog(False, False, True, channels=whole, suggested=other_tool)), Suggestion)


@pytest.mark.parametrize("stage", [Stage.PAUSED, Stage.LOOKING, Stage.RETIRED])
def test_a_tool_that_is_not_in_use_keeps_no_promise(stage: Stage):
    assert isinstance(missed(promised_blog(False, False, False, stage=stage)), Quiet)


def test_where_the_weeks_are_too_full_point_nine_has_the_word_also_while_it_rests():
    moment = promised_blog(False, False, False)
    full = {day: replace(week, minutes=90) for day, week in moment.situation.weeks.items()}
    plan = replace(moment.plan, settings=replace(moment.plan.settings, weekly_minutes=60))
    said = (spoke("over", NOW - timedelta(days=7)),)
    assert missed(at(here(plan, weeks=full, suggested=said))).reason == "too_much_first"
    just = {day: replace(week, minutes=75) for day, week in full.items()}
    assert isinstance(missed(at(here(plan, weeks=just))), Suggestion)


def test_too_much_tapped_last_keeps_it_quiet_and_earlier_does_not():
    moment = promised_blog(False, False, True)
    newest, *_ = sorted(moment.situation.weeks, reverse=True)
    felt = {
        day: replace(w, told=Told.TOO_MUCH if day == newest else w.told) for day, w in moment.situation.weeks.items()
    }
    assert missed(at(replace(moment.situation, weeks=felt))).reason == "too_much_first"


def test_smaller_shows_the_promise_as_it_stands_and_the_prompt_notes_five_minutes():
    life = Life(promised_blog(False, False, True).situation)
    made = missed(at(life.situation))
    assert isinstance(made, Suggestion)
    five, smaller, _ = made.steps
    form = life.hear(smaller.does).messages[0].form
    assert form is not None and {f.name: f.value for f in form.fields} == {
        "tool": "blog", "when": "Tuesday", "then": "one post",
    }  # fmt: skip
    prompt = life.hear(five.does).messages[0]
    life.take(prompt, "Posted: note five minutes")
    assert [(log.tool, log.minutes) for log in life.situation.logs.values()] == [("blog", 5)]
