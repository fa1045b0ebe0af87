"""`boffin points` says of each point what it does, how to say it, its numbers, and where to read it."""

from bot.cli import main
from bot.core.points.register import POINTS
from tests.core.scene import library


def test_it_prints_every_point_with_its_numbers_in_force(capsys):
    assert main(["points"], {}) == 0
    shown = capsys.readouterr().out
    for row in POINTS:
        assert f"{row.point:2} {library().guidance[row.point].title}\n" in shown
        assert ", ".join(row.commands) in shown
        assert all(f"{name} {getattr(library().rules, name)}" in shown for name in row.thresholds)


def test_it_prints_one_point_alone(capsys):
    assert main(["points", "9"], {}) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(" 9 ") and "over_percent 125" in shown and "\n10 " not in shown
