"""What one person is told once: what only a keeper can mend, what a colleague asks; and what follows where nothing
can be said.

None of this is a nudge: it comes once, and only after something happened.
"""

from dataclasses import replace
from datetime import timedelta

from bot.core.message import Message
from bot.core.moment import Moment, choice
from bot.core.people import Owner
from bot.core.plan.document import CardWish, ChannelPlan, Item, Member
from bot.core.plan.edits import edit
from bot.core.situation import Delivery, Notice, Outcome, Situation, Skip

A_WHILE = timedelta(minutes=10)  # in which several items are one message, and a slip is taken back before it is told


def untried(moment: Moment) -> Moment:
    """Return the moment as if this delivery had not been composed before: an earlier try was never said."""
    situation = moment.situation
    posts = tuple(post for post in situation.posts if post.id != moment.fresh("post"))
    suggested = tuple(shown for shown in situation.suggested if shown.id != moment.fresh(f"suggested/{shown.rule}"))
    return replace(moment, situation=replace(situation, posts=posts, suggested=suggested))


def unreached(moment: Moment) -> Outcome:
    """Stop writing first where nothing gets through; the keepers of a place are told."""
    place, channel, settings = moment.situation.place, moment.situation.channel, moment.plan.settings
    if place is None:
        if settings.card is not CardWish.YES:
            return Outcome()
        return Outcome(edits=edit("settings", "", settings, replace(settings, card=CardWish.UNREACHED)))
    if not channel.posts.on:
        return Outcome()
    told = tuple(Notice(keeper, "paused", place.id) for keeper in keepers_of(channel))
    off = replace(channel.posts, on=False, unreached=True)
    return Outcome(channel_edits=edit("posts", "", channel.posts, off), notices=told)


def unsure(moment: Moment, delivery: Delivery) -> Outcome:
    """Ask the keepers about a post that may or may not have appeared, once for each time that it was tried."""
    about = f"{delivery.owner.id}/{delivery.id}/{delivery.attempt}"
    return Outcome(notices=tuple(Notice(keeper, "unsure", about) for keeper in keepers_of(moment.situation.channel)))


def to_new_keepers(outcome: Outcome, situation: Situation) -> tuple[Notice, ...]:
    """Return whom to tell that posts are off because nothing could be posted: those who become keepers now."""
    if situation.place is None or not situation.channel.posts.unreached:
        return ()
    new = (made.key for made in outcome.channel_edits if _is_keeper(made.after) and not _is_keeper(made.before))
    return tuple(Notice(Owner("person", who), "paused", situation.place.id) for who in new)


def _is_keeper(held: object) -> bool:
    return isinstance(held, Member) and held.keeper


def offered_items(outcome: Outcome, situation: Situation) -> tuple[Notice, ...]:
    """Return whom to tell, after a while, that a colleague offers them an item of the channel's list."""
    if situation.place is None:
        return ()
    offered = set[str]()
    for made in outcome.channel_edits:
        before = made.before.offered_to if isinstance(made.before, Item) else ""
        if isinstance(made.after, Item) and made.after.offered_to not in ("", before):
            offered.add(made.after.offered_to)
    return tuple(Notice(Owner("person", who), "offered", situation.place.id, A_WHILE) for who in sorted(offered))


def keepers_of(channel: ChannelPlan) -> tuple[Owner, ...]:
    """Return who looks after a place."""
    return tuple(Owner("person", id_) for id_, member in channel.members.items() if member.keeper)


def paused(moment: Moment, delivery: Delivery) -> Outcome | Skip:
    """Say that posts were turned off where they could not be said."""
    name = kept_place(moment, delivery.about)
    if name is None:
        return Skip("no longer a keeper")
    return Outcome(messages=(Message((moment.say("notice.paused", place=name),)),))


def did_it_appear(moment: Moment, delivery: Delivery) -> Outcome | Skip:
    """Ask whether a post is there, with both answers as choices."""
    place, _, tried = delivery.about.partition("/")
    post = tried.partition("/")[0]
    name = kept_place(moment, place)
    if name is None:
        return Skip("no longer a keeper")
    choices = tuple(
        choice(moment.words.family("appeared_choice", answer), "channel", "appeared", answer=answer, at=place,
               delivery=post)
        for answer in ("again", "there")
    )  # fmt: skip
    return Outcome(messages=(Message((moment.say("notice.unsure", place=name),), choices),))


def kept_place(moment: Moment, place: str) -> str | None:
    """Return the name of a place that this person keeps, None where they do not (any more)."""
    for held, channel in moment.situation.channels:
        member = channel.members.get(moment.person_id)
        if held.id == place and member is not None and member.keeper:
            return held.name
    return None
