"""Where did the time go? One kind of help for it, with what it costs, locks in and reads, and the way out.

Advice for weeks over the chosen time; in other weeks a line says that nothing is needed, and the way stays open.
"""

from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.moment import Moment, choice, reply
from bot.core.points.p16_management import Fullness, fullness
from bot.core.situation import Outcome

WENT = ("checking", "answering", "posting", "keeping-track")


def where_it_went(moment: Moment, values: Values) -> Outcome:
    """Ask where the time went, then name one kind of help and what to look at before it is taken."""
    went = values.text("went")
    if not went:
        taps = tuple(
            choice(moment.words.family("relief_went", one.replace("-", "_")), "plan", "relief", went=one)
            for one in WENT
        )
        return reply(_not_over(moment), moment.say("relief.where"), choices=taps)
    key = went.replace("-", "_")
    lines = [moment.words.family("relief_first", key)]
    if not (reason := _not_over(moment)):
        lines += [moment.words.family("relief_kind", key), moment.words.family("relief_check", key)]
    lines.append(reason)
    note = choice(moment.say("step.reply_note"), "plan", "reply-note")
    return reply(*lines, choices=(note, choice(moment.say("relief.read"), "read", point="16")))


def _not_over(moment: Moment) -> str:
    """Return why no tool is named, "" where the weeks are over the chosen time."""
    match fullness(moment):
        case Fullness.OVER:
            return ""
        case Fullness.WITHIN:
            return moment.say("relief.not_over")
        case _:
            return moment.say("relief.not_known")


COMMANDS = (Command(("plan", "relief"), where_it_went, (Parameter("went", Kind.ONE_OF, options=WENT),)),)
