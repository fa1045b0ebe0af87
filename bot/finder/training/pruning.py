"""Smaller without loss: tokens that no text can have, and notes on where each part was made, leave the model."""

import json
from pathlib import Path

import onnx
from onnx import numpy_helper
from tokenizers import Tokenizer

EMPTY = "[unused"  # places the published vocabulary left free
INSIDE = "##"  # before a token that goes on with a word
TABLE = "word_embeddings.weight"


def prune(model: Path, tokenizer: Path) -> None:
    """Give the last tokens the numbers of those that are never used, and cut the table of word vectors after them."""
    told = json.loads(tokenizer.read_text(encoding="utf-8"))
    numbers: dict[str, int] = told["model"]["vocab"]
    words = Tokenizer.from_str(json.dumps(told))
    special = {one["content"] for one in told["added_tokens"]}
    kept = {token: number for token, number in numbers.items() if token in special or _occurs(token, words)}
    free = sorted(number for token, number in numbers.items() if token not in kept and number < len(kept))
    late = sorted((number, token) for token, number in kept.items() if number >= len(kept))
    moved = {token: (number, place) for (number, token), place in zip(late, free, strict=True)}
    told["model"]["vocab"] = kept | {token: place for token, (_, place) in moved.items()}
    tokenizer.write_text(json.dumps(told, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")

    made = onnx.load(model)
    (table,) = (one for one in made.graph.initializer if TABLE in one.name and len(one.dims) > 1)
    rows = numpy_helper.to_array(table).copy()
    for number, place in moved.values():
        rows[place] = rows[number]
    table.CopyFrom(numpy_helper.from_array(rows[: len(kept)], table.name))
    _forget(made)
    onnx.save(made, model)


def _occurs(token: str, words: Tokenizer) -> bool:
    """Say whether a text can have this token: some are written otherwise, or taken apart, before it is looked up."""
    if token.startswith(EMPTY):
        return False
    word = f"a{token.removeprefix(INSIDE)}" if token.startswith(INSIDE) and token != INSIDE else token
    return [part for part, _ in words.pre_tokenizer.pre_tokenize_str(words.normalizer.normalize_str(word))] == [word]


def _forget(made: onnx.ModelProto) -> None:
    """Drop the notes on which line of which file each part came from: paths of the machine, other ones elsewhere."""
    graph = made.graph
    for part in (made, graph, *graph.node, *graph.value_info, *graph.input, *graph.output, *graph.initializer):
        part.ClearField("metadata_props")
        part.ClearField("doc_string")
