"""How often the weekly card comes: weekly, then four-weekly, then silence, from what was used.

Nothing is stored for this: unanswered cards are those sent since the person last used Boffin in
any way.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import Enum

from bot.core.library import Rules


class Pace(Enum):
    """How a card may come now."""

    WEEKLY = "weekly"
    SLOW = "slow"
    SILENT = "silent"


def unanswered(cards: Iterable[datetime], used_on: date | None) -> int:
    """Return how many cards went out after the last day of use (the same day counts as used)."""
    return sum(used_on is None or card.date() > used_on for card in cards)


def pace(cards: Iterable[datetime], used_on: date | None, rules: Rules) -> Pace:
    """Return the pace that the unanswered cards ask for."""
    count = unanswered(cards, used_on)
    if count >= rules.cards_until_silent:
        return Pace.SILENT
    return Pace.SLOW if count >= rules.cards_until_slower else Pace.WEEKLY


def may_come(cards: tuple[datetime, ...], used_on: date | None, now: datetime, rules: Rules) -> bool:
    """Say whether a card that is due now may be sent. `cards` are newest first."""
    match pace(cards, used_on, rules):
        case Pace.SILENT:
            return False
        case Pace.SLOW:
            return now - cards[0] >= timedelta(weeks=rules.slow_card_weeks) - timedelta(days=1)
        case Pace.WEEKLY:
            return True
