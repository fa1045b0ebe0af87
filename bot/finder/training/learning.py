"""Learn and write the artefact, or try what learning is worth: both from a library, both said in a few lines."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import torch

from bot.core.library import Library
from bot.finder.training import base
from bot.finder.training.lesson import OURS, lesson_of
from bot.finder.training.trial import joined, margins, report, tried
from bot.finder.training.tuning import Learner
from bot.finder.training.writing import write


def learn(library: Library, folder: Path) -> str:
    """Train on every question and write the artefact into a folder; return what was done."""
    _settle()
    published, lesson = base.folder(), lesson_of(library)
    learner = Learner(published)
    learner.learn(lesson)
    write(learner.model, lesson, library, published, folder)
    size = sum(part.stat().st_size for part in folder.iterdir())
    return f"{len(lesson.texts)} questions on {len(lesson.topics)} topics learnt; {size / 1e6:.1f} MB in {folder}"


def attempt(library: Library, only: Sequence[str] = ()) -> Iterator[str]:
    """Train without each author in turn, and yield figures on the questions of the one that was left out."""
    _settle()
    published, lesson = base.folder(), lesson_of(library)
    found = []
    for author in only or sorted(set(lesson.authors) - {OURS}):
        found.append(tried(author, lesson, library, published))
        yield report(author, found[-1])
    yield report("all", joined(found))
    yield margins(joined(found))


def _settle() -> None:
    torch.set_num_threads(1)  # with more, sums come out in another order
    torch.use_deterministic_algorithms(mode=True)
