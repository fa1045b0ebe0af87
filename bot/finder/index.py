"""Full-text tables in memory: the passages of the guidance, and the example questions with what they are about."""

import difflib
import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bot.core.library import Guidance, Library
from bot.finder.query import match_of, pieces_of, words_of

QUESTION, ANSWER, TITLE = 3.0, 1.0, 0.5  # bm25 weights: an asker's words are nearer to a question than to an answer
CLOSE = 0.84  # how alike a mistyped word must be; lower takes other words for slips
SHORTEST_SLIP = 5
MOST_MENDED = 6  # slips looked up in one text: each costs time
NEIGHBOURS = 300  # examples looked at, best first
RARE = 0.05  # a piece of a word in more of the examples than this says little, and looking for it takes long
_STEMMED = "tokenize='porter unicode61 remove_diacritics 2'"
_SCHEMA = (
    f"CREATE VIRTUAL TABLE part USING fts5(point UNINDEXED, passage UNINDEXED, question, answer, title, {_STEMMED})",
    f"CREATE VIRTUAL TABLE example USING fts5(words, content='', {_STEMMED})",
    "CREATE VIRTUAL TABLE spelling USING fts5(words, content='', tokenize='unicode61')",
)


class Label(NamedTuple):
    """What an example is about: the kind is `point`, `intent` or `out`."""

    kind: str
    name: str


DANGER = Label("out", "crisis")  # of all that is out of scope, what needs a human first


class Near(NamedTuple):
    """An example that shares words with a text, and how much; `passage` is the "point/id" that answers it."""

    label: Label
    weight: float
    passage: str = ""


class Index:
    """The tables. The connection may be used from any thread, by one at a time."""

    def __init__(self, library: Library) -> None:
        self._base = sqlite3.connect(":memory:", check_same_thread=False)
        self._vocabulary: dict[str, list[str]] = {}
        for line in _SCHEMA:
            self._base.execute(line)
        found: set[str] = set()
        for guidance in library.guidance.values():
            for row in _parts(guidance):
                self._base.execute("INSERT INTO part VALUES (?, ?, ?, ?, ?)", row)
                found.update(word for text in row[2:] for word in words_of(text))
        asked = [(label, passage, words_of(text)) for label, passage, text in examples(library)]
        asked.sort(key=lambda one: one[0].kind == "out")  # what is answered comes first: a row number tells
        found.update(word for *_, words in asked for word in words)
        self._about = [(label, passage) for label, passage, _ in asked]
        self._ours = sum(label.kind != "out" for label, _ in self._about)
        self._fill("example", (words for *_, words in asked))
        self._fill("spelling", (pieces_of(words) for *_, words in asked))
        self._base.execute("CREATE VIRTUAL TABLE piece USING fts5vocab(spelling, row)")
        most = self._base.execute("SELECT term FROM piece WHERE doc > ?", (RARE * len(asked),))
        self._common = frozenset(term for (term,) in most)
        for word in sorted(filter(str.isalpha, found)):
            self._vocabulary.setdefault(word[0], []).append(word)

    def _fill(self, table: str, texts: Iterable[Iterable[str]]) -> None:
        rows = ((number, " ".join(words)) for number, words in enumerate(texts))
        self._base.executemany(f"INSERT INTO {table} (rowid, words) VALUES (?, ?)", rows)  # noqa: S608 - two constants

    def mended(self, words: Iterable[str]) -> tuple[str, ...]:
        """Return the words, each slip of the finger replaced by the known word it is nearest to."""
        left = MOST_MENDED
        made = []
        for word in words:
            if left and len(word) >= SHORTEST_SLIP and word.isalpha() and not self.knows(word):
                left -= 1
                near = difflib.get_close_matches(word, self._vocabulary.get(word[0], ()), 1, CLOSE)
                word = near[0] if near else word
            made.append(word)
        return tuple(dict.fromkeys(made))

    def knows(self, word: str) -> bool:
        """Say whether a passage or an example has this word, in whatever form."""
        return self.answers(word) or self._has("SELECT 1 FROM example WHERE example MATCH ? LIMIT 1", word)

    def answers(self, word: str) -> bool:
        """Say whether a passage has this word, or an example of what is answered."""
        inside = "SELECT 1 FROM example WHERE example MATCH ? AND rowid < ? LIMIT 1"
        return self._has("SELECT 1 FROM part WHERE part MATCH ? LIMIT 1", word) or self._has(inside, word, self._ours)

    def _has(self, question: str, word: str, *rest: int) -> bool:
        return self._base.execute(question, (match_of((word,)), *rest)).fetchone() is not None

    def passages(self, words: tuple[str, ...]) -> list[tuple[int, str, float]]:
        """Return (point, "point/id", bm25 weight), best first; the second is "" for what the point says as a whole."""
        return self._base.execute(
            "SELECT point, passage, -bm25(part, 0, 0, ?, ?, ?) AS weight FROM part WHERE part MATCH ?"
            " ORDER BY weight DESC, rowid",
            (QUESTION, ANSWER, TITLE, match_of(words)),
        ).fetchall()

    def neighbours(self, words: tuple[str, ...]) -> list[Near]:
        """Return the examples that share words, with their bm25 weights, best first."""
        return self._nearest("example", words)

    def lookalikes(self, words: tuple[str, ...]) -> list[Near]:
        """Return the same for pieces of words; for those that say most, if there are any."""
        pieces = pieces_of(words)
        return self._nearest("spelling", tuple(one for one in pieces if one not in self._common) or pieces)

    def _nearest(self, table: str, words: tuple[str, ...]) -> list[Near]:
        rows = self._base.execute(
            f"SELECT rowid, -bm25({table}) AS weight FROM {table} WHERE {table} MATCH ?"  # noqa: S608 - two constants
            " ORDER BY weight DESC, rowid LIMIT ?",
            (match_of(words), NEIGHBOURS),
        )
        found = ((*self._about[row], weight) for row, weight in rows)
        return [Near(label, weight, passage) for label, passage, weight in found]

    def close(self) -> None:
        """Free the tables."""
        self._base.close()


def _parts(guidance: Guidance) -> Iterator[tuple[int, str, str, str, str]]:
    """Yield what is looked through: one row for the point itself, one for each passage."""
    about = " ".join((guidance.says, guidance.why, *guidance.pitfalls, guidance.first_step.text))
    yield guidance.point, "", "", about, guidance.title
    for passage in guidance.passages:
        yield guidance.point, f"{guidance.point}/{passage.id}", passage.question, passage.answer, guidance.title


def examples(library: Library) -> Iterator[tuple[Label, str, str]]:
    """Yield every example with what it is about, and the passage that answers it, "" where none does it best."""
    for point, asked in library.examples.points.items():
        yield from ((Label("point", str(point)), library.examples.passages.get(text, ""), text) for text in asked)
    for point, guidance in library.guidance.items():
        yield from ((Label("point", str(point)), f"{point}/{one.id}", one.question) for one in guidance.passages)
    for intent, asked in library.examples.intents.items():
        yield from ((Label("intent", intent), "", text) for text in asked)
    for kind, asked in library.examples.out.items():
        yield from ((Label("out", kind), "", text) for text in asked)
