"""What must hold of a notice: it is about something, has a source, and its hosts and words can be found."""

from bot.content.node import Spot
from bot.content.tool_check import HOST
from bot.core.library import squeeze

_ABOUT = ("tools", "links", "words")


def check_notice(spot: Spot) -> None:
    """Report a notice that touches nothing, has no source, or names what no item can have."""
    if not any((node := spot.node.child(name)) and node.value for name in _ABOUT):
        spot.wrong("it touches nothing: name `tools`, `links` or `words` of titles that it is about")
    sources = spot.node.child("sources")
    if sources and sources.value == []:
        spot.wrong("`sources` is empty; a notice says where it is from", "sources")
    for path, node in spot.node.matching("links.*"):
        if isinstance(node.value, str) and not HOST.fullmatch(node.value):
            spot.wrong(f"`{node.value}` is no host name; write it as youtube.com, without https:// or a path", *path)
    for path, node in spot.node.matching("words.*"):
        if isinstance(node.value, str) and not squeeze(node.value):
            spot.wrong("a word of a title has letters or digits", *path)
