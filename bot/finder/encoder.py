"""A text as a vector of what it means: a small language model, run by onnxruntime on one thread."""

import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from bot.finder.query import LONGEST_TEXT

Numbers = NDArray[np.float32]
MOST_TOKENS = 96  # a question is one or two sentences; attention costs the square of this


class Encoder:
    """The model and its tokenizer. One text at a time: in company, a quantised model rounds a text differently."""

    def __init__(self, model: Path, tokenizer: Path) -> None:
        # Official builds report to their maker, and leave an id at home, unless they are told before they are imported.
        os.environ["ORT_DISABLE_TELEMETRY"] = os.environ["ORT_TELEMETRY_DISABLED"] = "1"
        from onnxruntime import GraphOptimizationLevel, InferenceSession, SessionOptions

        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        # What optimising saves one question, it costs a hundred times over while loading.
        options.graph_optimization_level = GraphOptimizationLevel.ORT_DISABLE_ALL
        options.enable_cpu_mem_arena = False  # it would keep what the longest text needed
        options.log_severity_level = 3
        self._session = InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.enable_truncation(MOST_TOKENS)
        self._tokenizer.no_padding()

    def vector(self, text: str) -> Numbers:
        """Return a vector of length 1."""
        readable = text[:LONGEST_TEXT].encode("utf-8", "replace").decode()  # half a character is none
        tokens = np.array([self._tokenizer.encode(readable).ids], np.int64)
        (vectors,) = self._session.run(None, {"tokens": tokens})
        return np.asarray(vectors[0], np.float32)
