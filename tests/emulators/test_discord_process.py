"""The local Discord as a process of its own: where it is, what it keeps, and what another process can do in it."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from tests.emulators.discord import POST_MESSAGE, TOKEN
from tests.emulators.discordpy import INTENTS, AtOnce

ROOT = Path(__file__).parents[2]


class Bot(AtOnce, discord.Client):
    def __init__(self) -> None:
        super().__init__(intents=INTENTS, guild_ready_timeout=0.01, max_messages=None)
        self.tree = app_commands.CommandTree(self)
        self.tree.command(name="boffin", description="Boffin")(boffin)

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def on_message(self, message: discord.Message) -> None:
        if not message.author.bot:
            await message.channel.send(f"heard {message.content}", nonce="n1")


async def boffin(interaction: discord.Interaction, minutes: int) -> None:
    await interaction.response.send_message(f"noted {minutes}")


@pytest.fixture
async def there(tmp_path: Path) -> AsyncIterator[dict[str, str]]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.emulators.discord", "--persist", str(tmp_path / "kept.jsonl")),
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
    )
    assert process.stdout is not None
    try:
        yield json.loads(await process.stdout.readline()) | {"kept": str(tmp_path / "kept.jsonl")}
    finally:
        process.terminate()
        await process.wait()


def read(path: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


async def test_another_process_acts_in_it_and_reads_what_it_kept(
    there: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Route, "BASE", there["api_url"])
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", URL(there["gateway_url"]))
    async with aiohttp.ClientSession() as session:

        async def do(verb: str, **asked: Any) -> Any:
            async with session.post(there["control_url"] + verb, json=asked) as answer:
                return await answer.json()

        assert (await do("user", name="ana"))["ok"]
        assert (await do("guild", name="school", members=["ana"]))["ok"]
        assert (await do("channel", name="teaching", guild="school"))["ok"]
        client = Bot()
        run = asyncio.ensure_future(client.start(TOKEN))
        try:
            assert (await do("connected"))["ok"]
            said = await do("command", user="ana", place="teaching", words="boffin", options={"minutes": 5}, wait=1)
            assert (said["ok"], said["messages"][0]["words"]) == (True, "noted 5")
            assert (await do("direct", user="ana", text="hello", wait=1))["messages"][0]["words"] == "heard hello"
            assert (await do("cut"))["ok"]
            assert [one["nonce"] for one in await do("messages", place="ana")] == ["n1"]
            assert (await do("command", user="ana", place="teaching", words="nothing"))["error"].startswith("NotDel")
            assert (await do("whisper"))["error"] == "unknown_verb"
        finally:
            await client.close()
            run.cancel()
            await asyncio.wait({run})
    kept = read(there["kept"])
    assert [one["body"]["content"] for one in kept if one["call"] == POST_MESSAGE] == ["heard hello"]
