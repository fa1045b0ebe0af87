"""Where a platform lets no private message through: it counts as *stop*, and is told at the next use."""

from dataclasses import replace

from bot.core.message import Audience
from bot.core.moment import Moment
from bot.core.plan.document import CardWish
from bot.core.plan.edits import apply, edit
from bot.core.situation import Outcome


def told_of_silence(outcome: Outcome, moment: Moment) -> Outcome:
    """Return the outcome with a line about the silence, once, in the first message that only they see."""
    if moment.plan.settings.card is not CardWish.UNREACHED or outcome.forget:
        return outcome
    settings = apply(moment.plan, outcome.edits).settings
    own = next((at for at, message in enumerate(outcome.messages) if message.audience is Audience.ONLY_YOU), None)
    if own is None or settings.card is not CardWish.UNREACHED:
        return outcome
    messages = list(outcome.messages)
    messages[own] = replace(messages[own], lines=(*messages[own].lines, moment.say("nudges.unreached")))
    noted = edit("settings", "", settings, replace(settings, card=CardWish.NO))
    return replace(outcome, messages=tuple(messages), edits=(*outcome.edits, *noted))
