"""The short form of `make chaos`: whatever instant the bot is killed at, nothing is lost and nothing comes twice."""

from pathlib import Path

from tests.chaos.ground import DISCORD, SLACK, Ground
from tests.chaos.outage import filled_up, stepped
from tests.chaos.trial import Count, trial

DUE_CARDS, KILLS, SPEED = 24, 3, 20.0


def run(folder: Path, url: str, seed: int, *, is_readable: bool, replicas: int = 1, ground: Ground = SLACK) -> Count:
    return trial(
        folder, url, due=DUE_CARDS, kills=KILLS, seed=seed, speed=SPEED, is_readable=is_readable, replicas=replicas,
        ground=ground,
    )  # fmt: skip


def test_killed_on_sqlite_every_card_comes_once(tmp_path: Path) -> None:
    count = run(tmp_path, str(tmp_path / "boffin.db"), 1, is_readable=True)
    assert (count.lost, count.twice, len(count.waits)) == (0, 0, 0), count.line()
    assert count.kills == KILLS
    assert count.along, "some of them are parts of one message"


def test_killed_where_nobody_may_read_back_a_post_comes_once_or_its_keeper_is_asked(tmp_path: Path) -> None:
    count = run(tmp_path, str(tmp_path / "boffin.db"), 2, is_readable=False)
    assert (count.lost, count.twice) == (0, 0), count.line()
    assert count.waits, "a kill in the middle of a post leaves a question"


def test_of_three_on_postgresql_one_after_the_other_is_killed_and_every_card_comes_once(
    tmp_path: Path, postgresql_empty: str
) -> None:
    count = run(tmp_path, postgresql_empty, 3, is_readable=True, replicas=3)
    assert (count.lost, count.twice, len(count.waits)) == (0, 0, 0), count.line()


def test_on_discord_killed_where_no_channel_may_be_read_back_everything_comes_once_or_its_keeper_is_asked(
    tmp_path: Path,
) -> None:
    count = run(tmp_path, str(tmp_path / "boffin.db"), 4, is_readable=False, ground=DISCORD)
    assert (count.lost, count.twice) == (0, 0), count.line()
    assert count.along, "some of them are parts of one message"


def test_on_discord_of_three_the_one_that_is_let_in_is_killed_and_another_goes_on(
    tmp_path: Path, postgresql_empty: str
) -> None:
    count = run(tmp_path, postgresql_empty, 5, is_readable=True, replicas=3, ground=DISCORD)
    assert (count.lost, count.twice, len(count.waits)) == (0, 0, 0), count.line()


def test_with_the_disk_full_for_a_while_every_card_comes_once(tmp_path: Path) -> None:
    count = filled_up(tmp_path, str(tmp_path / "boffin.db"), 60, SPEED, 20)
    assert (count.lost, count.twice) == (0, 0), count.line()


def test_killed_while_the_clock_goes_an_hour_ahead_and_back_every_card_comes_once(tmp_path: Path) -> None:
    count = stepped(tmp_path, str(tmp_path / "boffin.db"), 40, SPEED, 1)
    assert (count.lost, count.twice) == (0, 0), count.line()
