"""The artefact: the model as int8 ONNX, its tokenizer, the weights on top, and a manifest that names it all."""

import hashlib
import importlib.metadata
import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch.nn.functional import normalize
from transformers import BertModel

from bot.core.library import Library
from bot.finder.artefact import ENCODER, FORMAT, HEAD, MANIFEST, PARTS, TOKENIZER, digest_of, key_of
from bot.finder.encoder import MOST_TOKENS, Encoder, Numbers
from bot.finder.training import base
from bot.finder.training.fitting import fit, fit_parts
from bot.finder.training.lesson import Lesson
from bot.finder.training.pruning import prune

MADE_WITH = ("torch", "transformers", "onnx", "onnxruntime", "tokenizers", "numpy")


class Sentence(torch.nn.Module):
    """Tokens of one text in, one vector of length 1 out."""

    def __init__(self, model: BertModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        """Return the mean of what the model says about each token."""
        hidden = self.model(input_ids=tokens, attention_mask=torch.ones_like(tokens)).last_hidden_state
        return normalize(hidden.mean(1), dim=-1)


def write(model: BertModel, lesson: Lesson, library: Library, published: Path, folder: Path) -> None:
    """Write the artefact into a folder. The weights on top are fitted to what the int8 model says, as at run time."""
    folder.mkdir(parents=True, exist_ok=True)
    _export(model, folder / ENCODER)
    shutil.copyfile(published / "tokenizer.json", folder / TOKENIZER)
    prune(folder / ENCODER, folder / TOKENIZER)
    encoder = Encoder(folder / ENCODER, folder / TOKENIZER)
    learnt = np.array([encoder.vector(text) for text in lesson.texts])
    weight, bias = fit(learnt, lesson)
    parts, parts_bias = fit_parts(learnt, lesson)
    keys = np.array([key_of(text) for text in lesson.texts], np.uint64)
    np.savez_compressed(
        folder / HEAD, allow_pickle=False, weight=weight.astype(np.float16), bias=bias,
        parts=parts.astype(np.float16), parts_bias=parts_bias, whole=lesson.whole, keys=keys, vectors=_small(learnt),
    )  # fmt: skip
    text = json.dumps(_manifest(lesson, library, folder), indent=1, ensure_ascii=False)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def _export(model: BertModel, path: Path) -> None:
    two = torch.export.Dim("length", min=2, max=MOST_TOKENS)
    some = torch.tensor([[101, 2054, 2003, 102]])
    with TemporaryDirectory() as passing:
        exact = Path(passing, "exact.onnx")
        torch.onnx.export(
            Sentence(model).eval(), (some,), exact, input_names=["tokens"], output_names=["vectors"],
            dynamic_shapes={"tokens": {1: two}}, dynamo=True, external_data=False, verbose=False,
        )  # fmt: skip
        # With seven bits, processors that add up in sixteen cannot overflow: the same text, the same ranking.
        quantize_dynamic(exact, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)


def _small(vectors: Numbers) -> "np.ndarray[tuple[int, ...], np.dtype[np.int8]]":
    """Return vectors as whole numbers up to 127; only their direction counts."""
    return np.round(vectors / np.abs(vectors).max(1, keepdims=True) * 127).astype(np.int8)


def _manifest(lesson: Lesson, library: Library, folder: Path) -> dict[str, object]:
    return {
        "format": FORMAT,
        "questions": digest_of(library),
        "counts": {"questions": len(lesson.texts), "authors": len(set(library.examples.authors.values()))},
        "weights": {
            "model": "sentence-transformers/all-MiniLM-L6-v2, fine-tuned on the example questions of this project",
            "licence": "Apache-2.0",
            "from": base.PACKAGE,
            "sha256": base.WEIGHTS,
        },
        "made_with": {name: importlib.metadata.version(name) for name in MADE_WITH},
        "parts": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in PARTS},
        "topics": [f"{label.kind}/{label.name}" for label in lesson.topics],
    }
