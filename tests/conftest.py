"""What all tests share."""

import logging
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _quiet_logging() -> Iterator[None]:
    """Give every test the logging it found: a test that configures it must not colour the next."""
    root, own = logging.getLogger(), logging.getLogger("bot")
    handlers, levels = list(root.handlers), (root.level, own.level)
    yield
    root.handlers[:] = handlers
    root.setLevel(levels[0])
    own.setLevel(levels[1])
