"""`boffin run` and `boffin doctor` with a local Slack, as an operator starts and stops them."""

import asyncio
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import settings, wiring
from bot.chat.door import Speaker, Spot
from bot.cli import CONFIG, main
from bot.core.message import Invocation
from bot.core.people import Standing
from bot.core.situation import Address, Installation
from tests.emulators.slack import APP_TOKEN, BOT_TOKEN, LocalSlack
from tests.fakes import StillClock

NO_SOCKET = {"SLACK_APP_TOKEN": "xapp-no"}
ROOT = Path(__file__).resolve().parents[3]


def environ(slack: LocalSlack, home: Path, **more: str) -> dict[str, str]:
    return {
        "BOFFIN_HOME": str(home),
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "BOFFIN_SLACK_API_URL": slack.api_url,
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        **more,
    }


async def started(name: str, env: dict[str, str]) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-W", "error", "-m", "bot", name, env=env, cwd=ROOT,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip


async def ended(running: asyncio.subprocess.Process) -> str:
    """Wait for its end and return everything it wrote."""
    out, err = await asyncio.wait_for(running.communicate(), 30)
    return (out + err).decode()


async def test_run_connects_answers_and_ends_cleanly_at_a_signal(tmp_path: Path):
    async with LocalSlack() as slack:
        slack.user("UANA", name="Ana")
        running = await started("run", environ(slack, tmp_path, BOFFIN_LOG_LEVEL="debug"))
        try:
            await slack.connected(seconds=20)
            said = await slack.command("UANA", "UANA", "/boffin", "log 20m youtube")
            assert said.words.startswith("Noted: 20 min on YouTube.")
        finally:
            running.send_signal(signal.SIGTERM)
            written = await ended(running)
    assert running.returncode == 0, written
    assert "Traceback" not in written and "xoxb" not in written and "youtube" not in written.lower()


async def test_a_refused_token_is_a_sentence_with_its_fix(tmp_path: Path):
    async with LocalSlack() as slack:
        for name, value in (("SLACK_BOT_TOKEN", "xoxb-wrong"), ("SLACK_APP_TOKEN", "xapp-wrong")):
            running = await started("run", environ(slack, tmp_path, **{name: value}))
            told = await ended(running)
            assert running.returncode == CONFIG, told
            assert told.startswith(f"{name}: Slack says invalid_auth.")
            assert value not in told


async def test_doctor_looks_at_tokens_scopes_and_the_socket(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    async with LocalSlack() as slack:
        assert await asyncio.to_thread(main, ["doctor"], environ(slack, tmp_path)) == 0
        told = capsys.readouterr().out
        assert "slack: the token works in T1" in told and "slack: Socket Mode gives us a socket" in told
        assert await asyncio.to_thread(main, ["doctor"], environ(slack, tmp_path, **NO_SOCKET)) == 1
        assert "wrong slack: SLACK_APP_TOKEN: " in capsys.readouterr().out
    async with LocalSlack(scopes=("commands", "chat:write")) as slack:
        assert await asyncio.to_thread(main, ["doctor"], environ(slack, tmp_path)) == 1
        assert "missing app_mentions:read" in capsys.readouterr().out


async def keep_channels(slack: LocalSlack, home: Path, *channels: str) -> None:
    """Turn posts on in these channels, as their keeper."""
    parts = wiring.build(settings.read(environ(slack, home)))
    keeper = Speaker(Address("slack", "T1", "UANA"), "Ana", Standing.REGULAR, zone="Europe/London")
    try:
        for channel in channels:
            spot = Spot(Address("slack", "T1", channel), f"#{channel.lower()}")
            for number, path in enumerate((("channel", "welcome"), ("channel", "posts"))):
                said = Invocation(path, {"action": "on"} if number else {})
                await parts.door(StillClock(datetime(2026, 9, 4, tzinfo=UTC))).hear(
                    f"{channel}{number}", keeper, said, spot
                )
    finally:
        parts.store.close()


async def test_doctor_names_the_channels_where_posts_cannot_arrive_and_the_fix(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    async with LocalSlack() as slack:
        slack.channel("C1", name="fine")
        slack.channel("C2", name="left", bot=False)
        slack.channel("C3", name="old", archived=True)
        await keep_channels(slack, tmp_path, "C1", "C2", "C3", "C4")
        assert await asyncio.to_thread(main, ["doctor"], environ(slack, tmp_path)) == 1
    told = capsys.readouterr().out
    assert "Boffin is not in #left (any more). Say /invite @boffin there" in told
    assert "#old is archived" in told and "channel C4: Slack says channel_not_found" in told
    assert "fine" not in told


async def test_doctor_looks_at_every_workspace_that_installed_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    async with LocalSlack() as slack:
        slack.install("T2", token="xoxb-two", scopes=("commands",))  # noqa: S106 - a local Slack
        env = environ(slack, tmp_path) | {
            "SLACK_CLIENT_ID": "1.2",
            "SLACK_CLIENT_SECRET": "s",
            "BOFFIN_HTTP": "127.0.0.1:0",
        }
        env |= {"SLACK_SIGNING_SECRET": "s", "BOFFIN_PUBLIC_URL": "https://boffin.example"}
        del env["SLACK_BOT_TOKEN"], env["SLACK_APP_TOKEN"]
        store = wiring.open_store(settings.read(env))
        for team, token in (("T1", BOT_TOKEN), ("T2", "xoxb-two"), ("T3", "xoxb-gone")):
            installation = Installation("slack", team, {"token": token, "team": team})
            await store.installations.put(installation, datetime(2026, 9, 4, tzinfo=UTC))
        store.close()
        assert await asyncio.to_thread(main, ["doctor"], env) == 1
    told = capsys.readouterr().out
    assert "ok    slack: the token works in T1" in told
    assert "wrong slack: missing app_mentions:read" in told and "Slack says invalid_auth" in told
    assert BOT_TOKEN not in told
