"""Local rules: who may write them, in a form or line by line, with versions and the changed lines shown."""

from dataclasses import replace

import pytest

from bot.core.message import Invocation
from bot.core.people import Person, Standing
from bot.core.points.p06_ethics import LINES, in_force, version
from tests.core.scene import ANA, HERE, TODAY, Life, at, effects, full_channel, full_situation, library, text_of

KIM = Person("kim", "Kim", Standing.REGULAR, zone="Europe/London")


def keeper() -> Life:
    return Life(full_situation(KIM, HERE))


def save(life: Life, **values: str):  # type: ignore[no-untyped-def]
    given = {name.replace("_", "-"): value for name, value in values.items()} | {"change": "save-form"}
    return life.hear(Invocation(("channel", "rules"), given))


NOW = {
    "data_protection": "Data office, ext. 4411",
    "who_to_tell": "Dr Osei, course office",
    "stop_signs": "TikTok: Blocked on the hospital network",
}


def test_everyone_in_the_channel_may_read_them_with_version_days_and_what_is_missing():
    said = Life(full_situation(ANA, HERE)).say("channel rules")
    assert "Local rules, version 2:" in said
    assert "Data protection: Data office, ext. 4411 (since Thursday 3 September)" in said
    assert "Stop sign, TikTok: Blocked on the hospital network" in said
    assert "Not noted: Policy, Student support and Promotion." in said


def test_only_the_keeper_writes_them():
    for said in ("channel rules policy See page 3", Invocation(("channel", "rules"), {"change": "open-form"})):
        outcome = Life(full_situation(ANA, HERE)).hear(said)
        assert "Only the keeper of this channel decides that" in text_of(outcome) and not effects(outcome)
    outcome = save(Life(full_situation(ANA, HERE)), policy="x")
    assert not effects(outcome)


def test_the_form_holds_what_stands_there_now():
    (message,) = keeper().hear(Invocation(("channel", "rules"), {"change": "open-form"})).messages
    assert message.form is not None and message.form.fixed == {"change": "save-form"}
    now = {field.name: field.value for field in message.form.fields}
    assert set(now) == {*LINES, "stop-signs"}
    assert now["who-to-tell"] == "Dr Osei, course office" and now["policy"] == ""
    assert now["stop-signs"] == "TikTok: Blocked on the hospital network"


def test_saving_it_as_it_stands_changes_nothing():
    outcome = save(keeper(), **NOW)
    assert "Nothing is different" in text_of(outcome) and not effects(outcome)


def test_a_changed_line_makes_a_new_version_and_is_shown_before_and_after():
    life = keeper()
    said = text_of(save(life, **{**NOW, "who_to_tell": "Rae, same day"}))
    assert "Local rules are now version 3. What changed:" in said
    assert "Who to tell: Rae, same day (until now: Dr Osei, course office)" in said
    assert "Data protection" not in said and "TikTok" not in said
    held = life.situation.channel.rules["who-to-tell"]
    assert (held.version, held.since, held.before) == (3, TODAY, "Dr Osei, course office")
    assert life.situation.channel.rules["data-protection"].version == 1


def test_an_emptied_line_is_no_longer_noted_and_undo_brings_it_back():
    life = keeper()
    before = life.situation.channel
    outcome = save(life, data_protection="Data office, ext. 4411")
    said = text_of(outcome)
    assert "Who to tell: no longer noted (until now: Dr Osei, course office)" in said
    assert "TikTok: no longer noted" in said
    assert set(life.situation.channel.rules) == {"data-protection"} and not life.situation.channel.stop_signs
    life.take(outcome.messages[0], "Undo")
    assert life.situation.channel == before


def test_a_typed_line_changes_that_line_alone():
    life = keeper()
    life.hear("channel rules data protection: Rae, dpo@example.org")
    assert life.situation.channel.rules["data-protection"].text == "Rae, dpo@example.org"
    assert life.situation.channel.rules["who-to-tell"].text == "Dr Osei, course office"
    life.hear("channel rules stop signs telegram: no data agreement")
    assert set(life.situation.channel.stop_signs) == {"tiktok", "telegram"}


@pytest.mark.parametrize(
    ("line", "says"), [("TikTok", "I need a tool, a colon and a reason"), ("TikTok:  ", "a tool, a colon and a reason")]
)
def test_a_stop_sign_needs_a_reason(line: str, says: str):
    outcome = save(keeper(), **{**NOW, "stop_signs": line})
    form = outcome.messages[0].form
    assert form is not None and says in form.fields[-1].problem and not effects(outcome)


@pytest.mark.parametrize(("length", "kept"), [(240, True), (241, False)])
def test_a_line_has_a_length_that_a_phone_can_show(length: int, kept: bool):
    outcome = save(keeper(), **{**NOW, "policy": "x" * length})
    assert bool(effects(outcome)) is kept


def test_a_member_who_is_no_keeper_may_not_take_the_change_back():
    life = keeper()
    save(life, **{**NOW, "policy": "Page 3"})
    actor = replace(life.situation.actor, person=ANA, is_keeper=False, is_member=True)
    life.situation = replace(life.situation, actor=actor)
    change = life.situation.channel_changes[0].id
    outcome = life.hear(Invocation(("plan", "undo"), {"change": change}))
    assert not effects(outcome) and "Only the keeper" in text_of(outcome)


def test_in_a_direct_message_the_rules_of_every_joined_channel_hold():
    situation = full_situation()
    assert in_force("data-protection", at(situation)) == (("#ecg-teaching", "Data office, ext. 4411"),)
    assert in_force("promotion", at(situation)) == ()
    assert in_force("data-protection", at(replace(situation, channels=()))) == ()
    assert version(full_channel()) == 2 and version(replace(full_channel(), rules={}, stop_signs={})) == 0


def test_where_no_channel_says_anything_the_institutions_pack_does_and_a_channel_ranks_above_it():
    pack = next(iter(library().packs.values()))
    moment = replace(at(full_situation()), library=replace(library(), pack=pack))
    assert in_force("promotion", moment) == ((pack.name, pack.promotion),)
    assert in_force("data-protection", moment) == (("#ecg-teaching", "Data office, ext. 4411"),)


def test_what_was_filled_in_stays_beside_what_is_wrong_and_nothing_is_kept_yet():
    life = keeper()
    outcome = save(life, **{**NOW, "policy": "x" * 241, "stop_signs": "tiktok without a reason"})
    assert not effects(outcome)
    form = outcome.messages[0].form
    assert form is not None and outcome.draft is not None
    fields = {field.name: (field.value, bool(field.problem)) for field in form.fields}
    assert fields["policy"] == ("x" * 241, True)
    assert fields["stop-signs"] == ("tiktok without a reason", True)
    assert fields["data-protection"] == ("Data office, ext. 4411", False)
    assert outcome.draft.values["policy"] == "x" * 241


def test_a_stop_sign_has_its_length_too():
    assert "240" in keeper().say(f"channel rules stop-signs tiktok: {'x' * 241}")
