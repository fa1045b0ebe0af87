"""What learning is worth: each author's questions are put to a finder that learnt from the others alone."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bot.core.library import INTENTS, Examples, Library
from bot.finder.encoder import Numbers
from bot.finder.finding import FullText, pooled
from bot.finder.head import by_words, grouped, learnt, near, summed, together
from bot.finder.index import DANGER, Label
from bot.finder.training.fitting import fit, fit_parts
from bot.finder.training.lesson import Lesson
from bot.finder.training.tuning import Learner

ANSWERED = 0.97  # of questions about a point, while as much as possible out of scope is refused
STRICT = frozenset({"clinical", "injection"})
SURE = 1.96  # standard deviations to either side that hold 95 of 100
ALARM = 0.2  # from here on somebody's danger is answered with a human contact
MARGINS = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4)


@dataclass(frozen=True)
class Tried:
    """Questions of one author or several, and how likely each topic was found to be for each.

    `passages` says of each question that one passage answers whether that one was found within its point.
    """

    topics: tuple[Label, ...]
    about: tuple[Label, ...]
    likely: Numbers
    passages: tuple[bool, ...]


def tried(author: str, lesson: Lesson, library: Library, published: Path) -> Tried:
    """Return what a finder that never saw an author makes of this author's questions."""
    known, asked = lesson.without(author), lesson.by(author)
    learner = Learner(published)
    learner.learn(known)
    vectors = learner.read(known.texts)
    many, out = len(lesson.topics), np.array([topic.kind == "out" for topic in lesson.topics], np.float32)
    weight, parts = fit(vectors, known), fit_parts(vectors, known)
    answers = np.array([bool(part) for part in lesson.parts])[known.part]
    of_topic, of_part = grouped(known.about, many), grouped(np.where(answers, known.part, -1), len(lesson.parts))
    words = FullText(replace(library, examples=_without(author, library.examples)))
    likely, found = [], []
    for text, vector, part in zip(asked.texts, learner.read(asked.texts), asked.part, strict=True):
        shared = words.shared(text)
        by_parts = summed(learnt(vector, *parts), lesson.whole, many)
        alike = vectors @ vector
        by_examples, words_say = near(alike, of_topic), by_words(shared.votes, lesson.topics)
        likely.append(together(learnt(vector, *weight), by_parts, by_examples, words_say, out))
        if wanted := lesson.parts[part]:
            close = near(alike, of_part)
            votes = pooled(dict(zip(lesson.parts, close.tolist(), strict=True)), shared.passages)
            found.append(votes[wanted] == max(votes[one] for one in lesson.parts if _same_point(one, wanted)))
    words.close()
    about = tuple(lesson.topics[number] for number in asked.about)
    return Tried(lesson.topics, about, np.array(likely), tuple(found))


def _same_point(one: str, other: str) -> bool:
    return one.partition("/")[0] == other.partition("/")[0]


def joined(parts: list[Tried]) -> Tried:
    """Return several trials as one."""
    about = tuple(label for part in parts for label in part.about)
    passages = tuple(one for part in parts for one in part.passages)
    return Tried(parts[0].topics, about, np.concatenate([part.likely for part in parts]), passages)


def report(name: str, found: Tried) -> str:
    """Return lines of figures, each with the bounds between which it lies in 95 of 100 such trials."""
    kinds = np.array([label.kind for label in found.about])
    out = found.likely[:, [label.kind == "out" for label in found.topics]].sum(1)
    guidance, plan, other = kinds == "point", kinds == "intent", kinds == "out"
    strict = np.array([label.kind == "out" and label.name in STRICT for label in found.about])
    bound = float(np.quantile(out[guidance], ANSWERED))
    points, both = _ranks(found, ("point",)), _ranks(found, ("point", "intent"))
    figures = {
        "hit@1": points[guidance] == 1,
        "hit@3": points[guidance] <= 3,
        "of all": both[guidance] == 1,
        "intents": both[plan] == 1,
        "refused": out[other] > bound,
        "clinical, injection": out[strict] > bound,
        "passage": np.array(found.passages),
    }
    if DANGER in found.topics:
        danger = found.likely[:, found.topics.index(DANGER)] >= ALARM
        told = np.array([label == DANGER for label in found.about])
        figures |= {"danger seen": danger[told], "false alarm": danger[guidance | plan]}
    lines = [f"  {what:<20}{_share(right)}" for what, right in figures.items() if len(right)]
    return "\n".join([f"{name}: {len(found.about)} questions, out of scope above {bound:.3f}", *lines])


def _share(right: "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]") -> str:
    """Return a share with its interval by Wilson's score."""
    share, many = float(right.mean()), len(right)
    middle = (share + SURE**2 / (2 * many)) / (1 + SURE**2 / many)
    half = SURE / (1 + SURE**2 / many) * np.sqrt(share * (1 - share) / many + (SURE / (2 * many)) ** 2)
    return f"{share:.3f}  ({middle - half:.3f} to {middle + half:.3f}) of {many}"


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
