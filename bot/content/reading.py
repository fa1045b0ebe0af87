"""The door of this room: a Library, or every problem of the folder."""

from pathlib import Path

from bot.content.check import check
from bot.content.folder import languages
from bot.content.gathering import Gathered, gather
from bot.content.lint import lint
from bot.content.problem import Problem
from bot.content.question import examples_of
from bot.core.errors import CannotStart
from bot.core.library import Library

_SHOWN = 5


def read(path: Path, language: str = "en") -> Library:
    """Return the content of one language. Raises `CannotStart` with the first problems where there are any."""
    gathered = examine(path, language)
    if found := gathered.report.problems():
        shown = "\n".join(str(one) for one in found[:_SHOWN])
        count = "1 problem" if len(found) == 1 else f"{len(found)} problems"
        raise CannotStart(
            f"The content in {path} has {count}; nothing was started and nothing was changed.\n{shown}\n"
            "`boffin content check` lists them all."
        )
    return _library(gathered)


def problems(path: Path) -> list[Problem]:
    """Return every problem of every file, in all languages, by file and line."""
    return sorted({one for language in languages(path) for one in examine(path, language).report.problems()})


def examine(path: Path, language: str) -> Gathered:
    """Return what was read in one language, checked and linted, with its report."""
    gathered = gather(path, language)
    check(gathered)
    lint(gathered)
    return gathered


def _library(gathered: Gathered) -> Library:
    return Library(
        language=gathered.language,
        guidance={one.thing.point: one.thing for one in sorted(gathered.guidance, key=lambda one: one.thing.point)},
        tools={one.thing.id: one.thing for one in gathered.tools},
        needs={one.thing.id: one.thing for one in gathered.needs},
        sources={one.thing.id: one.thing for one in gathered.sources},
        load_lines=tuple(one.thing for one in gathered.load_lines),
        paper=tuple(one.thing for one in gathered.paper),
        rules=gathered.rules[0].thing,
        wording={key: one.thing for key, one in gathered.wording.items()},
        packs={one.thing.id: one.thing for one in gathered.packs},
        news={one.thing.id: one.thing for one in sorted(gathered.news, key=lambda one: one.thing.id)},
        examples=examples_of(
            (one.thing for one in gathered.about_points),
            (one.thing for one in gathered.about_plan),
            (one.thing for one in gathered.out_of_scope),
        ),
    )
