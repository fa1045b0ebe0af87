"""When the next message comes unasked, and the line that says so."""

from datetime import datetime, time

from bot.core.moment import Moment
from bot.core.nudges.pace import Pace, pace
from bot.core.nudges.rhythm import local_date, next_after, zone_of
from bot.core.plan.document import CardWish, Settings
from bot.core.situation import Rhythm


def card_rhythm(settings: Settings) -> Rhythm:
    """Return the rhythm of the weekly card."""
    return Rhythm(settings.card_day, settings.card_time, settings.zone, settings.card_repeat)


def next_card(moment: Moment) -> datetime | None:
    """Return when the next card comes on this person's wall, None where none will."""
    settings = moment.plan.settings
    zone = zone_of(settings.zone)
    if settings.card is not CardWish.YES or zone is None:
        return None
    if pace(moment.situation.cards, moment.situation.used_on, moment.library.rules) is Pace.SILENT:
        return None
    after = moment.now
    for _ in range(60):
        coming = next_after(card_rhythm(settings), after)
        if coming is None:
            return None
        after = coming
        day = local_date(after, zone)
        snoozed = settings.snoozed_until and day < settings.snoozed_until
        quiet = snoozed or is_quiet(after.astimezone(zone).time(), settings)
        if not quiet and not any(away.first <= day <= away.last for away in moment.free):
            return after.astimezone(zone)
    return None


def is_quiet(at: time, settings: Settings) -> bool:
    """Say whether a time of day is inside the person's quiet hours; they may span midnight."""
    start, end = settings.quiet_from, settings.quiet_until
    if start == end:
        return False
    return start <= at < end if start < end else at >= start or at < end


def next_line(moment: Moment) -> str:
    """Return one line about the next message that comes unasked."""
    if found := next_card(moment):
        return moment.say("nudges.next", at=found)
    settings = moment.plan.settings
    if settings.card is CardWish.YES and is_quiet(settings.card_time, settings):
        return moment.say("nudges.in_quiet_hours")
    if settings.card is CardWish.YES:
        return moment.say("nudges.silent")
    return moment.say("nudges.none")
