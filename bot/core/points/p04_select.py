"""Point 4, select by needs: which few tools answer the needs within the week's time, and what local rules leave out.

Said when asked, never unasked: the person's own choice counts more. What they use stays in the sum, as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.core.library import ToolCard
from bot.core.moment import Moment
from bot.core.plan.choosing import Chosen, best
from bot.core.plan.document import Plan
from bot.core.points.p01_few_tools import in_use
from bot.core.points.p06_ethics import stop_signs


@dataclass(frozen=True, slots=True)
class Advice:
    """The chosen tools with the cards they were weighed by, and what had a say in it.

    `kept` are tools in use that were not up for choice, `left_out` those that only a stop sign keeps away, with where
    it stands and why. `minutes` is what the chosen take a week, `hour` what there is for them (None: not chosen).
    """

    chosen: Chosen
    cards: Mapping[str, ToolCard]
    kept: tuple[str, ...]
    left_out: tuple[tuple[str, str, str], ...]
    minutes: int
    hour: int | None


def select(plan: Plan, moment: Moment, *, anew: bool = False) -> Advice | None:
    """Return the best set of tools for a plan's needs; None where no need is noted.

    What is in use is among them, as long as that leaves a choice; not where it is asked `anew`.
    """
    if not plan.needs:
        return None
    rules, used = moment.library.rules, in_use(plan)
    if anew or len(used) >= rules.tools_to_begin_with:
        used = []
    kept = tuple(name for name in used if name in moment.library.tools)
    own = [plan.tools[name].budget or 0 for name in used if name not in kept]  # own words cannot be weighed
    hour = plan.settings.weekly_minutes
    left = None if hour is None else max(hour - sum(own), 0)
    cards = {name: _as_used(card, plan) for name, card in moment.library.tools.items()}
    signs = {name: found[0] for name in cards if (found := stop_signs(name, moment))}
    allowed = {name: card for name, card in cards.items() if name in kept or name not in signs}
    most = rules.tools_to_begin_with - len(own)
    chosen = best(allowed, plan.needs, most, left, fixed=kept, quick_ease=rules.quick_win_ease)
    wished = best(cards, plan.needs, most, left, fixed=kept, quick_ease=rules.quick_win_ease) if signs else chosen
    out = tuple(
        (name, signs[name].name, signs[name].text) for name in wished.tools if name in signs and name not in kept
    )
    return Advice(chosen, cards, kept, out, sum(cards[name].weekly_minutes for name in chosen.tools), left)


def _as_used(card: ToolCard, plan: Plan) -> ToolCard:
    """Return a card with the time that its tool has in this plan, where it was given one."""
    tool = plan.tools.get(card.id)
    return replace(card, weekly_minutes=tool.budget) if tool and tool.budget is not None else card
