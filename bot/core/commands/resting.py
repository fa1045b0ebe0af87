"""Two weeks without a word about one tool, and habits picked for the moment before posting."""

from dataclasses import replace
from datetime import timedelta

from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.moment import Moment, changed, reply
from bot.core.nudges.reminder import HABITS, done
from bot.core.plan.document import Habit
from bot.core.plan.edits import edit
from bot.core.situation import Outcome


def rest(moment: Moment, values: Values) -> Outcome:
    """Say nothing unasked about a tool for a while; how it is used stays as it is."""
    name = values.text("tool")
    held = moment.plan.tools.get(name)
    if held is None:
        return reply(moment.say("plan.not_in_plan", tool=moment.tool_name(name)))
    until = moment.today + timedelta(days=moment.library.rules.tool_rest_days)
    line = moment.say("nudges.rests", tool=moment.tool_name(name), day=until)
    return changed(moment, edit("tools", name, held, replace(held, quiet_until=until)), line)


def habit(moment: Moment, values: Values) -> Outcome:
    """Keep one habit for the moment before posting, or drop it when it is said again."""
    kind = values.text("kind")
    held = moment.plan.habits.get(kind)
    name = moment.words.family("habit", kind.replace("-", "_"))
    line = moment.say("plan.habit_dropped", habit=name) if held else moment.say("plan.habit_noted", habit=name)
    edits = edit("habits", kind, held, None if held else Habit(moment.today))
    return changed(moment, (*edits, *done(moment.plan)), line)  # a reminder asked for has its answer


COMMANDS = (
    Command(
        ("plan", "habit"), habit, (Parameter("kind", Kind.ONE_OF, required=True, options=HABITS),), opens_form=True
    ),
    Command(("nudges", "rest"), rest, (Parameter("tool", Kind.TOOL, required=True),), opens_form=True),
)
