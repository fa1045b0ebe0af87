"""The table of the eighteen points against content, code and dialogues, so that no row is empty or out of date."""

import importlib
from dataclasses import fields

import pytest

from bot.core.commands.all import table
from bot.core.library import Rules
from bot.core.message import Incoming
from bot.core.nudges.suggestion import RULES
from bot.core.points.register import POINTS, Row
from tests.core.scene import ANA, HERE, at, decider, full_situation, library, words
from tests.dialogues.playing import FOLDER, commands_in

USED: dict[str, set[tuple[str, ...]]] = {}  # by dialogue, which often serves several points and takes a while
WITHOUT_A_ROW: frozenset[int] = frozenset()  # all stand


def named(row: Row) -> str:
    return f"point {row.point}"


def test_all_eighteen_stand_in_their_order():
    assert [row.point for row in POINTS] == sorted({*range(1, 19)} - WITHOUT_A_ROW)


@pytest.mark.parametrize("row", POINTS, ids=named)
def test_no_column_is_empty_and_the_words_exist(row: Row):
    assert all(getattr(row, column.name) for column in fields(row) if column.name not in ("rules", "thresholds"))
    assert row.thresholds or not row.rules, "what speaks unasked has its number"
    assert words().family("point_does", f"p{row.point:02d}")
    assert library().guidance[row.point].title


@pytest.mark.parametrize("row", POINTS, ids=named)
def test_its_file_and_checks_and_thresholds_exist(row: Row):
    assert row.file.startswith(f"p{row.point:02d}_")
    module = importlib.import_module(f"bot.core.points.{row.file}")
    assert all(getattr(module, check).__module__ == module.__name__ for check in row.checks)
    assert set(row.rules) <= set(row.checks)
    assert set(row.thresholds) <= {number.name for number in fields(Rules)}


def test_every_rule_that_suggests_stands_at_its_point_and_no_other_does():
    live = {(f"{rule.__module__}".rpartition(".")[2], rule.__name__) for rule in RULES}
    assert {(row.file, rule) for row in POINTS for rule in row.rules} == live


@pytest.mark.parametrize("row", POINTS, ids=named)
def test_its_commands_are_in_the_table_and_plain_words_mean_one_of_them(row: Row):
    commands = table().commands
    assert {tuple(line.split()) for line in row.commands} <= set(commands)
    meant = decider().meant(Incoming("said", ANA, row.said), at(full_situation(place=HERE))).invocation
    command = decider().table.find(meant.path)
    assert command is not None and " ".join(command.path) in row.commands, meant


@pytest.mark.parametrize("row", POINTS, ids=named)
async def test_its_dialogues_use_every_one_of_its_commands(row: Row):
    for name in row.dialogues:
        if name not in USED:
            USED[name] = await commands_in((FOLDER / f"{name}.txt").read_text(encoding="utf-8"))
    used = {command for name in row.dialogues for command in USED[name]}
    assert {tuple(line.split()) for line in row.commands} <= used
