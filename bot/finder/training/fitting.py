"""Weights from vectors to topics: a logistic regression in which every topic counts the same."""

import numpy as np
import torch
from torch.nn.functional import cross_entropy

from bot.finder.encoder import Numbers
from bot.finder.training.lesson import Lesson

LOOSE = 20.0  # how little large weights are held back
STEPS = 100


def fit(vectors: Numbers, lesson: Lesson) -> tuple[Numbers, Numbers]:
    """Return the weights and the bias."""
    counts = np.bincount(lesson.about, minlength=len(lesson.topics))
    shares = torch.tensor(counts[counts > 0].mean() / counts[lesson.about], dtype=torch.float32)
    seen, about = torch.tensor(vectors), torch.tensor(lesson.about)
    weight = torch.zeros(len(lesson.topics), seen.shape[1], requires_grad=True)
    bias = torch.zeros(len(lesson.topics), requires_grad=True)
    search = torch.optim.LBFGS([weight, bias], max_iter=STEPS, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        search.zero_grad()
        wrong = (shares * cross_entropy(seen @ weight.T + bias, about, reduction="none")).sum()
        total = wrong + weight.square().sum() / (2 * LOOSE)
        total.backward()
        return total

    search.step(loss)
    return np.asarray(weight.detach().numpy()), np.asarray(bias.detach().numpy())
