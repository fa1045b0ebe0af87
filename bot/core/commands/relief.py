"""Where did the time go? One kind of help for it, with what it costs, locks in and reads, and the way out.

Advice for weeks over the chosen time; in other weeks a line says that nothing is needed, and the way stays open.
"""

from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.moment import Moment, choice, reply
from bot.core.points.p09_over_commit import is_too_much
from bot.core.points.verdict import recent_weeks
from bot.core.situation import Outcome

WENT = ("checking", "answering", "posting", "keeping-track")


def where_it_went(moment: Moment, values: Values) -> Outcome:
    """Ask where the time went, then name one kind of help and what to look at before it is taken."""
    went = values.text("went")
    if not went:
        first = "" if is_too_much(moment) else _not_over(moment)
        taps = tuple(
            choice(moment.words.family("relief_went", one.replace("-", "_")), "plan", "relief", went=one)
            for one in WENT
        )
        return reply(first, moment.say("relief.where"), choices=taps)
    key = went.replace("-", "_")
    lines = [moment.words.family("relief_first", key)]
    if is_too_much(moment):
        lines.append(moment.words.family("relief_kind", key))
        lines.append(moment.words.family("relief_check", key))
    else:
        lines.append(_not_over(moment))
    note = choice(moment.say("step.reply_note"), "plan", "reply-note")
    return reply(*lines, choices=(note, choice(moment.say("relief.read"), "read", point="16")))


def _not_over(moment: Moment) -> str:
    known = [week for week in recent_weeks(moment) if week.total is not None]
    enough = moment.plan.settings.weekly_minutes is not None and len(known) >= moment.library.rules.over_weeks
    return moment.say("relief.not_over") if enough else moment.say("relief.not_known")


COMMANDS = (Command(("plan", "relief"), where_it_went, (Parameter("went", Kind.ONE_OF, options=WENT),)),)
