"""What becomes of an answer: useful or not, and a question that its asker lets the editor have, without a name."""

from typing import Literal

from bot.core.answers.ending import FIRST, ask_the_channel, titles
from bot.core.answers.passage import neighbours
from bot.core.answers.refusals import Refused, refused
from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.moment import Moment, choice, reply
from bot.core.plan.weeks import monday
from bot.core.situation import Asked, Outcome

WHY = ("not-covered", "not-useful")


def useful(moment: Moment, values: Values) -> Outcome:
    """Take what was thought of an answer; nothing of it is kept, unless the question may go to the editor."""
    if values.text("said") == "yes":
        return reply(moment.say("useful.yes"))
    point, thread = values.text("point", "0"), moment.thread
    guidance = moment.library.guidance.get(int(point))
    others = neighbours(guidance, values.text("passage"), 2) if guidance else ()
    is_it = thread is not None and (str(thread.point), thread.passage) == (point, values.text("passage"))
    if not is_it or not thread or not thread.question:
        return reply(moment.say("useful.no"), choices=others)
    send = choice(moment.say("answer.send"), "pass-on", why="not-useful")
    return reply(
        moment.say("useful.no"), moment.say("answer.send_line"), choices=(send, *ask_the_channel(moment), *others)
    )


def pass_on(moment: Moment, values: Values) -> Outcome:
    """Let the editor have the question that was asked last here, without a name and with nothing that links the two."""
    thread = moment.thread
    if thread is None or not thread.question or refused(thread.question) is Refused.IDENTIFIERS:
        return reply(moment.say("useful.gone"))
    why: Literal["not-covered", "not-useful"] = "not-useful" if values.text("why") == "not-useful" else "not-covered"
    # Not the row of the pressed choice, which is kept with whom it was offered. The thread ends, so a second press
    # finds nothing to pass on.
    asked = Asked(moment.fresh("question"), thread.question, why, thread.point, monday(moment.today))
    near = titles((thread.point,) if thread.point else FIRST, moment)
    return reply(moment.say("useful.sent"), choices=near, asked=asked, thread_done=True)


COMMANDS = (
    Command(
        ("useful",),
        useful,
        (
            Parameter("said", Kind.ONE_OF, required=True, options=("yes", "no")),
            Parameter("point", Kind.NUMBER),
            Parameter("passage", Kind.TEXT),
        ),
        listed=False,
        talks=True,
    ),
    Command(
        ("pass-on",),
        pass_on,
        (Parameter("why", Kind.ONE_OF, required=True, options=WHY),),
        listed=False,
    ),
)
