"""What is pasted into a list: lines, or a table from a spreadsheet, a CSV file or Markdown, with links.

Every row becomes one line of text that reads like a typed one, so that both are understood in one place.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.library import squeeze

LINK = re.compile(r"https?://[^\s<>|\"\]]{3,500}", re.IGNORECASE)
_MARKDOWN_LINK = re.compile(r"\[([^\]]*)\]\((https?://[^)\s]+)\)", re.IGNORECASE)
_ANGLED = re.compile(r"<(https?://[^>|\s]+)(?:\|([^>]*))?>", re.IGNORECASE)
_RULE = re.compile(r"^[\s|:+=-]+$")
_LISTED = re.compile(r"^\s*(?:[-*•–]|\d{1,3}[.)])\s+")
# The words of a header row, by what stands under them.
_HEADS: Mapping[str, str] = {
    **dict.fromkeys(("title", "item", "name", "what", "content", "topic"), "title"),
    **dict.fromkeys(("link", "url", "address", "web", "where"), "link"),
    **dict.fromkeys(("used", "next used", "next used on", "used on", "next", "date", "when", "next use"), "used"),
    **dict.fromkeys(("clinical", "clinical risk", "risk"), "clinical"),
    **dict.fromkeys(("tool", "platform"), "tool"),
}
_YES = frozenset({"yes", "y", "x", "true", "1", "high", "clinical"})


@dataclass(frozen=True, slots=True)
class Row:
    """One thing as a typed line would say it, and the tool where a column names it."""

    line: str
    tool: str = ""


def rows_of(text: str) -> tuple[Row, ...]:
    """Return what was pasted, one row a thing, without the header of a table and without what is empty."""
    raw = [_plain_links(line) for line in text.splitlines() if line.strip() and not _RULE.match(line)]
    rows = [cells for line in raw if any(cells := _cells(line))]
    heads = _heads(rows[0]) if rows else {}
    if heads:
        return tuple(row for cells in rows[1:] if (row := _by_head(cells, heads)).line)
    return tuple(Row(", ".join(filter(None, cells))) for cells in rows)


def _plain_links(line: str) -> str:
    line = _MARKDOWN_LINK.sub(r"\1 \2 ", line)
    return _ANGLED.sub(lambda found: f"{found[2] or ''} {found[1]} ", line)


def _cells(line: str) -> list[str]:
    """Return the cells of a row; a line that is no row is one cell."""
    if "\t" in line:
        cells = line.split("\t")
    elif line.strip().startswith("|") or line.count("|") > 1:
        cells = line.strip().strip("|").split("|")
    elif _is_csv(line):
        cells = next(csv.reader([line], delimiter=";" if line.count(";") > line.count(",") else ",", strict=False))
    else:
        cells = [_LISTED.sub("", line)]
    return [cell.strip() for cell in cells]


def _is_csv(line: str) -> bool:
    """Say whether a line is of a CSV file: commas without spaces after them, or a quoted cell."""
    tight = re.search(r"\S[,;](?=\S|$)", line) is not None and not re.search(r"[,;] ", re.sub(r"\"[^\"]*\"", "", line))
    return tight or re.search(r"(?:^|[,;])\"[^\"]*\"(?:[,;]|$)", line) is not None


def _heads(row: list[str]) -> dict[int, str]:
    """Return what stands in which column, where a row is a header: each of its cells is a word for one."""
    named = {number: _HEADS.get(squeeze(cell), "") for number, cell in enumerate(row)}
    return named if len(row) > 1 and "title" in named.values() and sum(map(bool, named.values())) > 1 else {}


def _by_head(cells: list[str], heads: Mapping[int, str]) -> Row:
    found = {name: cell for number, cell in enumerate(cells) if cell and (name := heads.get(number, ""))}
    parts = [found.get("title", ""), found.get("link", ""), found.get("used", "")]
    parts.append("clinical" if squeeze(found.get("clinical", "")) in _YES else "")
    return Row(", ".join(filter(None, parts)), found.get("tool", ""))
