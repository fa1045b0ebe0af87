"""How much time went where, since a day: what the person told and wrote down, and nothing guessed."""

from collections.abc import Iterator
from datetime import date, timedelta

from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.moment import Moment, choice, reply
from bot.core.plan.load import logged, term_of, total
from bot.core.plan.weeks import monday
from bot.core.situation import Outcome

WEEKS_BACK = 55  # single weeks are kept for so long


def spent(moment: Moment, values: Values) -> Outcome:
    """Add up the weeks since a day, or since the term began, in all or for one tool."""
    said, tool = values.day("since") or term_of(moment.today, moment.terms), values.text("tool")
    first = max(min(said, moment.today), monday(moment.today) - timedelta(weeks=WEEKS_BACK))
    told = tuple(_told(monday(first), tool, moment))
    checkin = choice(moment.say("choice.checkin"), "checkin", week=monday(moment.today).isoformat())
    if not told:
        return reply(moment.say("spent.none", first=first), choices=(checkin,))
    details = {"first": first, "minutes": sum(told), "n": len(told)}
    if tool:
        return reply(moment.say("spent.tool", tool=moment.tool_name(tool), **details))
    return reply(moment.say("spent.all", **details))


def _told(start: date, tool: str, moment: Moment) -> Iterator[int]:
    """Yield the minutes of each week of which they were told: tapped, by tool, or written down."""
    logs = tuple(moment.situation.logs.values())
    while start <= moment.today:
        week, noted = moment.situation.weeks.get(start), logged(logs, start)
        if tool:
            by_tool = [found[tool] for found in (noted, week.by_tool if week else {}) if tool in found]
            minutes = max(by_tool) if by_tool else None
        else:
            minutes = total(week, logs, start)
        if minutes is not None:
            yield minutes
        start += timedelta(weeks=1)


COMMANDS = (
    Command(
        ("plan", "spent"),
        spent,
        (Parameter("tool", Kind.TOOL), Parameter("since", Kind.DAY)),
        listed=False,
        typed=True,
    ),
)
