"""What is sealed comes back as it was, also what older and newer versions wrote."""

import json
from datetime import date, time

import pytest

from bot.core.plan.document import Away, AwayKind, ChannelPlan, Plan, Posts, Settings, Term, WorkspacePlan
from bot.core.plan.edits import COLLECTIONS, Change, Edit
from bot.core.plan.weeks import Week
from bot.storage.codec import DOCUMENTS, UPGRADES, Codec, upgraded
from bot.storage.vault import CannotOpen, Vault, new_key
from tests.storage.shapes import ITEM, LOG, NEED, NOW, TOOL, WEEK

# Recorded from each shape; when a shape changes, this stays and the new one comes beside it.
SAMPLES = {
    ("person", 1): (
        '{"needs": {"n1": {"words": "hear what students ask", "kind": "", "priority": 2, "asked_by": ""}}, "tools": '
        '{"podcast": {"stage": "in-use", "since": "2026-09-01", "needs": ["reach"], "promise": null, "budget": 30, '
        '"backup": null}}, "items": {}, "away": {"a1": {"kind": "on-call", "first": "2026-11-23", "last": '
        '"2026-11-29"}}, "settings": {"weekly_minutes": 90, "zone": "Europe/London", "card": "yes", "card_day": 4, '
        '"card_time": "12:30:00", "quiet_from": "19:00:00", "quiet_until": "07:30:00", "less_of": ["points/9"], '
        '"snoozed_until": null, "begun": "2026-09-01"}}'
    ),
    ("person", 2): (
        '{"needs": {}, "tools": {}, "items": {}, "away": {}, "habits": {"faces": {"since": "2026-11-24"}}, '
        '"drills": {"x": {"used": "2026-11-24", "worked": true}}, '
        '"reminders": {"after-oops": {"on": "2026-12-01", "zone": "Europe/London"}}, '
        '"conferences": {"c1": {"title": "ASME", "first": "2026-12-01", "last": "2026-12-03", "done": '
        '{"idea": "2026-11-03"}, "left_out": ["teaser"], "came": ""}}, '
        '"settings": {"weekly_minutes": 90, "zone": '
        '"Europe/London", "card": "yes", "card_day": 4, "card_time": "12:30:00", "quiet_from": "19:00:00", '
        '"quiet_until": "07:30:00", "less_of": [], "snoozed_until": null, "begun": "2026-09-01", "card_on": "slack", '
        '"leaving": null, '
        '"card_repeat": {"every": "fortnight", "nth": 1, "since": "2026-11-27"}, '
        '"not_mine": ["p1/exams/2026-12-07"], "country": "GB", "reply_days": [1, 3], "reply_at": "17:00:00"}, '
        '"terms": {}, "exams": {"2026-12-07": {"first": "2026-12-07", "last": "2026-12-11"}}}'
    ),
    ("place", 1): (
        '{"tools": {}, "items": {}, "members": {"p1": {"name": "Ana", "joined": "2026-11-23", "keeper": true, '
        '"tried": ["padlet"]}}, '
        '"terms": {"t1": {"first": "2026-09-01", "last": "2026-12-18"}}, "posts": {"on": true, "day": 0, "at": '
        '"12:30:00", "zone": "Europe/London", "load": true, "refresh": true, '
        '"repeat": {"every": "month", "nth": -1, "since": null}, "in_term": true, "moves": true, "news": true, '
        '"asked": false, "tried": true, "skipped": "2026-12-08", "unreached": true}, '
        '"retired": {"i9": {"on": "2026-10-02"}}, '
        '"closures": {"2026-12-21": {"first": "2026-12-21", "last": "2027-01-04"}}, '
        '"rules": {"policy": {"text": "Page 3", "since": "2026-09-03", "version": 1, "before": ""}}, "stop_signs": {}, '
        '"exams": {"2026-12-07": {"first": "2026-12-07", "last": "2026-12-11"}}, '
        '"next_words": {"text": "Ease off.", "kind": "load", "subject": "once-for-all", "after": "p9"}}'
    ),
    ("workspace", 1): '{"permissions": {"anywhere": false, "places": ["p1"], "guests": true}}',
}


