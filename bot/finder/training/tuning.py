"""The language model learns to put questions about one topic, and one passage of it, near each other."""

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import numpy as np
import torch
from torch.nn.functional import log_softmax, normalize
from transformers import BertModel

from bot.finder.encoder import Numbers
from bot.finder.training import base
from bot.finder.training.lesson import Lesson
from bot.finder.training.slip import slipped

SEED, PASSES, BATCH = 7, 6, 32
RATE, CENTRE_RATE = 1e-4, 5e-3  # of the model, and of the centres
WARM_UP = 0.1  # of all steps
SHARP = 20.0  # cosine into logits
SMOOTH = 0.1  # of each label, for the rest: some questions are about two things
PART = 0.5  # what the right passage within its topic counts beside the right topic


class Learner:
    """The model while it learns; the word vectors stay as they are, so that words nobody wrote keep their sense."""

    def __init__(self, published: Path) -> None:
        torch.manual_seed(SEED)
        self.model: BertModel = base.model(published)
        self._tokenizer = base.tokenizer(published)
        self.model.embeddings.requires_grad_(False)

    def vectors(self, texts: Sequence[str]) -> torch.Tensor:
        """Return one vector of length 1 for each text."""
        tokens = [self._tokenizer.encode(text).ids for text in texts]
        longest = max(map(len, tokens))
        ids = torch.tensor([one + [0] * (longest - len(one)) for one in tokens])
        mask = torch.tensor([[1] * len(one) + [0] * (longest - len(one)) for one in tokens])
        with torch.autocast("cpu", torch.bfloat16):
            hidden = self.model(input_ids=ids, attention_mask=mask).last_hidden_state
        return normalize((hidden.float() * mask[..., None]).sum(1), dim=-1)

    def learn(self, lesson: Lesson) -> None:
        """Learn a lesson; the same lesson gives the same model on the same machine."""
        chance = Random(SEED)  # noqa: S311 - no secret hangs on it
        counted = _Counted(lesson)
        centres = torch.nn.Parameter(self._centres(lesson))
        weights = [one for one in self.model.parameters() if one.requires_grad]
        groups = [{"params": weights, "lr": RATE}, {"params": [centres], "lr": CENTRE_RATE, "weight_decay": 0.0}]
        optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
        steps = PASSES * math.ceil(len(lesson.texts) / BATCH)
        pace = torch.optim.lr_scheduler.LambdaLR(
            optimiser, lambda step: min((step + 1) / (WARM_UP * steps), (steps - step) / ((1 - WARM_UP) * steps))
        )
        self.model.train()
        for batch in (one for _ in range(PASSES) for one in _batches(lesson, chance)):
            vectors = self.vectors([slipped(lesson.texts[number], chance) for number in batch])
            loss = counted.loss(SHARP * vectors @ normalize(centres, dim=-1).T, batch)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(weights, 1.0)
            optimiser.step()
            pace.step()
        self.model.eval()

    @torch.no_grad()
    def read(self, texts: Sequence[str]) -> Numbers:
        """Return the vectors of many texts as an array."""
        self.model.eval()
        parts = [self.vectors(texts[begin : begin + BATCH]) for begin in range(0, len(texts), BATCH)]
        return np.asarray(torch.cat(parts).numpy(), np.float32)

    def _centres(self, lesson: Lesson) -> torch.Tensor:
        vectors = self.read(lesson.texts)
        chance = np.random.default_rng(SEED).normal(size=(len(lesson.parts), vectors.shape[1])).astype(np.float32)
        for part in set(lesson.part.tolist()):
            chance[part] = vectors[lesson.part == part].mean(0)
        return normalize(torch.tensor(chance), dim=-1)


class _Counted:
    """How wrong the model is: about the topic, which is as likely as all its parts together, and about the passage."""

    def __init__(self, lesson: Lesson) -> None:
        self._about, self._part = torch.tensor(lesson.about), torch.tensor(lesson.part)
        self._is_passage = torch.tensor([bool(lesson.parts[part]) for part in lesson.part.tolist()])
        self._worth, self._parts_of = _evened(lesson), membership(lesson)

    def loss(self, nearness: torch.Tensor, batch: list[int]) -> torch.Tensor:
        """Return the mean over a batch, from the nearness to each part's centre."""
        parts = log_softmax(nearness, dim=-1)
        topics = torch.log(parts.exp() @ self._parts_of + 1e-9)
        about, part, worth = self._about[batch], self._part[batch], self._worth[self._about[batch]]
        right = topics.gather(1, about[:, None])[:, 0]
        wrong = (worth * -((1 - SMOOTH) * right + SMOOTH * topics.mean(1))).sum() / worth.sum()
        within = parts.gather(1, part[:, None])[:, 0] - right
        return wrong - PART * (within * self._is_passage[batch]).mean()


def membership(lesson: Lesson) -> torch.Tensor:
    """Return a table of parts by topics: 1 where the part is of the topic."""
    table = torch.zeros(len(lesson.parts), len(lesson.topics))
    table[torch.arange(len(lesson.parts)), torch.tensor(lesson.whole)] = 1.0
    return table


def _batches(lesson: Lesson, chance: Random) -> Iterator[list[int]]:
    """Yield the numbers of texts in random order, those of like length together: filling up costs time."""
    order = list(range(len(lesson.texts)))
    chance.shuffle(order)
    groups = [order[begin : begin + 8 * BATCH] for begin in range(0, len(order), 8 * BATCH)]
    ordered = [sorted(group, key=lambda number: len(lesson.texts[number])) for group in groups]
    batches = [group[begin : begin + BATCH] for group in ordered for begin in range(0, len(group), BATCH)]
    chance.shuffle(batches)
    yield from batches


def _evened(lesson: Lesson) -> torch.Tensor:
    """Return weights by which a rare topic counts more, though not fully as much as a common one."""
    counts = np.bincount(lesson.about, minlength=len(lesson.topics)).clip(1)
    return torch.tensor(np.sqrt(counts.mean() / counts), dtype=torch.float32)
