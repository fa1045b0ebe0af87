"""Point 2, investigate a wide range: which cards are worth a look, what a tool is good for, and how old that is.

Nothing is ranked by fame: what the person wants decides the order, and a local stop sign keeps a tool off the list.
"""

from bot.core.library import ToolCard
from bot.core.moment import Moment
from bot.core.plan.choosing import worth
from bot.core.points.p06_ethics import stop_signs

GOOD_FIT = 2  # of three: helps with a need well, where one is of some use only


def worth_a_look(moment: Moment) -> tuple[ToolCard, ...]:
    """Return the cards of tools that are not in the plan and have no stop sign, the best for one's needs first."""
    needs = moment.plan.needs
    new = [
        card
        for card in moment.library.tools.values()
        if card.id not in moment.plan.tools and not stop_signs(card.id, moment)
    ]
    order = sorted(new, key=lambda card: (-worth((card,), needs), -card.ease, card.name))
    return tuple(order[: moment.library.rules.cards_to_look_at])


def good_for(card: ToolCard, moment: Moment) -> tuple[str, ...]:
    """Return the needs that a tool helps with well, as they are shown."""
    return tuple(need.label for need in moment.library.needs.values() if card.fits.get(need.id, 0) >= GOOD_FIT)


def is_late(card: ToolCard, moment: Moment) -> bool:
    """Say whether a card was to be looked at again before today."""
    return moment.today > card.review_by
