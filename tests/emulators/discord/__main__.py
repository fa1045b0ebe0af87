"""Runs the local Discord as a process of its own: it says where it is on the first line, and keeps what it accepted."""

import argparse
import asyncio
import json
import sys
from pathlib import Path

from aiohttp import web

from tests.emulators.clock import Clock
from tests.emulators.discord.local import TOKEN, LocalDiscord
from tests.emulators.discord.replies import Replies
from tests.emulators.discord.state import Guild, Json, Message, Modal

#: What needs no more than its arguments, and gives nothing back but that it was done.
PLAIN = (
    *("cut", "refuse", "rate_limit", "limit", "fail", "drop", "stop_heartbeats", "start_heartbeats"),
    *("ask_to_reconnect", "invalidate"),
)
ACTS = ("command", "autocomplete", "direct", "mention", "say", "press", "choose", "reply", "message_command", "submit")


class Control:
    """Lets another process act in this Discord: POST /control/<verb> with the arguments as JSON."""

    def __init__(self, discord: LocalDiscord) -> None:
        self.discord = discord

    async def answer(self, request: web.Request) -> web.Response:
        """Do one verb and tell what came of it."""
        asked: Json = await request.json()
        verb = request.match_info["verb"]
        try:
            told = await self._do(verb, self._found(asked))
        except (AssertionError, LookupError) as no:
            return web.json_response({"ok": False, "error": f"{type(no).__name__}: {no}"}, status=409)
        if told is None:
            return web.json_response({"ok": False, "error": "unknown_verb"}, status=404)
        return web.json_response(told)

    async def _do(self, verb: str, asked: Json) -> Json | list[Json] | None:
        if verb in ("user", "channel", "guild"):
            return {"ok": True, "id": getattr(self.discord, verb)(**asked).id}
        if verb in PLAIN:
            getattr(self.discord, verb)(**asked)
            return {"ok": True}
        if verb in ("join", "leave"):
            await getattr(self.discord, verb)(**asked)
            return {"ok": True}
        if verb == "messages":
            return [{"id": one.id, "words": one.words, "nonce": one.nonce} for one in self.discord.messages(**asked)]
        if verb == "connected":
            await self.discord.connected(**asked)
            return {"ok": True}
        if verb in ACTS:
            return self._told(await getattr(self.discord, verb)(**{"wait": 0} | asked))
        return None

    def _told(self, replies: Replies) -> Json:
        said = [{"id": one.id, "words": one.words, "labels": one.labels} for one in replies.messages]
        forms = [{"id": one.interaction.id, "title": one.title, "labels": one.labels} for one in replies.forms]
        told = {"ack": replies.ack, "error": replies.error, "messages": said, "forms": forms}
        return {"ok": not replies.error, **told, "suggestions": replies.suggestions}

    def _found(self, asked: Json) -> Json:
        """Put servers, messages and forms in the place of their ids."""
        found = dict(asked)
        if "guild" in asked:
            found["guild"] = self._guild(asked["guild"])
        if "message" in asked and asked["message"] in self._messages():
            found["message"] = self._messages()[asked["message"]]
        if "modal" in asked:
            found["modal"] = self._modals()[asked["modal"]]
        return found

    def _guild(self, named: str) -> Guild:
        return next(one for one in self.discord.world.guilds.values() if named in (one.id, one.name))

    def _messages(self) -> dict[str, Message]:
        return {one.id: one for one in self.discord.world.said}

    def _modals(self) -> dict[str, Modal]:
        return {one.interaction.id: one for one in self.discord.world.opened}


async def run(asked: argparse.Namespace) -> None:
    """Stay up until the process is ended."""
    local = LocalDiscord(token=asked.token, persist=asked.persist, port=asked.port, clock=Clock(live=True))
    local.gateway.shards = asked.shards
    local.server.app.router.add_post("/control/{verb}", Control(local).answer)
    async with local:
        told = {
            "api_url": local.api_url,
            "gateway_url": local.gateway_url,
            "control_url": f"{local.server.base}/control/",
        }
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m tests.emulators.discord", description=__doc__)
    parser.add_argument("--persist", type=Path, help="append what is accepted to this file, as JSON lines")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--shards", type=int, default=1)
    asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
