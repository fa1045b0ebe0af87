"""What learning is worth: each author's questions are put to a finder that learnt from the others alone."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bot.core.library import INTENTS, Examples, Library
from bot.finder.encoder import Numbers
from bot.finder.finding import FullText
from bot.finder.head import by_words, learnt, near, together
from bot.finder.index import Label
from bot.finder.training.fitting import fit
from bot.finder.training.lesson import Lesson
from bot.finder.training.tuning import Learner

ANSWERED = 0.97  # of questions about a point, while as much as possible out of scope is refused
STRICT = frozenset({"clinical", "injection"})
MARGINS = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4)


@dataclass(frozen=True)
class Tried:
    """Questions of one author or several, and how likely each topic was found to be for each."""

    topics: tuple[Label, ...]
    about: tuple[Label, ...]
    likely: Numbers


def tried(author: str, lesson: Lesson, library: Library, published: Path) -> Tried:
    """Return what a finder that never saw an author makes of this author's questions."""
    known, asked = lesson.without(author), lesson.by(author)
    learner = Learner(published)
    learner.learn(known)
    vectors = learner.read(known.texts)
    weight, bias = fit(vectors, known)
    words = FullText(replace(library, examples=_without(author, library.examples)))
    likely = [
        together(
            learnt(vector, weight, bias),
            near(vector, vectors, known.about, len(lesson.topics)),
            by_words(words.shared(text).votes, lesson.topics),
        )
        for text, vector in zip(asked.texts, learner.read(asked.texts), strict=True)
    ]
    words.close()
    return Tried(lesson.topics, tuple(lesson.topics[number] for number in asked.about), np.array(likely))


def joined(parts: list[Tried]) -> Tried:
    """Return several trials as one."""
    about = tuple(label for part in parts for label in part.about)
    return Tried(parts[0].topics, about, np.concatenate([part.likely for part in parts]))


def report(name: str, found: Tried) -> str:
    """Return one line of figures."""
    kinds = np.array([label.kind for label in found.about])
    out = found.likely[:, [label.kind == "out" for label in found.topics]].sum(1)
    guidance, plan, other = kinds == "point", kinds == "intent", kinds == "out"
    strict = np.array([label.kind == "out" and label.name in STRICT for label in found.about])
    bound = float(np.quantile(out[guidance], ANSWERED))
    points, both = _ranks(found, ("point",)), _ranks(found, ("point", "intent"))
    figures = {
        "hit@1": (points[guidance] == 1).mean(),
        "hit@3": (points[guidance] <= 3).mean(),
        "of all": (both[guidance] == 1).mean(),
        "intents": (both[plan] == 1).mean(),
        "refused": (out[other] > bound).mean(),
        "clinical, injection": (out[strict] > bound).mean(),
        "out above": bound,
    }
    return f"{name:<10}{len(found.about):>6}  " + "  ".join(f"{what} {value:.3f}" for what, value in figures.items())


def margins(found: Tried) -> str:
    """Return, for some margins, how many questions are answered at once, how many rightly, and how many in one tap.

    A point and its intents are one topic, as they are in the answer.
    """
    points = np.array([_point(label) for label in found.topics])
    scores = np.stack([found.likely[:, points == point].max(1) for point in range(1, points.max() + 1)], axis=1)
    order = np.argsort(-scores, axis=1) + 1
    best = -np.sort(-scores, axis=1)
    gap = (best[:, 0] - best[:, 1]) / found.likely[:, points > 0].sum(1)
    about = np.array([_point(label) for label in found.about])
    asked, first, three = about > 0, order[:, 0] == about, (order[:, :3] == about[:, None]).any(1)
    lines = []
    for least in MARGINS:
        direct = asked & (gap >= least)
        figures = direct.sum() / asked.sum(), first[direct].mean(), np.where(gap >= least, first, three)[asked].mean()
        lines.append("margin {:.2f}: {:.3f} at once, {:.3f} of them rightly; {:.3f} in one tap".format(least, *figures))
    return "\n".join(lines)


def _point(label: Label) -> int:
    """Return the point a topic belongs to, 0 for what is out of scope."""
    if label.kind == "out":
        return 0
    return INTENTS[label.name] if label.kind == "intent" else int(label.name)


def _ranks(found: Tried, kinds: tuple[str, ...]) -> "np.ndarray[tuple[int, ...], np.dtype[np.int64]]":
    """Return at which place the right topic comes among topics of some kinds; 1 is first."""
    columns = [number for number, label in enumerate(found.topics) if label.kind in kinds]
    scores = found.likely[:, columns]
    places = {found.topics[number]: place for place, number in enumerate(columns)}
    own = [scores[row, places[label]] if label in places else np.inf for row, label in enumerate(found.about)]
    return np.asarray((scores > np.array(own)[:, None]).sum(1) + 1, np.int64)


def _without(author: str, examples: Examples) -> Examples:
    def kept(asked: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(text for text in asked if examples.authors[text] != author)

    return replace(
        examples,
        points={about: kept(asked) for about, asked in examples.points.items()},
        intents={about: kept(asked) for about, asked in examples.intents.items()},
        out={about: kept(asked) for about, asked in examples.out.items()},
    )
