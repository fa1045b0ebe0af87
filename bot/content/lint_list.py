"""The shape of `lint.yaml`: the words an editor has agreed not to write."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LintList:
    """Words and phrases that blame, refused everywhere; spellings, and what to write instead."""

    guilt: tuple[str, ...]
    spelling: Mapping[str, str]
