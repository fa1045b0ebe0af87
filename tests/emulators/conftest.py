"""A school in the local Discord and a bot for it, where a test file makes no others."""

from collections.abc import AsyncIterator

import pytest

from tests.emulators.discord import LocalDiscord
from tests.emulators.discordpy import Bot


@pytest.fixture
async def local() -> AsyncIterator[LocalDiscord]:
    async with LocalDiscord(user_install=True) as made:
        made.user("ana", locale="de")
        made.user("ben")
        made.channel("teaching", made.guild("school", owner="ana", members=["ben"]))
        yield made


@pytest.fixture
def bot() -> Bot:
    return Bot()
