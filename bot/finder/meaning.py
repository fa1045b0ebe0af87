"""A finder by meaning: what was learnt from the examples, the nearest of them, and the words shared with them."""

import asyncio
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from bot.core.library import INTENTS, Library
from bot.core.ports import Finder
from bot.core.situation import Ranking
from bot.finder.artefact import Artefact
from bot.finder.finding import MOST, FullText, best_first, margin, passages, pooled
from bot.finder.query import words_of

if TYPE_CHECKING:  # numpy and onnxruntime are imported with the first question
    from bot.finder.mind import Mind


class Meaning(Finder):
    """Ranks in a thread of its own, one question at a time. The model is loaded at the first question."""

    def __init__(self, library: Library, artefact: Artefact) -> None:
        self._library, self._artefact = library, artefact
        self._words = FullText(library)
        self._thread = ThreadPoolExecutor(1, "finder")
        self._mind: Mind | None = None

    async def rank(self, text: str) -> Ranking:
        """Return points, intents and passages, best first; `out` is how likely the text is about none of them.

        A score is how likely the point or intent is where it is about one of them: all scores together make 1.
        """
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._rank, text)

    def _rank(self, text: str) -> Ranking:
        if not words_of(text):
            return Ranking(out=1.0, reason="no word to look for")
        mind, shared = self._loaded(), self._words.shared(text)
        judged = mind.judge(text, shared.votes)
        likely = judged.topics
        points = {int(name): round(one, 6) for (kind, name), one in likely.items() if kind == "point"}
        points = {point: scored for point, scored in points.items() if point in self._library.guidance}
        intents = {n: round(one, 6) for (kind, n), one in likely.items() if kind == "intent" and n in INTENTS}
        weights = pooled(judged.near, shared.passages)
        return Ranking(
            best_first(points),
            best_first(intents),
            best_first(passages(points, weights, self._library))[:MOST],
            round(judged.out, 6),
            margin(points, intents),
            f"by meaning; words in common: {', '.join(shared.known) or 'none'}",
            round(judged.danger, 6),
            judged.kind,
        )

    def _loaded(self) -> "Mind":
        if self._mind is None:
            building = threading.Thread(target=self._words.build)
            building.start()  # while the model is read; both wait for the disk, and much of both runs outside Python
            # Numpy's threads wait for each other, up to 20 ms on a busy machine, to save a tenth of one.
            os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
            from bot.finder.mind import Mind

            self._mind = Mind(self._library, self._artefact)
            building.join()
        return self._mind
