"""How a detail is written into a sentence: times, dates, lists and numbers by the locale.

Babel's parts are imported where they are used: a start that says nothing pays nothing.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from types import MappingProxyType

from bot.core.message import BEGIN, END, SAID

_HOUR = 60
_DAYS = 7


class WrongDetail(TypeError):
    """A detail is not of the kind its placeholder wants: a bug of ours."""


def shown(value: object, form: str | None, locale: str) -> str:
    """Return `value` as `form` writes it (None: text or a whole number as it is). Raises `WrongDetail`."""
    if form:
        return _FORMS[form](value, locale)
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(int(value))
    raise WrongDetail(f"{value!r} needs a format in its placeholder")


def _duration(value: object, _: str) -> str:
    """Write minutes with the symbols of hour and minute, which are the same in every language."""
    minutes = _whole(value, "duration, in minutes")
    if minutes < 0:
        raise WrongDetail(f"{minutes} minutes is no duration")
    hours, rest = divmod(minutes, _HOUR)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest}" if rest else f"{hours} h"


def _date(value: object, locale: str) -> str:
    return _by_pattern(value, "EEEE d MMMM", locale)


def _date_year(value: object, locale: str) -> str:
    return _by_pattern(value, "EEEE d MMMM y", locale)


def _day(value: object, locale: str) -> str:
    """Write the weekday of a date, or a weekday given as a number from 0 (Monday)."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _DAYS:
        from babel import Locale

        return str(Locale.parse(locale).days["format"]["wide"][value])
    return _by_pattern(value, "EEEE", locale)


def _by_pattern(value: object, pattern: str, locale: str) -> str:
    if not isinstance(value, date):
        raise WrongDetail(f"{value!r} is no date")
    from babel.dates import format_date

    return format_date(value.date() if isinstance(value, datetime) else value, pattern, locale=locale)


def _time(value: object, _: str) -> str:
    """Write the wall-clock time as it is given, without turning it to another zone."""
    if isinstance(value, time | datetime):
        return f"{value:%H:%M}"
    raise WrongDetail(f"{value!r} is no time")


def _moment(value: object, locale: str) -> str:
    """Write an aware moment on its own zone's wall, marked so that a platform may show it on the reader's."""
    return _marked(value, locale, "")


def _moment_zone(value: object, locale: str) -> str:
    """Write the zone beside it, for those who may be elsewhere."""
    zone = getattr(value, "tzinfo", None)
    return _marked(value, locale, f" ({str(zone).replace('_', ' ')})")


def _marked(value: object, locale: str, zone: str) -> str:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise WrongDetail(f"{value!r} is no moment with a zone")
    words = f"{_date(value, locale)}, {_time(value, locale)}{zone}"
    return f"{BEGIN}{int(value.timestamp())}{SAID}{words}{END}"


def _list(value: object, locale: str) -> str:
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
        raise WrongDetail(f"{value!r} is no list of texts")
    from babel.lists import format_list

    return format_list(value, locale=locale)


def _number(value: object, locale: str) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise WrongDetail(f"{value!r} is no number")
    from babel.numbers import format_decimal

    return format_decimal(value, locale=locale)


def _whole(value: object, what: str) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise WrongDetail(f"{value!r} is no {what}")


_FORMS: Mapping[str, Callable[[object, str], str]] = MappingProxyType({
    "duration": _duration, "date": _date, "date_year": _date_year, "day": _day,
    "time": _time, "moment": _moment, "moment_zone": _moment_zone, "list": _list, "number": _number,
})  # fmt: skip
FORMATS = frozenset(_FORMS)
