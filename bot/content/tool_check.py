"""What must hold between tools: one name for one tool, a fit for every need, host names for links."""

import re
from pathlib import PurePosixPath

from bot.content.gathering import Gathered
from bot.content.node import Spot
from bot.content.problem import did_you_mean

HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")


def check_tools(gathered: Gathered) -> None:
    """Report names that two tools share, needs without a fit, and links that are no host names."""
    tools = [(PurePosixPath(spot.file).stem, spot) for kind, spot in gathered.pages if kind == "tool"]
    for _, spot in tools:
        _fits(gathered, spot)
    _aliases(tools)
    _links(tools)


def _fits(gathered: Gathered, spot: Spot) -> None:
    fits, needs = spot.node.child("fits"), gathered.ids.get("needs")
    if not fits or not isinstance(fits.value, dict) or not needs:
        return
    for need in fits.value.keys() - needs:
        spot.wrong(f"there is no need `{need}`{did_you_mean(need, needs)}", "fits", need)
    if missing := sorted(needs - fits.value.keys()):
        spot.wrong(f"`fits` has no {', '.join(missing)}; every need has a number from 0 to 3", "fits")


def _aliases(tools: list[tuple[str, Spot]]) -> None:
    names = {tool.casefold(): tool for tool, _ in tools}  # folded id or name -> tool
    for tool, spot in tools:
        if (name := spot.node.child("name")) and isinstance(name.value, str):
            owner = names.setdefault(name.value.casefold(), tool)
            if owner != tool:
                spot.wrong(f"the name `{name.value}` belongs to the tool `{owner}`", "name")
    seen: dict[str, str] = {}
    for tool, spot in tools:
        for path, node in spot.node.matching("aliases.*"):
            if not isinstance(node.value, str):
                continue
            folded = node.value.casefold()
            if (owner := names.get(folded, tool)) != tool:
                spot.wrong(f"the alias `{node.value}` is the tool `{owner}` itself", *path)
            if folded in seen:
                spot.wrong(f"the alias `{node.value}` leads to the tool `{seen[folded]}` already", *path)
            seen.setdefault(folded, tool)


def _links(tools: list[tuple[str, Spot]]) -> None:
    seen: dict[str, str] = {}
    for tool, spot in tools:
        for path, node in spot.node.matching("links.*"):
            if not isinstance(node.value, str):
                continue
            if not HOST.fullmatch(node.value):
                spot.wrong(
                    f"`{node.value}` is no host name; write it as youtube.com, without https:// or a path", *path
                )
            if node.value in seen:
                spot.wrong(f"the host `{node.value}` leads to the tool `{seen[node.value]}` already", *path)
            seen.setdefault(node.value, tool)
