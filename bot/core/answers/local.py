"""Local rules beside general guidance: they come first, and where the two clash, that is said."""

from bot.core.library import Pack, squeeze
from bot.core.moment import Moment

# What a pack says to a point, by the name of its field.
_FIELDS = {6: "policy", 12: "promotion", 14: "policy", 15: "promotion", 18: "who_to_tell"}


def local_line(point: int, moment: Moment) -> str:
    """Return what the local rules say to a point, "" where there are none or they are silent."""
    pack, field = moment.library.pack, _FIELDS.get(point)
    return _line(pack, str(getattr(pack, field)), moment) if pack and field else ""


def support_line(moment: Moment) -> str:
    """Return whom a student in need, or whoever worries about one, can turn to here."""
    pack = moment.library.pack
    return _line(pack, pack.student_support, moment) if pack else ""


def _line(pack: Pack, text: str, moment: Moment) -> str:
    return moment.say("local.rule", name=pack.name, day=pack.as_of, year=str(pack.as_of.year), text=text)


def tools_in(text: str, moment: Moment) -> tuple[str, ...]:
    """Return the tools of the catalogue that a text names, in its order."""
    words, names = squeeze(text).split(), moment.library.tool_names
    spans = (" ".join(words[at : at + size]) for at in range(len(words)) for size in (1, 2, 3))
    return tuple(dict.fromkeys(names[span] for span in spans if span in names and len(span) > 1))


def stop_lines(tools: tuple[str, ...], moment: Moment) -> tuple[str, ...]:
    """Return a line for each of these tools that has a stop sign here: the local rule holds."""
    pack = moment.library.pack
    if pack is None:
        return ()
    signs = [(tool, pack.stop_signs[tool]) for tool in tools if tool in pack.stop_signs]
    return tuple(
        moment.say("local.stop_sign", name=pack.name, tool=moment.tool_name(tool), why=why) for tool, why in signs
    )
