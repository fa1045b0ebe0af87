"""Weights from vectors to topics, and to their parts: logistic regressions in which every topic counts the same."""

from collections.abc import Callable

import numpy as np
import torch
from torch.nn.functional import cross_entropy, log_softmax

from bot.finder.encoder import Numbers
from bot.finder.training.lesson import Lesson
from bot.finder.training.tuning import membership

LOOSE = 20.0  # how little large weights are held back
STEPS = 100
Weights = tuple[Numbers, Numbers]


def fit(vectors: Numbers, lesson: Lesson) -> Weights:
    """Return the weights and the bias for topics."""
    shares, about = _shares(lesson), torch.tensor(lesson.about)
    return _found(
        vectors, len(lesson.topics), lambda scores: (shares * cross_entropy(scores, about, reduction="none")).sum()
    )


def fit_parts(vectors: Numbers, lesson: Lesson) -> Weights:
    """Return the weights and the bias for parts; half of what counts is the part, half the topic it is of."""
    shares, about, part = _shares(lesson), torch.tensor(lesson.about)[:, None], torch.tensor(lesson.part)[:, None]
    parts_of = membership(lesson)

    def wrong(scores: torch.Tensor) -> torch.Tensor:
        parts = log_softmax(scores, dim=-1)
        topics = torch.log(parts.exp() @ parts_of + 1e-9)
        return -(shares[:, None] * (parts.gather(1, part) + topics.gather(1, about))).sum() / 2

    return _found(vectors, len(lesson.parts), wrong)


def _shares(lesson: Lesson) -> torch.Tensor:
    counts = np.bincount(lesson.about, minlength=len(lesson.topics))
    return torch.tensor(counts[counts > 0].mean() / counts[lesson.about], dtype=torch.float32)


def _found(vectors: Numbers, many: int, wrong: Callable[[torch.Tensor], torch.Tensor]) -> Weights:
    seen = torch.tensor(vectors)
    weight = torch.zeros(many, seen.shape[1], requires_grad=True)
    bias = torch.zeros(many, requires_grad=True)
    search = torch.optim.LBFGS([weight, bias], max_iter=STEPS, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        search.zero_grad()
        total = wrong(seen @ weight.T + bias) + weight.square().sum() / (2 * LOOSE)
        total.backward()
        return total

    search.step(loss)
    return np.asarray(weight.detach().numpy()), np.asarray(bias.detach().numpy())
