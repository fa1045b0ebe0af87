"""A finder on SQLite's full-text search: bm25 over the guidance, built in memory at the first question."""

import asyncio
import difflib
import sqlite3
import threading
from collections.abc import Iterator

from bot.core.library import Guidance, Library
from bot.core.ports import Finder
from bot.core.situation import Ranking
from bot.finder.query import match_of, words_of

QUESTION, ANSWER, TITLE = 3.0, 1.0, 0.5  # bm25 weights: an asker's words are nearer to a question than to an answer
HALF = 6.0  # the bm25 weight that scores 0.5; about two telling words in a passage's question
MOST = 12  # passages returned
CLOSE = 0.84  # how alike a mistyped word must be; lower takes other words for slips
SHORTEST_SLIP = 5
SCHEMA = "CREATE VIRTUAL TABLE part USING fts5(point UNINDEXED, passage UNINDEXED, question, answer, title, "
TOKENS = "tokenize='porter unicode61 remove_diacritics 2')"


class FullText(Finder):
    """Ranks by shared words. It knows no plan intents: it leaves them empty."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._index: sqlite3.Connection | None = None
        self._vocabulary: dict[str, list[str]] = {}

    async def rank(self, text: str) -> Ranking:
        """Return passages and points that share words with the text; `out` is 1 where none does.

        A score is b / (b + 6) of the bm25 weight b: it grows with b and stays below 1.
        """
        return await asyncio.to_thread(self._rank, text)

    def _rank(self, text: str) -> Ranking:
        with self._lock:
            index = self._index = self._index or self._build()
            words = tuple(self._mended(word) for word in words_of(text))
            rows = self._rows(index, words) if words else []
        if not rows:
            return Ranking(out=1.0, reason="no word of it is in the guidance")
        passages: dict[str, float] = {}
        points: dict[int, float] = {}
        for point, passage, weight, _ in rows:
            score = round(weight / (weight + HALF), 6)
            points[point] = max(points.get(point, 0.0), score)
            if passage:
                passages[f"{point}/{passage}"] = score
        best = sorted(points.items(), key=lambda found: (-found[1], found[0]))
        margin = best[0][1] - best[1][1] if len(best) > 1 else best[0][1]
        first = sorted(passages.items(), key=lambda found: (-found[1], found[0]))[:MOST]
        matched = ", ".join(word for word in words if self._is_known(index, word))
        return Ranking(tuple(best), (), tuple(first), 0.0, round(margin, 6), f"words in common: {matched}")

    @staticmethod
    def _rows(index: sqlite3.Connection, words: tuple[str, ...]) -> list[tuple[int, str, float, int]]:
        weigh = "-bm25(part, 0, 0, ?, ?, ?)"
        return index.execute(
            f"SELECT point, passage, {weigh} AS weight, rowid FROM part WHERE part MATCH ? ORDER BY weight DESC, rowid",  # noqa: S608 - constants only
            (QUESTION, ANSWER, TITLE, match_of(words)),
        ).fetchall()

    @staticmethod
    def _is_known(index: sqlite3.Connection, word: str) -> bool:
        found = index.execute("SELECT 1 FROM part WHERE part MATCH ? LIMIT 1", (match_of((word,)),))
        return found.fetchone() is not None

    def _mended(self, word: str) -> str:
        """Return the word, or the guidance's word of which it is a slip of the finger."""
        if len(word) < SHORTEST_SLIP or not word.isalpha() or self._index is None or self._is_known(self._index, word):
            return word
        near = difflib.get_close_matches(word, self._vocabulary.get(word[0], ()), 1, CLOSE)
        return near[0] if near else word

    def _build(self) -> sqlite3.Connection:
        # Each use holds the lock, so the connection may be used from any worker thread.
        index = sqlite3.connect(":memory:", check_same_thread=False)
        index.execute(SCHEMA + TOKENS)
        vocabulary: set[str] = set()
        for guidance in self._library.guidance.values():
            for row in _rows_of(guidance):
                index.execute("INSERT INTO part VALUES (?, ?, ?, ?, ?)", row)
                vocabulary.update(word for text in row[2:] for word in words_of(str(text)) if word.isalpha())
        for word in sorted(vocabulary):
            self._vocabulary.setdefault(word[0], []).append(word)
        return index

    def close(self) -> None:
        """Free the index; the next question builds it again."""
        with self._lock:
            if self._index is not None:
                self._index.close()
                self._index = None


def _rows_of(guidance: Guidance) -> Iterator[tuple[int, str, str, str, str]]:
    """Yield what is looked through: one row for the point itself, one for each passage."""
    about = " ".join((guidance.says, guidance.why, *guidance.pitfalls, guidance.first_step.text))
    yield guidance.point, "", "", about, guidance.title
    for passage in guidance.passages:
        yield guidance.point, passage.id, passage.question, passage.answer, guidance.title
