"""The content list: which item is worth a look, and how the quiet interval learns.

Due by next use (two weeks before), then clinical risk, then age. A clean look makes the interval
longer, a change makes it shorter. Intervals are days.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from bot.core.library import Rules
from bot.core.plan.document import Finding, Item


def first_interval(clinical: bool, rules: Rules) -> int:
    """Return how long a new item rests before it is worth a look."""
    return rules.item_clinical_days if clinical else rules.item_other_days


def reason_due(item: Item, today: date, rules: Rules) -> str:
    """Return why the item is due: "used" soon, "clinical" and old, "age", or "" where it is not."""
    if item.last is Finding.DROP:
        return ""
    if item.next_used and today <= item.next_used <= today + timedelta(days=rules.item_ahead_days):
        ahead = item.next_used - timedelta(days=rules.item_ahead_days)
        return "used" if item.checked < ahead else ""
    if item.checked + timedelta(days=item.interval) <= today:
        return "clinical" if item.clinical else "age"
    return "rethink" if item.last is Finding.RETHINK and item.checked + timedelta(days=14) <= today else ""


_ORDER = {"used": 0, "clinical": 1, "age": 2, "rethink": 3}


def due(items: Mapping[str, Item], today: date, rules: Rules) -> tuple[tuple[str, str], ...]:
    """Return (item id, reason) of what is worth a look, the most worth first."""
    reasons = {key: reason_due(item, today, rules) for key, item in items.items()}

    def rank(key: str) -> tuple[int, date, int, date, str]:
        item = items[key]
        return (_ORDER[reasons[key]], item.next_used or date.max, not item.clinical, item.checked, key)

    return tuple((key, reasons[key]) for key in sorted((k for k, why in reasons.items() if why), key=rank))


def looked_at(item: Item, finding: Finding, today: date, rules: Rules) -> Item:
    """Return the item after a look: its interval grows by half when it was right, else halves."""
    if finding is Finding.STILL_RIGHT:
        interval = min(item.interval * 3 // 2, rules.item_longest_days)
    elif finding is Finding.CHANGED:
        interval = max(item.interval // 2, 28)
    else:
        interval = item.interval
    return replace(item, checked=today, last=finding, interval=interval)
