"""Point 10, keep it current: the one item most worth a look, inside five minutes a week."""

from bot.core.message import Invocation
from bot.core.moment import Moment
from bot.core.plan.content_list import due
from bot.core.plan.document import Finding
from bot.core.plan.weeks import monday
from bot.core.points.verdict import Quiet, Step, Suggestion, Verdict, rests


def item(moment: Moment) -> Verdict:
    """Suggest one item, unless this week's minutes for looking are used."""
    rules = moment.library.rules
    looked = sum(held.checked >= monday(moment.today) and held.last is not None for held in moment.plan.items.values())
    if (looked + 1) * rules.item_minutes > rules.item_weekly_minutes:
        return Quiet("item", 10, "looked_enough", {"n": looked, "minutes": rules.item_weekly_minutes})
    spoken_of = {key: held for key, held in moment.plan.items.items() if not rests(moment, held.tool)}
    found = due(spoken_of, moment.today, rules)
    if not found:
        return Quiet("item", 10, "nothing_due", {"n": len(moment.plan.items)})
    key, reason = found[0]
    held = moment.plan.items[key]
    details: dict[str, object] = {"title": held.title, "reason": reason, "checked": held.checked}
    details |= {"ahead": rules.item_ahead_days, "limit": rules.item_weekly_minutes}
    if held.next_used:
        details["used"] = held.next_used
    steps = tuple(Step(f.name.lower(), Invocation(("content", f.value), {"item": key}), finding=True) for f in Finding)
    return Suggestion("item", 10, key, False, details, steps, f"item_{reason}")
