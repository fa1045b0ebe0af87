"""What the person asked to be reminded of: one private message on a day, with nothing of why it was asked for."""

from dataclasses import replace
from datetime import date, time, timedelta
from itertools import count

from bot.core.message import Choice
from bot.core.moment import Moment, choice, reply
from bot.core.nudges.coming import is_quiet
from bot.core.nudges.rhythm import instant, local_date, zone_of
from bot.core.nudges.weekend import weekend
from bot.core.plan.document import Plan, Reminder, Settings
from bot.core.plan.edits import Edit, apply, edit
from bot.core.plan.load import is_away_on
from bot.core.situation import Delivery, Outcome, Skip

LOOK_BACK = "look-back"  # what helped, after something went wrong
TERM = "term"  # what a coming term needs, put off to a day of one's own
DRILL = "drill"  # how a backup did
STANDS = timedelta(days=6)  # so long after its day it may still be said
HABITS = ("faces", "ask-first", "next-morning", "account", "second-pair")


def clock(moment: Moment) -> str:
    """Return the zone in which a reminder comes, "" where the person's clock is not known."""
    zone = moment.zone if moment.plan.settings.zone or moment.situation.actor.person.zone else ""
    return zone if zone_of(zone) else ""


def next_working_day(moment: Moment) -> date:
    """Return the day after today, or the first one after a weekend, public holidays and one's own days away."""
    off, away = weekend(clock(moment)), tuple(moment.plan.away.values())
    days = (moment.today + timedelta(days=n) for n in count(1))
    held = (day for day in days if day.weekday() not in off and day not in moment.situation.holidays.days)
    return next(day for day in held if not is_away_on(day, away))


def held(plan: Plan) -> Reminder | None:
    """Return the reminder that was asked for, None where there is none."""
    return plan.reminders.get(LOOK_BACK)


def done(plan: Plan) -> tuple[Edit, ...]:
    """Return the edit that takes the reminder away, once answered or no longer wanted."""
    return edit("reminders", LOOK_BACK, held(plan), None)


def all_done(plan: Plan) -> tuple[Edit, ...]:
    """Return the edits that take every reminder away."""
    return tuple(made for which, held in plan.reminders.items() for made in edit("reminders", which, held, None))


def comes_on(wanted: Reminder, plan: Plan) -> date:
    """Return the day on which it is said: the one asked for, or the first one back where that is a day away."""
    on, away = wanted.on, tuple(plan.away.values())
    while is_away_on(on, away):
        on += timedelta(days=1)
    return on


def comes_at(settings: Settings) -> time:
    """Return the time of day at which it is said: that of the card, or the end of quiet hours."""
    return settings.quiet_until if is_quiet(settings.card_time, settings) else settings.card_time


def put_off(moment: Moment, edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """Return the edits that give what waited for the end of days away, over with these edits, its next working day.

    That is for what would have come today, at a time that is past.
    """
    after = apply(moment.plan, edits)
    day = next_working_day(replace(moment, situation=replace(moment.situation, plan=after)))
    made: tuple[Edit, ...] = ()
    for which, wanted in after.reminders.items():
        zone, waited, on = zone_of(wanted.zone), comes_on(wanted, moment.plan), comes_on(wanted, after)
        if zone and on < waited and instant(on, comes_at(after.settings), zone) <= moment.now:
            made += edit("reminders", which, wanted, replace(wanted, on=day))
    return made


def why_not(wanted: Reminder | None, today: date, plan: Plan) -> str:
    """Return why nothing is to be said on this day, "" where it is."""
    if wanted is None:
        return "no longer wanted"
    on = comes_on(wanted, plan)
    if today < on:
        return "not yet"
    return "long past" if today > on + STANDS else ""


def reminder(moment: Moment, delivery: Delivery) -> Outcome | Skip:
    """Ask what helped, on the day that was asked for and on no other."""
    wanted = held(moment.plan)
    zone = zone_of(wanted.zone) if wanted else None
    if reason := why_not(wanted, local_date(moment.now, zone) if zone else moment.today, moment.plan):
        return Skip(reason)
    stop = choice(moment.say("choice.stop"), "stop")
    return reply(moment.say("remind.look_back"), choices=(*habits(moment), stop))


def card_line(moment: Moment) -> str:
    """Return the question for the card of whoever could not be written to, as their clock is not known."""
    wanted = held(moment.plan)
    if wanted is None or wanted.zone or why_not(wanted, moment.today, moment.plan):
        return ""
    return moment.say("remind.card")


def habits(moment: Moment) -> tuple[Choice, ...]:
    """Return the habits to pick from, and none; a reminder that waits ends with either."""
    kinds = [kind for kind in HABITS if kind not in moment.plan.habits]
    picks = tuple(
        choice(moment.words.family("habit", kind.replace("-", "_")), "plan", "habit", kind=kind) for kind in kinds
    )
    ends = ("nudges", "remind") if held(moment.plan) else ("card",)
    end = {"done": "yes"} if held(moment.plan) else {}
    return (*picks, choice(moment.say("oops.none"), *ends, **end))
