"""A small language for saying what Discord accepts, with the codes and sentences it answers when it does not."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.emulators.discord.state import Json, Refused

Place = tuple[str | int, ...]


class Problems(list[tuple[Place, str, str]]):
    """What is wrong with a body: where, Discord's code, its sentence."""

    def add(self, at: Place, code: str, what: str) -> None:
        """Note one problem."""
        self.append((at, code, what))

    def missing(self, at: Place) -> None:
        """Note that something must be there."""
        self.add(at, "BASE_TYPE_REQUIRED", "This field is required")

    def nested(self) -> Json:
        """Nest the problems as `errors` does."""
        tree: Json = {}
        for at, code, what in self:
            node = tree
            for step in at:
                node = node.setdefault(str(step), {})
            node.setdefault("_errors", []).append({"code": code, "message": what})
        return tree

    def demand_none(self) -> None:
        """Refuse the body when anything is wrong with it."""
        if self:
            raise Refused(400, 50035, "Invalid Form Body", self.nested())


Check = Callable[[Any, Problems, Place], None]


def string(most: int, least: int = 0, pattern: re.Pattern[str] | None = None) -> Check:
    """Accept text of a length; Discord counts code points, ends of white space not."""

    def check(value: Any, problems: Problems, at: Place) -> None:
        if not isinstance(value, str):
            problems.add(at, "STRING_TYPE_CONVERT", f'Could not interpret "{value}" as string.')
            return
        length = len(value.strip())
        if least and not least <= length <= most:
            problems.add(at, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")
        elif length > most:
            problems.add(at, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")
        elif pattern and not pattern.fullmatch(value):
            problems.add(at, "STRING_TYPE_REGEX", "String value did not match validation regex.")

    return check


def integer(least: int | None = None, most: int | None = None) -> Check:
    """Accept a whole number between two ends."""

    def check(value: Any, problems: Problems, at: Place) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            problems.add(at, "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
        elif least is not None and value < least:
            problems.add(at, "NUMBER_TYPE_MIN", f"int value should be greater than or equal to {least}.")
        elif most is not None and value > most:
            problems.add(at, "NUMBER_TYPE_MAX", f"int value should be less than or equal to {most}.")

    return check


def boolean(value: Any, problems: Problems, at: Place) -> None:
    """Accept true or false."""
    if not isinstance(value, bool):
        problems.add(at, "BOOLEAN_TYPE_CONVERT", "Must be either true or false.")


def snowflake(value: Any, problems: Problems, at: Place) -> None:
    """Accept an id: a string of digits, or a number, as discord.py sends some of them."""
    if isinstance(value, bool) or not str(value).isdecimal():
        problems.add(at, "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')


def anything(value: Any, problems: Problems, at: Place) -> None:
    """Accept what this emulator does not look into."""


def one_of(*values: int | str) -> Check:
    """Accept one of some values."""

    def check(value: Any, problems: Problems, at: Place) -> None:
        if isinstance(value, bool) or value not in values:
            names = ", ".join(str(one) for one in values)
            problems.add(at, "BASE_TYPE_CHOICES", f"Value must be one of ({names}).")

    return check


def items(of: Check, most: int, least: int = 0) -> Check:
    """Accept a list of a length, each item by its own check."""

    def check(value: Any, problems: Problems, at: Place) -> None:
        if not isinstance(value, list):
            problems.add(at, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
            return
        if least and not least <= len(value) <= most:
            problems.add(at, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")
        elif len(value) > most:
            problems.add(at, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")
        for index, item in enumerate(value):
            of(item, problems, (*at, index))

    return check


def shape(required: Mapping[str, Check] | None = None, /, **optional: Check) -> Check:
    """Accept an object with these fields; null stands for nothing, and what Discord does not know it overlooks."""
    needed = required or {}

    def check(value: Any, problems: Problems, at: Place) -> None:
        if not isinstance(value, dict):
            problems.add(at, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
            return
        for name, field in needed.items():
            if value.get(name) is None:
                problems.missing((*at, name))
            else:
                field(value[name], problems, (*at, name))
        for name, field in optional.items():
            if value.get(name) is not None:
                field(value[name], problems, (*at, name))

    return check


def by_type(table: Mapping[int, Check], allowed: Sequence[int] | None = None) -> Check:
    """Accept an object whose `type` names its check."""
    kinds = tuple(allowed if allowed is not None else table)

    def check(value: Any, problems: Problems, at: Place) -> None:
        if not isinstance(value, dict):
            problems.add(at, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
        elif value.get("type") is None:
            problems.missing((*at, "type"))
        elif isinstance(value["type"], bool) or value["type"] not in kinds:
            names = ", ".join(str(one) for one in kinds)
            problems.add((*at, "type"), "BASE_TYPE_CHOICES", f"Value must be one of {{{names}}}.")
        else:
            table[value["type"]](value, problems, at)

    return check


def together(*checks: Check) -> Check:
    """Accept what every one of these accepts."""

    def check(value: Any, problems: Problems, at: Place) -> None:
        for one in checks:
            one(value, problems, at)

    return check
