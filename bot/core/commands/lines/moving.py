"""Plain words that move the weekly card: "move my card to Thursday 8am", "write to me on Mondays instead"."""

import re

from bot.core.commands.lines import english
from bot.core.message import Invocation
from bot.core.moment import Moment
from bot.core.plan.document import CardWish

_CARD = r"(?:weekly )?(?:card|reminder|message|nudge|check-?in)s?"
_MOVING = re.compile(
    r"^(?:(?:please|can you|could you|can i|could i|may i|i['’]d like to|i want to|let['’]?s),? )*"
    rf"(?:(?:move|shift|change|switch|put|get|have) (?:my|the|your|this) {_CARD} (?:to|on|at|for)"
    r"|(?:write|message|nudge|remind|ask|send (?:it|the card|my card)) (?:to )?me (?:on|at))"
    r" (?P<when>[\w :.]{3,30}?)(?:,? (?:instead|please|from now on|every week))*[\s?.!]*$",
    re.IGNORECASE,
)


def read_moving(text: str, moment: Moment) -> Invocation | None:
    """Read a wish to have the card on another weekday or at another time, from somebody who gets it."""
    found = _MOVING.match(text) if moment.plan.settings.card is CardWish.YES else None
    if found is None:
        return None
    day, at = english.weekday(found["when"]), english.clock(found["when"])
    values = {"day": english.WEEKDAYS[day[0]]} if day else {}
    values |= {"at": f"{at[0]:%H:%M}"} if at else {}
    return Invocation(("nudges", "yes"), values) if values else None
