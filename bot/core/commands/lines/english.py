"""The English of typed lines: durations, days and numbers as people write or dictate them.

Everything here finds a thing inside a text and returns it with the text that is left, or None. A
second language is a second file like this one. No pattern can run away on long input: each is
linear, and lines are cut before they come here.
"""

import re
from datetime import date, time, timedelta

_UNITS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBERS = (
    {"a": 1, "an": 1}
    | {word: number for number, word in enumerate(_UNITS, 1)}
    | {word: 10 * number for number, word in enumerate(_TENS, 2)}
    | {f"{ten}-{unit}": 10 * t + u for t, ten in enumerate(_TENS, 2) for u, unit in enumerate(_UNITS[:9], 1)}
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

_WORD_NUMBER = "|".join(sorted(NUMBERS, key=len, reverse=True)).replace("-", r"[\s-]")
_DURATION = re.compile(
    rf"""(?<![\w.,:/-])(?:
      (?P<quarters>(?:(?:an?|one|three)\s+)?quarters?\s+of\s+an\s+hour)
    | half\s+(?:an?\s+)?hour
    | (?P<hours>-?\d{{1,30}}(?:[.,]\d{{1,2}})?|\b(?:{_WORD_NUMBER})\b)\s*(?P<half>(?:and\s+a\s+half\s+)|½\s*)?
      h(?:ours?|rs?)?(?:\s*(?:and\s+)?(?P<rest>\d{{1,2}})\s*(?:m(?:in(?:ute)?s?)?)?)?(?P<half_after>\s+and\s+a\s+half)?
    | (?P<minutes>-?\d{{1,30}}|\b(?:{_WORD_NUMBER})\b)\s*m(?:in(?:ute)?s?)?
    )(?![\w])""",
    re.IGNORECASE | re.VERBOSE,
)
_WEEKDAY = re.compile(
    r"\b(?:(next|this|on)\s+)?(mon|tues?|wed(?:nes|s)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?\b\.?", re.IGNORECASE
)
_DAY_MONTH = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({'|'.join(MONTHS)}|sept|{'|'.join(name[:3] for name in MONTHS)})\b"
    r"\.?(?:\s+(\d{4})\b)?",
    re.IGNORECASE,
)
_SLASHED = re.compile(
    r"(?:^|\b(?:on|till|til|until|from|to|by|used|for)\s+)(\d{1,2})/(\d{1,2})(?:/(\d{4}))?(?![\d/])", re.IGNORECASE
)
_MONTH = rf"(?:{'|'.join(MONTHS)}|sept|{'|'.join(name[:3] for name in MONTHS)})"
_RANGE = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+({_MONTH})\b\.?)?\s*(?:-|–|\bto\b|\btill?\b|\buntil\b)\s*"
    rf"(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({_MONTH})\b\.?(?:,?\s+(\d{{4}})\b)?",
    re.IGNORECASE,
)
_VAGUE = re.compile(rf"\blast week\b|\b(?:in|during) (?:{'|'.join(MONTHS)})\b", re.IGNORECASE)
_NOON = re.compile(r"\b(noon|midday|midnight)\b", re.IGNORECASE)
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_RELATIVE = re.compile(r"\b(today|tonight|tomorrow|yesterday|last night|next week)\b", re.IGNORECASE)
_TIME = re.compile(
    r"(?<![\d:.])([01]?\d|2[0-3])[:.]([0-5]\d)(?![\d:])(?:\s*([ap])m\b)?|\b(1[0-2]|[1-9])\s*([ap])m\b", re.IGNORECASE
)


class NotADay(ValueError):
    """A day that does not exist, such as 31 February."""


def _number(text: str) -> float:
    word = re.sub(r"[\s-]+", "-", text.lower())
    return float(NUMBERS[word]) if word in NUMBERS else float(text.replace(",", "."))


def _without(text: str, found: re.Match[str]) -> str:
    return " ".join((text[: found.start()] + " " + text[found.end() :]).split())


MOST_MINUTES = 9_999_999  # nobody's: refused as too long, and not taken for a telephone number


