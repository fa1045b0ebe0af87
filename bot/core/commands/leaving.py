"""Leaving a place of work: hand over what is shared, take the file, move the plan, or have it deleted on a day."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from bot.core.commands.handing_over import hand_over_all
from bot.core.commands.table import CHANNEL, Command, Kind, Parameter, Values
from bot.core.message import IN, Choice, Message
from bot.core.moment import Moment, changed, choice, reply
from bot.core.plan.document import ChannelPlan, Settings
from bot.core.plan.edits import Edit, edit
from bot.core.situation import Delivery, Outcome, Skip

NOTHING = "nothing to delete"
NOTICE = timedelta(weeks=1)  # on the same weekday, so that one rhythm serves the notice and the day


def leaving(moment: Moment, values: Values) -> Outcome:
    """Show the four things to do before a last day; have the plan deleted then, or keep it after all."""
    if values.text("change") == "keep":
        return _stay(moment)
    last = values.day("last") or (None if values.text("change") else moment.plan.settings.leaving)
    if (whom := values.text("whom")) and (last is None or last > moment.today):
        return _all_at_once(last, whom, moment)
    if last is None:
        return reply(moment.say("leaving.when"), choices=_days(moment))
    if last <= moment.today:
        return reply(moment.say("leaving.past"))
    return _delete(last, moment) if values.text("change") == "delete" else _four(last, moment)


def _all_at_once(last: date | None, whom: str, moment: Moment) -> Outcome:
    """Offer all that is shared to a colleague and note the day, each with its own way back; ask for a day not known."""
    handed = hand_over_all(moment, whom)
    if not handed.channel_edits and handed.messages[0].choices:
        return _asked_whom(handed.messages[0], last, moment)
    handed = _elsewhere_too(handed, whom, moment)
    noted = _delete(last, moment) if last else reply(moment.say("leaving.when"), choices=_days(moment))
    own = noted.messages[0]
    own = replace(own, choices=tuple(one for one in own.choices if one.does.path != ("plan", "undo")))
    return replace(handed, messages=(*handed.messages, own), edits=noted.edits)


def _asked_whom(asked: Message, last: date | None, moment: Moment) -> Outcome:
    """Ask who is meant before anything is done; the answer does both, on the day that was named."""
    about = {"change": "delete"} | ({"last": last.isoformat()} if last else {})
    about |= {IN: moment.situation.place.id} if moment.situation.place else {}
    choices = (choice(one.label, "privacy", "leaving", **about, whom=one.does.values["to"]) for one in asked.choices)
    return reply(*asked.lines, choices=tuple(choices))


def _elsewhere_too(handed: Outcome, whom: str, moment: Moment) -> Outcome:
    """Add a tap for each other channel within reach: what is offered at once is what one channel has."""
    here = moment.situation.place
    if here is None or not moment.situation.afar:
        return handed
    rest = tuple(
        replace(one, does=replace(one.does, values={**one.does.values, "to": whom}))
        for one in _hand_over_choices(replace(moment, situation=replace(moment.situation, place=None)))
        if one.does.values[IN] != here.id
    )
    if not rest:
        return handed
    first = handed.messages[0]
    lines = (*first.lines, moment.say("leaving.elsewhere", place=here.name))
    first = replace(first, lines=lines, choices=(*first.choices, *rest))
    return replace(handed, messages=(first, *handed.messages[1:]))


def _days(moment: Moment) -> tuple[Choice, ...]:
    ends = [month_end(moment.today.year, moment.today.month + n) for n in (0, 1, 3)]
    return tuple(
        choice(moment.say("leaving.on", day=day, year=str(day.year)), "privacy", "leaving", last=day.isoformat())
        for day in ends
        if day > moment.today
    )


def month_end(year: int, month: int) -> date:
    """Return the last day of a month; months above 12 are those of the next year."""
    years, month = divmod(month, 12)
    return date(year + years, month + 1, 1) - timedelta(days=1)


def _four(last: date, moment: Moment) -> Outcome:
    """Say the four things in order, each a tap away or a line to type where it belongs."""
    shared = [(place.name, n) for place, channel in moment.situation.channels if (n := _owned(channel, moment))]
    lines = [moment.say("leaving.four", day=last, year=str(last.year))]
    over = _hand_over_choices(moment)
    lines += [moment.say("leaving.shared_here" if over else "leaving.shared", n=n, place=name) for name, n in shared]
    if alone := _kept_alone(moment):
        lines.append(moment.say("leaving.keeps_alone", places=alone))
    if not shared and not alone:
        lines.append(moment.say("leaving.none_shared"))
    lines.append(moment.say("leaving.others"))
    choices = [
        *over,
        choice(moment.say("leaving.file"), "privacy", "export"),
        choice(moment.say("leaving.move"), "privacy", "link"),
    ]
    if moment.plan.settings.leaving == last:
        lines.append(moment.say("leaving.planned", day=last, year=str(last.year)))
        choices.append(choice(moment.say("leaving.keep"), "privacy", "leaving", change="keep"))
    else:
        label = moment.say("leaving.delete", day=last, year=str(last.year))
        choices.append(choice(label, "privacy", "leaving", change="delete", last=last.isoformat()))
    return reply(*lines, choices=tuple(choices))


def _hand_over_choices(moment: Moment) -> tuple[Choice, ...]:
    """Return the choices that hand over what is shared: in a channel its items, in a direct message those of each."""
    here, near = moment.situation.place, moment.situation.near
    return tuple(
        choice(moment.say("leaving.hand_over", n=n, place=place.name), "channel", "content", action="hand-over",
               title="all", **{IN: place.id})
        for place, channel in moment.situation.channels
        if (place.id == here.id if here else place.id in near) and (n := _owned(channel, moment))
    )  # fmt: skip


def _owned(channel: ChannelPlan, moment: Moment) -> int:
    return sum(item.owner == moment.person_id for item in channel.items.values())


def _kept_alone(moment: Moment) -> list[str]:
    """Return the names of the channels that nobody else keeps."""
    held = (
        (place.name, channel, channel.members.get(moment.person_id)) for place, channel in moment.situation.channels
    )
    return [name for name, channel, me in held if me and me.keeper and len(channel.keepers) == 1]


def _behind(moment: Moment) -> tuple[Message, ...]:
    """Say in a message of its own which channels and shared items nobody would have, and how to hand them over."""
    items = [place.name for place, channel in moment.situation.channels if _owned(channel, moment)]
    lines = [moment.say("leaving.no_keeper_then", places=alone)] if (alone := _kept_alone(moment)) else []
    lines += [moment.say("leaving.no_owner_then", places=items)] if items else []
    return (Message(tuple(lines), _hand_over_choices(moment)),) if lines else ()


def _delete(last: date, moment: Moment) -> Outcome:
    """Note the day of deletion; it can be taken back until then, and is told once more before."""
    settings = moment.plan.settings
    if settings.leaving == last:
        return reply(moment.say("leaving.planned", day=last, year=str(last.year)), choices=(_keep(moment),))
    zone = settings.zone or (moment.zone if moment.zone != "UTC" else "")
    told = moment.say("leaving.told") if last - moment.today > NOTICE else moment.say("leaving.soon")
    noted = moment.say("leaving.noted", day=last, year=str(last.year))
    after = replace(settings, leaving=last, zone=zone)
    lines = (noted, told, moment.say("leaving.honest", platforms=_platforms(moment)))
    file = choice(moment.say("leaving.file"), "privacy", "export")
    edits = edit("settings", "", settings, after)
    if settings.leaving:  # no undo: it would set the earlier day
        made = reply(*lines, choices=(file, _keep(moment)), edits=edits)
    else:
        made = changed(moment, edits, *lines, choices=(file, _keep(moment)))
    return replace(made, messages=(*made.messages, *_behind(moment)))


def _platforms(moment: Moment) -> list[str]:
    names = (moment.words.family("platform", account.platform) for account in moment.situation.accounts)
    return list(dict.fromkeys(names))


def _keep(moment: Moment) -> Choice:
    return choice(moment.say("leaving.keep"), "privacy", "leaving", change="keep")


def _stay(moment: Moment) -> Outcome:
    settings = moment.plan.settings
    if settings.leaving is None:
        return reply(moment.say("leaving.not_planned"))
    edits = edit("settings", "", settings, replace(settings, leaving=None))
    return reply(moment.say("leaving.stays"), edits=edits)  # no undo: it would set the day again


def day_set(edits: Iterable[Edit]) -> date | None:
    """Return the day of deletion that these edits would set, None where they set none."""
    for made in edits:
        before, after = made.before, made.after
        if isinstance(before, Settings) and isinstance(after, Settings) and after.leaving != before.leaving:
            return after.leaving
    return None


def not_by_undo(last: date, moment: Moment) -> Outcome:
    """Say that taking something back sets no day of deletion, how things stand, and offer to set it on purpose."""
    now, label = moment.plan.settings.leaving, moment.say("leaving.delete", day=last, year=str(last.year))
    stands = moment.say("leaving.planned", day=now, year=str(now.year)) if now else moment.say("leaving.not_planned")
    again = choice(label, "privacy", "leaving", change="delete", last=last.isoformat())
    return reply(moment.say("leaving.not_by_undo"), stands, choices=(again,) if last > moment.today else ())


def deletion(moment: Moment, delivery: Delivery) -> Outcome | Skip:
    """Compose what is said before the day and on it. On the day, everything is erased in the same transaction.

    The plan is written once more before it goes, so that a tap on *keep it* a moment earlier wins.
    """
    settings = moment.plan.settings
    if settings.leaving is None:
        return Skip(NOTHING)
    left = settings.leaving - moment.today
    if left > NOTICE:
        return Skip("not yet")
    if left > timedelta(0):
        file = choice(moment.say("leaving.file"), "privacy", "export")
        line = moment.say("leaving.notice", day=settings.leaving, year=str(settings.leaving.year))
        return reply(line, choices=(file, _keep(moment)))
    gone = edit("settings", "", settings, Settings())
    return reply(moment.say("leaving.gone"), moment.say("privacy.forgotten_honest"), edits=gone, forget=True)


COMMANDS = (
    Command(
        ("privacy", "leaving"),
        leaving,
        (
            Parameter("last", Kind.DAY),
            Parameter("change", Kind.ONE_OF, options=("delete", "keep")),
            Parameter("whom", Kind.TEXT, only_typed=True),
            CHANNEL,
        ),
        afar=True,
        aliases=("i'm leaving", "i am leaving", "leaving"),
    ),
)
