"""The real content and its words, read once in each worker."""

import pytest

from bot.content.words import BabelWords
from bot.core.library import Library, Rules
from tests.core import scene


@pytest.fixture(scope="session")
def library() -> Library:
    return scene.library()


@pytest.fixture(scope="session")
def rules(library: Library) -> Rules:
    return library.rules


@pytest.fixture(scope="session")
def words() -> BabelWords:
    return scene.words()
