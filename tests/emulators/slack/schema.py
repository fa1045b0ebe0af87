"""A small language for saying what Slack accepts, with the sentences Slack answers when it does not."""

import re
from collections.abc import Callable, Mapping
from typing import Any

DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


class Problems(list[str]):
    """What is wrong with a payload, as Slack words it in response_metadata.messages."""

    def add(self, at: str, what: str) -> None:
        """Note one problem and where it is."""
        self.append(f"[ERROR] {what} [json-pointer:{at}]")


Check = Callable[[Any, Problems, str], None]


def string(most: int, least: int = 0, pattern: re.Pattern[str] | None = None) -> Check:
    """Accept text of a length."""

    def check(value: Any, problems: Problems, at: str) -> None:
        if not isinstance(value, str):
            problems.add(at, "must be a string")
        elif len(value) > most:
            problems.add(at, f"must be less than {most + 1} characters")
        elif len(value) < least:
            problems.add(at, f"must be more than {least - 1} characters")
        elif pattern and value and not pattern.fullmatch(value):
            problems.add(at, "failed to match schema")

    return check


def integer(least: int | None = None, most: int | None = None) -> Check:
    """Accept a whole number between two ends."""

    def check(value: Any, problems: Problems, at: str) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            problems.add(at, "must be an integer")
        elif (least is not None and value < least) or (most is not None and value > most):
            problems.add(at, f"must be between {least} and {most}")

    return check


def boolean(value: Any, problems: Problems, at: str) -> None:
    """Accept true or false."""
    if not isinstance(value, bool):
        problems.add(at, "must be a boolean")


def anything(value: Any, problems: Problems, at: str) -> None:
    """Accept what this emulator does not look into."""


def one_of(*values: str) -> Check:
    """Accept one of some words."""

    def check(value: Any, problems: Problems, at: str) -> None:
        if value not in values:
            problems.add(at, f"must be one of: {', '.join(values)}")

    return check


def items(of: Check, most: int, least: int = 1) -> Check:
    """Accept a list of a length, each item by its own check."""

    def check(value: Any, problems: Problems, at: str) -> None:
        if not isinstance(value, list):
            problems.add(at, "must be an array")
            return
        if len(value) > most:
            problems.add(at, f"no more than {most} items allowed")
        if len(value) < least:
            problems.add(at, f"must provide at least {least} items")
        for index, item in enumerate(value):
            of(item, problems, f"{at}/{index}")

    return check


def shape(required: Mapping[str, Check] | None = None, **optional: Check) -> Check:
    """Accept an object with these fields and no others."""
    needed = required or {}

    def check(value: Any, problems: Problems, at: str) -> None:
        if not isinstance(value, dict):
            problems.add(at, "must be an object")
            return
        for name in needed:
            if name not in value:
                problems.add(at, f"missing required field: {name}")
        for name, part in value.items():
            field = needed.get(name) or optional.get(name)
            if field is not None:
                field(part, problems, f"{at}/{name}")
            elif name != "type":
                problems.add(at, f"invalid additional property: {name}")

    return check


def by_type(table: Mapping[str, Check], allowed: frozenset[str] | None = None) -> Check:
    """Accept an object whose `type` names its check."""

    def check(value: Any, problems: Problems, at: str) -> None:
        if not isinstance(value, dict):
            problems.add(at, "must be an object")
            return
        kind = value.get("type")
        if kind is None:
            problems.add(at, "missing required field: type")
        elif kind not in table or (allowed is not None and kind not in allowed):
            problems.add(f"{at}/type", f"unsupported type: {kind}")
        else:
            table[kind](value, problems, at)

    return check


def text(most: int, *, plain: bool = False) -> Check:
    """Accept a text object that says something."""

    def check(value: Any, problems: Problems, at: str) -> None:
        if not isinstance(value, dict):
            problems.add(at, "must be an object")
            return
        kind = value.get("type")
        if kind not in (("plain_text",) if plain else ("plain_text", "mrkdwn")):
            problems.add(f"{at}/type", f"unsupported type: {kind}")
            return
        shape({"text": string(most, 1)}, **({"emoji": boolean} if kind == "plain_text" else {"verbatim": boolean}))(
            value, problems, at
        )

    return check
