"""The port Signals on Prometheus: every metric there is, in a registry of its own, with words as labels only."""

import re
from typing import NamedTuple

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

from bot.core.ports import Counted, Shown, Signals, Timed

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
# Words of ours, names of API methods, and status codes; an id of Slack or Discord, or what somebody wrote, is none.
WORD = re.compile(r"(?!.*\d\d)[a-z/][A-Za-z0-9_./{}-]{0,59}|[1-5]\d\d")
OTHER = "other"
MOST = 200  # sets of labels of one metric; further ones are counted together


class Metric(NamedTuple):
    """One metric: its name after `boffin_`, what it tells, its labels, and the bounds of a histogram in seconds."""

    name: str
    tells: str
    labels: tuple[str, ...] = ()
    bounds: tuple[float, ...] = ()


COUNTERS: dict[Counted, Metric] = {
    "interactions": Metric("interactions", "What people said or pressed.", ("platform", "kind", "outcome")),
    "deduplicated": Metric("events_deduplicated", "What a platform sent again and had no second effect."),
    "mistakes": Metric("mistakes", "Bugs of ours that were met and logged.", ("where",)),
    "outbound": Metric("outbound_requests", "Requests to a platform.", ("platform", "method", "status")),
    "rate_limited": Metric("rate_limited", "Requests that a platform refused as too many.", ("platform",)),
    "due": Metric("nudges_due", "Nudges that fell due."),
    "claimed": Metric("nudges_claimed", "Nudges that were taken for sending."),
    "nudges": Metric("nudges", "Nudges by how they ended.", ("outcome",)),
}
TIMES: dict[Timed, Metric] = {
    "ack": Metric(
        "interaction_ack_seconds",
        "From the arrival of something to its acknowledgement.",
        ("platform",),
        (0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3),
    ),
    "nudge_lag": Metric(
        "nudge_lag_seconds",
        "From the moment a nudge was due to its sending.",
        (),
        (2, 5, 15, 60, 300, 900, 3600, 43200),
    ),
}
GAUGES: dict[Shown, Metric] = {
    "connected": Metric("adapter_connected", "Whether a platform is connected.", ("platform",)),
    "last_tick": Metric("scheduler_last_tick_timestamp_seconds", "When the ticker last did its work."),
    "last_sweep": Metric("retention_last_run_timestamp_seconds", "When what is past its time was last deleted."),
    "waiting": Metric("nudge_waiting_seconds", "For how long the oldest nudge that is due has waited, 0 for none."),
    "loop_lag": Metric("event_loop_lag_seconds", "How late the event loop was when it was last looked at."),
}


class Metrics(Signals):
    """Counts in memory; `text` is what Prometheus reads."""

    def __init__(self, version: str) -> None:
        self._registry = registry = CollectorRegistry(auto_describe=False)
        self._counters = {
            what: Counter(f"boffin_{one.name}", one.tells, one.labels, registry=registry)
            for what, one in COUNTERS.items()
        }
        self._times = {
            what: Histogram(f"boffin_{one.name}", one.tells, one.labels, registry=registry, buckets=one.bounds)
            for what, one in TIMES.items()
        }
        self._gauges = {
            what: Gauge(f"boffin_{one.name}", one.tells, one.labels, registry=registry) for what, one in GAUGES.items()
        }
        self._seen: dict[str, set[tuple[str, ...]]] = {}
        built = Gauge("boffin_build_info", "Which version runs.", ("version",), registry=registry)
        built.labels(version).set(1)
        ProcessCollector(registry=registry)

    def count(self, what: Counted, amount: int = 1, **labels: str) -> None:
        """Add to a counter."""
        counter = self._counters[what]
        (counter.labels(*self._words(what, COUNTERS[what], labels)) if labels else counter).inc(amount)

    def time(self, what: Timed, seconds: float, **labels: str) -> None:
        """Add to a histogram; a clock that was set back gives no negative time."""
        histogram = self._times[what]
        (histogram.labels(*self._words(what, TIMES[what], labels)) if labels else histogram).observe(max(seconds, 0.0))

    def show(self, what: Shown, value: float, **labels: str) -> None:
        """Set a gauge."""
        gauge = self._gauges[what]
        (gauge.labels(*self._words(what, GAUGES[what], labels)) if labels else gauge).set(value)

    def _words(self, what: str, metric: Metric, labels: dict[str, str]) -> tuple[str, ...]:
        words = tuple(word(labels[name]) for name in metric.labels)
        seen = self._seen.setdefault(what, set())
        if words not in seen and len(seen) >= MOST:
            return tuple(OTHER for _ in words)
        seen.add(words)
        return words

    def text(self) -> str:
        """Return everything as Prometheus reads it."""
        return generate_latest(self._registry).decode()


def word(label: str) -> str:
    """Return a label as it may be shown: an id or a text becomes "other"."""
    return label if WORD.fullmatch(label) else OTHER
