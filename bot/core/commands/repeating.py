"""How often something comes, as it is chosen: every week, every other week, or on one weekday of a month."""

from datetime import date, datetime

from bot.core.commands.table import Kind, Parameter
from bot.core.moment import Moment
from bot.core.nudges.rhythm import local_date, next_after, zone_of
from bot.core.plan.document import LAST, Every, Repeat
from bot.core.situation import Rhythm

NTH = {
    "monthly": 1, "monthly-first": 1, "monthly-second": 2, "monthly-third": 3, "monthly-fourth": 4,
    "monthly-last": LAST,
}  # fmt: skip
EVERY = Parameter("every", Kind.ONE_OF, options=("weekly", "fortnightly", *NTH))


def first_day(rhythm: Rhythm, now: datetime) -> date:
    """Return the local date on which its weekday comes first: from there every other week is counted."""
    coming = next_after(Rhythm(rhythm.day, rhythm.at, rhythm.zone), now) or now
    zone = zone_of(rhythm.zone)
    return local_date(coming, zone) if zone else coming.date()


def repeat_of(option: str, held: Repeat, since: date) -> Repeat:
    """Return how often is meant by an option, "" for as before; every other week counts from the week of `since`."""
    if not option:
        return held
    if option == "weekly":
        return Repeat()
    if option == "fortnightly":
        return Repeat(Every.FORTNIGHT, since=since)
    return Repeat(Every.MONTH, NTH[option])


def name_of(repeat: Repeat) -> str:
    """Return the word of this file for how often."""
    match repeat.every:
        case Every.WEEK:
            return "weekly"
        case Every.FORTNIGHT:
            return "fortnightly"
        case Every.MONTH:
            return next(name for name, nth in reversed(NTH.items()) if nth == repeat.nth)


def how_often(repeat: Repeat, moment: Moment) -> str:
    """Return the line that says how often, "" where it is every week."""
    if repeat.every is Every.WEEK:
        return ""
    return moment.words.family("how_often", name_of(repeat).replace("-", "_"))
