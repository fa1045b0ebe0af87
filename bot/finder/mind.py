"""The artefact, loaded and joined with the content: what a text means, as likelihoods of topics and of passages."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from bot.core.library import Library
from bot.finder.artefact import ENCODER, HEAD, TOKENIZER, Artefact, key_of
from bot.finder.encoder import Encoder, Numbers
from bot.finder.head import by_words, calibrated, grouped, learnt, near, summed, together
from bot.finder.index import DANGER, Label, examples
from bot.finder.vote import Votes


class Judged(NamedTuple):
    """How likely out of scope, somebody's danger, each topic if it is in scope; how near each passage is.

    `kind` is the likeliest kind of what is out of scope.
    """

    out: float
    danger: float
    topics: dict[Label, float]
    near: dict[str, float]
    kind: str


class Mind:
    """Everything that one question needs. Examples and passages written since the training are encoded here."""

    def __init__(self, library: Library, artefact: Artefact) -> None:
        self._encoder, arrays = _loaded(artefact)
        self._weight, self._bias = arrays["weight"], arrays["bias"]
        self._parts, self._parts_bias = arrays["parts"], arrays["parts_bias"]
        self._whole = arrays["whole"].astype(np.int64)
        known = [Label(*name.split("/", 1)) for name in artefact.manifest["topics"]]
        asked = list(examples(library))
        # What was never learnt is found by neighbours and words alone: its weights say that it is unlikely.
        self.topics = (*known, *sorted({label for label, *_ in asked} - set(known)))
        self._bias = np.pad(self._bias, (0, len(self.topics) - len(known)), constant_values=-100.0)
        self._weight = np.pad(self._weight, ((0, len(self.topics) - len(known)), (0, 0)))
        place = {label: number for number, label in enumerate(self.topics)}
        kept = dict(zip(arrays["keys"].tolist(), arrays["vectors"], strict=True))
        self._examples = self._rows([text for *_, text in asked], kept)
        self._of_topic = grouped(np.array([place[label] for label, *_ in asked], np.int64), len(self.topics))
        self._out = np.array([topic.kind == "out" for topic in self.topics], np.float32)
        self._names = sorted({passage for _, passage, _ in asked if passage})
        number = {name: at for at, name in enumerate(self._names)} | {"": -1}
        self._of_passage = grouped(np.array([number[passage] for _, passage, _ in asked]), len(self._names))

    def judge(self, text: str, votes: Votes) -> Judged:
        """Return what a text is about, by what was learnt, by the nearest examples and by shared words."""
        vector = self._encoder.vector(text)
        alike = self._examples @ vector
        shares = together(
            learnt(vector, self._weight, self._bias),
            summed(learnt(vector, self._parts, self._parts_bias), self._whole, len(self.topics)),
            near(alike, self._of_topic),
            by_words(votes, self.topics),
            self._out,
        )
        likely = {topic: one for topic, one in zip(self.topics, shares.tolist(), strict=True) if topic.kind != "out"}
        inside = sum(likely.values())
        topics = {topic: one / inside for topic, one in likely.items()}
        danger = sum(shares[[topic == DANGER for topic in self.topics]].tolist())
        close = dict(zip(self._names, near(alike, self._of_passage).tolist(), strict=True))
        outside = [
            (one, topic.name) for topic, one in zip(self.topics, shares.tolist(), strict=True) if topic.kind == "out"
        ]
        return Judged(calibrated(1 - inside), danger, topics, close, max(outside, default=(0.0, ""))[1])

    def _rows(self, texts: Sequence[str], kept: dict[int, Numbers]) -> Numbers:
        found = [kept[key] if (key := key_of(text)) in kept else self._encoder.vector(text) for text in texts]
        rows = np.array(found, np.float32).reshape(len(texts), self._weight.shape[1])
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def _wide(array: "np.ndarray[tuple[int, ...], np.dtype[np.generic]]") -> Numbers:
    """Return an array as it is reckoned with: numbers are kept with half their digits."""
    return array.astype(np.float32) if array.dtype == np.float16 else array  # type: ignore[return-value]


@cache
def _loaded(artefact: Artefact) -> tuple[Encoder, dict[str, Numbers]]:
    """Return what many minds can share: it does not depend on the content."""
    with np.load(artefact.folder / HEAD, allow_pickle=False) as head:
        arrays = {name: _wide(head[name]) for name in head.files}
    return Encoder(artefact.folder / ENCODER, artefact.folder / TOKENIZER), arrays
