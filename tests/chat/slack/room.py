"""Boffin in a local Slack: the real assistant, content, storage and ledger, the real slack-bolt, over real sockets."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot import settings, wiring
from bot.chat.console.clock import ManualClock
from bot.chat.door import Door
from bot.chat.slack.app import Slack
from bot.chat.slack.receiving import PATH
from bot.ops.listener import Listener
from bot.scheduling.ticker import Ticker
from tests.dialogues.playing import in_memory
from tests.emulators.slack import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, LocalSlack
from tests.emulators.slack.replies import Replies

NOW = datetime(2026, 9, 4, 11, 0, tzinfo=UTC)
TRANSPORTS = ("socket", "http")


@dataclass
class Room:
    """The local Slack with Boffin in it. `settled` waits for what runs after the acknowledgements."""

    slack: LocalSlack
    app: Slack
    door: Door
    clock: ManualClock
    ticker: Ticker
    parts: wiring.Parts
    url: str = ""
    listener: Listener | None = None

    async def command(self, user: str, text: str, place: str = "", word: str = "/boffin", wait: int = 1) -> Replies:
        """Type a slash command; without a place in the direct message."""
        return await self.slack.command(user, place or user, word, text, wait=wait)

    async def settled(self) -> None:
        """Wait until everything that was begun is done."""
        assert await self.door.settled() == 0


@asynccontextmanager
async def opened(transport: str = "socket", start: datetime = NOW, **local: Any) -> AsyncIterator[Room]:
    """Open a room: Ana, Sam and an admin in #ecg-teaching, and Boffin connected."""
    async with LocalSlack(**local) as slack:
        slack.user("UANA", name="Ana")
        slack.user("USAM", name="Sam")
        slack.user("UADMIN", name="Ada", admin=True)
        slack.channel("C1", name="ecg-teaching", members=("UANA", "USAM", "UADMIN"))
        clock = ManualClock(start)
        slack.courier.signed_at = lambda: clock.now().timestamp()
        http = ("127.0.0.1", 0) if transport == "http" else None
        chosen = settings.SlackSettings(BOT_TOKEN, APP_TOKEN, SIGNING_SECRET, slack.api_url, http)
        parts = in_memory()
        door = parts.door(clock)
        app = Slack(chosen, door, parts.words, clock, parts.store.installations, parts.store.expectations)
        try:
            await app.start()
            ticker = parts.ticker({"slack": app.outbox}, clock, at_once=1)
            room = Room(slack, app, door, clock, ticker, parts)
            if http:
                room.listener = Listener(*http, app.routes)
                room.url = f"http://127.0.0.1:{await room.listener.start()}{PATH}"
                slack.deliver_over_http(room.url)
            else:
                await slack.connected()
            yield room
            await app.pause()
            assert await door.settled() == 0
            if room.listener:
                await room.listener.stop()
        finally:
            await app.stop()
            parts.store.close()