@pytest.fixture
def codec() -> Codec:
    return Codec(Vault((new_key(),)))


def test_every_value_of_every_collection_comes_back_inside_a_change(codec: Codec) -> None:
    values = [NEED, TOOL, ITEM, WEEK, LOG, Away(AwayKind.EXAMS, date(2026, 1, 1), date(2026, 1, 2))]
    values += [Settings(quiet_from=time(20, 15)), Term(date(2026, 1, 1), date(2026, 2, 1)), Posts(on=True)]
    names = {kind: name for name, kind in COLLECTIONS.items()}
    for value in values:
        edits = (Edit(names[type(value)], "k", None, value), Edit(names[type(value)], "k", value, None))
        change = Change("c", NOW, ("plan", "need"), edits, "b")
        assert codec.open_change(codec.seal(change)) == change


def test_a_change_of_a_collection_that_is_no_more_is_left_out(codec: Codec) -> None:
    edit = {"collection": "gone", "key": "k", "before": None, "after": {"x": 1}}
    raw = {"id": "c", "at": NOW.isoformat(), "command": [], "edits": [edit]}
    assert codec.open_change(codec.seal(raw)) is None


def test_unknown_keys_are_left_out(codec: Codec) -> None:
    assert codec.open(Week, codec.seal({"told": "less", "minutes": 45, "mood": "fine"})) == Week(WEEK.told, 45)


@pytest.mark.parametrize(("kind", "shape"), SAMPLES)
def test_recorded_documents_of_every_shape_are_read_as_todays(codec: Codec, kind: str, shape: int) -> None:
    recorded = json.loads(SAMPLES[kind, shape])
    document = codec.open_document(kind, codec.seal({"shape": shape, "document": recorded}))
    assert isinstance(document, DOCUMENTS[kind])
    if shape == len(UPGRADES[kind]) + 1:
        assert codec.raw(codec.seal_document(kind, document)) == {"shape": shape, "document": recorded}


def test_a_document_kept_before_a_field_came_reads_with_that_field_empty(codec: Codec) -> None:
    for kind, later in (
        ("person", ("habits", "drills", "reminders", "conferences", "terms", "exams")),
        ("place", ("rules", "stop_signs", "closures", "exams")),
    ):
        shape = len(UPGRADES[kind]) + 1
        recorded = {name: value for name, value in json.loads(SAMPLES[kind, shape]).items() if name not in later}
        document = codec.open_document(kind, codec.seal({"shape": shape, "document": recorded}))
        assert all(getattr(document, name) == {} for name in later)


def test_there_is_a_sample_of_every_shape() -> None:
    assert set(SAMPLES) == {(kind, shape) for kind in DOCUMENTS for shape in range(1, len(UPGRADES[kind]) + 2)}


def test_older_shapes_take_every_step_from_theirs_on() -> None:
    steps = {"person": (lambda v: v | {"two": 1}, lambda v: v | {"three": 1})}
    assert upgraded("person", 1, {}, steps) == {"two": 1, "three": 1}
    assert upgraded("person", 2, {}, steps) == {"three": 1}
    assert upgraded("person", 3, {}, steps) == {}


@pytest.mark.parametrize("document", [Plan(), ChannelPlan(), WorkspacePlan()])
def test_empty_documents_come_back(codec: Codec, document: Plan | ChannelPlan | WorkspacePlan) -> None:
    kind = next(name for name, kind in DOCUMENTS.items() if isinstance(document, kind))
    assert codec.open_document(kind, codec.seal_document(kind, document)) == document


def test_the_first_key_seals_and_every_key_opens() -> None:
    old, new = new_key(), new_key()
    token = Vault((old,)).seal(b"x")
    both = Vault((new, old))
    assert both.open(token) == b"x"
    with pytest.raises(CannotOpen):
        Vault((old,)).open(both.seal(b"x"))
    assert Vault((new,)).open(both.reseal(token)) == b"x"
    with pytest.raises(CannotOpen):
        Vault((new,)).reseal(token)
