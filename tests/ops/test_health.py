"""What is answered from outside, over real sockets, for every way in which a part may be away."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
import pytest

from bot.core.errors import CannotStart
from bot.ops.metrics import Metrics
from bot.ops.watch import Watch
from bot.settings import OpsSettings


async def well() -> str:
    return ""


async def wrong() -> str:
    return "TOKEN: it is wrong."


async def hangs() -> str:
    await asyncio.Event().wait()
    return ""


async def breaks() -> str:
    raise OSError("the secret words")


@dataclass
class Door:
    watch: Watch
    metrics: Metrics
    port: int

    async def get(self, path: str) -> tuple[int, str]:
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://127.0.0.1:{self.port}{path}") as answer,
        ):
            return answer.status, await answer.text()


@asynccontextmanager
async def watched(
    caplog: pytest.LogCaptureFixture,
    refresh: Callable[[], Awaitable[None]] | None = None,
    **parts: Callable[[], Awaitable[str]],
) -> AsyncIterator[Door]:
    metrics = Metrics("1.2.3")
    watch = Watch(OpsSettings(http=("127.0.0.1", 0)), parts, metrics, refresh, seconds=0.05)
    with caplog.at_level("INFO"):
        await watch.start()
    try:
        yield Door(watch, metrics, caplog.records[-1].port)
    finally:
        await watch.stop()


def lines(text: str) -> Mapping[str, str]:
    told = json.loads(text)
    assert text.count("\n") == len(told) + 2, "one line for each part"
    return dict(told)


async def test_it_is_ready_when_every_part_is_and_says_which_is_not(caplog: pytest.LogCaptureFixture):
    async with watched(caplog, database=well, ticker=well) as door:
        status, text = await door.get("/readyz")
        assert (status, lines(text)) == (200, {"ready": True, "database": "ok", "ticker": "ok"})
    async with watched(caplog, database=hangs, slack=wrong, discord=breaks, ticker=well) as door:
        status, text = await door.get("/readyz")
        assert status == 503
        assert lines(text) == {
            "ready": False,
            "database": "does not answer (TimeoutError)",
            "slack": "TOKEN: it is wrong.",
            "discord": "does not answer (OSError)",
            "ticker": "ok",
        }
        assert (await door.get("/livez"))[0] == 200, "alive, whatever else is away"


async def test_from_the_first_moment_of_stopping_it_is_not_ready(caplog: pytest.LogCaptureFixture):
    async with watched(caplog, database=well) as door:
        assert (await door.get("/readyz"))[0] == 200
        door.watch.is_stopping()
        status, text = await door.get("/readyz")
        assert (status, lines(text)["process"]) == (503, "stopping")
        assert (await door.get("/livez"))[0] == 200


async def test_metrics_are_brought_up_to_date_before_they_are_read(caplog: pytest.LogCaptureFixture):
    async def refresh() -> None:
        door.metrics.show("connected", True, platform="slack")

    async with watched(caplog, refresh) as door:
        status, text = await door.get("/metrics")
        assert status == 200
        assert 'boffin_adapter_connected{platform="slack"} 1.0' in text
        assert "boffin_event_loop_lag_seconds" in text


async def test_a_port_that_is_taken_is_a_sentence_that_names_the_setting(caplog: pytest.LogCaptureFixture):
    async with watched(caplog) as door:
        second = Watch(OpsSettings(http=("127.0.0.1", door.port)), {}, Metrics("1"))
        with pytest.raises(CannotStart, match=r"^BOFFIN_OPS_HTTP: cannot listen there"):
            await second.start()
        await second.stop()
