"""What goes wrong while ticking: logged once, without content, and never the end of the ticking."""

import logging
import secrets
from collections.abc import Awaitable, Callable

from bot.core.errors import CannotKeep
from bot.core.ports import SILENT, Signals
from bot.core.situation import Delivery

LOG = logging.getLogger("bot.scheduling.ticker")


def guarded(work: Callable[[], Awaitable[object]], signals: Signals = SILENT) -> Callable[[], Awaitable[None]]:
    """Return the work as a job: what goes wrong is logged, and does not end the ticking."""
    refused = False  # said once while it lasts, not every two seconds

    async def run() -> None:
        nonlocal refused
        try:
            await work()
            refused = False
        except CannotKeep as reason:
            if not refused:
                LOG.warning("nothing can be kept", extra={"why": reason.reason})
            refused = True
        except Exception as mistake:  # noqa: BLE001 - a database away for a minute must not end the ticking
            log_mistake(mistake, signals)

    return run


def log_mistake(mistake: Exception, signals: Signals, delivery: Delivery | None = None) -> str:
    """Log a bug without content, a full disk as such; return its reference and kind."""
    if isinstance(mistake, CannotKeep):
        LOG.warning("nothing can be kept", extra={"why": mistake.reason, "delivery": delivery.id if delivery else ""})
        return "nothing can be kept"
    signals.count("mistakes", where="ticker")
    reference = secrets.token_hex(4)
    extra = {"reference": reference, "error": type(mistake).__name__, "delivery": delivery.id if delivery else ""}
    LOG.error("our mistake", extra=extra)
    return f"{type(mistake).__name__} {reference}"
