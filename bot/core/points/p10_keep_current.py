"""Point 10, keep it current: the one item most worth a look, one's own or a channel's, inside five minutes a week."""

from bot.core.message import IN, Invocation
from bot.core.moment import Moment
from bot.core.plan.content_list import due, item_details, looks_in_a_week, looks_left
from bot.core.plan.document import Finding
from bot.core.points.p10_shared import Shared, shared_with
from bot.core.points.verdict import Quiet, Step, Suggestion, Verdict, rests


def item(moment: Moment) -> Verdict:
    """Suggest one item, unless this week's minutes for looking are used."""
    rules, shared = moment.library.rules, shared_with(moment)
    theirs = {key: one.item for key, one in shared.items()}
    owned = (*moment.plan.items.values(), *(one.item for one in shared.values() if not one.stands_in))
    if looks_left(owned, moment.today, rules) <= 0:
        minutes = rules.item_weekly_minutes
        return Quiet("item", 10, "looked_enough", {"n": looks_in_a_week(rules), "minutes": minutes})
    held = {**moment.plan.items, **theirs}
    spoken_of = {key: one for key, one in held.items() if not rests(moment, one.tool)}
    found = due(spoken_of, moment.today, rules, moment.library.news.values())
    if not found:
        return Quiet("item", 10, "nothing_due", {"n": len(held)})
    key, reason = found[0]
    details: dict[str, object] = {"reason": reason, "ahead": rules.item_ahead_days, "limit": rules.item_weekly_minutes}
    details |= item_details(held[key], moment.today, moment.library)
    one = shared.get(key)
    place = one.place.name if one else ""
    frame = "stand_in" if one and one.stands_in else ""
    return Suggestion("item", 10, key, False, details, look_steps(key, one), f"item_{reason}", place, frame)


def look_steps(key: str, one: Shared | None) -> tuple[Step, ...]:
    """Return the four outcomes; of a shared item its channel's list takes them, and whoever stands in can stop that."""
    if one is None:
        return tuple(
            Step(f.name.lower(), Invocation(("content", f.value), {"item": key}), finding=True) for f in Finding
        )
    path, fixed = ("channel", "content"), {"item": key, IN: one.place.id}
    steps = tuple(Step(f.name.lower(), Invocation(path, {**fixed, "action": f.value}), finding=True) for f in Finding)
    no_more = Invocation(path, {**fixed, "action": "stand-in", "to": "nobody"})
    return (*steps, Step("not_me", no_more)) if one.stands_in else steps