def duration(text: str) -> tuple[int, str] | None:
    """Find minutes: "20m", "1h15", "1.5 h", "twenty minutes", "half an hour". May be negative."""
    found = _DURATION.search(text)
    if not found:
        return None
    if found["hours"]:
        minutes = _number(found["hours"]) * 60
        minutes += 30 if found["half"] or found["half_after"] else int(found["rest"] or 0)
    elif found["minutes"]:
        minutes = _number(found["minutes"])
    elif found["quarters"]:
        minutes = 45 if found["quarters"].lower().startswith("three") else 15
    else:
        minutes = 30
    return min(round(minutes), MOST_MINUTES), _without(text, found)


def day(text: str, today: date) -> tuple[date, str] | None:
    """Find a day; a weekday is the next one after today. Raises NotADay for 31 February."""
    for pattern, read in DAYS:
        if found := pattern.search(text):
            try:
                return read(found, today), _without(text, found)
            except (ValueError, OverflowError) as problem:
                raise NotADay(found[0].strip()) from problem
    return None


def in_full(text: str) -> str:
    """Return the text with both days of a range in full: "21-28 December", "28 August to 1 September 2027"."""
    return _RANGE.sub(_both_days, text)


def _both_days(found: re.Match[str]) -> str:
    first, last = _month(found[2] or found[4]), _month(found[4])
    year = int(found[5]) if found[5] else None
    begun = year and year - (first > last)  # "28 December to 3 January 2027" begins in the year before
    days = ((found[1], found[2] or found[4], begun), (found[3], found[4], year))
    return " to ".join(" ".join((day_, name, *([str(of)] if of else []))) for day_, name, of in days)


def _month(said: str) -> int:
    return next(i for i, name in enumerate(MONTHS, 1) if name.startswith(said.lower()))


def day_past(text: str, today: date) -> tuple[date, str] | None:
    """Find a day that was: a weekday's name is the last one; one that is said to be ahead stays ahead."""
    found = day(text, today)
    if not found or found[0] <= today:
        return found
    pattern = next(pattern for pattern, _ in DAYS if pattern.search(text))
    said, that = pattern.search(text), found[0]
    if pattern is _WEEKDAY and said and (said[1] or "on").lower() == "on":
        return that - timedelta(days=7), found[1]
    if pattern in (_SLASHED, _DAY_MONTH) and said and not said[3] and today.month <= 2 and that.month >= 11:
        return that.replace(year=that.year - 1), found[1]  # in January, 20 December was last month
    return found


def is_vague(text: str) -> bool:
    """Say whether a week or a month is named where a day is needed: "last week", "in June"."""
    return _VAGUE.search(text) is not None


def _iso(found: re.Match[str], today: date) -> date:
    return date(int(found[1]), int(found[2]), int(found[3]))


def _slashed(found: re.Match[str], today: date) -> date:
    """Read day/month, the British order."""
    return _of_month(int(found[1]), int(found[2]), found[3], today)


def _day_month(found: re.Match[str], today: date) -> date:
    return _of_month(int(found[1]), _month(found[2]), found[3], today)


def _of_month(day_: int, month: int, year: str | None, today: date) -> date:
    if year:
        return date(int(year), month, day_)
    this_year = date(today.year, month, day_)
    return this_year if this_year >= today - timedelta(days=60) else date(today.year + 1, month, day_)


def _relative(found: re.Match[str], today: date) -> date:
    days = {"tomorrow": 1, "yesterday": -1, "last night": -1, "next week": 7 - today.weekday()}
    return today + timedelta(days=days.get(found[1].lower(), 0))


def _weekday(found: re.Match[str], today: date) -> date:
    wanted = next(i for i, name in enumerate(WEEKDAYS) if name.startswith(found[2].lower()[:3]))
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


DAYS = ((_ISO, _iso), (_SLASHED, _slashed), (_DAY_MONTH, _day_month), (_RELATIVE, _relative), (_WEEKDAY, _weekday))


def weekday(text: str) -> tuple[int, str] | None:
    """Find a weekday's name; Monday is 0."""
    if not (found := _WEEKDAY.search(text)):
        return None
    return next(i for i, name in enumerate(WEEKDAYS) if name.startswith(found[2].lower()[:3])), _without(text, found)


def clock(text: str) -> tuple[time, str] | None:
    """Find a time of day: "12:30", "9.05", "5pm"."""
    if named := _NOON.search(text):
        return time(12 if named[1].lower() in ("noon", "midday") else 0), _without(text, named)
    if not (found := _TIME.search(text)):
        return None
    hour, half = int(found[1] or found[4]), (found[3] or found[5] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, int(found[2] or 0)), _without(text, found)
