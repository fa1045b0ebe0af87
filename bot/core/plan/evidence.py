"""What a person noted that may stand in a portfolio: facts with their day, never a total of hours."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.core.plan.document import Item, Plan, Stage
from bot.core.plan.weeks import Log

KINDS = ("tool", "item", "conference", "help", "lesson")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One line that may be chosen: what kind it is, of which thing, and the day it stands for."""

    kind: str
    key: str
    day: date
    details: Mapping[str, object] = field(default_factory=dict)


def evidence(plan: Plan, logs: Iterable[Log], shared: Mapping[str, Item], today: date) -> tuple[Evidence, ...]:
    """Return what may be chosen, kind by kind, the newest first; `shared` are the person's items on channels' lists."""
    found = (
        *_tools(plan),
        *_items({**plan.items, **shared}),
        *_conferences(plan, today),
        *_help(logs),
        *_lessons(plan),
    )
    newest = sorted(found, key=lambda line: line.day, reverse=True)
    return tuple(sorted(newest, key=lambda line: KINDS.index(line.kind)))


def _tools(plan: Plan) -> Iterator[Evidence]:
    """Yield the tools that are or were used, with the needs they serve: the reason for them."""
    for name, tool in plan.tools.items():
        if tool.stage is not Stage.LOOKING:
            yield Evidence("tool", name, tool.since, {"needs": tool.needs, "stage": tool.stage})


def _items(items: Mapping[str, Item]) -> Iterator[Evidence]:
    """Yield what was looked at; a thing that was only put on the list is no evidence."""
    for key, item in items.items():
        if item.last is not None:
            yield Evidence("item", key, item.checked, {"title": item.title, "last": item.last})


def _conferences(plan: Plan, today: date) -> Iterator[Evidence]:
    for key, held in plan.conferences.items():
        if held.first <= today:
            yield Evidence("conference", key, held.last, {"title": held.title, "came": held.came})


def _help(logs: Iterable[Log]) -> Iterator[Evidence]:
    topics: dict[str, list[date]] = {}
    for log in logs:
        if log.helped:
            topics.setdefault(log.helped, []).append(log.day)
    for topic, days in topics.items():
        yield Evidence("help", topic, max(days), {"n": len(days), "first": min(days)})


def _lessons(plan: Plan) -> Iterator[Evidence]:
    for kind, habit in plan.habits.items():
        yield Evidence("lesson", kind, habit.since)
