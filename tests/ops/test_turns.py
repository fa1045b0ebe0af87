"""Threads that wait for the interpreter are let in soon."""

import sys
from collections.abc import Iterator

import pytest

from bot.ops.turns import SECONDS, take_short_turns


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = sys.getswitchinterval()
    yield
    sys.setswitchinterval(before)


def test_turns_are_shorter_than_pythons_own():
    sys.setswitchinterval(0.005)
    take_short_turns()
    assert sys.getswitchinterval() == pytest.approx(SECONDS) and SECONDS < 0.005
