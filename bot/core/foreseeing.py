"""What would be said unasked at some moment to come, and why not: looked at, never kept.

A channel's post is what everybody there would read, so its text is told. Of a person only the reason leaves here, to be
counted: that somebody is away, or gets no card, is theirs to tell.
"""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.composing import COMPOSED
from bot.core.library import Library
from bot.core.moment import Moment
from bot.core.nudges.coming import allowed
from bot.core.nudges.posts import channel_post
from bot.core.nudges.rhythm import next_after
from bot.core.people import Person, Place, Standing
from bot.core.ports import NO_HOLIDAYS, Calendar, Memory, Words
from bot.core.schedules import days_off
from bot.core.situation import NOWHERE, Delivery, Schedule, Skip

A_MOMENT = timedelta(microseconds=1)  # what is due at the very beginning counts


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One thing that would be due: said with these lines, or left for this reason. `place` is "" for a person's."""

    kind: str
    due: datetime
    place: str = ""
    lines: tuple[str, ...] = ()
    reason: str = ""


class Foreseeing:
    """Looks at how things stand now, as if it were then."""

    def __init__(self, memory: Memory, library: Library, words: Words, calendar: Calendar = NO_HOLIDAYS) -> None:
        self._memory, self._library, self._words, self._calendar = memory, library, words, calendar

    async def between(self, schedules: Iterable[Schedule], begin: datetime, end: datetime) -> AsyncIterator[Foreseen]:
        """Yield what falls due from `begin` until just before `end`."""
        for schedule in schedules:
            try:
                due = next_after(schedule.rhythm, begin - A_MOMENT)
            except ValueError:
                continue  # its zone is no more: it waits until that is mended
            if due is not None and due < end:
                yield await self._foreseen(schedule, due)

    async def _foreseen(self, schedule: Schedule, due: datetime) -> Foreseen:
        owner = schedule.owner
        person = Person(owner.id, "", Standing.REGULAR) if owner.kind == "person" else None
        place = Place(owner.id, "") if owner.kind == "place" else None
        situation = await self._memory.load(person, place, due)
        if place is not None:
            zone = situation.channel.posts.zone
            situation = replace(situation, place_holidays=await days_off(self._calendar, zone, due))
        comes = allowed(due, situation.plan.settings) if person else due
        moment = Moment(replace(situation, place=place), self._library, self._words, comes, "foreseen")
        if schedule.kind == "post":
            made = channel_post(moment, preview=True)
        else:
            made = COMPOSED[schedule.kind](moment, Delivery("foreseen", owner, schedule.kind, due.date(), due, NOWHERE))
        if isinstance(made, Skip):
            return Foreseen(schedule.kind, due, owner.id if place else "", (), made.reason)
        return Foreseen(schedule.kind, due, owner.id if place else "", made.messages[0].lines if place else ())
