"""All files of one language read into shapes, each kept with the file and line it came from."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from bot.content.folder import ContentFile, content_files
from bot.content.lint_list import LintList
from bot.content.node import Node, Spot
from bot.content.problem import Report
from bot.content.question import AboutPlan, AboutPoint, OutOfScope
from bot.content.shape import structure
from bot.content.wording import Leaf, read_wording
from bot.content.yaml_reader import read_node
from bot.core.library import Guidance, LoadLine, NeedKind, News, Pack, PaperVersion, Rules, Source, ToolCard

T = TypeVar("T")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_GUIDANCE_NAME = re.compile(r"(\d\d)-(.+)")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """Something that was read, and where."""

    thing: T
    spot: Spot


@dataclass(slots=True)
class Gathered:
    """What was read. A thing that does not fit its shape is not here, but its id is in `ids`."""

    language: str
    root_name: str
    report: Report = field(default_factory=Report)
    sources: list[Found[Source]] = field(default_factory=list)
    needs: list[Found[NeedKind]] = field(default_factory=list)
    guidance: list[Found[Guidance]] = field(default_factory=list)
    tools: list[Found[ToolCard]] = field(default_factory=list)
    load_lines: list[Found[LoadLine]] = field(default_factory=list)
    paper: list[Found[PaperVersion]] = field(default_factory=list)
    packs: list[Found[Pack]] = field(default_factory=list)
    news: list[Found[News]] = field(default_factory=list)
    rules: list[Found[Rules]] = field(default_factory=list)
    about_points: list[Found[AboutPoint]] = field(default_factory=list)
    about_plan: list[Found[AboutPlan]] = field(default_factory=list)
    out_of_scope: list[Found[OutOfScope]] = field(default_factory=list)
    lint_lists: list[Found[LintList]] = field(default_factory=list)
    wording: dict[str, Found[Leaf]] = field(default_factory=dict)
    pages: list[tuple[str, Spot]] = field(default_factory=list)  # kind of file, its root
    ids: dict[str, set[str]] = field(default_factory=dict)  # kind of file -> ids, also of what does not fit
    points: list[tuple[int, str]] = field(default_factory=list)  # by file name -> the file


def gather(root: Path, language: str) -> Gathered:
    """Read every file of `language` under `root`, and the files all languages share."""
    gathered = Gathered(language, root.name)
    found, missing, unread = content_files(root, language)
    for shown in missing:
        gathered.report.wrong(shown, 1, "the file is missing")
    for shown in unread:
        gathered.report.wrong(shown, 1, "nothing reads a file of this name here; rename, move or delete it")
    for file in found:
        if not SLUG.fullmatch(file.path.stem):
            gathered.report.wrong(file.shown, 1, "a file name is small letters, digits and single hyphens")
        if file.kind in {"guidance", "tool", "pack", "notice"}:
            _take_name(gathered, file)
        spot = read_node(file.path, file.shown, gathered.report)
        if spot:
            gathered.pages.append((file.kind, spot))
            _take(gathered, file, spot)
    return gathered


def _id_of(file: ContentFile) -> str:
    named = _GUIDANCE_NAME.fullmatch(file.path.stem) if file.kind == "guidance" else None
    return named.group(2) if named else file.path.stem


def _take_name(gathered: Gathered, file: ContentFile) -> None:
    ids = gathered.ids.setdefault(file.kind, set())
    if _id_of(file) in ids:
        gathered.report.wrong(file.shown, 1, f"another file has the id `{_id_of(file)}` already; choose another name")
    ids.add(_id_of(file))
    if file.kind == "guidance" and (named := _GUIDANCE_NAME.fullmatch(file.path.stem)):
        gathered.points.append((int(named.group(1)), file.shown))


def _take(gathered: Gathered, file: ContentFile, spot: Spot) -> None:
    match file.kind:
        case "sources":
            _take_list(gathered, file.kind, spot, "sources", Source, gathered.sources)
        case "needs":
            _take_list(gathered, file.kind, spot, "needs", NeedKind, gathered.needs)
        case "load":
            _take_list(gathered, file.kind, spot, "lines", LoadLine, gathered.load_lines)
        case "paper":
            _take_list(gathered, file.kind, spot, "versions", PaperVersion, gathered.paper)
        case "guidance":
            _take_guidance(gathered, file, spot)
        case "tool":
            _take_one(spot, ToolCard, gathered.tools, id=file.path.stem)
        case "pack":
            _take_one(spot, Pack, gathered.packs, id=file.path.stem)
        case "notice":
            _take_one(spot, News, gathered.news, id=file.path.stem)
        case "questions":
            _take_questions(gathered, file, spot)
        case "intents":
            _take_one(spot, AboutPlan, gathered.about_plan, author=file.path.parent.name)
        case "out_of_scope":
            _take_one(spot, OutOfScope, gathered.out_of_scope, author=file.path.parent.name)
        case "rules":
            _take_one(spot, Rules, gathered.rules)
        case "lint":
            _take_one(spot, LintList, gathered.lint_lists)
        case "wording":
            _take_wording(gathered, spot)


def _take_one(spot: Spot, shape: type[T], into: list[Found[T]], **given: str) -> None:
    thing = structure(spot, shape, **given)
    if thing is not None:
        into.append(Found(thing, spot))


def _take_list(gathered: Gathered, kind: str, spot: Spot, key: str, shape: type[T], into: list[Found[T]]) -> None:
    root = spot.node.value
    if not isinstance(root, dict) or not isinstance(listed := root.get(key, Node("", 1)).value, list):
        spot.wrong(f"the file must be a list under `{key}:`")
        return
    for extra in root.keys() - {key}:
        spot.wrong(f"unknown key `{extra}`; the file holds `{key}:` alone", extra)
    ids = gathered.ids.setdefault(kind, set())
    for index, node in enumerate(listed):
        one = spot.under(key, index)
        if (name := node.child("id")) and isinstance(name.value, str):
            if name.value in ids:
                one.wrong(f"the id `{name.value}` is taken; choose another", "id")
            if not SLUG.fullmatch(name.value):
                one.wrong(f"the id `{name.value}` is not small letters, digits and single hyphens", "id")
            ids.add(name.value)
        _take_one(one, shape, into)


def _take_guidance(gathered: Gathered, file: ContentFile, spot: Spot) -> None:
    named = _GUIDANCE_NAME.fullmatch(file.path.stem)
    if not named:
        spot.wrong("the file's name must be the point in two digits, a hyphen and a slug: 09-dont-over-commit.yaml")
    elif (point := spot.node.child("point")) and isinstance(point.value, int) and point.value != int(named.group(1)):
        spot.wrong(f"`point` is {point.value}, the file's name says {int(named.group(1))}; make them agree", "point")
    _take_one(spot, Guidance, gathered.guidance, id=_id_of(file))


def _take_questions(gathered: Gathered, file: ContentFile, spot: Spot) -> None:
    point = spot.node.child("point")
    if point and isinstance(point.value, int) and file.path.stem != f"{point.value:02}":
        spot.wrong(f"`point` is {point.value}, so the file's name must be {point.value:02}.yaml", "point")
    _take_one(spot, AboutPoint, gathered.about_points, author=file.path.parent.name)


def _take_wording(gathered: Gathered, spot: Spot) -> None:
    for key, leaf, path in read_wording(spot):
        if key in gathered.wording:
            first = gathered.wording[key].spot
            spot.wrong(f"the key `{key}` is taken ({first.file}:{first.node.line}); keep one", *path)
        else:
            gathered.wording[key] = Found(leaf, spot.under(*path))
