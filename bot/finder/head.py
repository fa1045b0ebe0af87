"""What is made of a vector: how likely each topic is, by what was learnt and by the nearest examples. Pure."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.finder.encoder import Numbers
from bot.finder.index import Label
from bot.finder.vote import Votes

NEAREST = 3  # examples of one topic that count
SHARP = 20.0  # how much a nearer example counts more
VOTES = 5.0  # this many votes by words more make a topic e times as likely
EVEN = 0.34  # moved to 0.5: below it were 97 to 99 of 100 questions on a point by each of three authors not learnt from
SURER = 2.05  # chosen, not fitted: it moves 0.6, which no question on a point of one such author reached, to 0.9
RARE = 1e-6  # a vote that finds something impossible still leaves this much of it
WORDS = 0.75  # what words count beside what was learnt, and the neighbours, with 1 each


def learnt(vector: Numbers, weight: Numbers, bias: Numbers) -> Numbers:
    """Return how likely each topic is by the trained weights."""
    return _shares(weight @ vector + bias)


def near(alike: Numbers, groups: NDArray[np.int64]) -> Numbers:
    """Return how likely each topic is by its nearest examples; `alike` says how near each example is."""
    found = np.append(alike, np.float32(-np.inf))[groups]
    if groups.shape[1] > NEAREST:
        found = np.partition(found, -NEAREST, axis=1)[:, -NEAREST:]
    best = -np.sort(-found, axis=1)  # the largest first, so that the sum comes out the same however they stood
    there = np.isfinite(best)
    many = there.sum(1)
    mean = np.where(there, best, 0).sum(1, dtype=np.float32) / np.maximum(many, 1)
    return _shares(SHARP * np.where(many > 0, mean, -1).astype(np.float32))


def grouped(topics: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """Return a row for each of `count` topics with the places of its examples, filled up with -1.

    `topics` has the topic of each example, -1 where it counts for none.
    """
    places = [np.flatnonzero(topics == topic) for topic in range(count)]
    made = np.full((count, max(map(len, places), default=0)), -1, np.int64)
    for row, held in zip(made, places, strict=True):
        row[: len(held)] = held
    return made


def by_words(votes: Votes, topics: Sequence[Label]) -> Numbers:
    """Return how likely each topic is by the words it shares."""
    cast = {Label("point", str(point)): one for point, one in votes.points.items()}
    cast |= {Label("intent", intent): one for intent, one in votes.intents.items()}
    cast |= {Label("out", kind): one for kind, one in votes.kinds.items()}
    return _shares(np.array([cast.get(topic, 0.0) / VOTES for topic in topics], np.float32))


def summed(parts: Numbers, whole: NDArray[np.int64], count: int) -> Numbers:
    """Return how likely each of `count` topics is where its parts are; `whole` says which one each part is of."""
    return np.bincount(whole, weights=parts, minlength=count).astype(np.float32)


def together(by_weights: Numbers, by_parts: Numbers, by_examples: Numbers, words: Numbers, out: Numbers) -> Numbers:
    """Return how likely each topic is by all votes; `out` is 1 for topics out of scope, else 0.

    Whether it is in scope, one clear vote may say (a mean); what it is about, all have to agree on (a product).
    """
    mean = (by_weights + by_examples + WORDS * words) / (2 + WORDS)
    agreed = np.log(by_parts + RARE) + np.log(by_examples + RARE) + WORDS * np.log(words + RARE)
    ours = np.exp(agreed / (2 + WORDS)) * (1 - out)
    inside = float((mean * (1 - out)).sum())
    return np.asarray(mean * out + ours * (inside / ours.sum()), np.float32)


def calibrated(out: float) -> float:
    """Return a likelihood stretched to the thresholds that both finders share; the order stays as it is."""
    held = min(max(out, 1e-6), 1 - 1e-6)
    return float(1 / (1 + (held * (1 - EVEN) / ((1 - held) * EVEN)) ** -SURER))


def _shares(scores: Numbers) -> Numbers:
    raised = np.exp(scores - scores.max())
    return np.asarray(raised / raised.sum(), np.float32)
