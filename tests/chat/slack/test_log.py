"""No token and no text reaches a log, at debug level either, whatever goes wrong."""

import logging
import traceback

import pytest

from tests.chat.slack.room import TRANSPORTS, opened
from tests.emulators.slack import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET

CANARY = "canarywords"


def told(record: logging.LogRecord) -> str:
    """Return everything that any formatter could write of a record."""
    trace = "".join(traceback.format_exception(*record.exc_info)) if record.exc_info else ""
    return f"{record.__dict__} {record.getMessage()} {trace}"


@pytest.mark.parametrize("transport", TRANSPORTS)
async def test_no_token_and_no_text_is_logged(transport: str, caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.DEBUG):
        async with opened(transport) as room:
            for name in list(logging.root.manager.loggerDict):
                caplog.set_level(logging.DEBUG, name)  # each gets its own level back after the test
            await room.command("UANA", f"ask {CANARY}", "C1")
            said = await room.slack.direct("UANA", f"content add {CANARY}")
            await room.slack.mention("USAM", "C1", f"{CANARY}?")
            form = (await room.command("UANA", "content add", "C1")).view
            await room.slack.submit("UANA", form, {"field/title": CANARY}, wait=1)
            await room.slack.shortcut("UANA", f"unknown_{CANARY}", said.last, wait=0)
            room.slack.refuse("chat.postMessage", "is_archived", times=2)
            room.slack.fail("views.open")
            await room.slack.direct("UANA", f"log 20m {CANARY}", wait=0)
            await room.command("UANA", "content add", "C1")
            room.slack.drop("chat.postMessage")
            await room.slack.direct("UANA", CANARY, wait=0)
            await room.settled()
            await room.slack.event({"type": "app_mention", "text": CANARY})
    written = "".join(told(record) for record in caplog.records)
    for secret in (BOT_TOKEN, APP_TOKEN, SIGNING_SECRET, CANARY):
        assert secret not in written
    assert any(record.name.startswith("bot.") for record in caplog.records), "something went wrong, and is told"
