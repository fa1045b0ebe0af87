"""`boffin run` and `boffin doctor` with a local Slack, as an operator starts and stops them."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from bot.cli import CONFIG, main
from tests.emulators.slack import APP_TOKEN, BOT_TOKEN, LocalSlack

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
