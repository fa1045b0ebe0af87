"""A finder on SQLite's full-text search: the nearest example questions vote, bm25 chooses the passage."""

import asyncio
import threading
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from bot.core.library import INTENTS, Library
from bot.core.ports import Finder
from bot.core.situation import Ranking
from bot.finder.index import DANGER, Index, Near
from bot.finder.query import FILLER, words_of
from bot.finder.vote import PIECES, Votes, score, vote

MOST = 12  # passages returned
CLEAR = 6.7  # so that the margin shared with the finder by meaning, 0.2, is the lead by votes once measured, 0.03
Id = TypeVar("Id", int, str)


@dataclass(frozen=True, slots=True)
class Shared:
    """What a text has in common with the content: its words, those known there, votes, a weight for each passage."""

    words: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    votes: Votes = field(default_factory=Votes)
    passages: Mapping[str, float] = field(default_factory=dict)


class FullText(Finder):
    """Ranks by example questions and shared words. The index is built at the first question."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._index: Index | None = None

    async def rank(self, text: str) -> Ranking:
        """Return points, intents and passages, best first; `out` is 1 where the text shares no word with anything.

        A score is v / (v + 20) of the votes v: it grows with them and stays below 1. A point's best passage has
        the point's own score; where none shares a word, it is the first.
        """
        return await asyncio.to_thread(self._rank, text)

    def _rank(self, text: str) -> Ranking:
        shared = self.shared(text)
        if not shared.known:
            return Ranking(
                out=1.0,
                reason="no word of it is in the guidance or its examples" if shared.words else "no word to look for",
            )
        points = {point: score(one) for point, one in shared.votes.points.items() if point in self._library.guidance}
        intents = {intent: score(one) for intent, one in shared.votes.intents.items() if intent in INTENTS}
        return Ranking(
            best_first(points),
            best_first(intents),
            best_first(passages(points, shared.passages, self._library))[:MOST],
            shared.votes.out,
            min(1.0, round(CLEAR * margin(points, intents), 6)),
            f"words in common: {', '.join(shared.known)}",
            danger(shared.votes),
            max(shared.votes.kinds, key=shared.votes.kinds.__getitem__, default=""),
        )

    def shared(self, text: str) -> Shared:
        """Return what a text has in common with the content."""
        with self._lock:
            index = self._index = self._index or Index(self._library)
            words = index.mended(words_of(text))
            known = tuple(word for word in words if index.answers(word))
            if not known:
                return Shared(words)
            telling = tuple(word for word in words if word not in FILLER)
            parts = index.passages(telling or words)
            foreign = 1 - sum(word in known for word in telling) / len(telling) if telling else 0.0
            near, alike = index.neighbours(words), index.lookalikes(words)
        return Shared(words, known, vote(near, alike, parts, foreign), _weights(parts, near, alike))

    def build(self) -> None:
        """Build the index now, so that the first question need not wait for it."""
        with self._lock:
            self._index = self._index or Index(self._library)

    def close(self) -> None:
        """Free the index; the next question builds it again."""
        with self._lock:
            if self._index is not None:
                self._index.close()
                self._index = None


def _weights(parts: list[tuple[int, str, float]], near: list[Near], alike: list[Near]) -> dict[str, float]:
    """Return what each passage shares: telling words with all of it, any words and pieces with its question."""
    found: dict[str, float] = defaultdict(float)
    for _, passage, weight in parts:
        found[passage] += weight
    for one in near:
        found[one.passage] += one.weight
    for one in alike:
        found[one.passage] += PIECES * one.weight
    return found


def passages(points: Mapping[int, float], weights: Mapping[str, float], library: Library) -> dict[str, float]:
    """Return passages by the score of their point, less where another of the point has more weight."""
    found: dict[str, float] = {}
    for point, scored in points.items():
        names = [f"{point}/{passage.id}" for passage in library.guidance[point].passages]
        best = max((weights.get(name, 0.0) for name in names), default=0.0)
        for name in names if best else names[:1]:
            if share := weights.get(name, 0.0) / best if best else 1.0:
                found[name] = round(scored * (1 + share) / 2, 6)
    return found


def pooled(*votes: Mapping[str, float]) -> dict[str, float]:
    """Return the votes for passages as one: each counts by its share of its point's."""
    found: dict[str, float] = defaultdict(float)
    for weights in votes:
        of_point: dict[str, float] = defaultdict(float)
        for name, weight in weights.items():
            of_point[name.partition("/")[0]] += weight
        for name, weight in weights.items():
            if whole := of_point[name.partition("/")[0]]:
                found[name] += weight / whole
    return found


def danger(votes: Votes) -> float:
    """Return the score of somebody's danger where nothing else has more votes, else 0."""
    found = votes.kinds.get(DANGER.name, 0.0)
    rest = max((*votes.points.values(), *votes.intents.values(), *votes.kinds.values()), default=0.0)
    return score(found) if found and found >= rest else 0.0


def best_first(scores: Mapping[Id, float]) -> tuple[tuple[Id, float], ...]:
    """Return ids with their scores, best first; of equal ones the smaller id."""
    return tuple(sorted(scores.items(), key=lambda found: (-found[1], found[0])))


def margin(points: Mapping[int, float], intents: Mapping[str, float]) -> float:
    """Return the distance of the first two topics: a point, together with the plan intents that belong to it."""
    topics = dict(points)
    for intent, scored in intents.items():
        topics[INTENTS[intent]] = max(topics.get(INTENTS[intent], 0.0), scored)
    first, second, *_ = (*sorted(topics.values(), reverse=True), 0.0, 0.0)
    return round(first - second, 6)
