"""Runs the local Slack as a process of its own: it says where it is on the first line, and keeps what it accepted."""

import argparse
import asyncio
import json
import sys
from pathlib import Path

from aiohttp import web

from tests.emulators.clock import Clock
from tests.emulators.slack.local import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, LocalSlack
from tests.emulators.slack.state import Json


class Control:
    """Lets another process act in this Slack: POST /control/<verb> with the arguments as JSON."""

    def __init__(self, slack: LocalSlack) -> None:
        self.slack = slack

    async def answer(self, request: web.Request) -> web.Response:
        """Do one verb and tell what came of it."""
        asked: Json = await request.json()
        verb = request.match_info["verb"]
        if verb in ("user", "channel", "refuse", "rate_limit", "fail", "drop", "deliver_over_http"):
            getattr(self.slack, verb)(**asked)
            return web.json_response({"ok": True})
        if verb == "messages":
            return web.json_response([one.words for one in self.slack.messages(**asked)])
        if verb not in ("command", "direct", "mention"):
            return web.json_response({"ok": False, "error": "unknown_verb"}, status=404)
        replies = await getattr(self.slack, verb)(**{"wait": 0} | asked)
        tries = [[one.acked, one.reason, one.seconds] for one in replies.delivery.attempts]
        return web.json_response({"ok": replies.delivery.acked, "ack": replies.ack, "attempts": tries})


async def run(asked: argparse.Namespace) -> None:
    """Stay up until the process is ended."""
    slack = LocalSlack(
        bot_token=asked.bot_token,
        app_token=asked.app_token,
        signing_secret=asked.signing_secret,
        persist=asked.persist,
        port=asked.port,
        clock=Clock(live=True),
    )
    slack.deliver_over_http(asked.http)
    slack.server.app.router.add_post("/control/{verb}", Control(slack).answer)
    async with slack:
        sys.stdout.write(json.dumps({"api_url": slack.api_url, "control_url": f"{slack.server.base}/control/"}) + "\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m tests.emulators.slack", description=__doc__)
    parser.add_argument("--persist", type=Path, help="append what is accepted to this file, as JSON lines")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--http", default="", help="deliver by signed posts to this address, not by Socket Mode")
    parser.add_argument("--bot-token", default=BOT_TOKEN)
    parser.add_argument("--app-token", default=APP_TOKEN)
    parser.add_argument("--signing-secret", default=SIGNING_SECRET)
    asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
