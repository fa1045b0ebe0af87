"""A process that answers `/boffin log` in Slack: bare bolt, bolt with the same SQL, or Boffin itself."""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck

from bot import settings, wiring
from bot.chat.slack import api
from bot.chat.slack.app import Slack
from bot.chat.slack.receiving import PATH, Receiver
from bot.core.message import Incoming
from bot.core.people import Person, Standing
from bot.core.situation import Address
from bot.http import Answer, Request
from bot.ops.clock import SystemClock
from bot.ops.listener import Listener
from bot.ops.turns import take_short_turns
from tests.bench.floor import SameSql
from tests.emulators.slack import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET

SAID = "log 20m youtube"
KINDS = ("bare", "sql", "boffin")


async def same_sql(parts: wiring.Parts) -> SameSql:
    """Say it once for somebody with a plan, and return what that did to the database."""
    person = await parts.store.accounts.person(Address("slack", "T1", "UBENCH"))
    speaker = Person(person, "Bench", Standing.REGULAR, zone="Europe/London")
    floor = SameSql(parts.store.database, frozenset({person}))
    for number in range(3):  # the third is neither anybody's first nor the first of a day
        if number == 2:
            floor.record()
        await parts.assistant.hear(Incoming(f"bench/{number}", speaker, SAID), datetime.now(UTC))
    floor.done()
    return floor


async def bolt(asked: argparse.Namespace, work: Callable[[], Awaitable[None]]) -> Receiver | None:
    """Answer with bolt alone, under the flags that Boffin has."""
    session = aiohttp.ClientSession()

    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T1", bot_user_id="UBOFFIN", bot_token=BOT_TOKEN)

    app = AsyncApp(
        client=api.client(None, asked.api, session),
        authorize=authorize,
        process_before_response=True,
        request_verification_enabled=False,
        ssl_check_enabled=False,
    )

    async def answer(ack: AsyncAck) -> None:
        await work()
        await ack({"text": "Noted: 20 min on YouTube.", "response_type": "ephemeral"})

    app.command("/boffin")(answer)
    if asked.http:
        return Receiver(app, SIGNING_SECRET, SystemClock())
    await AsyncSocketModeHandler(app, APP_TOKEN, web_client=api.client(None, asked.api, session)).connect_async()
    return None


async def run(asked: argparse.Namespace, folder: Path) -> None:
    """Answer until the process is ended."""
    parts = wiring.build(settings.read({"BOFFIN_HOME": str(folder)}), exclusive=True)
    if asked.kind == "boffin":
        store = parts.store
        chosen = settings.SlackSettings(
            BOT_TOKEN, APP_TOKEN, SIGNING_SECRET, asked.api, ("127.0.0.1", 0) if asked.http else None
        )
        slack = Slack(
            chosen, parts.door(SystemClock()), parts.words, SystemClock(), store.installations, store.expectations
        )
        await slack.start()
        receive = slack.receive
    else:
        floor = await same_sql(parts) if asked.kind == "sql" else None

        async def nothing() -> None:
            pass

        receiver = await bolt(asked, floor.again if floor else nothing)

        async def receive(request: Request) -> Answer:
            assert receiver
            return await receiver.receive(request.headers, request.body)

    port = await Listener("127.0.0.1", 0, {("POST", PATH): receive}).start() if asked.http else 0
    sys.stdout.write(f"http://127.0.0.1:{port}{PATH}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("api")
    parser.add_argument("--http", action="store_true")
    take_short_turns()
    with tempfile.TemporaryDirectory(prefix="boffin-bench-") as folder:
        asyncio.run(run(parser.parse_args(), Path(folder)))


if __name__ == "__main__":
    main()
