"""The "when I reply" note: the person's own days and times, kept, and said in every place that gives it."""

from datetime import time

from bot.core.message import Filled
from tests.core.scene import Life, effects, here


def test_days_and_a_time_that_are_named_are_kept_and_can_be_taken_back():
    life = Life(here())
    said = life.hear("plan reply-note Monday and Wed 16:15")
    assert (
        said.messages[0].lines[0]
        == "I read questions here on Mondays and Wednesdays at 16:15. Urgent: the course office."
    )
    settings = life.situation.plan.settings
    assert (settings.reply_days, settings.reply_at) == ((0, 2), time(16, 15))
    life.take(said.messages[0], "Undo")
    assert life.situation.plan.settings.reply_days == ()


def test_only_a_time_keeps_the_days():
    life = Life(here())
    life.hear("plan reply-note Friday")
    assert "on Fridays at 09:00" in life.say("plan reply-note 9:00")


def test_one_tap_takes_two_days_and_the_form_takes_any():
    life = Life(here())
    first = life.hear("when i reply").messages[0]
    assert not effects(life.hear("reply note"))
    life.take(first, "On Tuesdays and Thursdays")
    assert life.situation.plan.settings.reply_days == (1, 3)
    form = life.take(first, "My own days and time").messages[0].form
    assert form is not None and [field.value for field in form.fields] == ["Tuesday Thursday", "17:00"]
    life.hear(Filled(form.path, {"days": "sat, sun", "at": "10:00"}))  # type: ignore[arg-type]
    assert life.situation.plan.settings.reply_days == (5, 6)


def test_days_that_cannot_be_read_change_nothing():
    outcome = Life(here()).hear("plan reply-note whenever")
    assert not effects(outcome) and "Nothing was changed" in outcome.messages[0].lines[0]


def test_a_time_that_does_not_exist_is_said_and_nothing_is_kept():
    life = Life(here())
    for said in ("plan reply-note Monday 31:00", "plan reply-note Tuesday 17:75", "plan reply-note 99:99"):
        outcome = life.hear(said)
        assert not effects(outcome) and "could not read that time" in outcome.messages[0].lines[0], said
