"""`boffin content gaps`: questions that guidance did not answer, or not usefully, grouped for the editor."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from bot import settings
from bot.core.errors import CannotStart

if TYPE_CHECKING:
    from bot.core.answers.gap import Gap
    from bot.wiring import Parts


def show(chosen: settings.Settings, file: Path | None) -> int:
    """Print the groups, the most asked first; with a file, also write them there to start from."""
    from bot import wiring

    parts = wiring.build(chosen)
    try:
        found = asyncio.run(_gaps(parts))
    finally:
        parts.store.close()
    guidance = parts.library.guidance
    for gap in found:
        near = guidance.get(gap.point)
        where = f"near point {near.point}, {near.title}" if near else "near nothing"
        useless = f", {gap.not_useful} of them after an answer that was no use" if gap.not_useful else ""
        print(f"{len(gap.asked)} {where}{useless}")
        for one in gap.asked:
            print(f"  {' '.join(one.text.split())}")
    count = sum(len(gap.asked) for gap in found)
    print(f"{_counted(count, 'question')} in {_counted(len(found), 'group')}")
    if file is not None:
        from bot.content.gap import template

        _write(file, template(found, guidance))
    return 0


async def _gaps(parts: "Parts") -> "tuple[Gap, ...]":
    from bot.core.answers.gap import gaps

    asked = await parts.store.asked()
    return gaps(asked, {one.id: await parts.assistant.nearest_point(one.text) for one in asked})


def _write(file: Path, text: str) -> None:
    try:
        with file.open("x", encoding="utf-8") as made:
            made.write(text)
    except FileExistsError:
        raise CannotStart(f"{file} is there already and was left as it is. Name a file that is not there.") from None
    except OSError as problem:
        raise CannotStart(f"{file} cannot be written ({problem.strerror}). Nothing was changed.") from None
    print(f"Written to {file}.")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
