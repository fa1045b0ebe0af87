"""A reminder that the person asked for: a day is noted, and nothing of what happened."""

from datetime import timedelta

from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.moment import Moment, changed, reply
from bot.core.nudges.reminder import DRILL, LOOK_BACK, clock, next_working_day
from bot.core.plan.document import Reminder
from bot.core.plan.edits import edit
from bot.core.situation import Outcome


def remind(moment: Moment, values: Values) -> Outcome:
    """Ask once, a week on, what helped, or on the next working day how a backup did; or leave it."""
    which = values.text("which") or LOOK_BACK
    wanted = moment.plan.reminders.get(which)
    if values.text("done") == "yes":
        return changed(moment, edit("reminders", which, wanted, None), moment.say("remind.left"))
    a_week_on = moment.today + timedelta(days=moment.library.rules.reminder_days)
    now = Reminder(next_working_day(moment) if which == DRILL else a_week_on, clock(moment))
    if wanted == now:
        return reply(moment.say("remind.already", day=now.on))
    kind = which.replace("-", "_")
    line = moment.words.family("reminded", kind if now.zone else f"{kind}_card", day=now.on)
    return changed(moment, edit("reminders", which, wanted, now), line)


COMMANDS = (
    Command(
        ("nudges", "remind"),
        remind,
        (
            Parameter("done", Kind.ONE_OF, options=("yes", "no")),
            Parameter("which", Kind.ONE_OF, options=(LOOK_BACK, DRILL)),
        ),
        listed=False,
        fleeting=True,
    ),
)
