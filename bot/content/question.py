"""The files of example questions, as they are written: what people ask, by what it is about and who wrote it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from bot.core.library import Examples

KINDS = frozenset({"questions", "intents", "out_of_scope"})
About = TypeVar("About")


@dataclass(frozen=True, slots=True)
class AboutPoint:
    """An author's questions about one point: by the passage that answers them, and those that none answers best."""

    author: str
    point: int
    questions: tuple[str, ...] = ()
    passages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def asked(self) -> tuple[str, ...]:
        """All of them."""
        return (*(text for texts in self.passages.values() for text in texts), *self.questions)


@dataclass(frozen=True, slots=True)
class AboutPlan:
    """An author's questions about the asker's own plan, by intent."""

    author: str
    intents: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class OutOfScope:
    """What an author knows that is not answered here, by kind."""

    author: str
    out_of_scope: Mapping[str, tuple[str, ...]]


def examples_of(points: Iterable[AboutPoint], plan: Iterable[AboutPlan], out: Iterable[OutOfScope]) -> Examples:
    """Return the example questions of all authors together."""
    told = sorted(points, key=lambda one: one.point)
    about = [(one.author, one.point, one.asked) for one in told]
    passages = {
        text: f"{one.point}/{passage}" for one in told for passage, texts in one.passages.items() for text in texts
    }
    own = [(one.author, intent, asked) for one in plan for intent, asked in one.intents.items()]
    other = [(one.author, kind, asked) for one in out for kind, asked in one.out_of_scope.items()]
    authors = _authors(about) | _authors(own) | _authors(other)
    return Examples(_together(about), _together(own), _together(other), authors, passages)


def _authors(asked: Iterable[tuple[str, About, tuple[str, ...]]]) -> dict[str, str]:
    return {text: author for author, _, texts in asked for text in texts}


def _together(asked: Iterable[tuple[str, About, tuple[str, ...]]]) -> dict[About, tuple[str, ...]]:
    found: dict[About, tuple[str, ...]] = {}
    for _, about, texts in asked:
        found[about] = (*found.get(about, ()), *texts)
    return found
