"""The files of example questions, as they are written: what people ask, by what it is about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.core.library import Examples

KINDS = frozenset({"questions", "intents", "out_of_scope"})


@dataclass(frozen=True, slots=True)
class AboutPoint:
    """A file of questions about one point."""

    point: int
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AboutPlan:
    """The file of questions about the asker's own plan, by intent."""

    intents: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class OutOfScope:
    """The file of what is not answered here, by kind."""

    out_of_scope: Mapping[str, tuple[str, ...]]


def examples_of(points: Iterable[AboutPoint], plan: Iterable[AboutPlan], out: Iterable[OutOfScope]) -> Examples:
    """Return all example questions together."""
    by_point = {one.point: one.questions for one in sorted(points, key=lambda one: one.point)}
    return Examples(
        by_point,
        {intent: asked for one in plan for intent, asked in one.intents.items()},
        {kind: asked for one in out for kind, asked in one.out_of_scope.items()},
    )
