"""`boffin nudges preview --at MOMENT --zone ZONE`: what would be said from then to the end of that day, and why not."""

import argparse
import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot import settings
from bot.core.errors import CannotStart

if TYPE_CHECKING:
    from bot.core.foreseeing import Foreseen
    from bot.wiring import Parts

MOST_YEARS = 10  # before and after now


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add what this command takes."""
    parser.add_argument("what", choices=("preview",), help="what would be said, and why not")
    parser.add_argument("--at", metavar="MOMENT", help="on the wall clock there, such as 2027-03-28T09:00; else now")
    parser.add_argument("--zone", default="UTC", help="an IANA zone, such as Europe/London")


def run(args: argparse.Namespace, environ: Mapping[str, str]) -> int:
    """Print every channel with its text or its reason, and how many cards there would be."""
    from bot import wiring
    from bot.core.nudges.rhythm import instant, zone_of

    zone = zone_of(args.zone)
    if zone is None:
        raise CannotStart(f"--zone: there is no zone {args.zone!r}. Right would be: Europe/London")
    begin = _moment(args.at, zone)
    end = instant(begin.astimezone(zone).date() + timedelta(days=1), time(0), zone)
    parts = wiring.build(settings.read(environ))
    try:
        asyncio.run(_preview(parts, begin, end, zone))
    finally:
        parts.store.close()
    return 0


def _moment(text: str | None, zone: ZoneInfo) -> datetime:
    from bot.core.nudges.rhythm import instant
    from bot.ops.clock import SystemClock

    if text is None:
        return SystemClock().now()
    try:
        wall = datetime.fromisoformat(text)
    except ValueError:
        wall = None
    if wall is None or wall.tzinfo is not None:
        raise CannotStart(f"--at: {text!r} is no moment on a wall clock. Right would be: 2027-03-28T09:00")
    this_year = SystemClock().now().year
    if abs(wall.year - this_year) > MOST_YEARS:
        raise CannotStart(
            f"--at: {text} is too far away to say anything about. Name a moment between the years "
            f"{this_year - MOST_YEARS} and {this_year + MOST_YEARS}."
        )
    return instant(wall.date(), wall.time(), zone)


async def _preview(parts: "Parts", begin: datetime, end: datetime, zone: ZoneInfo) -> None:
    from bot.core.foreseeing import Foreseeing

    schedules, names = await parts.store.schedules(), await parts.store.place_names()
    cards: Counter[str] = Counter()
    others = 0
    posts = 0
    print(f"From {begin.astimezone(zone):%A %-d %B %Y, %H:%M} to the end of the day ({zone.key}):")
    foreseeing = Foreseeing(parts.store.memory, parts.library, parts.words, parts.calendar)
    async for one in foreseeing.between(schedules, begin, end):
        if one.place:
            posts += 1
            _say(one, names.get(one.place, one.place), zone)
        elif one.kind == "card":
            cards[one.reason] += 1
        else:
            others += 0 if one.reason else 1
    least = parts.library.rules.answers_in_a_cell
    print(f"posts due: {posts}")
    print(f"cards due: {_total(cards.values(), least)}")
    for reason, count in sorted(cards.items()):
        print(f"  {f'not sent, {reason}' if reason else 'sent'}: {_hidden(count, least)}")
    if others:
        print(f"asked-for reminders and the like to be sent: {_hidden(others, least)}")


def _say(one: "Foreseen", name: str, zone: ZoneInfo) -> None:
    print(f"{one.due.astimezone(zone):%H:%M} {name}: {f'nothing, {one.reason}' if one.reason else 'a post'}")
    for line in one.lines:
        print(f"    {line}")


def _total(counts: Iterable[int], least: int) -> str:
    """Return how many persons there are in all, so that what is shown of the parts does not give a hidden one away."""
    counts = tuple(counts)
    shown = sum(count for count in counts if count >= least)
    if shown == sum(counts) or sum(counts) < least:
        return _hidden(sum(counts), least)
    return f"{max(shown, least)} or more"


def _hidden(count: int, least: int) -> str:
    """Return a number of people, unless it is small enough to point at somebody."""
    return str(count) if count == 0 or count >= least else f"fewer than {least}"
