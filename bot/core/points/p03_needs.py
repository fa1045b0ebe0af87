"""Point 3, consider your needs: which wish is first, and whether whoever had an idea was thanked for it."""

from bot.core.moment import Moment
from bot.core.plan.document import Stage
from bot.core.points.p02_investigate import GOOD_FIT


def first_among(moment: Moment) -> tuple[str, ...]:
    """Return the needs of the first priority: more than one ask which it would be if there were only one."""
    return tuple(key for key, need in moment.plan.needs.items() if need.priority == 1)


def unthanked(moment: Moment, tool: str = "") -> tuple[str, ...]:
    """Return the needs that a group asked for, answered by a tool in use (or by this one), and not thanked for yet."""
    in_use = tuple(name for name, held in moment.plan.tools.items() if held.stage is Stage.IN_USE)
    names = (tool,) if tool else in_use
    cards = [card for name in names if (card := moment.tool_card(name))]
    served = {key for name in names if name in moment.plan.tools for key in moment.plan.tools[name].needs}
    return tuple(
        key
        for key, need in moment.plan.needs.items()
        if need.asked_by and need.thanked is None
        if key in served or any(card.fits.get(need.kind, 0) >= GOOD_FIT for card in cards)
    )
