"""What is learnt: every example and every passage's question, with its topic and its author."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.library import Library
from bot.finder.index import Label, examples

OURS = "guidance"  # the author of passages' questions: always learnt from, never tried on


@dataclass(frozen=True)
class Lesson:
    """Texts and, in the same order, the number of each one's topic in `topics`, and its author."""

    topics: tuple[Label, ...]
    texts: tuple[str, ...]
    about: NDArray[np.int64]
    authors: tuple[str, ...]

    def without(self, author: str) -> "Lesson":
        """Return what is left without one author."""
        return self._part([number for number, one in enumerate(self.authors) if one != author])

    def by(self, author: str) -> "Lesson":
        """Return the questions of one author."""
        return self._part([number for number, one in enumerate(self.authors) if one == author])

    def _part(self, kept: Sequence[int]) -> "Lesson":
        texts, authors = (tuple(held[number] for number in kept) for held in (self.texts, self.authors))
        return Lesson(self.topics, texts, self.about[kept], authors)


def lesson_of(library: Library) -> Lesson:
    """Return all there is to learn from, in an order that depends on nothing but the content."""
    rows = sorted((label, text, library.examples.authors.get(text, OURS)) for label, _, text in examples(library))
    topics = tuple(sorted({label for label, _, _ in rows}))
    about = np.array([topics.index(label) for label, _, _ in rows], np.int64)
    return Lesson(topics, tuple(text for _, text, _ in rows), about, tuple(author for _, _, author in rows))
