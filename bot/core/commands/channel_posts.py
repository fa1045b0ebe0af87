"""The keeper's switch for posts: whether, when, in which weeks, and a look at the next one."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.core.commands.channel import kept
from bot.core.commands.channel_words import keeper_choices, upcoming
from bot.core.commands.nudges import likely_zones
from bot.core.commands.repeating import EVERY, first_day, how_often, repeat_of
from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.commands.teaching import instead, term_noted
from bot.core.message import Choice
from bot.core.moment import Moment, choice, reply
from bot.core.nudges.posts import KINDS
from bot.core.nudges.rhythm import MOVED, next_after, zone_of
from bot.core.plan.document import ChannelPlan, Closure, Term
from bot.core.plan.edits import edit
from bot.core.situation import Outcome, Rhythm, Skip

READING = frozenset({"show", "preview"})
SWITCHES = {kind: kind for kind in KINDS} | {"in-term": "in_term", "move": "moves"}  # each with its field
ACTIONS = ("show", "on", "off", "term", "closed", *SWITCHES, "preview", "skip")
LONGEST_CLOSURE_DAYS = 120


def post_rhythm(channel: ChannelPlan, days_off: Iterable[date] = ()) -> Rhythm:
    """Return the rhythm of a channel's posts; none come in exams, on closed days and on public holidays."""
    posts = channel.posts
    terms = tuple((term.first, term.last) for term in channel.terms.values()) if posts.in_term else ()
    closed = tuple((closure.first, closure.last) for closure in channel.closures.values())
    closed += tuple((exams.first, exams.last) for exams in channel.exams.values())
    closed += tuple((day, day) for day in sorted(days_off))
    if posts.skipped:
        closed += ((posts.skipped, posts.skipped + MOVED),)
    return Rhythm(posts.day, posts.at, posts.zone, posts.repeat, terms, closed, posts.moves)


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
            off = replace(held, on=False, unreached=False)
            return kept(moment, edit("posts", "", held, off), moment.say("posts.turned_off"))
        case "closed":
            return _closed(moment, values)
        case "skip":
            return _skip(moment)
        case kind if kind in SWITCHES:
            return _switched(moment, action)
        case _:
            return _on(moment, values)


def _when(channel: ChannelPlan, moment: Moment) -> str:
    posts = channel.posts
    if not moment.may_post:
        return moment.say("posts.on_not_allowed" if posts.on else "posts.none_not_allowed")
    if not posts.on or zone_of(posts.zone) is None:
        return moment.say("posts.none")
    coming = next_after(post_rhythm(channel, moment.situation.place_holidays.days), moment.now)
    if coming is None:
        return moment.say("posts.after_terms")
    first = coming.astimezone(zone_of(posts.zone))
    return moment.say("posts.when", at=first)


def _switched(moment: Moment, what: str) -> Outcome:
    """Turn one of the ways in which posts come on or off."""
    held = moment.situation.channel.posts
    field = SWITCHES[what]
    on = not getattr(held, field)
    after = replace(held, **{field: on})  # type: ignore[arg-type]
    line = moment.words.family("posts_kind", f"{field}_{'on' if on else 'off'}")
    return kept(moment, edit("posts", "", held, after), line)


def _show(moment: Moment) -> Outcome:
    channel = moment.situation.channel
    terms = [
        moment.say("posts.term", first=term.first, last=term.last)
        for term in sorted(channel.terms.values(), key=lambda term: term.first)
        if term.last >= moment.today
    ]
    closed = [
        _closed_line(closure, moment)
        for closure in sorted(channel.closures.values(), key=lambda closure: closure.first)
        if closure.last >= moment.today
    ]
    often = how_often(channel.posts.repeat, moment) if channel.posts.on else ""
    lines = [_when(channel, moment), often, *terms[:3], *closed[:3]]
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
        unreached=False,
        zone=zone,
        day=held.day if (day := values.minutes("day")) is None else day,
        at=values.time("at") or held.at,
    )
    channel = moment.situation.channel
    since = first_day(Rhythm(after.day, after.at, zone), moment.now)
    after = replace(after, repeat=repeat_of(values.text("every"), held.repeat, since))
    terms = "" if channel.terms or not after.in_term else moment.say("posts.no_terms")
    lines = (_when(replace(channel, posts=after), moment), how_often(after.repeat, moment), moment.say("posts.what"))
    return kept(moment, edit("posts", "", held, after), *lines, terms)


def _term(moment: Moment, values: Values) -> Outcome:
    first, last = values.day("first"), values.day("last")
    if first is None or last is None:
        return reply(moment.say("posts.term_how"))
    if last <= first or (last - first).days > 366:
        return reply(moment.say("posts.term_order"))
    edits = term_noted(moment.situation.channel.terms, Term(first, last))
    return kept(moment, edits, moment.say("posts.term_noted", first=first, last=last), instead(moment, edits))


def _closed_line(closure: Closure, moment: Moment) -> str:
    if closure.first == closure.last:
        return moment.say("posts.closed_one", first=closure.first)
    return moment.say("posts.closed", first=closure.first, last=closure.last)


def _closed(moment: Moment, values: Values) -> Outcome:
    """Note days on which the institution is closed; one day alone is one such day."""
    first = values.day("first")
    last = values.day("last") or first
    if first is None or last is None:
        return reply(moment.say("posts.closed_how"))
    if last < first or (last - first).days > LONGEST_CLOSURE_DAYS:
        return reply(moment.say("posts.closed_order"))
    held = moment.situation.channel.closures.get(first.isoformat())
    line = moment.say("posts.closed_noted", first=first, last=last)
    if first == last:
        line = moment.say("posts.closed_one_noted", first=first)
    return kept(moment, edit("closures", first.isoformat(), held, Closure(first, last)), line)


def _skip(moment: Moment) -> Outcome:
    """Leave out the next post, and say which comes instead."""
    channel = moment.situation.channel
    if not channel.posts.on or (zone := zone_of(channel.posts.zone)) is None:
        return reply(_when(channel, moment))
    coming = next_after(post_rhythm(channel, moment.situation.place_holidays.days), moment.now)
    if coming is None:
        return reply(_when(channel, moment))
    day = coming.astimezone(zone).date()
    after = replace(channel.posts, skipped=day)
    then = _when(replace(channel, posts=after), moment)
    return kept(moment, edit("posts", "", channel.posts, after), moment.say("posts.skipped", day=day), then)


def _preview(moment: Moment) -> Outcome:
    made = upcoming(moment)
    if isinstance(made, Skip):
        return reply(moment.words.family("skip", made.reason.replace(" ", "_")))
    shown = made.messages[0]
    return reply(moment.say("posts.preview"), *shown.lines, choices=keeper_choices(moment, made))


COMMANDS = (
    Command(
        ("channel", "posts"),
        posts,
        (
            Parameter("action", Kind.ONE_OF, options=ACTIONS),
            EVERY,
            Parameter("day", Kind.WEEKDAY),
            Parameter("first", Kind.DAY),
            Parameter("last", Kind.DAY),
            Parameter("at", Kind.TIME),
            Parameter("zone", Kind.ZONE),
        ),
        in_place=True,
    ),
)
