import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.chat.slack import inbound
from bot.chat.slack.probe import SCOPES, scopes_line

ROOT = Path(__file__).resolve().parents[3]
TEXT = (ROOT / "deploy/slack-manifest.yaml").read_text(encoding="utf-8")
MANIFEST: dict[str, Any] = yaml.safe_load(TEXT)
FEATURES, SETTINGS = MANIFEST["features"], MANIFEST["settings"]


def test_the_scopes_are_those_that_the_code_knows_each_with_its_reason():
    told = dict(re.findall(r"^ +- ([a-z_:]+) # (.+)$", TEXT, re.MULTILINE))
    assert told == SCOPES
    assert MANIFEST["oauth_config"]["scopes"] == {"bot": list(SCOPES)}


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


# Slack's own schema, where it is there. Only the keywords it uses.

TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int, "number": (int, float)}
KNOWN = {
    "$schema", "$ref", "definitions", "title", "description", "type", "properties", "required", "additionalProperties",
    "items", "enum", "pattern", "minLength", "maxLength", "minItems", "maxItems", "uniqueItems", "anyOf", "oneOf",
    "allOf", "default", "minProperties", "maxProperties", "const", "propertyNames", "patternProperties", "format",
    "minimum", "maximum", "regex", "examples", "$id", "additionalItems",
}  # fmt: skip


def wrong(value: Any, schema: Any, root: Any, at: str = "") -> Iterator[str]:
    """Yield what a schema has against a value."""
    if schema is True or schema == {}:
        return
    if schema is False:
        yield f"{at}: not allowed"
        return
    assert set(schema) <= KNOWN, f"the schema says more than is understood here: {set(schema) - KNOWN}"
    if "$ref" in schema:
        found = root
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        yield from wrong(value, found, root, at)
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(
        (kind == "null" and value is None) or isinstance(value, TYPES.get(kind, ())) for kind in kinds
    ):
        yield f"{at}: is no {kinds}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is none of {schema['enum']}"
    for name in ("anyOf", "oneOf"):
        if name in schema and all(list(wrong(value, inner, root, at)) for inner in schema[name]):
            yield f"{at}: fits none of {name}"
    for inner in schema.get("allOf", ()):
        yield from wrong(value, inner, root, at)
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        yield from (f"{at}/{name}: missing" for name in schema.get("required", ()) if name not in value)
        for name, inner in value.items():
            wanted = properties.get(name, schema.get("additionalProperties", True))
            yield from wrong(inner, wanted, root, f"{at}/{name}")
    elif isinstance(value, list | str):
        low, high = ("minItems", "maxItems") if isinstance(value, list) else ("minLength", "maxLength")
        if not schema.get(low, 0) <= len(value) <= schema.get(high, len(value)):
            yield f"{at}: length {len(value)}"
        pattern = schema.get("pattern") or schema.get("regex") or ""
        if isinstance(value, str) and not re.search(pattern, value):
            yield f"{at}: does not match {schema['pattern']}"
        if isinstance(value, list):
            for number, inner in enumerate(value):
                yield from wrong(inner, schema.get("items", True), root, f"{at}/{number}")


@pytest.mark.skipif("BOFFIN_SPECS" not in os.environ, reason="BOFFIN_SPECS does not say where Slack's schema is")
def test_slacks_own_schema_has_nothing_against_it():
    schema = json.loads((Path(os.environ["BOFFIN_SPECS"]) / "slack-manifest.schema.2.0.0.json").read_text())
    assert list(wrong(MANIFEST, schema, schema)) == []
    assert list(wrong({**MANIFEST, "nonsense": 1}, schema, schema)) != []
