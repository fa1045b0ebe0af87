"""When the next message comes unasked, and the line that says so."""

from datetime import datetime, time, timedelta

from bot.core.moment import Moment
from bot.core.nudges.pace import Pace, pace
from bot.core.nudges.rhythm import instant, local_date, next_after, zone_of
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
        after, comes = coming, allowed(coming, settings)
        day = local_date(comes, zone)
        snoozed = settings.snoozed_until and day < settings.snoozed_until
        if not snoozed and not any(away.first <= day <= away.last for away in moment.free):
            return comes.astimezone(zone)
    return None


def is_quiet(at: time, settings: Settings) -> bool:
    """Say whether a time of day is inside the person's quiet hours; they may span midnight."""
    start, end = settings.quiet_from, settings.quiet_until
    if start == end:
        return False
    return start <= at < end if start < end else at >= start or at < end


def allowed(at: datetime, settings: Settings) -> datetime:
    """Return this moment, or the end of the quiet hours that it lies in."""
    zone = zone_of(settings.zone)
    local = at.astimezone(zone) if zone else at
    if zone is None or not is_quiet(local.time(), settings):
        return at
    day = local.date() + timedelta(days=int(local.time() >= settings.quiet_until))
    ends = instant(day, settings.quiet_until, zone)
    return ends if ends > at else ends + timedelta(hours=1)  # the clock went back in between: that hour comes twice


def quiet_line(moment: Moment, settings: Settings) -> str:
    """Return one line where the card's time lies in quiet hours: then it comes as they end."""
    if settings.card is not CardWish.YES or not is_quiet(settings.card_time, settings):
        return ""
    return moment.say("nudges.in_quiet_hours", at=settings.quiet_until)


def next_line(moment: Moment) -> str:
    """Return one line about the next message that comes unasked."""
    if found := next_card(moment):
        return moment.say("nudges.next", at=found)
    settings = moment.plan.settings
    if settings.card is CardWish.YES:
        return moment.say("nudges.silent")
    return moment.say("nudges.none")
