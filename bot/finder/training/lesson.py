"""What is learnt: every example and every passage's question, with its topic, its part of it, and its author."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.core.library import Library
from bot.finder.index import Label, examples

OURS = "guidance"  # the author of passages' questions: always learnt from, never tried on


@dataclass(frozen=True)
class Lesson:
    """Texts and, in the same order, the number of each one's topic in `topics`, of its part in `parts`, its author.

    A part is a passage, named "point/id", or what of a topic no passage answers best, named "". `whole` has the
    number of the topic that each part is of.
    """

    topics: tuple[Label, ...]
    parts: tuple[str, ...]
    whole: NDArray[np.int64]
    texts: tuple[str, ...]
    about: NDArray[np.int64]
    part: NDArray[np.int64]
    authors: tuple[str, ...]

    def without(self, author: str) -> "Lesson":
        """Return what is left without one author."""
        return self._some([number for number, one in enumerate(self.authors) if one != author])

    def by(self, author: str) -> "Lesson":
        """Return the questions of one author."""
        return self._some([number for number, one in enumerate(self.authors) if one == author])

    def _some(self, kept: Sequence[int]) -> "Lesson":
        texts, authors = (tuple(held[number] for number in kept) for held in (self.texts, self.authors))
        return replace(self, texts=texts, about=self.about[kept], part=self.part[kept], authors=authors)


def lesson_of(library: Library) -> Lesson:
    """Return all there is to learn from, in an order that depends on nothing but the content."""
    rows = sorted(
        (label, text, passage, library.examples.authors.get(text, OURS)) for label, passage, text in examples(library)
    )
    topics = tuple(sorted({label for label, *_ in rows}))
    kinds = sorted({(label, passage) for label, _, passage, _ in rows})
    return Lesson(
        topics,
        tuple(passage for _, passage in kinds),
        np.array([topics.index(label) for label, _ in kinds], np.int64),
        tuple(text for _, text, _, _ in rows),
        np.array([topics.index(label) for label, *_ in rows], np.int64),
        np.array([kinds.index((label, passage)) for label, _, passage, _ in rows], np.int64),
        tuple(author for *_, author in rows),
    )
