"""Which institution's local rules hold here: the one that is named, else the only one that is not an example."""

from dataclasses import replace

from bot.content.problem import did_you_mean
from bot.core.errors import CannotStart
from bot.core.library import Library

EXAMPLE = "example-"  # how the names of files begin that only show what local rules look like


def with_pack(library: Library, name: str) -> Library:
    """Return the library with its pack chosen; raise CannotStart where none has that name."""
    if name:
        if name not in library.packs:
            raise CannotStart(
                f"BOFFIN_PACK: there are no local rules called {name!r}{did_you_mean(name, set(library.packs))}. "
                "Nothing was started. Right would be: the name of a file in content/packs/, without .yaml"
            )
        return replace(library, pack=library.packs[name])
    own = [pack for id_, pack in library.packs.items() if not id_.startswith(EXAMPLE)]
    return replace(library, pack=own[0] if len(own) == 1 else None)
