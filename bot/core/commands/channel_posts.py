"""The keeper's switch for posts: whether, when, in which weeks, and a look at the next one."""

from dataclasses import replace

from bot.core.commands.channel import kept
from bot.core.commands.nudges import likely_zones
from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.message import Audience, Choice, Message
from bot.core.moment import Moment, choice, reply
from bot.core.nudges.posts import channel_post
from bot.core.nudges.rhythm import next_after, zone_of
from bot.core.plan.document import ChannelPlan, Posts, Term
from bot.core.plan.edits import edit
from bot.core.situation import Outcome, Rhythm, Skip

READING = frozenset({"show", "preview"})


def post_rhythm(posts: Posts) -> Rhythm:
    """Return the rhythm of a channel's posts."""
    return Rhythm(posts.day, posts.at, posts.zone)


def posts(moment: Moment, values: Values) -> Outcome:
    """Show or change the channel's posts. Everyone may ask when, members see the next one, the keeper decides."""
    action = values.text("action") or ("on" if values else "show")
    if action not in READING and not moment.situation.actor.is_keeper:
        names = moment.situation.channel.keepers
        return reply(moment.say("permit.keeper_only", names=names) if names else moment.say("channel.no_keeper"))
    match action:
        case "show":
            return _show(moment)
        case "preview" if not moment.situation.actor.is_member:
            return reply(moment.say("permit.members_only"), choices=(_join(moment),))
        case "preview":
            return _preview(moment)
        case "term":
            return _term(moment, values)
        case "off":
            held = moment.situation.channel.posts
            return kept(moment, edit("posts", "", held, replace(held, on=False)), moment.say("posts.turned_off"))
        case "load" | "refresh":
            held = moment.situation.channel.posts
            after = replace(held, load=not held.load) if action == "load" else replace(held, refresh=not held.refresh)
            on = getattr(after, action)
            return kept(
                moment,
                edit("posts", "", held, after),
                moment.words.family("posts_kind", f"{action}_{'on' if on else 'off'}"),
            )
        case _:
            return _on(moment, values)


def _when(posts: Posts, moment: Moment) -> str:
    if not moment.may_post:
        return moment.say("posts.on_not_allowed" if posts.on else "posts.none_not_allowed")
    if not posts.on or zone_of(posts.zone) is None:
        return moment.say("posts.none")
    first = next_after(post_rhythm(posts), moment.now).astimezone(zone_of(posts.zone))
    return moment.say("posts.when", day=first.date(), at=first.time(), zone=posts.zone.replace("_", " "))


def _show(moment: Moment) -> Outcome:
    channel = moment.situation.channel
    terms = [
        moment.say("posts.term", first=term.first, last=term.last)
        for term in sorted(channel.terms.values(), key=lambda term: term.first)
        if term.last >= moment.today
    ]
    lines = [_when(channel.posts, moment), *terms[:3]]
    if not moment.situation.actor.is_member:
        return reply(*lines, choices=(_join(moment),))
    shown = (
        [choice(moment.say("posts.preview_choice"), "channel", "posts", action="preview")] if moment.may_post else []
    )
    if moment.situation.actor.is_keeper and channel.posts.on:
        shown.append(choice(moment.say("posts.off_choice"), "channel", "posts", action="off"))
    elif moment.situation.actor.is_keeper and moment.may_post:
        shown.append(choice(moment.say("channel.posts_on"), "channel", "posts", action="on"))
    return reply(*lines, choices=tuple(shown))


def _join(moment: Moment) -> Choice:
    return choice(moment.say("channel.join"), "channel", "join")


def _on(moment: Moment, values: Values) -> Outcome:
    if not moment.may_post:
        return reply(moment.say("posts.not_allowed"))
    held = moment.situation.channel.posts
    zone = values.text("zone") or held.zone or moment.zone
    if zone == "UTC" and not held.zone and not values.text("zone"):
        return reply(
            moment.say("nudges.which_zone"),
            choices=tuple(choice(z, "channel", "posts", action="on", zone=z) for z in likely_zones(moment)),
        )
    after = replace(
        held,
        on=True,
        zone=zone,
        day=held.day if (day := values.minutes("day")) is None else day,
        at=values.time("at") or held.at,
    )
    terms = "" if moment.situation.channel.terms else moment.say("posts.no_terms")
    return kept(moment, edit("posts", "", held, after), _when(after, moment), moment.say("posts.what"), terms)


def _term(moment: Moment, values: Values) -> Outcome:
    first, last = values.day("first"), values.day("last")
    if first is None or last is None:
        return reply(moment.say("posts.term_how"))
    if last <= first or (last - first).days > 366:
        return reply(moment.say("posts.term_order"))
    held = moment.situation.channel.terms.get(first.isoformat())
    line = moment.say("posts.term_noted", first=first, last=last)
    return kept(moment, edit("terms", first.isoformat(), held, Term(first, last)), line)


def _preview(moment: Moment) -> Outcome:
    channel = moment.situation.channel
    as_if = replace(moment, situation=replace(moment.situation, channel=_as_if_on(channel)))
    made = channel_post(as_if, preview=True)
    if isinstance(made, Skip):
        return reply(moment.words.family("skip", made.reason.replace(" ", "_")))
    shown = made.messages[0]
    return Outcome(messages=(Message((moment.say("posts.preview"), *shown.lines), audience=Audience.ONLY_YOU),))


def _as_if_on(channel: ChannelPlan) -> ChannelPlan:
    return replace(channel, posts=replace(channel.posts, on=True))


COMMANDS = (
    Command(
        ("channel", "posts"),
        posts,
        (
            Parameter("action", Kind.ONE_OF, options=("show", "on", "off", "term", "load", "refresh", "preview")),
            Parameter("day", Kind.WEEKDAY),
            Parameter("first", Kind.DAY),
            Parameter("last", Kind.DAY),
            Parameter("at", Kind.TIME),
            Parameter("zone", Kind.ZONE),
        ),
        in_place=True,
    ),
)
