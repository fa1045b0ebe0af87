"""What is told of one's own time in plain words, and days that cannot be."""

import pytest

from bot.core.commands.all import table
from bot.core.commands.lines.grammar import understand
from bot.core.message import Invocation
from tests.core.scene import Life, at, full_plan, here


@pytest.mark.parametrize(
    ("line", "path", "values"),
    [
        ("I spent 2 hours last week", ("checkin",), {"spent": "120 min", "week": "2026-10-26"}),
        ("last week I did 3 hours", ("checkin",), {"spent": "180 min", "week": "2026-10-26"}),
        ("nothing this week", ("checkin",), {"spent": "0 min", "week": "2026-11-02"}),
        ("my hour is now 2", ("plan", "budget"), {"minutes": "120 min"}),
        ("1.5 hours a week", ("plan", "budget"), {"minutes": "90 min"}),
        ("I stopped using x", ("plan", "retire"), {"tool": "x"}),
        ("I use tiktok too", ("start",), {"tools": "tiktok"}),
        ("annual leave next week", ("nudges", "away"), {"why": "leave", "first": "2026-11-09", "last": "2026-11-15"}),
        ("annual leave", ("nudges", "away"), {"why": "leave"}),
        ("I'm on leave from 14 to 28 December", ("nudges", "away"),
         {"why": "leave", "first": "14 December", "last": "28 December"}),
        ("away 14-28 December", ("nudges", "away"), {"why": "leave", "first": "14 December", "last": "28 December"}),
        ("off sick this week", ("nudges", "away"), {"why": "leave", "first": "2026-11-06", "last": "2026-11-08"}),
        ("sick today", ("nudges", "away"), {"why": "leave", "first": "2026-11-06", "last": "2026-11-06"}),
        ("nights until Thursday", ("nudges", "away"), {"why": "on-call", "until": "Thursday"}),
        ("on call this weekend", ("nudges", "away"), {"why": "on-call", "first": "2026-11-07", "last": "2026-11-08"}),
        ("too busy this week", ("nudges", "away"), {"why": "busy", "first": "2026-11-06", "last": "2026-11-08"}),
    ],
)  # fmt: skip
def test_what_is_told_of_ones_own_time_is_understood(line: str, path: tuple[str, ...], values: dict[str, str]):
    assert understand(line, table(), at(here(full_plan()))).invocation == Invocation(path, values)


def test_the_questions_of_start_take_short_words():
    life = Life(here())
    for line in ("start", "start again", "start using padlet"):
        said = life.say(line)
    assert list(life.situation.plan.tools) == ["padlet"] and "How much time" in said
    assert "What should it do first" in life.say("about an hour a week")
    assert "Questions between sessions" in life.say("Questions")
    assert "First card" in life.say("yes")


def test_a_whole_week_in_minutes_is_kept_as_told():
    life = Life(here(full_plan()))
    life.hear("I spent 2 hours last week")
    assert [(week.told, week.minutes) for week in life.situation.weeks.values()] == [("more", 120)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("content add Sepsis, used 31 February", "does not exist"),
        ("content add Old quiz, used 1 November", "last used Sunday 1 November"),
        ("plan try threads until 31 February", "does not exist"),
        ("plan try threads until 1 January 2020", "not ahead"),
        ("plan try threads until 20 November", "until Friday 20 November"),
        ("I spent 20m on youtube last week", "On which day"),
        ("content used asthma 31 February", "One answer needs another look"),
    ],
)
def test_a_day_that_cannot_be_is_said_and_never_a_part_of_a_title(line: str, said: str):
    life = Life(here(full_plan()))
    assert said in life.say(line)
    assert not any("February" in item.title for item in life.situation.plan.items.values())
