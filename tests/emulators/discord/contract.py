"""Holds every request against Discord's own OpenAPI description, where BOFFIN_SPECS names its folder."""

import json
import os
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match
from jsonschema.validators import extend

# Known slack of the description: it says 4,000 characters for a message where Discord takes 2,000. And a known
# strictness: ids are strings, while discord.py writes those of replies, mentions and recipients as numbers, and Discord
# takes them. So a number passes here too.
FILE = "discord-openapi.json"
SNOWFLAKE = "SnowflakeType"
UNION = "x-by-type"  # what a union is turned into where `type` says which of its members is meant


def _by_type(validator: Any, table: Mapping[int, Any], value: Any, schema: Any) -> Iterator[ValidationError]:
    kind = value.get("type") if isinstance(value, dict) else None
    if not isinstance(kind, int) or kind not in table:
        yield ValidationError(f"type {kind!r} is none of {sorted(table)}")
    else:
        yield from validator.descend(value, table[kind])


# Trying every member of every union, each behind references, takes thirty times as long.
_Validator: Any = extend(Draft202012Validator, {UNION: _by_type})  # type: ignore[no-untyped-call]


class _Schemas:
    """The schemas of the description, with references put in place."""

    def __init__(self, folder: str) -> None:
        found = json.loads((Path(folder) / FILE).read_text(encoding="utf-8"))
        self._schemas: dict[str, Any] = found["components"]["schemas"]
        self._put: dict[str, Any] = {}
        self._validators: dict[int, Any] = {}
        self.paths: dict[str, Any] = found["paths"]

    def errors(self, schema: Any, value: Any) -> ValidationError | None:
        """Give what matters most of what is wrong with a value."""
        if id(schema) not in self._validators:
            self._validators[id(schema)] = _Validator(self._placed(schema))
        found: ValidationError | None = best_match(self._validators[id(schema)].iter_errors(value))
        return found

    def _placed(self, schema: Any) -> Any:
        if isinstance(schema, list):
            return [self._placed(one) for one in schema]
        if not isinstance(schema, dict):
            return schema
        if "$ref" in schema:
            name = schema["$ref"].rsplit("/", 1)[-1]
            if name not in self._put:
                self._put[name] = {}  # first, for a schema that holds itself
                self._put[name].update(self._placed(self._schemas[name]))
                if name == SNOWFLAKE:
                    self._put[name]["type"] = ["string", "integer"]
            return self._put[name]
        found = {key: self._placed(value) for key, value in schema.items()}
        for union in ("oneOf", "anyOf"):
            members = found.get(union, [])
            if members and "enum" not in found and all("const" in one for one in members):
                del found[union]
                found["enum"] = [one["const"] for one in members]
            elif table := _table(members):
                del found[union]
                found[UNION] = table
        return found


def _table(members: list[Any]) -> dict[int, Any]:
    """Order the members of a union by their `type`, if each has its own."""
    table: dict[int, Any] = {}
    for one in members:
        kinds = one.get("properties", {}).get("type", {}).get("enum", [])
        if not kinds or "type" not in one.get("required", []) or set(kinds) & set(table):
            return {}
        table |= dict.fromkeys(kinds, one)
    return table


@cache
def _read(folder: str) -> _Schemas:
    return _Schemas(folder)


class Contract:
    """Finds what in a request breaks the official description."""

    def __init__(self, folder: str | None = None) -> None:
        self._folder = os.environ.get("BOFFIN_SPECS", "") if folder is None else folder
        self.breaches: list[str] = []
        self.checked = 0

    @cached_property
    def is_there(self) -> bool:
        """Say whether the description can be read here."""
        return bool(self._folder) and (Path(self._folder) / FILE).is_file()

    def check(self, route: str, path: Mapping[str, str], query: Mapping[str, str], body: Any) -> None:
        """Note what is wrong with a request."""
        if not self.is_there:
            return
        self.checked += 1
        method, _, template = route.partition(" ")
        described = _read(self._folder).paths.get(template, {})
        operation = described.get(method.lower())
        if operation is None:
            self.breaches.append(f"{route}: not in the description")
            return
        known = [*described.get("parameters", []), *operation.get("parameters", [])]
        for one in known:
            self._check_parameter(route, one, query if one["in"] == "query" else path)
        for name in set(query) - {one["name"] for one in known if one["in"] == "query"}:
            self.breaches.append(f"{route}: no parameter {name}")
        content = operation.get("requestBody", {}).get("content", {})
        if "application/json" in content:
            self._check(route, "body", content["application/json"]["schema"], body)

    def _check_parameter(self, route: str, one: dict[str, Any], given: Mapping[str, str]) -> None:
        if one["name"] not in given:
            if one.get("required"):
                self.breaches.append(f"{route}: {one['name']} is missing")
            return
        value: Any = given[one["name"]]
        kind = one["schema"].get("type")
        if kind == "integer" and value.lstrip("-").isdecimal():
            value = int(value)
        elif kind == "boolean" and value.lower() in ("0", "1", "true", "false"):
            value = value.lower() in ("1", "true")
        self._check(route, one["name"], one["schema"], value)

    def _check(self, route: str, what: str, schema: Any, value: Any) -> None:
        found = _read(self._folder).errors(schema, value)
        if found is not None:
            self.breaches.append(f"{route}: {what}{found.json_path.removeprefix('$')}: {found.message[:200]}")
