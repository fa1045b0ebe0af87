"""What colleagues ask of one person on channels' lists: to take an item, or to stand in for its owner."""

from collections.abc import Iterator

from bot.core.commands.standing_in import asked_of
from bot.core.message import IN, Choice, Message
from bot.core.moment import Moment, choice
from bot.core.people import Place
from bot.core.plan.document import CardWish, ChannelPlan
from bot.core.plan.load import is_away_on
from bot.core.situation import Delivery, Outcome, Skip

MOST_LINES = 2
Asked = tuple[str, tuple[Choice, ...]]


def offers(moment: Moment) -> tuple[list[str], tuple[Choice, ...]]:
    """Return a line for each of the first two, with both answers for the first that can be given here."""
    found = [one for place, channel in moment.situation.channels for one in _in(place, channel, moment)]
    found.sort(key=lambda one: not one[1])
    return [line for line, _ in found[:MOST_LINES]], found[0][1] if found else ()


def told(moment: Moment, delivery: Delivery) -> Outcome | Skip:
    """Tell once of items that a colleague offers, where private messages are wanted and nobody is away."""
    plan = moment.plan
    if plan.settings.card is not CardWish.YES:
        return Skip("no messages wanted")
    if is_away_on(moment.today, plan.away.values()):
        return Skip("away")
    channels = {place.id: (place, channel) for place, channel in moment.situation.channels}
    place, channel = channels.get(delivery.about, (None, ChannelPlan()))
    waits = any(item.offered_to == moment.person_id for item in channel.items.values())
    if place is None or not waits or place.id not in moment.situation.near:
        return Skip("nothing offered here")
    line, answers = next(_in(place, channel, moment))
    return Outcome(messages=(Message((line,), (*answers, choice(moment.say("choice.stop"), "stop"))),))


def _in(place: Place, channel: ChannelPlan, moment: Moment) -> Iterator[Asked]:
    me, near = moment.person_id, place.id in moment.situation.near
    offered = [(key, item) for key, item in channel.items.items() if item.offered_to == me]
    said = {"n": len(offered), "title": offered[0][1].title} if offered else {}
    if offered and near:
        fixed = {"title": "all"} if len(offered) > 1 else {"item": offered[0][0]}
        labels = moment.say("content.take"), moment.say("content.leave")
        taps = _answers(labels, place, action="hand-over", **fixed)
        yield moment.say("offers.take", place=place.name, **said), taps
    elif offered:
        yield moment.say("card.offered", title=offered[0][1].title, place=place.name), ()
    for key, item in channel.items.items():
        if near and asked_of(item, me):
            labels = moment.say("standing.yes"), moment.say("standing.no")
            taps = _answers(labels, place, action="stand-in", item=key)
            yield moment.say("offers.stand_in", title=item.title, place=place.name), taps


def _answers(labels: tuple[str, str], place: Place, **fixed: str) -> tuple[Choice, ...]:
    ways = zip(labels, ("me", "nobody"), strict=True)
    return tuple(choice(label, "channel", "content", **fixed, **{IN: place.id}, to=to) for label, to in ways)
