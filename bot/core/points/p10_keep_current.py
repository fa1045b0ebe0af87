"""Point 10, keep it current: the one item most worth a look, inside five minutes a week."""

from bot.core.message import Invocation
from bot.core.moment import Moment
from bot.core.plan.content_list import due, item_details, looks_in_a_week, looks_left
from bot.core.plan.document import Finding
from bot.core.points.verdict import Quiet, Step, Suggestion, Verdict, rests


def item(moment: Moment) -> Verdict:
    """Suggest one item, unless this week's minutes for looking are used."""
    rules = moment.library.rules
    if looks_left(moment.plan.items.values(), moment.today, rules) <= 0:
        minutes = rules.item_weekly_minutes
        return Quiet("item", 10, "looked_enough", {"n": looks_in_a_week(rules), "minutes": minutes})
    spoken_of = {key: held for key, held in moment.plan.items.items() if not rests(moment, held.tool)}
    found = due(spoken_of, moment.today, rules, moment.library.news.values())
    if not found:
        return Quiet("item", 10, "nothing_due", {"n": len(moment.plan.items)})
    key, reason = found[0]
    held = moment.plan.items[key]
    details: dict[str, object] = {"reason": reason, "ahead": rules.item_ahead_days, "limit": rules.item_weekly_minutes}
    details |= item_details(held, moment.today, moment.library)
    steps = tuple(Step(f.name.lower(), Invocation(("content", f.value), {"item": key}), finding=True) for f in Finding)
    return Suggestion("item", 10, key, False, details, steps, f"item_{reason}")
