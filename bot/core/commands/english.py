"""The English of typed lines: durations, days and numbers as people write or dictate them.

Everything here finds a thing inside a text and returns it with the text that is left, or None. A
second language is a second file like this one. No pattern can run away on long input: each is
linear, and lines are cut before they come here.
"""

import re
from datetime import date, time, timedelta

NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "twenty-five": 25, "thirty": 30,
    "forty": 40, "forty-five": 45, "fifty": 50, "sixty": 60, "ninety": 90,
}  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

_WORD_NUMBER = "|".join(sorted(NUMBERS, key=len, reverse=True))
_DURATION = re.compile(
    rf"""(?<![\w.,:/-])(?:
      half\s+an?\s+hour
    | (?P<hours>-?\d{{1,4}}(?:[.,]\d{{1,2}})?|\b(?:{_WORD_NUMBER})\b)\s*(?P<half>(?:and\s+a\s+half\s+)|½\s*)?
      h(?:ours?|rs?)?(?:\s*(?:and\s+)?(?P<rest>\d{{1,2}})\s*(?:m(?:in(?:ute)?s?)?)?)?(?P<half_after>\s+and\s+a\s+half)?
    | (?P<minutes>-?\d{{1,5}}|\b(?:{_WORD_NUMBER})\b)\s*m(?:in(?:ute)?s?)?
    )(?![\w])""",
    re.IGNORECASE | re.VERBOSE,
)
_WEEKDAY = re.compile(
    r"\b(?:(next|this|on)\s+)?(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?", re.IGNORECASE
)
_DAY_MONTH = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({'|'.join(name[:3] for name in MONTHS)})[a-z]*\.?(?:\s+(\d{{4}}))?\b",
    re.IGNORECASE,
)
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_RELATIVE = re.compile(r"\b(today|tonight|tomorrow|yesterday|next week)\b", re.IGNORECASE)
_TIME = re.compile(r"(?<![\d:.])([01]?\d|2[0-3])[:.]([0-5]\d)(?![\d:])|\b(1[0-2]|[1-9])\s*([ap])m\b", re.IGNORECASE)


class NotADay(ValueError):
    """A day that does not exist, such as 31 February."""


def _number(text: str) -> float:
    return float(NUMBERS[text.lower()]) if text.lower() in NUMBERS else float(text.replace(",", "."))


def _without(text: str, found: re.Match[str]) -> str:
    return " ".join((text[: found.start()] + " " + text[found.end() :]).split())


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
    else:
        minutes = 30
    return round(minutes), _without(text, found)


def day(text: str, today: date) -> tuple[date, str] | None:
    """Find a day; a weekday is the next one after today. Raises NotADay for 31 February."""
    for pattern, read in ((_ISO, _iso), (_DAY_MONTH, _day_month), (_RELATIVE, _relative), (_WEEKDAY, _weekday)):
        if found := pattern.search(text):
            try:
                return read(found, today), _without(text, found)
            except (ValueError, OverflowError) as problem:
                raise NotADay(found[0].strip()) from problem
    return None


def _iso(found: re.Match[str], today: date) -> date:
    return date(int(found[1]), int(found[2]), int(found[3]))


def _day_month(found: re.Match[str], today: date) -> date:
    month = next(i for i, name in enumerate(MONTHS, 1) if name.startswith(found[2].lower()))
    if found[3]:
        return date(int(found[3]), month, int(found[1]))
    this_year = date(today.year, month, int(found[1]))
    return this_year if this_year >= today - timedelta(days=60) else date(today.year + 1, month, int(found[1]))


def _relative(found: re.Match[str], today: date) -> date:
    days = {"today": 0, "tonight": 0, "tomorrow": 1, "yesterday": -1, "next week": 7 - today.weekday()}
    return today + timedelta(days=days[found[1].lower()])


def _weekday(found: re.Match[str], today: date) -> date:
    wanted = next(i for i, name in enumerate(WEEKDAYS) if name.startswith(found[2].lower()[:3]))
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def weekday(text: str) -> tuple[int, str] | None:
    """Find a weekday's name; Monday is 0."""
    if not (found := _WEEKDAY.search(text)):
        return None
    return next(i for i, name in enumerate(WEEKDAYS) if name.startswith(found[2].lower()[:3])), _without(text, found)


def clock(text: str) -> tuple[time, str] | None:
    """Find a time of day: "12:30", "9.05", "5pm"."""
    if not (found := _TIME.search(text)):
        return None
    if found[1]:
        return time(int(found[1]), int(found[2])), _without(text, found)
    return time(int(found[3]) % 12 + (12 if found[4].lower() == "p" else 0)), _without(text, found)


def squeeze(text: str) -> str:
    """Return a text for comparing: case folded, only letters, digits and single spaces."""
    return " ".join(re.sub(r"[^\w]+", " ", text.casefold()).split())
