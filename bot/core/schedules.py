"""What the changed documents ask to be woken for: derived, so that an undo also puts the clock back."""

from bot.core.commands.channel_posts import post_rhythm
from bot.core.nudges.coming import card_rhythm
from bot.core.nudges.rhythm import zone_of
from bot.core.people import Owner
from bot.core.plan.document import CardWish, ChannelPlan, Plan
from bot.core.plan.edits import apply
from bot.core.situation import Outcome, Schedule, Situation

TIMED = frozenset({"posts", "terms", "closures"})  # what says when a channel's posts come


def asked_for(outcome: Outcome, situation: Situation) -> tuple[tuple[Owner, ...], tuple[Schedule, ...]]:
    """Return the owners whose schedules are replaced by this outcome, and their schedules now."""
    owners: tuple[Owner, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    if any(made.collection == "settings" for made in outcome.edits):
        owner = Owner("person", situation.actor.person.id)
        owners += (owner,)
        schedules += of_person(owner, apply(situation.plan, outcome.edits))
    if situation.place and any(made.collection in TIMED for made in outcome.channel_edits):
        owner = Owner("place", situation.place.id)
        owners += (owner,)
        schedules += of_place(owner, apply(situation.channel, outcome.channel_edits))
    return owners, schedules


def of_person(owner: Owner, plan: Plan) -> tuple[Schedule, ...]:
    """Return what a person's plan asks for: the weekly card, once wanted."""
    settings = plan.settings
    if settings.card is not CardWish.YES or zone_of(settings.zone) is None:
        return ()
    return (Schedule(owner, "card", card_rhythm(settings), settings.card_on),)


def of_place(owner: Owner, channel: ChannelPlan) -> tuple[Schedule, ...]:
    """Return what a channel asks for: its posts, once turned on."""
    posts = channel.posts
    if not posts.on or zone_of(posts.zone) is None:
        return ()
    return (Schedule(owner, "post", post_rhythm(channel)),)
