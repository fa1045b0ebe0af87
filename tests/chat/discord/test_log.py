"""No token and no text reaches a log, at debug level either, whatever goes wrong."""

import logging
import traceback

import pytest

from tests.chat.discord.room import opened
from tests.emulators.discord import CALLBACK, POST_MESSAGE, TOKEN

CANARY = "canarywords"


def told(record: logging.LogRecord) -> str:
    """Return everything that any formatter could write of a record."""
    trace = "".join(traceback.format_exception(*record.exc_info)) if record.exc_info else ""
    return f"{record.__dict__} {record.getMessage()} {trace}"


async def test_no_token_and_no_text_is_logged(caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.DEBUG):
        async with opened() as room:
            for name in list(logging.root.manager.loggerDict):
                caplog.set_level(logging.DEBUG, name)  # each gets its own level back after the test
            said = await room.command("boffin log", {"entries": f"20m {CANARY}"})
            await room.discord.mention(room.sam, room.channel, f"{CANARY}?")
            await room.discord.direct(room.ana, f"content add {CANARY}")
            form = (await room.command("boffin content add")).modal
            await room.discord.submit(room.ana, form, {"title": CANARY, "used": CANARY})
            await room.discord.autocomplete(room.ana, room.channel, "boffin plan tool", "tool", CANARY)
            room.discord.patience = 0.3  # nothing comes after these, and it is the log that is looked at
            for route in (CALLBACK, POST_MESSAGE):
                room.discord.refuse(route, 403, 50013)
            await room.discord.press(room.ana, said.last, said.last.labels[0], wait=0)
            room.discord.refuse(CALLBACK, 400, 50035, CANARY)
            await room.command("boffin log", {"entries": f"20m {CANARY}"}, wait=0)
            room.discord.drop(CALLBACK)
            await room.command("boffin log", {"entries": f"5m {CANARY}"}, wait=0)
            tokens = [one.token for one in room.discord.world.interactions.values()]
            await room.settled()
    written = "".join(told(record) for record in caplog.records)
    assert tokens
    for secret in (TOKEN, CANARY, *tokens):
        assert secret not in written
    assert any(record.name.startswith("bot.") for record in caplog.records), "something went wrong, and is told"
