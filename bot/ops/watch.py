"""What others can see of a running process: health and metrics over HTTP where they are asked for, and systemd."""

from collections.abc import Awaitable, Callable, Mapping

from bot.core.ports import Signals
from bot.ops import systemd
from bot.ops.health import SECONDS_TO_ANSWER, Health, Look
from bot.ops.metrics import Metrics
from bot.ops.pulse import Pulse
from bot.settings import OpsSettings


class Watch:
    """Looks at `parts` when it is asked; `refresh` brings up to date what is shown, just before it is read."""

    def __init__(
        self,
        settings: OpsSettings,
        parts: Mapping[str, Look],
        signals: Signals,
        refresh: Callable[[], Awaitable[None]] | None = None,
        *,
        seconds: float = SECONDS_TO_ANSWER,
    ) -> None:
        self._settings, self._signals, self._refresh = settings, signals, refresh
        self._pulse = Pulse(self._beaten)
        self._health = Health(parts, self._pulse, self._text, seconds=seconds)
        self._listener = None
        if settings.http:
            from bot.ops.listener import Listener  # aiohttp comes with the platforms only

            self._listener = Listener(*settings.http, self._health.routes, setting="BOFFIN_OPS_HTTP")

    def _beaten(self, lag: float) -> None:
        self._signals.show("loop_lag", lag)
        if self._settings.watched:
            systemd.tell(self._settings.notify, systemd.ALIVE)

    async def _text(self) -> str:
        if self._refresh:
            await self._refresh()
        return self._signals.text() if isinstance(self._signals, Metrics) else ""

    async def start(self) -> None:
        """Begin to answer; nothing is ready yet."""
        self._pulse.start()
        if self._listener:
            await self._listener.start()

    def is_ready(self) -> None:
        """Tell systemd that everything was begun."""
        systemd.tell(self._settings.notify, systemd.READY)

    def is_stopping(self) -> None:
        """Say no from now on to whoever asks whether we are ready."""
        self._health.is_stopping = True
        systemd.tell(self._settings.notify, systemd.STOPPING)

    async def stop(self) -> None:
        """Answer no more."""
        await self._pulse.stop()
        if self._listener:
            await self._listener.stop()
