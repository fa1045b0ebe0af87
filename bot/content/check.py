"""What must hold across files: every id that is named exists, and nothing goes by two names."""

import re
from collections import defaultdict

from bot.content.gathering import SLUG, Gathered
from bot.content.limit import POINTS, check_limits
from bot.content.node import Spot, Step
from bot.content.notice_check import check_notice
from bot.content.problem import did_you_mean
from bot.content.question_check import check_questions
from bot.content.tool_check import check_tools

_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_HTTPS = re.compile(r"https://[^\s/]+\.[^\s/]+(?:/\S*)?")

# kind of file -> where it names ids -> the kind of file that has them, and the word for one
_NAMED = {
    "guidance": {"sources.*": ("sources", "source"), "passages.*.sources.*": ("sources", "source")},
    "notice": {"sources.*": ("sources", "source"), "tools.*": ("tool", "tool")},
    "tool": {"*.sources.*": ("sources", "source")},
}


def check(gathered: Gathered) -> None:
    """Report everything that does not hold between the values of one file or of several."""
    _points(gathered)
    for kind, spot in gathered.pages:
        for pattern, (where, word) in _NAMED.get(kind, {}).items():
            for path, node in spot.node.matching(pattern):
                if isinstance(node.value, str):
                    known(gathered, spot, path, node.value, where, word)
        _dates(spot)
        if kind == "guidance":
            _passages(spot)
        elif kind == "notice":
            check_notice(spot)
        elif kind == "sources":
            for path, node in spot.node.matching("sources.*.link"):
                if isinstance(node.value, str) and not _HTTPS.fullmatch(node.value):
                    spot.wrong(f"`link` is {node.value}; write an address that begins with https://", *path)
        elif kind == "pack":
            for path, _ in spot.node.matching("stop_signs.*"):
                known(gathered, spot, path, str(path[-1]), "tool", "tool")
    check_tools(gathered)
    check_questions(gathered)
    check_limits(gathered)


def known(gathered: Gathered, spot: Spot, path: tuple[Step, ...], name: str, where: str, word: str) -> None:
    """Report `name` where no `where` has this id; nothing is said while the ids themselves could not be read."""
    ids = gathered.ids.get(where)
    if ids is not None and name not in ids:
        spot.wrong(f"there is no {word} `{name}`{did_you_mean(name, ids)}", *path)


def _points(gathered: Gathered) -> None:
    by_point = defaultdict(list)
    for point, file in gathered.points:
        by_point[point].append(file)
    for point, (first, *others) in by_point.items():
        for file in others:
            gathered.report.wrong(file, 1, f"point {point} is in {first} already; each point has one file")
    if missing := [str(point) for point in range(1, POINTS + 1) if point not in by_point]:
        folder = f"{gathered.root_name}/{gathered.language}/guidance"
        gathered.report.wrong(folder, 1, f"no guidance for point {', '.join(missing)}; all eighteen must be there")


def _dates(spot: Spot) -> None:
    as_of, review_by = spot.node.child("as_of"), spot.node.child("review_by")
    if not as_of or not review_by or not isinstance(as_of.value, str) or not isinstance(review_by.value, str):
        return
    if _ISO.fullmatch(as_of.value) and _ISO.fullmatch(review_by.value) and as_of.value > review_by.value:
        spot.wrong(f"`as_of` is {as_of.value}, after `review_by` ({review_by.value})", "as_of")


def _passages(spot: Spot) -> None:
    seen: set[str] = set()
    for path, node in spot.node.matching("passages.*.id"):
        if not isinstance(node.value, str):
            continue
        if node.value in seen:
            spot.wrong(f"the passage `{node.value}` is here twice; choose another id", *path)
        if not SLUG.fullmatch(node.value):
            spot.wrong(f"the id `{node.value}` is not small letters, digits and single hyphens", *path)
        seen.add(node.value)
