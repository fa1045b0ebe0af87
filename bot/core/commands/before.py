"""Before I post: five questions in twenty seconds. The text itself is never asked for, read or kept."""

from bot.core.commands.table import Command, Values
from bot.core.moment import Moment, choice, reply
from bot.core.points.p06_ethics import in_force
from bot.core.situation import Outcome


def before(moment: Moment, values: Values) -> Outcome:
    """Ask five questions to answer to oneself, with the local policy and one's own habits beside them."""
    questions = (
        moment.say("before.recognised"), moment.say("before.asked"), moment.say("before.right"),
        moment.say("before.account"), moment.say("before.tomorrow"),
    )  # fmt: skip
    found = in_force("policy", moment)
    policy = [
        moment.say("before.policy_here", place=name, text=text)
        if len(found) > 1
        else moment.say("before.policy", text=text)
        for name, text in found
    ]
    habits = [moment.words.family("habit", kind.replace("-", "_")) for kind in moment.plan.habits]
    own = moment.say("before.habit", habits=habits) if habits else ""
    went_wrong = choice(moment.say("before.went_wrong"), "oops")
    return reply(moment.say("before.to_yourself"), *questions, *policy, own, choices=(went_wrong,))


COMMANDS = (Command(("before",), before, lenient=True),)
