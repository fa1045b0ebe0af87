"""One thing that is wrong in a file, and the report that gathers them all."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong, where, and what would be right. `line` counts from 1."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


@dataclass(slots=True)
class Report:
    """All problems found so far; the same one is kept once."""

    found: set[Problem] = field(default_factory=set)

    def wrong(self, file: str, line: int, text: str) -> None:
        """Keep one problem, on one line whatever it quotes."""
        self.found.add(Problem(file, line, " ".join(text.split())))

    def problems(self) -> list[Problem]:
        """Return every problem, by file and line."""
        return sorted(self.found)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "; did you mean `x`?" where one of `known` is close to `word`, else what is known, if that is short."""
    choices = sorted(known)
    if close := get_close_matches(word, choices, n=1, cutoff=0.6):
        return f"; did you mean `{close[0]}`?"
    return f"; known here: {', '.join(choices)}" if 0 < len(choices) <= 12 else ""
