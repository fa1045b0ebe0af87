"""What is counted, under which names, and that no id and no word of anybody gets in."""

from typing import get_args

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.core.ports import Counted, Shown, Timed
from bot.ops.metrics import COUNTERS, GAUGES, MOST, TIMES, Metrics, word


def test_every_signal_of_the_core_has_its_metric():
    assert set(COUNTERS) == set(get_args(Counted))
    assert set(TIMES) == set(get_args(Timed))
    assert set(GAUGES) == set(get_args(Shown))


def test_what_is_counted_is_read_back_by_prometheus():
    metrics = Metrics("1.2.3")
    metrics.count("interactions", platform="slack", kind="command", outcome="answered")
    metrics.count("due", 3)
    metrics.count("outbound", platform="slack", method="chat.postMessage", status="200")
    metrics.time("ack", 0.2, platform="slack")
    metrics.time("nudge_lag", -5)
    metrics.show("connected", True, platform="discord")
    metrics.show("last_tick", 1_790_000_000.0)
    found = {
        (sample.name, *(words for _, words in sorted(sample.labels.items()) if words != "+Inf")): sample.value
        for family in text_string_to_metric_families(metrics.text())
        for sample in family.samples
    }
    assert found["boffin_build_info", "1.2.3"] == 1
    assert found["boffin_interactions_total", "command", "answered", "slack"] == 1
    assert found["boffin_nudges_due_total",] == 3
    assert found["boffin_outbound_requests_total", "chat.postMessage", "slack", "200"] == 1
    assert found["boffin_interaction_ack_seconds_bucket", "0.25", "slack"] == 1
    assert found["boffin_interaction_ack_seconds_bucket", "0.1", "slack"] == 0
    assert found["boffin_nudge_lag_seconds_sum",] == 0
    assert found["boffin_adapter_connected", "discord"] == 1
    assert found["boffin_scheduler_last_tick_timestamp_seconds",] == 1_790_000_000.0
    assert ("process_resident_memory_bytes",) in found


def test_two_in_one_process_do_not_count_together():
    one, other = Metrics("a"), Metrics("a")
    one.count("deduplicated")
    assert "boffin_events_deduplicated_total 1.0" in one.text()
    assert "boffin_events_deduplicated_total 0.0" in other.text()


@pytest.mark.parametrize("said", ["U012AB3CD", "UABCDEFGHIJ", "86753098675309", "ana", "my patient in bed 4", "", "ü"])
def test_an_id_or_a_text_is_no_label(said: str):
    metrics = Metrics("1")
    metrics.count("outbound", platform="slack", method=said, status="200")
    assert said == "ana" or 'method="other"' in metrics.text()


@pytest.mark.parametrize("name", ["slack", "users.info", "oauth.v2.access", "/channels/{channel_id}/messages", "429"])
def test_names_of_methods_and_codes_are_labels(name: str):
    assert word(name) == name


def test_labels_do_not_grow_without_bound():
    metrics = Metrics("1")
    letters = "abcdefghijklmnopqrstuvwxyz"
    for number in range(MOST * 2):
        name = letters[number % 26] + letters[number // 26]
        metrics.count("outbound", platform="slack", method=name, status="200")
    assert metrics.text().count("boffin_outbound_requests_total{") == MOST + 1
