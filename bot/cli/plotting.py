"""Draws the told weeks of one educator beside the chosen time, as PNG: the same facts as the words beside it.

Needs the extra "plot". Bars are weeks that were told; a gap is unknown, not zero; grey is away or on call.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from bot.core.errors import CannotStart

WIDE, HIGH, LEFT, TOP, BOTTOM = 1000, 420, 60, 50, 50
INK, PAPER, GREY, BAR, OVER = "#222222", "#ffffff", "#dddddd", "#5b8db8", "#c4682b"


def can_draw(file: Path) -> None:
    """Raise CannotStart where a picture could not be made or written there."""
    _drawing()
    if file.is_dir():
        raise CannotStart(f"--plot: {file} is a folder. Name a file in it, such as {file / 'weeks.png'}")
    if not file.parent.is_dir():
        raise CannotStart(f"--plot: there is no folder {file.parent}. Make it first, or name another file.")
    if not os.access(file if file.exists() else file.parent, os.W_OK):
        raise CannotStart(f"--plot: {file} may not be written. Name another file.")


def draw(
    file: Path, title: str, hour: int, told: Mapping[int, int | None], free: set[int], said: set[int], weeks: int
) -> None:
    """Write the picture: minutes by week, the chosen time and 125 % of it, and a mark where a suggestion was made."""
    _drawing()
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (WIDE, HIGH), PAPER)
    pen = ImageDraw.Draw(image)
    most = max([hour * 2, *(minutes for minutes in told.values() if minutes is not None)])
    step = (WIDE - LEFT - 20) / weeks

    def y(minutes: float) -> float:
        return HIGH - BOTTOM - minutes / most * (HIGH - TOP - BOTTOM)

    for week in range(weeks):
        x = LEFT + week * step
        if week in free:
            pen.rectangle((x, TOP, x + step - 1, HIGH - BOTTOM), fill=GREY)
        minutes = told.get(week)
        if minutes is not None:
            pen.rectangle((x + 1, y(minutes), x + step - 2, HIGH - BOTTOM), fill=OVER if minutes > hour * 1.25 else BAR)
        if week in said:
            pen.polygon(((x, TOP - 12), (x + step, TOP - 12), (x + step / 2, TOP - 2)), fill=INK)
        if week % 4 == 0:
            pen.text((x, HIGH - BOTTOM + 6), str(week + 1), fill=INK)
    for level, name in ((0.0, "0"), (float(hour), f"{hour} min"), (hour * 1.25, "125 %")):
        pen.line((LEFT, y(level), WIDE - 20, y(level)), fill=INK)
        pen.text((4, y(level) - 6), name, fill=INK)
    pen.text((LEFT, 8), title, fill=INK)
    pen.text((LEFT, HIGH - 20), "week; bar: told; gap: not told; grey: away or on call; triangle: suggestion", fill=INK)
    try:
        image.save(file, "PNG")
    except OSError as problem:
        raise CannotStart(f"--plot: {file} could not be written ({problem.strerror or 'no room'}).") from None


def _drawing() -> None:
    try:
        import PIL.ImageDraw  # noqa: F401 - is it there?
    except ImportError:
        raise CannotStart("--plot needs the extra \"plot\": pip install 'boffin-bot[plot]'") from None
