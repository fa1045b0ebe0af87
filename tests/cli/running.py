"""`boffin run` as a process of its own, watched through its log and its health."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from tests.emulators.slack import APP_TOKEN, BOT_TOKEN

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 30


@dataclass
class Running:
    """A process with everything it wrote to its log so far."""

    process: asyncio.subprocess.Process
    lines: list[dict[str, Any]] = field(default_factory=list)
    written: str = ""
    _told: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def read(self) -> None:
        """Read its log until it ends."""
        assert self.process.stderr is not None
        async for raw in self.process.stderr:
            async with self._told:
                self.written += raw.decode()
                self.lines.append(json.loads(raw) if raw.startswith(b"{") else {"event": raw.decode()})
                self._told.notify_all()

    async def says(self, event: str, **more: object) -> dict[str, Any]:
        """Wait for a line of the log, and return it."""

        def found() -> dict[str, Any] | None:
            wanted = {"event": event, **more}.items()
            return next((line for line in self.lines if wanted <= line.items()), None)

        async with self._told, asyncio.timeout(SECONDS):
            await self._told.wait_for(lambda: found() is not None)
        line = found()
        assert line is not None
        return line

    async def get(self, path: str) -> tuple[int, str]:
        """Ask its operators' address."""
        port = (await self.says("listening", setting="BOFFIN_OPS_HTTP"))["port"]
        async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as answer:
            return answer.status, await answer.text()

    async def becomes(self, path: str, is_so: Callable[[int, str], bool]) -> str:
        """Ask until the answer is so."""
        async with asyncio.timeout(SECONDS):
            while True:
                status, text = await self.get(path)
                if is_so(status, text):
                    return text

    def stop(self) -> None:
        """Ask it to end."""
        self.process.send_signal(signal.SIGTERM)

    async def ended(self) -> int:
        """Wait for its end, and return its exit code."""
        async with asyncio.timeout(SECONDS):
            return await self.process.wait()


def environ(api_url: str, home: Path, **more: str) -> dict[str, str]:
    """Return what an operator would set."""
    return {
        "BOFFIN_HOME": str(home),
        "BOFFIN_OPS_HTTP": "127.0.0.1:0",
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "BOFFIN_SLACK_API_URL": api_url,
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        **more,
    }


@asynccontextmanager
async def running(api_url: str, home: Path, **more: str) -> AsyncIterator[Running]:
    """Start `boffin run`, and end it whatever happens."""
    made = await asyncio.create_subprocess_exec(
        sys.executable, "-W", "error", "-m", "bot", "run",
        env=environ(api_url, home, **more), cwd=ROOT, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    bot = Running(made)
    reading = asyncio.create_task(bot.read())
    try:
        yield bot
    finally:
        if made.returncode is None:
            made.kill()
            await made.wait()
        await reading
