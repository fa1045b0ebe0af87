"""The artefact, loaded and joined with the content: what a text means, as likelihoods of topics and of passages."""

from collections.abc import Sequence
from functools import cache

import numpy as np

from bot.core.library import Library
from bot.finder.artefact import ENCODER, HEAD, TOKENIZER, Artefact, key_of
from bot.finder.encoder import Encoder, Numbers
from bot.finder.head import by_words, calibrated, learnt, near, together
from bot.finder.index import Label, examples
from bot.finder.vote import Votes


class Mind:
    """Everything that one question needs. Examples and passages written since the training are encoded here."""

    def __init__(self, library: Library, artefact: Artefact) -> None:
        self._encoder, arrays = _loaded(artefact)
        self._weight, self._bias = arrays["weight"], arrays["bias"]
        known = [Label(*name.split("/", 1)) for name in artefact.manifest["topics"]]
        asked = [(label, text) for label, _, text in examples(library)]
        # What was never learnt is found by neighbours and words alone: its weights say that it is unlikely.
        self.topics = (*known, *sorted({label for label, _ in asked} - set(known)))
        self._bias = np.pad(self._bias, (0, len(self.topics) - len(known)), constant_values=-100.0)
        self._weight = np.pad(self._weight, ((0, len(self.topics) - len(known)), (0, 0)))
        place = {label: number for number, label in enumerate(self.topics)}
        kept = dict(zip(arrays["keys"].tolist(), arrays["vectors"], strict=True))
        self._examples = self._rows([text for _, text in asked], kept)
        self._labels = np.array([place[label] for label, _ in asked], np.int64)
        passages = [(f"{point}/{one.id}", one) for point, told in library.guidance.items() for one in told.passages]
        self._names = [name for name, _ in passages]
        self._asked = self._rows([passage.question for _, passage in passages], kept)
        self._told = self._rows([passage.answer for _, passage in passages], kept)

    def judge(self, text: str, votes: Votes) -> tuple[float, dict[Label, float], dict[str, float]]:
        """Return how likely it is out of scope, each point and intent if it is not, and how near each passage is."""
        vector = self._encoder.vector(text)
        shares = together(
            learnt(vector, self._weight, self._bias),
            near(vector, self._examples, self._labels, len(self.topics)),
            by_words(votes, self.topics),
        )
        alike = np.maximum(self._asked @ vector, self._told @ vector).clip(0.0, 1.0)
        likely = {topic: one for topic, one in zip(self.topics, shares.tolist(), strict=True) if topic.kind != "out"}
        inside = sum(likely.values())
        topics = {topic: one / inside for topic, one in likely.items()}
        return calibrated(1 - inside), topics, dict(zip(self._names, alike.tolist(), strict=True))

    def _rows(self, texts: Sequence[str], kept: dict[int, Numbers]) -> Numbers:
        found = [kept[key] if (key := key_of(text)) in kept else self._encoder.vector(text) for text in texts]
        rows = np.array(found, np.float32).reshape(len(texts), self._weight.shape[1])
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


@cache
def _loaded(artefact: Artefact) -> tuple[Encoder, dict[str, Numbers]]:
    """Return what many minds can share: it does not depend on the content."""
    with np.load(artefact.folder / HEAD, allow_pickle=False) as head:
        arrays = {name: head[name] for name in head.files}
    return Encoder(artefact.folder / ENCODER, artefact.folder / TOKENIZER), arrays
