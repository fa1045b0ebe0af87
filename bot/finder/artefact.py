"""What training left in `model/`: read whole, and only if every part is what the manifest says."""

import hashlib
import json
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bot.core.errors import CannotStart
from bot.core.library import Library
from bot.finder.index import examples

FOLDER = Path(__file__).with_name("model")
MANIFEST, ENCODER, TOKENIZER, HEAD = "manifest.json", "encoder.onnx", "tokenizer.json", "head.npz"
PARTS = (ENCODER, TOKENIZER, HEAD)
FORMAT = 2
NEEDS = ("numpy", "onnxruntime", "tokenizers")  # the extra `finder`


@dataclass(frozen=True, slots=True)
class Artefact:
    """A checked artefact: its folder, and what its manifest says."""

    folder: Path
    manifest: dict[str, Any] = field(compare=False)

    def differs_from(self, library: Library) -> bool:
        """Say whether the example questions have changed since it learnt from them."""
        return bool(self.manifest["questions"] != digest_of(library))


def missing(folder: Path = FOLDER) -> str:
    """Return what the finder by meaning lacks here, as words for an operator; "" where it can run."""
    if lacking := [name for name in NEEDS if find_spec(name) is None]:
        return f"{', '.join(lacking)} not installed (the extra `finder`)"
    return "" if (folder / MANIFEST).is_file() else "no trained model in this installation (`make answers` makes it)"


def read(folder: Path = FOLDER) -> Artefact:
    """Return the artefact; raise CannotStart where a part is missing, damaged or of another format."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["format"] != FORMAT:
            raise _damaged(folder, f"its format is {manifest['format']}, this version reads {FORMAT}")
        for name in PARTS:
            with (folder / name).open("rb") as part:
                if hashlib.file_digest(part, "sha256").hexdigest() != manifest["parts"][name]:
                    raise _damaged(folder, f"{name} is not the one that was trained")
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise _damaged(folder, f"{MANIFEST} or a part of it cannot be read ({type(problem).__name__})") from None
    return Artefact(folder, manifest)


def is_older_than(library: Library, folder: Path = FOLDER) -> bool:
    """Say whether there is a model, and it learnt from other questions than these."""
    return (folder / MANIFEST).is_file() and read(folder).differs_from(library)


def digest_of(library: Library) -> str:
    """Return one name for all that is learnt from: every question with what it is about."""
    lines = sorted(f"{label.kind}/{label.name}\t{passage}\t{text}" for label, passage, text in examples(library))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def key_of(text: str) -> int:
    """Return the number under which the vector of a text is kept."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def _damaged(folder: Path, what: str) -> CannotStart:
    return CannotStart(
        f"The finder's model in {folder} is damaged: {what}. Nothing was changed, and nothing that people told is in "
        "it. Install Boffin again, or make the model anew with `make answers`."
    )
