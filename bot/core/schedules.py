"""What the changed documents ask to be woken for: derived, so that an undo also puts the clock back."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Literal

from bot.core.commands.channel_posts import post_rhythm
from bot.core.commands.leaving import NOTICE
from bot.core.nudges.coming import card_rhythm
from bot.core.nudges.reminder import DRILL, LOOK_BACK, TERM, comes_at, comes_on
from bot.core.nudges.rhythm import zone_of
from bot.core.people import Owner
from bot.core.plan.document import CardWish, ChannelPlan, Plan, Settings
from bot.core.plan.edits import apply
from bot.core.ports import Calendar
from bot.core.situation import Holidays, Outcome, Rhythm, Schedule, Situation

NOON = time(12)
STILL_TRIED = timedelta(weeks=8)
DAYS_AHEAD = 400  # after that a holiday is noticed on its day, and what falls on it is left out
REMINDERS: Mapping[str, Literal["reminder", "term", "drill"]] = {LOOK_BACK: "reminder", TERM: "term", DRILL: "drill"}
TIMED = frozenset({"posts", "terms", "exams", "closures"})  # what says when a channel's posts come


def is_timed(outcome: Outcome) -> bool:
    """Say whether this outcome changes when a channel's posts come."""
    return any(made.collection in TIMED for made in outcome.channel_edits)


async def days_off(calendar: Calendar, zone: str, now: datetime) -> Holidays:
    """Return the public holidays to come in a zone's country."""
    today = now.date() - timedelta(days=1)  # it may still be yesterday there
    return await calendar.holidays("", zone, today, today + timedelta(days=DAYS_AHEAD))


def asked_for(outcome: Outcome, situation: Situation) -> tuple[tuple[Owner, ...], tuple[Schedule, ...]]:
    """Return the owners whose schedules are replaced by this outcome, and their schedules now."""
    owners: tuple[Owner, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    if any(made.collection in ("settings", "reminders", "away") for made in outcome.edits):
        owner = Owner("person", situation.actor.person.id)
        owners += (owner,)
        schedules += of_person(owner, apply(situation.plan, outcome.edits))
    if situation.place and is_timed(outcome):
        owner = Owner("place", situation.place.id)
        owners += (owner,)
        channel = apply(situation.channel, outcome.channel_edits)
        schedules += of_place(owner, channel, situation.place_holidays.days)
    return owners, schedules


def of_person(owner: Owner, plan: Plan) -> tuple[Schedule, ...]:
    """Return what a person's plan asks for: the weekly card, once wanted, a reminder, and a deletion on a day."""
    settings = plan.settings
    return (*_card(owner, settings), *_reminders(owner, plan), *_leaving(owner, settings))


def _card(owner: Owner, settings: Settings) -> tuple[Schedule, ...]:
    if settings.card is not CardWish.YES or zone_of(settings.zone) is None:
        return ()
    return (Schedule(owner, "card", card_rhythm(settings), settings.card_on),)


def _reminders(owner: Owner, plan: Plan) -> tuple[Schedule, ...]:
    """Return when to remind, each on its one day, outside quiet hours and days away.

    Where no clock is known the card does it.
    """
    settings, made = plan.settings, list[Schedule]()
    for which, wanted in plan.reminders.items():
        if which in REMINDERS and zone_of(wanted.zone):
            on = comes_on(wanted, plan)
            rhythm = Rhythm(on.weekday(), comes_at(settings), wanted.zone, only=((on, on),))
            made.append(Schedule(owner, REMINDERS[which], rhythm, settings.card_on))
    return tuple(made)


def _leaving(owner: Owner, settings: Settings) -> tuple[Schedule, ...]:
    """Return when to tell of a deletion and when to do it; after the day it is tried every week until it is done."""
    last = settings.leaving
    if last is None:
        return ()
    notice = last - NOTICE
    only = ((notice, notice), (last, last + STILL_TRIED))
    zone = settings.zone if zone_of(settings.zone) else "UTC"
    return (Schedule(owner, "leaving", Rhythm(last.weekday(), NOON, zone, only=only), settings.card_on),)


def of_place(owner: Owner, channel: ChannelPlan, days_off: Iterable[date] = ()) -> tuple[Schedule, ...]:
    """Return what a channel asks for: its posts, once turned on."""
    posts = channel.posts
    if not posts.on or zone_of(posts.zone) is None:
        return ()
    return (Schedule(owner, "post", post_rhythm(channel, days_off)),)
