"""What the person asked to be reminded of: one private message on a day, with nothing of why it was asked for."""

from datetime import date, timedelta

from bot.core.message import Choice
from bot.core.moment import Moment, choice, reply
from bot.core.nudges.rhythm import local_date, zone_of
from bot.core.nudges.weekend import weekend
from bot.core.plan.document import Plan, Reminder
from bot.core.plan.edits import Edit, edit
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
    """Return the day after today, or the first one after a weekend."""
    days = (moment.today + timedelta(days=n) for n in range(1, 8))
    return next(day for day in days if day.weekday() not in weekend(clock(moment)))


def held(plan: Plan) -> Reminder | None:
    """Return the reminder that was asked for, None where there is none."""
    return plan.reminders.get(LOOK_BACK)


def done(plan: Plan) -> tuple[Edit, ...]:
    """Return the edit that takes the reminder away, once answered or no longer wanted."""
    return edit("reminders", LOOK_BACK, held(plan), None)


def all_done(plan: Plan) -> tuple[Edit, ...]:
    """Return the edits that take every reminder away."""
    return tuple(made for which, held in plan.reminders.items() for made in edit("reminders", which, held, None))


def why_not(wanted: Reminder | None, today: date) -> str:
    """Return why nothing is to be said on this day, "" where it is."""
    if wanted is None:
        return "no longer wanted"
    if today < wanted.on:
        return "not yet"
    return "long past" if today > wanted.on + STANDS else ""


def reminder(moment: Moment, delivery: Delivery) -> Outcome | Skip:
    """Ask what helped, on the day that was asked for and on no other."""
    wanted = held(moment.plan)
    zone = zone_of(wanted.zone) if wanted else None
    if reason := why_not(wanted, local_date(moment.now, zone) if zone else moment.today):
        return Skip(reason)
    stop = choice(moment.say("choice.stop"), "stop")
    return reply(moment.say("remind.look_back"), choices=(*habits(moment), stop))


def card_line(moment: Moment) -> str:
    """Return the question for the card of whoever could not be written to, as their clock is not known."""
    wanted = held(moment.plan)
    if wanted is None or wanted.zone or why_not(wanted, moment.today):
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
