import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from bot.chat.slack import inbound
from bot.chat.slack.agent import prompts
from bot.chat.slack.probe import OPTIONAL, SCOPES, scopes_line
from tests.fakes import wording

ROOT = Path(__file__).resolve().parents[3]
TEXT = (ROOT / "deploy/slack-manifest.yaml").read_text(encoding="utf-8")
MANIFEST: dict[str, Any] = yaml.safe_load(TEXT)
FEATURES, SETTINGS = MANIFEST["features"], MANIFEST["settings"]


def test_the_scopes_are_those_that_the_code_knows_each_with_its_reason():
    told = dict(re.findall(r"^ +- ([a-z_:]+) # (.+)$", TEXT, re.MULTILINE))
    assert told == SCOPES
    assert MANIFEST["oauth_config"]["scopes"] == {"bot": list(SCOPES)}


def test_the_optional_scopes_are_marked_each_with_its_reason_and_not_called_superfluous():
    assert dict(re.findall(r"^ +# - ([a-z_:]+) # (.+)$", TEXT, re.MULTILINE)) == OPTIONAL
    assert "not needed" not in scopes_line("T1", {*SCOPES, *OPTIONAL})[1]


def test_the_events_are_those_that_are_listened_to():
    named = {name.partition(".")[0] for name in SETTINGS["event_subscriptions"]["bot_events"]}
    assert named == set(inbound.EVENTS)
    assert "message.im" in SETTINGS["event_subscriptions"]["bot_events"]


def test_the_commands_are_those_that_are_registered_and_the_optional_ones_are_marked():
    listed = {command["command"] for command in FEATURES["slash_commands"]}
    optional = set(re.findall(r"^ +# - command: (\S+)$", TEXT, re.MULTILINE))
    assert optional == set(inbound.OPTIONAL_COMMANDS)
    assert listed | optional == set(inbound.COMMANDS)
    assert listed.isdisjoint(optional)


def test_the_shortcuts_are_those_that_are_registered():
    kinds = {"global": "shortcut", "message": "message_action"}
    assert {s["callback_id"]: kinds[s["type"]] for s in FEATURES["shortcuts"]} == inbound.SHORTCUTS


def test_with_the_optional_lines_it_is_still_a_manifest():
    whole = re.sub(
        r"^( +)# (- command: /|  (?:description|usage_hint|should_escape):)", r"\1\2", TEXT, flags=re.MULTILINE
    )
    commands = yaml.safe_load(whole)["features"]["slash_commands"]
    assert [command["command"] for command in commands] == list(inbound.COMMANDS)


def test_missing_scopes_are_named_with_their_reason_and_the_fix():
    works, line = scopes_line("T1", set(SCOPES) - {"im:history"})
    assert not works
    assert "im:history (to hear direct messages to Boffin)" in line and "install the app again" in line
    assert scopes_line("T1", {*SCOPES, "files:write"}) == (
        True,
        "slack: the token works in T1, with every scope; not needed: files:write",
    )


@pytest.mark.skipif("BOFFIN_SPECS" not in os.environ, reason="BOFFIN_SPECS does not say where Slack's schema is")
def test_slacks_own_schema_has_nothing_against_it():
    schema = json.loads((Path(os.environ["BOFFIN_SPECS"]) / "slack-manifest.schema.2.0.0.json").read_text())
    judge = Draft7Validator(schema)
    assert [problem.message for problem in judge.iter_errors(MANIFEST)] == []
    assert not judge.is_valid({**MANIFEST, "nonsense": 1})


def test_the_prompts_are_those_that_the_bot_offers():
    assert FEATURES["agent_view"]["suggested_prompts"] == prompts(wording())
