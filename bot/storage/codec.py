"""The core's frozen shapes as JSON and back, sealed on the way."""

import json
from collections.abc import Callable, Mapping
from datetime import time
from functools import lru_cache
from typing import Any, TypeVar, cast

from cattrs.preconf.json import JsonConverter, make_converter

from bot.core.errors import BoffinError
from bot.core.plan.document import ChannelPlan, Document, Plan, WorkspacePlan
from bot.core.plan.edits import COLLECTIONS, Change, Edit
from bot.storage.vault import Vault

T = TypeVar("T")
Json = dict[str, Any]

DOCUMENTS: Mapping[str, type[Document]] = {"person": Plan, "place": ChannelPlan, "workspace": WorkspacePlan}

# Documents of an older shape are upgraded on read: the function at index n makes shape n + 2 of shape n + 1.
# Pure functions on JSON; a recorded sample of every older shape belongs into the tests.
UPGRADES: Mapping[str, tuple[Callable[[Json], Json], ...]] = {
    "person": (lambda plan: plan | {"settings": plan["settings"] | {"card_on": ""}},),  # where the card comes
    "place": (),
    "workspace": (),
}

CACHED = 4096  # opened values; a token never changes its meaning, so nothing has to be taken out


class UnknownCollection(BoffinError):
    """An edit of a collection that this version does not have."""


@lru_cache(1)  # making one, with a function for each shape, takes as long as a command
def _converter() -> JsonConverter:
    converter = make_converter()
    converter.register_unstructure_hook(time, time.isoformat)
    converter.register_structure_hook(time, lambda text, _: time.fromisoformat(text))

    def edit_to(edit: Edit) -> Json:
        before, after = converter.unstructure(edit.before), converter.unstructure(edit.after)
        return {"collection": edit.collection, "key": edit.key, "before": before, "after": after}

    def edit_from(raw: Json, _: object) -> Edit:
        kind = COLLECTIONS.get(raw["collection"])
        if kind is None:
            raise UnknownCollection(raw["collection"])
        before, after = (
            None if raw[side] is None else converter.structure(raw[side], kind) for side in ("before", "after")
        )
        return Edit(raw["collection"], raw["key"], before, after)

    converter.register_unstructure_hook(Edit, edit_to)
    converter.register_structure_hook(Edit, edit_from)
    converter.detailed_validation = False
    return converter


def upgraded(kind: str, shape: int, value: Json, upgrades: Mapping[str, tuple[Callable[[Json], Json], ...]]) -> Json:
    """Return a document's JSON in today's shape."""
    for step in upgrades[kind][shape - 1 :]:
        value = step(value)
    return value


class Codec:
    """Turns values into sealed bytes and back. Opened values are shared: they are never changed in place."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._converter = _converter()
        self._opened: Any = lru_cache(CACHED)(self._open)

    def seal(self, value: object) -> bytes:
        """Return a value of the core, or plain JSON, sealed."""
        return self._vault.seal(json.dumps(self._converter.unstructure(value), separators=(",", ":")).encode())

    def open(self, kind: type[T], token: bytes) -> T:
        """Return the value of that type; unknown keys are left out."""
        return cast(T, self._opened(kind, token))

    def raw(self, token: bytes) -> Any:
        """Return the JSON that was sealed."""
        return json.loads(self._vault.open(token))

    def seal_document(self, kind: str, document: Document) -> bytes:
        """Return a document sealed, with the number of its shape."""
        return self.seal({"shape": len(UPGRADES[kind]) + 1, "document": self._converter.unstructure(document)})

    def open_document(self, kind: str, token: bytes) -> Document:
        """Return a person's, place's or workspace's document, upgraded to today's shape."""
        return cast(Document, self._opened(DOCUMENTS[kind], token))

    def open_change(self, token: bytes) -> Change | None:
        """Return a change, or None where it speaks of something this version does not know."""
        try:
            return self.open(Change, token)
        except UnknownCollection:
            return None

    def forget(self) -> None:
        """Drop every opened value from memory."""
        self._opened.cache_clear()

    def _open(self, kind: type[Any], token: bytes) -> object:
        value = self.raw(token)
        for name, document in DOCUMENTS.items():
            if kind is document:
                value = upgraded(name, value["shape"], value["document"], UPGRADES)
        return self._converter.structure(value, kind)
