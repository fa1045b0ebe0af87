"""A keeper's word about a post of which nobody else can know: it is there, or it is said again."""

from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.moment import Moment, reply
from bot.core.nudges.notice import kept_place
from bot.core.situation import Outcome, Resolved

ANSWERS = ("again", "there")


def appeared(moment: Moment, values: Values) -> Outcome:
    """Write it down, for a place that this person keeps."""
    place, delivery, answer = values.text("at"), values.text("delivery"), values.text("answer")
    name = kept_place(moment, place)
    if name is None or not delivery or not answer:
        return reply(moment.say("notice.not_yours"))
    word = Resolved(delivery, place, again=answer == "again")
    return reply(moment.words.family("appeared", answer, place=name), resolved=word)


COMMANDS = (
    Command(
        ("channel", "appeared"),
        appeared,
        (
            Parameter("answer", Kind.ONE_OF, options=ANSWERS),
            Parameter("at", Kind.TEXT),
            Parameter("delivery", Kind.TEXT),
        ),
        listed=False,
    ),
)
