"""A reminder after something went wrong: only if asked for, on its day and no other, and nothing of why is kept."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.core.assistant import COMPOSED
from bot.core.message import Invocation
from bot.core.nudges.reminder import LOOK_BACK, reminder
from bot.core.people import Owner
from bot.core.plan.document import CardWish, Habit, Plan, Reminder, Settings
from bot.core.schedules import asked_for, of_person
from bot.core.situation import Address, Delivery, Outcome, Rhythm, Schedule, Skip
from tests.core.scene import ANA, NOW, TODAY, Life, at, full_situation, here, text_of

ON = TODAY + timedelta(days=7)
ME = Owner("person", "ana")
LONDON = "Europe/London"


def delivery(day: date) -> Delivery:
    due = datetime.combine(day, time(12, 30), UTC)
    return Delivery("d1", ME, "reminder", day, due, Address("console", "", "ana"))


def said_on(day: date, plan: Plan) -> Outcome | Skip:
    return reminder(at(here(plan), datetime.combine(day, time(12, 30), UTC)), delivery(day))


def waiting(zone: str = LONDON) -> Plan:
    return Plan(reminders={LOOK_BACK: Reminder(ON, zone)})


def asked() -> Life:
    life = Life(here())
    message = life.hear(Invocation(("oops",), {"harm": "student", "step": "all-done"})).messages[0]
    life.take(message, "Remind me, a week on")
    return life


def test_it_is_a_tap_of_oops_and_keeps_a_day_and_nothing_else():
    life = asked()
    assert life.situation.plan == waiting()
    kept = repr((life.situation.plan, life.situation.changes))
    assert not any(word in kept for word in ("student", "oops", "harm"))
    assert life.situation.changes[0].command == ("nudges", "remind")


def test_it_is_not_asked_for_twice_and_undo_takes_it_back():
    life = asked()
    message = life.hear(Invocation(("oops",), {"step": "all-done", "harm": "upset"})).messages[0]
    labels = [choice.label for choice in message.choices]
    assert "Remind me, a week on" not in labels
    again = life.hear(Invocation(("nudges", "remind")))
    assert not again.edits and "Friday 13 November" in text_of(again)
    life.hear("undo")
    assert not life.situation.plan.reminders


@pytest.mark.parametrize(("days", "reason"), [(-1, "not yet"), (0, ""), (6, ""), (7, "long past")])
def test_it_is_said_on_its_day_or_within_the_week_after_and_never_else(days: int, reason: str):
    made = said_on(ON + timedelta(days=days), waiting())
    if reason:
        assert made == Skip(reason)
    else:
        assert isinstance(made, Outcome) and "One habit for next time?" in text_of(made) and not made.edits
        assert made.messages[0].choices[-1].does.path == ("stop",)


def test_without_one_nothing_is_said():
    assert said_on(ON, Plan()) == Skip("no longer wanted")


def test_the_outbox_knows_it():
    made = COMPOSED["reminder"](at(here(waiting()), datetime.combine(ON, time(12, 30), UTC)), delivery(ON))
    assert isinstance(made, Outcome)


def test_it_wakes_on_its_weekday_in_its_zone_without_any_card():
    schedule = Schedule(ME, "reminder", Rhythm(ON.weekday(), time(12, 30), LONDON, only=((ON, ON),)))
    assert of_person(ME, waiting()) == (schedule,)
    with_card = replace(waiting(), settings=Settings(60, LONDON, CardWish.YES))
    assert [one.kind for one in of_person(ME, with_card)] == ["card", "reminder"]
    assert of_person(ME, waiting("")) == ()


def test_in_quiet_hours_it_comes_when_they_end():
    early = replace(waiting(), settings=Settings(card_time=time(6, 0)))
    assert of_person(ME, early)[0].rhythm.at == time(7, 30)


def test_asking_for_it_puts_it_on_the_clock_and_stop_takes_it_off():
    life = asked()
    situation = life.situation
    outcome = life.hear("stop")
    owners, schedules = asked_for(outcome, situation)
    assert owners == (ME,) and schedules == () and not life.situation.plan.reminders
    life.hear("undo")
    assert life.situation.plan.reminders


def test_picking_a_habit_or_none_ends_it():
    for label, habits in (("Ask whoever is in it", {"ask-first": Habit(TODAY)}), ("None, thanks", {})):
        life = asked()
        outcome = life.hear(Invocation(("oops",), {"step": "lesson"}))
        life.take(outcome.messages[0], label)
        assert not life.situation.plan.reminders and life.situation.plan.habits == habits


def test_whose_clock_is_not_known_is_asked_on_the_card_from_that_day_on():
    life = Life(replace(here(full_situation().plan), actor=replace(here().actor, person=replace(ANA, zone=""))))
    settings = replace(life.situation.plan.settings, zone="")
    life.situation = replace(life.situation, plan=replace(life.situation.plan, settings=settings))
    assert "your next card from Friday 13 November on" in life.say(Invocation(("nudges", "remind")))
    assert "You asked to be reminded" not in life.say("card")
    life.now = NOW + timedelta(days=7)
    assert "You asked to be reminded" in life.say("card")
    assert "One habit for next time?" in life.say("oops lesson")


def test_on_days_away_it_waits_until_back():
    life = asked()
    life.hear("on holiday till 20 November")
    back = date(2026, 11, 20)
    assert said_on(ON, life.situation.plan) == Skip("not yet")
    assert isinstance(said_on(back, life.situation.plan), Outcome)
    assert of_person(ME, life.situation.plan)[0].rhythm.only == ((back, back),)
    situation = life.situation
    assert asked_for(life.hear("back"), situation)[0] == (ME,)
    assert of_person(ME, life.situation.plan)[0].rhythm.only == ((ON, ON),)


@pytest.mark.parametrize(("hour", "comes"), [(8, ON), (15, date(2026, 11, 16))])
def test_back_after_its_time_that_day_it_comes_on_the_next_working_day(hour: int, comes: date):
    life = asked()
    life.hear("on holiday till 20 November")
    life.now = datetime.combine(ON, time(hour), UTC)
    life.hear("back")
    assert of_person(ME, life.situation.plan)[0].rhythm.only == ((comes, comes),)
    assert isinstance(said_on(comes, life.situation.plan), Outcome)
    life.hear("undo")
    assert life.situation.plan.reminders == waiting().reminders
