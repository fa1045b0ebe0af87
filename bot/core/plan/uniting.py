"""Two plans of one person as one: what the other side has and this one has not; where both differ, this side stays."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from bot.core.library import squeeze
from bot.core.plan.document import Conference, Item, Need, Plan, Tool
from bot.core.plan.edits import Edit, edit
from bot.core.plan.weeks import Log, Week


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything a person told: the plan, and the weeks and logs beside it."""

    plan: Plan = field(default_factory=Plan)
    weeks: Mapping[date, Week] = field(default_factory=dict)
    logs: Mapping[str, Log] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class United:
    """The edits that bring the other side in, and what both had and told differently."""

    edits: tuple[Edit, ...]
    tools: tuple[str, ...]
    needs: tuple[Need, ...]
    items: tuple[str, ...]  # titles
    weeks: tuple[date, ...]


def is_blank(whole: Whole) -> bool:
    """Say whether nothing was told yet: no plan, no week, no minutes, nothing on the list."""
    plan = whole.plan
    kept = (plan.tools, plan.needs, plan.items, plan.away, plan.habits, plan.drills, plan.reminders, plan.conferences)
    dates = (plan.terms, plan.exams)
    return not any((*kept, *dates, whole.weeks, whole.logs)) and plan.settings.weekly_minutes is None


def unite(this: Whole, other: Whole) -> United:
    """Return how the other side comes into this one. Settings stay this side's."""
    same = _same_needs(this.plan, other.plan)
    tools = {name: _mapped(tool, same) for name, tool in other.plan.tools.items()}
    titles = {squeeze(item.title): item for item in this.plan.items.values()}
    edits = (
        *_added("needs", this.plan.needs, {k: n for k, n in other.plan.needs.items() if same.get(k, k) == k}),
        *_added("tools", this.plan.tools, tools),
        *_added("items", this.plan.items, _new_items(other.plan, titles)),
        *_added("away", this.plan.away, {k: a for k, a in other.plan.away.items() if a not in this.plan.away.values()}),
        *_added("habits", this.plan.habits, other.plan.habits),
        *_added("terms", this.plan.terms, other.plan.terms),
        *_added("exams", this.plan.exams, other.plan.exams),
        *_added("drills", this.plan.drills, other.plan.drills),
        *_added("reminders", this.plan.reminders, other.plan.reminders),
        *_added("conferences", this.plan.conferences, _new_conferences(this.plan, other.plan)),
        *_added("weeks", _by_day(this.weeks), _by_day(other.weeks)),
        *_added("logs", this.logs, other.logs),
    )
    return United(
        edits,
        tools=tuple(name for name, tool in tools.items() if this.plan.tools.get(name, tool) != tool),
        needs=tuple(n for key, n in other.plan.needs.items() if this.plan.needs.get(same.get(key, key), n) != n),
        items=tuple(_other_items(other.plan, titles)),
        weeks=tuple(day for day, week in sorted(other.weeks.items()) if this.weeks.get(day, week) != week),
    )


def _same_needs(this: Plan, other: Plan) -> dict[str, str]:
    """Return for each need that is here in the same words, under another key, that key."""
    words = {squeeze(need.words): key for key, need in this.needs.items() if need.words}
    return {key: words[squeeze(need.words)] for key, need in other.needs.items() if squeeze(need.words) in words}


def _mapped(tool: Tool, same: Mapping[str, str]) -> Tool:
    return replace(tool, needs=tuple(dict.fromkeys(same.get(need, need) for need in tool.needs)))


def _new_items(other: Plan, titles: Mapping[str, Item]) -> dict[str, Item]:
    return {key: item for key, item in other.items.items() if squeeze(item.title) not in titles}


def _new_conferences(this: Plan, other: Plan) -> dict[str, Conference]:
    known = {(squeeze(held.title), held.first) for held in this.conferences.values()}
    return {k: held for k, held in other.conferences.items() if (squeeze(held.title), held.first) not in known}


def _other_items(other: Plan, titles: Mapping[str, Item]) -> Iterator[str]:
    for item in other.items.values():
        if titles.get(squeeze(item.title), item) != item:
            yield item.title


def _by_day(weeks: Mapping[date, object]) -> dict[str, object]:
    return {day.isoformat(): week for day, week in weeks.items()}


def _added(collection: str, here: Mapping[str, object], there: Mapping[str, object]) -> Iterator[Edit]:
    for key, value in there.items():
        if key not in here:
            yield from edit(collection, key, None, value)  # type: ignore[arg-type]
