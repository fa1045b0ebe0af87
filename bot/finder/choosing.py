"""Which finder answers: by meaning where its libraries and its model are there, else by words alone."""

from bot.core.library import Library
from bot.core.ports import Finder
from bot.finder import artefact
from bot.finder.finding import FullText
from bot.finder.meaning import Meaning


def finder_of(library: Library) -> Finder:
    """Return the better finder that can run here; raise CannotStart where its model is damaged."""
    return FullText(library) if artefact.missing() else Meaning(library, artefact.read())
