"""From a node to one of the shapes of `core.library`; whatever does not fit is reported at its line."""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar, get_origin

from cattrs import Converter
from cattrs.cols import homogenous_tuple_structure_factory, mapping_structure_factory
from cattrs.errors import (
    AttributeValidationNote,
    BaseValidationError,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn

from bot.content.node import Refused, Spot, Step
from bot.content.problem import did_you_mean

T = TypeVar("T")
Hook = Callable[[Any, Any], Any]
_ISO = re.compile(r"\d{4}-\d\d-\d\d")


class DoesNotFit(ValueError):
    """A value is not of the kind its shape wants; the text says what would be right."""


def structure(spot: Spot, shape: type[T], **given: str) -> T | None:
    """Return the node as `shape`, or None after reporting every value that does not fit.

    `given` are fields that the file's name says, so the file may not say them.
    """
    data = spot.node.plain()
    if isinstance(data, dict):
        for name in given.keys() & data.keys():
            spot.wrong(f"`{name}` is taken from the file's name; leave it out", name)
        data.update(given)
    try:
        return _converter().structure(data, shape)
    except (BaseValidationError, DoesNotFit) as error:
        _report(error, spot, (), shape, frozenset(given))
        return None


def _report(error: BaseException, spot: Spot, path: tuple[Step, ...], shape: type, given: frozenset[str]) -> None:
    if isinstance(error, BaseValidationError):
        for inner in error.exceptions:
            _report(inner, spot, path + _step(inner), error.cl, given if not path else frozenset())
    elif isinstance(error, ForbiddenExtraKeysError):
        known = {one.name for one in fields(error.cl)} - given
        for key in error.extra_fields:
            spot.wrong(f"unknown key `{key}`{did_you_mean(key, known)}", *path, key)
    elif isinstance(error, KeyError):
        spot.wrong(f"`{path[-1]}` is missing", *path[:-1])
    elif isinstance(error, DoesNotFit):
        node, _ = spot.reach(path)
        if not isinstance(node.value, Refused):
            name = next((step for step in reversed(path) if isinstance(step, str)), "the file")
            spot.wrong(f"`{name}` {error}" if path else f"the file {error}", *path)
    else:
        raise error


def _step(error: BaseException) -> tuple[Step, ...]:
    """Return where cattrs was when this happened: an attribute, an index or a key."""
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            return (note.name,)
        if isinstance(note, IterableValidationNote):
            return (note.index,)
    return ()


@lru_cache(maxsize=1)
def _converter() -> Converter:
    converter = Converter(detailed_validation=True, forbid_extra_keys=True)
    converter.register_structure_hook(str, _text)
    converter.register_structure_hook(int, _whole)
    converter.register_structure_hook(float, _decimal)
    converter.register_structure_hook(date, _date)
    converter.register_structure_hook_factory(
        _comes_from(tuple),
        lambda kind: _only(list, "must be a list", homogenous_tuple_structure_factory(kind, converter)),
    )
    converter.register_structure_hook_factory(
        _comes_from(Mapping),
        lambda kind: _only(dict, "must be a map of `key: value`", mapping_structure_factory(kind, converter)),
    )
    converter.register_structure_hook_factory(
        is_dataclass,
        lambda kind: _only(
            dict,
            f"must be a map with {', '.join(one.name for one in fields(kind))}",
            make_dict_structure_fn(kind, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True),
        ),
    )
    return converter


def _comes_from(origin: object) -> Callable[[Any], bool]:
    return lambda kind: get_origin(kind) is origin


def _only(kind: type, else_say: str, hook: Hook) -> Hook:
    def checked(value: Any, wanted: Any) -> Any:
        if not isinstance(value, kind):
            raise DoesNotFit(else_say)
        return hook(value, wanted)

    return checked


def _text(value: Any, _: Any) -> str:
    if isinstance(value, str):
        return value
    raise DoesNotFit(f'must be text; put it in quotes: "{value}"' if isinstance(value, int | float) else "must be text")


def _whole(value: Any, _: Any) -> int:
    if isinstance(value, int):
        return value
    raise DoesNotFit("must be a whole number, without quotes")


def _decimal(value: Any, _: Any) -> float:
    if isinstance(value, int | float):
        return float(value)
    raise DoesNotFit("must be a number, without quotes")


def _date(value: Any, _: Any) -> date:
    if isinstance(value, str) and _ISO.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise DoesNotFit(f"must be a date that exists, not {value}") from None
    raise DoesNotFit("must be a date, written as 2026-11-30")
