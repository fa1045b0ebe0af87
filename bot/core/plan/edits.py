"""Changes to a document or to told weeks and logs: each says what was there and what is there now.

An edit names a collection, a key, and the value before and after (None: absent). Applying refuses
when `before` no longer stands, so an undo that would overwrite something newer is noticed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar, cast

from bot.core.plan.document import (
    Away,
    ChannelPlan,
    Closure,
    Conference,
    Drill,
    Habit,
    Item,
    LocalRule,
    Member,
    Need,
    Permissions,
    Plan,
    Posts,
    PostWords,
    Reminder,
    Retired,
    Settings,
    Term,
    Tool,
    WorkspacePlan,
)
from bot.core.plan.weeks import Log, Week

Value = (
    Need | Tool | Item | Away | Habit | Drill | Reminder | Conference | Settings | Member | Term | Closure | Posts
    | PostWords | Retired | LocalRule | Permissions | Week | Log
)  # fmt: skip

COLLECTIONS: Mapping[str, type[Any]] = {
    "needs": Need,
    "tools": Tool,
    "items": Item,
    "away": Away,
    "habits": Habit,
    "drills": Drill,
    "reminders": Reminder,
    "conferences": Conference,
    "settings": Settings,
    "members": Member,
    "terms": Term,
    "closures": Closure,
    "exams": Term,
    "posts": Posts,
    "next_words": PostWords,
    "rules": LocalRule,
    "stop_signs": LocalRule,
    "retired": Retired,
    "permissions": Permissions,
    "weeks": Week,
    "logs": Log,
}
SINGLE = frozenset({"settings", "posts", "next_words", "permissions"})  # one value, not a map: its key is ""
ROWS = frozenset({"weeks", "logs"})  # kept as rows beside the document


@dataclass(frozen=True, slots=True)
class Edit:
    """One typed operation: in `collection`, under `key`, `before` became `after`."""

    collection: str
    key: str
    before: Value | None
    after: Value | None

    def inverse(self) -> "Edit":
        """Return the edit that takes this one back."""
        return Edit(self.collection, self.key, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Change:
    """A kept change: what one command did. `undone` once it was taken back."""

    id: str
    at: datetime
    command: tuple[str, ...]
    edits: tuple[Edit, ...]
    undoes: str = ""
    undone: bool = False


class InTheWay(Exception):
    """An edit that no longer fits: something newer stands where it would write."""

    def __init__(self, edit: Edit) -> None:
        super().__init__(f"{edit.collection}/{edit.key}")
        self.edit = edit


D = TypeVar("D", bound=Plan | ChannelPlan | WorkspacePlan)


def edit(collection: str, key: str, before: Value | None, after: Value | None) -> tuple[Edit, ...]:
    """Return the edit as a tuple, empty where nothing changes; tuples of edits are added up."""
    return () if before == after else (Edit(collection, key, before, after),)


def apply(document: D, edits: Iterable[Edit]) -> D:
    """Return the document after the edits of its own collections; rows are left to the store.

    Raises InTheWay where `before` does not stand.
    """
    for change in edits:
        if change.collection in ROWS:
            continue
        if change.collection in SINGLE:
            if getattr(document, change.collection) != change.before or change.after is None:
                raise InTheWay(change)
            document = replace(document, **cast(Any, {change.collection: change.after}))
            continue
        held = dict(getattr(document, change.collection))
        put(held, change)
        document = replace(document, **cast(Any, {change.collection: held}))
    return document


def put(held: dict[str, Any], change: Edit) -> None:
    """Apply one edit to a map of values, in place; raise InTheWay where `before` does not stand."""
    if held.get(change.key) != change.before:
        raise InTheWay(change)
    if change.after is None:
        held.pop(change.key, None)
    else:
        held[change.key] = change.after
