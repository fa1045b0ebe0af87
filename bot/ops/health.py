"""What can be asked from outside: is it alive, is it ready, what did it count. No names, no ids, no secrets."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping

from bot.http import Answer, Request, Routes
from bot.ops.metrics import CONTENT_TYPE
from bot.ops.pulse import Pulse

SECONDS_TO_ANSWER = 2.0
WELL = "ok"
JSON = {"Content-Type": "application/json; charset=utf-8"}

Look = Callable[[], Awaitable[str]]  # "" where that part is well, else what is wrong, for the operator


class Health:
    """Looks at every part when it is asked; `is_stopping` says no to everyone who asks whether it is ready."""

    def __init__(
        self,
        parts: Mapping[str, Look],
        pulse: Pulse,
        text: Callable[[], Awaitable[str]],
        *,
        seconds: float = SECONDS_TO_ANSWER,
    ) -> None:
        self._parts, self._pulse, self._text, self._seconds = parts, pulse, text, seconds
        self.is_stopping = False
        self.routes: Routes = {
            ("GET", "/livez"): self.live,
            ("GET", "/readyz"): self.ready,
            ("GET", "/metrics"): self.counted,
        }

    async def live(self, request: Request) -> Answer:
        """Answer 200 while the event loop keeps up, whatever else is away."""
        return Answer(200, "ok\n") if self._pulse.is_well() else Answer(503, f"{self._pulse.lag():.1f} s late\n")

    async def ready(self, request: Request) -> Answer:
        """Answer with one line for each part; 200 where all of them are well."""
        found = await asyncio.gather(*(self._look(look) for look in self._parts.values()))
        told = dict(zip(self._parts, found, strict=True))
        if self.is_stopping:
            told["process"] = "stopping"
        is_ready = all(line == WELL for line in told.values())
        body = json.dumps({"ready": is_ready, **told}, indent=1, ensure_ascii=False)
        return Answer(200 if is_ready else 503, f"{body}\n", JSON)

    async def _look(self, look: Look) -> str:
        try:
            async with asyncio.timeout(self._seconds):
                return await look() or WELL
        except Exception as problem:  # noqa: BLE001 - whatever a part raises, it is not ready
            return f"does not answer ({type(problem).__name__})"

    async def counted(self, request: Request) -> Answer:
        """Answer with what was counted, as Prometheus reads it."""
        return Answer(200, await self._text(), {"Content-Type": CONTENT_TYPE})
