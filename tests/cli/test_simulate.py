"""A small simulation with the real rules: the same seed gives the same figures, and what must never be never is."""

import pytest
from PIL import Image

from bot.cli import main
from bot.cli.simulate import Counted
from bot.cli.simulating import FIRST, Ground, educators, nearest_tap
from tests.core.scene import decider, library, words

WEEKS = 26


@pytest.fixture(scope="module")
def counted() -> Counted:
    found = Counted(WEEKS)
    for made in educators(10, 3, Ground(library(), words(), decider(), WEEKS)):
        found.add(made)
    return found


def test_no_more_than_one_card_a_week_and_none_in_a_week_known_to_be_busy_or_away(counted: Counted):
    assert max(counted.nudges) == 1 and counted.nudges[1] > WEEKS
    assert counted.free_weeks > 10 and counted.in_free_weeks == 0


def test_rules_seven_and_nine_never_speak_in_one_week_and_the_load_rule_does_speak(counted: Counted):
    assert counted.rules["over"] and counted.together == 0


def test_whoever_is_ignored_falls_silent_after_four_cards():
    stopped = [made for made in educators(30, 5, Ground(library(), words(), decider(), 8)) if made.stops is not None]
    assert stopped and all(sum(week >= (made.stops or 0) for week in made.cards) <= 4 for made in stopped)


def test_the_same_seed_makes_the_same_people_who_live_the_same_weeks():
    ground = Ground(library(), words(), decider(), 6)
    first, again, other = ([(made.cards, made.shown) for made in educators(5, seed, ground)] for seed in (1, 1, 2))
    assert first == again != other


@pytest.mark.parametrize(
    ("factor", "tap"),
    [(0.7, "less"), (0.8, "as-planned"), (1.25, "as-planned"), (1.3, "1.5"), (1.8, "2"), (2.6, "3")],
)
def test_the_nearest_tap_is_taken(factor: float, tap: str):
    assert tap in nearest_tap(factor).values()


def test_the_command_prints_its_figures_and_draws_what_it_says_in_words(capsys, tmp_path):
    file = tmp_path / "weeks.png"
    left = main(["simulate", "--educators", "5", "--weeks", "14", "--person", "4", "--plot", str(file)], {})
    shown = capsys.readouterr().out
    assert left in (0, 1) and "most 1 (at most 1)" in shown and "never zero" in shown
    with Image.open(file) as drawn:
        assert drawn.format == "PNG" and len(drawn.getcolors(100_000) or ()) > 4


def test_a_person_who_is_not_there_is_said_to_be_missing(capsys):
    assert main(["simulate", "--educators", "2", "--person", "2"], {}) != 0
    assert "There is no educator 2" in capsys.readouterr().err
    assert FIRST.weekday() == 0


@pytest.mark.parametrize("educators", ["1", "2"])
def test_with_few_people_the_last_is_told_of_where_nobody_was_named(capsys, educators: str):
    main(["simulate", "--educators", educators, "--weeks", "2"], {})
    shown = capsys.readouterr()
    assert f"Educator {int(educators) - 1}:" in shown.out and "Over-commitment suggested in no week." in shown.out
    assert shown.err == ""


@pytest.mark.parametrize("option", ["--educators", "--weeks"])
@pytest.mark.parametrize("wrong", ["0", "-3", "1000000", "9" * 5000, "many", "1.5"])
def test_a_size_without_sense_is_answered_with_those_that_have(capsys, option: str, wrong: str):
    with pytest.raises(SystemExit):
        main(["simulate", f"{option}={wrong}"], {})
    assert "a whole number from 1 to " in capsys.readouterr().err


def test_where_no_picture_can_be_written_is_said_before_anybody_lives_a_week(capsys, tmp_path):
    for file, says in ((tmp_path / "none" / "x.png", "there is no folder"), (tmp_path, "is a folder")):
        assert main(["simulate", "--plot", str(file)], {}) == 78
        shown = capsys.readouterr()
        assert says in shown.err and shown.out == ""
