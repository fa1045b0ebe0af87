"""A reminder that the person asked for: a day is noted, and nothing of why."""

from datetime import timedelta

from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.moment import Moment, changed, reply
from bot.core.nudges.reminder import LOOK_BACK, done, held
from bot.core.nudges.rhythm import zone_of
from bot.core.plan.document import Reminder
from bot.core.plan.edits import edit
from bot.core.situation import Outcome


def remind(moment: Moment, values: Values) -> Outcome:
    """Ask once, a week on, what helped; or leave it. Only the day is kept."""
    wanted = held(moment.plan)
    if values.text("done") == "yes":
        return changed(moment, done(moment.plan), moment.say("remind.left"))
    on = moment.today + timedelta(days=moment.library.rules.reminder_days)
    zone = moment.zone if moment.plan.settings.zone or moment.situation.actor.person.zone else ""
    now = Reminder(on, zone if zone_of(zone) else "")
    if wanted == now:
        return reply(moment.say("remind.already", day=on))
    line = moment.say("remind.noted", day=on) if now.zone else moment.say("remind.noted_card", day=on)
    return changed(moment, edit("reminders", LOOK_BACK, wanted, now), line)


COMMANDS = (
    Command(
        ("nudges", "remind"),
        remind,
        (Parameter("done", Kind.ONE_OF, options=("yes", "no")),),
        listed=False,
        fleeting=True,
    ),
)
