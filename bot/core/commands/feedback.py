"""What becomes of an answer: useful or not, and a question that its asker lets the editor have, without a name."""

from bot.core.answers.ending import titles
from bot.core.answers.passage import neighbours
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
    is_it = thread is not None and (str(thread.point), thread.passage) == (point, values.text("passage"))
    question = thread.question if thread and is_it else ""
    guidance = moment.library.guidance.get(int(point))
    others = neighbours(guidance, values.text("passage"), 2) if guidance else ()
    if not question:
        return reply(moment.say("useful.no"), choices=others)
    send = choice(moment.say("answer.send"), "pass-on", question=question, why="not-useful", point=point)
    return reply(moment.say("useful.no"), moment.say("answer.send_line"), choices=(send, *others))


def pass_on(moment: Moment, values: Values) -> Outcome:
    """Keep a question for the editor without a name; the choices that held it go, so that nothing links the two."""
    offered = moment.situation.offered
    asked = Asked(
        moment.fresh("question") if offered is None else offered.row,
        values.text("question"),
        "not-useful" if values.text("why") == "not-useful" else "not-covered",
        int(values.text("point", "0")),
        monday(moment.today),
    )
    near = titles((asked.point,), moment) if asked.point else titles((9, 4, 6), moment)
    return reply(
        moment.say("useful.sent"),
        choices=near,
        asked=asked,
        withdrawn=offered.row if offered else "",
        thread_done=True,
    )


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
        (
            Parameter("question", Kind.TEXT, required=True),
            Parameter("why", Kind.ONE_OF, required=True, options=WHY),
            Parameter("point", Kind.NUMBER),
        ),
        listed=False,
    ),
)
