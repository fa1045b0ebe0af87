"""What guidance lacks: questions that came to the editor, grouped by what they are nearest to and by their words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.core.library import squeeze
from bot.core.situation import Asked

ALIKE = 0.3  # of the words of two questions together, what they share; lower joins strangers
SHORTEST_WORD = 4  # shorter ones are in every question
STEM = 4  # letters by which film, films and filming are one


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions that one new passage may answer. `point` is the nearest one, 0 where none is near."""

    point: int
    asked: tuple[Asked, ...]

    @property
    def not_useful(self) -> int:
        """How many had an answer that was no use."""
        return sum(one.why == "not-useful" for one in self.asked)


def gaps(asked: Sequence[Asked], nearest: Mapping[str, int]) -> tuple[Gap, ...]:
    """Return the gaps, the most asked first; `nearest` names the finder's best point by a question's id."""
    groups: list[tuple[int, list[Asked]]] = []
    for one in sorted(asked, key=lambda found: (found.week, found.id)):
        point = nearest.get(one.id, 0)
        near = [(max(_alike(one.text, other.text) for other in held), held) for at, held in groups if at == point]
        best = max(near, key=lambda found: found[0], default=(0.0, []))
        if best[0] >= ALIKE:
            best[1].append(one)
        else:
            groups.append((point, [one]))
    made = (Gap(point, tuple(held)) for point, held in groups)
    return tuple(sorted(made, key=lambda gap: (-len(gap.asked), gap.point, gap.asked[0].id)))


def _alike(first: str, second: str) -> float:
    one, other = _words(first), _words(second)
    return len(one & other) / len(one | other) if one and other else float(squeeze(first) == squeeze(second))


def _words(text: str) -> frozenset[str]:
    return frozenset(word[:STEM] for word in squeeze(text).split() if len(word) >= SHORTEST_WORD)
