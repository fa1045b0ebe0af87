"""The content list: which item is worth a look, and how the quiet interval learns.

Due by next use (two weeks before), then a notice that touches it, clinical risk, many cohorts, age. A clean
look makes the interval longer, a change makes it shorter. Intervals are days.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from bot.core.library import Library, News, Rules, squeeze
from bot.core.plan.document import Finding, Item
from bot.core.plan.weeks import monday

SHORTEST_DAYS = 28
RETHINK_DAYS = 14


def first_interval(clinical: bool, rules: Rules) -> int:
    """Return how long a new item rests before it is worth a look."""
    return rules.item_clinical_days if clinical else rules.item_other_days


def touches(news: News, item: Item) -> bool:
    """Say whether a notice is about this item: its tool, the host of its link, or a word of its title."""
    host = item.link.partition("://")[2].partition("/")[0].casefold()
    title = f" {squeeze(item.title)} "
    return (
        item.tool in news.tools
        or any(host == known or host.endswith("." + known) for known in news.links)
        or any(f" {squeeze(word)} " in title for word in news.words)
    )


def touched_by(item: Item, news: Iterable[News], today: date) -> News | None:
    """Return the newest notice that is about this item and was written since somebody looked at it."""
    found = [one for one in news if item.checked < one.as_of <= today <= one.review_by and touches(one, item)]
    return max(found, key=lambda one: (one.as_of, one.id), default=None)


def cohorts(item: Item, today: date) -> int:
    """Return how many cohorts met the item since it was last changed."""
    return item.cohorts + bool(item.next_used and item.next_used < today)


def reason_due(item: Item, today: date, rules: Rules, news: Iterable[News] = ()) -> str:
    """Return why the item is due, "" where it is not.

    "used" soon, "news" about it, "clinical" and old, "cohorts", "age", or "rethink".
    """
    if item.last is Finding.DROP:
        return ""
    soon = item.next_used and today <= item.next_used <= today + timedelta(days=rules.item_ahead_days)
    if soon and item.next_used and item.checked < item.next_used - timedelta(days=rules.item_ahead_days):
        return "used"
    if touched_by(item, news, today):
        return "news"
    if soon:
        return ""
    is_old = item.checked + timedelta(days=item.interval) <= today
    if is_old and item.clinical:
        return "clinical"
    if cohorts(item, today) >= rules.item_cohorts:
        return "cohorts"
    if is_old:
        return "age"
    return "rethink" if item.last is Finding.RETHINK and item.checked + timedelta(RETHINK_DAYS) <= today else ""


_ORDER = {"used": 0, "news": 1, "clinical": 2, "cohorts": 3, "age": 4, "rethink": 5}


def due(items: Mapping[str, Item], today: date, rules: Rules, news: Iterable[News] = ()) -> tuple[tuple[str, str], ...]:
    """Return (item id, reason) of what is worth a look, the most worth first."""
    known = tuple(news)
    reasons = {key: reason_due(item, today, rules, known) for key, item in items.items()}

    def rank(key: str) -> tuple[int, date, int, date, str]:
        item = items[key]
        used = item.next_used if item.next_used and item.next_used >= today else None
        return (_ORDER[reasons[key]], used or date.max, not item.clinical, item.checked, key)

    return tuple((key, reasons[key]) for key in sorted((k for k, why in reasons.items() if why), key=rank))


def item_details(item: Item, today: date, library: Library) -> dict[str, object]:
    """Return the details of the question about one item, whatever the reason that it is asked."""
    news = touched_by(item, library.news.values(), today)
    used, title = item.next_used or item.checked, news.title if news else ""
    return {"title": item.title, "checked": item.checked, "used": used, "news": title, "n": library.rules.item_cohorts}


def looks_in_a_week(rules: Rules) -> int:
    """Return how many looks fit into the week's minutes."""
    return rules.item_weekly_minutes // rules.item_minutes


def half_as_often(items: Iterable[Item], rules: Rules) -> bool:
    """Say whether the last looks were all too quick to be looks: then it is asked half as often."""
    looked = sorted((item for item in items if item.last), key=lambda item: (item.checked, not item.quick))
    run = looked[-rules.item_quick_run :]
    return len(run) == rules.item_quick_run and all(item.quick for item in run)


def looks_left(items: Iterable[Item], today: date, rules: Rules) -> int:
    """Return how many more looks this week's minutes allow; after a quick run, those of two weeks are one week's."""
    held = tuple(items)
    weeks = 2 if half_as_often(held, rules) else 1
    since = monday(today) - timedelta(weeks=weeks - 1)
    return looks_in_a_week(rules) - sum(item.checked >= since and item.last is not None for item in held)


def looked_at(item: Item, finding: Finding, today: date, rules: Rules, *, quick: bool = False) -> Item:
    """Return the item after a look: its interval grows by half when it was right, else halves.

    A quick "still right" teaches nothing, so the interval stays. A use that is past becomes one more cohort,
    and the count begins anew where the item was changed, or was found fresh when it was asked for that.
    """
    interval = item.interval
    if finding is Finding.STILL_RIGHT and not quick:
        interval = min(item.interval * 3 // 2, rules.item_longest_days)
    elif finding is Finding.CHANGED:
        interval = max(item.interval // 2, SHORTEST_DAYS)
    met = cohorts(item, today)
    anew = finding is Finding.CHANGED or (finding is Finding.STILL_RIGHT and met >= rules.item_cohorts)
    return replace(
        item,
        checked=today,
        last=finding,
        interval=interval,
        quick=quick and finding is Finding.STILL_RIGHT,
        cohorts=0 if anew else met,
        next_used=item.next_used if item.next_used and item.next_used >= today else None,
        changed_on=today if finding is Finding.CHANGED else item.changed_on,
    )


def used_again(item: Item, day: date, today: date) -> Item:
    """Return the item with the day it is used next; a use that is past counts as a cohort."""
    return replace(item, next_used=day, cohorts=cohorts(item, today))


def falls_due(item: Item, today: date, rules: Rules) -> date:
    """Return the day on which the item will be worth a look, as far as that is known today."""
    by_age = item.checked + timedelta(days=item.interval)
    if item.next_used and item.next_used >= today:
        ahead = item.next_used - timedelta(days=rules.item_ahead_days)
        if item.checked < ahead:
            return min(ahead, by_age)
    return by_age


def spread(item: Item, others: Iterable[Item], today: date, rules: Rules) -> Item:
    """Return the item with its interval moved to the nearest week in which a look still fits.

    Earlier weeks first, down to half the interval; then later ones, up to the longest. Where a use decides
    when it is asked, or no week has room, it stays as it is.
    """
    wanted = item.checked + timedelta(days=item.interval)
    if falls_due(item, today, rules) != wanted or wanted <= today:
        return item
    taken: dict[date, int] = {}
    for other in others:
        week = monday(falls_due(other, today, rules))
        taken[week] = taken.get(week, 0) + 1
    most = looks_in_a_week(rules)
    earlier = range(item.interval, item.interval // 2, -7)
    later = range(item.interval, rules.item_longest_days + 1, 7)
    fits = (days for days in (*earlier, *later) if taken.get(monday(item.checked + timedelta(days)), 0) < most)
    return replace(item, interval=next(fits, item.interval))
