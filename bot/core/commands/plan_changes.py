"""Needs, and looking back: what changed, and taking a change back."""

from dataclasses import replace
from datetime import UTC, date
from typing import Any

from bot.core.commands.choose import need_choices
from bot.core.commands.leaving import day_set, not_by_undo
from bot.core.commands.removing import PATH as REMOVE
from bot.core.commands.table import CHANNEL, Command, Kind, Parameter, Values
from bot.core.commands.wish_list import first_choices, label
from bot.core.moment import Moment, changed, choice, reply
from bot.core.nudges.rhythm import zone_of
from bot.core.people import Permit, Role, authorise
from bot.core.plan.document import ChannelPlan, Item, Member, Need, Plan
from bot.core.plan.edits import Change, Edit, InTheWay, apply, edit, put
from bot.core.situation import Outcome, Situation

MOST_CHOICES = 10  # as many as stand side by side; what is left out can be written


def need(moment: Moment, values: Values) -> Outcome:
    """Add a need to the wish list, in own words or one that people commonly have; or drop one."""
    words = values.text("words")
    if not words:
        held_now = [label(moment, held) for held in moment.plan.needs.values()]
        order = (choice(moment.say("need.which_one"), "plan", "first"),) if len(held_now) > 1 else ()
        known_now = moment.say("plan.needs", needs=held_now) if held_now else ""
        new = tuple(one for one in need_choices(moment) if one.does.values["words"] not in moment.plan.needs)
        return reply(known_now, moment.say("need.which"), choices=(*order, *new)[:MOST_CHOICES])
    held = moment.plan.needs.get(words)
    if values.text("action") == "drop":
        if held is None:
            return reply(moment.say("need.not_there"))
        dropped = moment.say("need.dropped", need=moment.need_label(held.kind, held.words))
        return changed(moment, edit("needs", words, held, None), dropped)
    known = held.kind if held else (words if words in moment.library.needs else "")
    priority = int(values.text("priority", str(held.priority if held else 2)))
    own = held.words if held else ("" if known else words)
    asked_by = values.text("asked-by", held.asked_by if held else "")
    now = Need(own, known, priority, asked_by, held.thanked if held else None)
    key = words if held or known else moment.fresh("need")
    shown = moment.need_label(now.kind, now.words)
    lines = [moment.words.family("need_noted", ("first", "second", "third")[priority - 1], need=shown)]
    if now.asked_by:
        lines.append(moment.say("need.credit", who=now.asked_by))
    same = [k for k, n in moment.plan.needs.items() if k != key and n.priority == 1]
    edits = edit("needs", key, held, now)
    if priority != 1 or not same:
        return changed(moment, edits, *lines)
    other = moment.plan.needs[same[0]]
    lines.append(moment.say("need.which_first", other=moment.need_label(other.kind, other.words)))
    plan = replace(moment.plan, needs={**moment.plan.needs, key: now})
    after = replace(moment, situation=replace(moment.situation, plan=plan))
    return changed(moment, edits, *lines, choices=first_choices(after, key, *same))


def history(moment: Moment, values: Values) -> Outcome:
    """Show the last changes in words, the newest first, each with its undo."""
    changes = [change for change in moment.situation.changes if not change.undone][:5]
    if not changes:
        return reply(moment.say("history.none"))
    lines = [moment.say("history.line", day=change.at.date(), what=_what(change, moment)) for change in changes]
    first = changes[0]
    undo = choice(moment.say("history.undo_last"), "plan", "undo", change=first.id)
    return reply(moment.say("history.title"), *lines, choices=(undo,))


def _what(change: Change, moment: Moment) -> str:
    """Return what a change was about; an undo says it is one, whatever it took back."""
    return moment.words.family("changed", "_".join(change.command).replace("-", "_"))


def undo(moment: Moment, values: Values) -> Outcome:
    """Take a change back, as long as what it wrote still stands; itself a change that can be undone."""
    situation = moment.situation
    wanted = values.text("change") or _just_made(moment)
    if not wanted and (asked := _which(moment)):
        return asked
    own = () if situation.afar else situation.changes
    mine = [c for c in own if (c.id == wanted if wanted else not c.undone and not c.undoes)]
    shared = [c for c in _shared(moment) if wanted and c.id == wanted]
    if shared:
        if (permit := _may_undo(shared[0], moment)) is not Permit.YES:
            return reply(moment.words.family("permit", permit.value, names=situation.channel.keepers))
        if not _concerns(shared[0], moment):
            return reply(moment.say("undo.not_yours"))
        return _undo(moment, shared[0], situation.channel, in_channel=True)
    if not mine:
        return reply(moment.say("undo.nothing" if not wanted else "undo.gone"))
    return _undo(moment, mine[0], situation.plan, in_channel=False)


def _shared(moment: Moment) -> tuple[Change, ...]:
    """Return the channel's changes, without those of who is in its plan and what they tried: each is one's own."""
    return tuple(change for change in moment.situation.channel_changes if _is_mine(change, moment))


def _is_mine(change: Change, moment: Moment) -> bool:
    """Say whether a change is about no member, or about the speaker: nobody else may see it or take it back.

    Whom a keeper took out, any keeper may put back.
    """
    members = {made.key for made in change.edits if made.collection == "members"}
    kept = moment.situation.actor.is_keeper and _first(change, moment).command == REMOVE
    return not members or moment.person_id in members or kept


def _first(change: Change, moment: Moment) -> Change:
    """Return the change of the channel that this one takes back or puts back, however often; else this one."""
    held = {one.id: one for one in moment.situation.channel_changes}
    while change.undoes in held:
        change = held[change.undoes]
    return change


def _concerns(change: Change, moment: Moment) -> bool:
    """Say whether the speaker may take back who has an item: they took it, had it before, or keep the channel."""
    for made in change.edits:
        before, after = made.before, made.after
        if isinstance(before, Item) and isinstance(after, Item):
            owners, asked = {before.owner, after.owner}, {before.offered_to, after.offered_to}
            asked |= {before.stand_in, after.stand_in}
            moved = (before.offered_to, before.stand_in) != (after.offered_to, after.stand_in)
            meant = owners if before.owner != after.owner else owners | asked if moved else {moment.person_id}
            if moment.person_id not in meant and not moment.situation.actor.is_keeper:
                return False
    return True


def _just_made(moment: Moment) -> str:
    """Return the newest change of one's own or of the channel, where the last message here offered to take it back."""
    situation = moment.situation
    offered = situation.offered.choices if situation.offered else ()
    newest = {change.id for change in (_newest(situation.changes), _newest(_shared(moment))) if change}
    wanted = (does.values.get("change", "") for does in offered if does.path == ("plan", "undo"))
    return next((change for change in wanted if change in newest), "")


def _newest(changes: tuple[Change, ...]) -> Change | None:
    return next((change for change in changes if not change.undone and not change.undoes), None)


def _which(moment: Moment) -> Outcome | None:
    """Ask which is meant: private and shared changes are never taken for one another, nor an old one for a new one."""
    place, shared = moment.situation.place, _newest(_shared(moment))
    if shared and (_may_undo(shared, moment) is not Permit.YES or not _concerns(shared, moment)):
        shared = None
    mine = None if moment.situation.afar else _newest(moment.situation.changes)
    if shared is None and (mine is None or _day_of(mine, moment) == moment.today):
        return None
    choices = []
    if place and shared:
        label = moment.say("undo.shared", place=place.name, what=_dated(shared, moment))
        choices.append(choice(label, "plan", "undo", change=shared.id))
    if mine:
        what = _dated(mine, moment)
        choices.append(choice(moment.say("undo.mine", what=what) if place else what, "plan", "undo", change=mine.id))
    one = moment.say("undo.the_last") if shared else moment.say("undo.my_last")
    return reply(moment.say("undo.which") if len(choices) > 1 else one, choices=tuple(choices))


def _day_of(change: Change, moment: Moment) -> date:
    return change.at.astimezone(zone_of(moment.zone) or UTC).date()


def _dated(change: Change, moment: Moment) -> str:
    """Return what a change was about, with its day where that is not today."""
    what, day = _what(change, moment), _day_of(change, moment)
    return what if day == moment.today else moment.say("undo.from", what=what, day=day)


def _may_undo(change: Change, moment: Moment) -> Permit:
    """Say whether the speaker may take back a change of the channel: one's own leaving needs no membership."""
    keeps = any(made.collection == "members" and _keeps(made.before) != _keeps(made.after) for made in change.edits)
    if _first(change, moment).command == REMOVE:
        return authorise(moment.situation.actor, Role.KEEPER)
    shared = ("posts", "next_words", "terms", "exams", "closures", "rules", "stop_signs")
    if keeps or any(made.collection in shared for made in change.edits):
        return authorise(moment.situation.actor, Role.KEEPER)
    own = any(made.collection == "members" for made in change.edits)
    return authorise(moment.situation.actor, Role.PERSON if own else Role.MEMBER)


def _keeps(member: object) -> bool:
    return isinstance(member, Member) and member.keeper


def _undo(moment: Moment, change: Change, document: Plan | ChannelPlan, *, in_channel: bool) -> Outcome:
    if change.undone:
        return reply(moment.say("undo.already"))
    back = tuple(made.inverse() for made in reversed(change.edits))
    try:
        apply(document, back)
        _rows(moment.situation, back)
    except InTheWay as way:
        what = moment.words.family("collection", way.edit.collection)
        return reply(moment.say("undo.in_the_way", what=what))
    if last := day_set(back):
        return not_by_undo(last, moment)
    first = next((c for c in (*moment.situation.changes, *_shared(moment)) if c.id == change.undoes), None)
    line = (
        moment.say("undo.put_back", what=_what(first, moment))
        if first
        else moment.say("undo.done", what=_what(change, moment))
    )
    redo = choice(moment.say("choice.redo"), "plan", "undo", change=moment.fresh("change"))
    again = () if day_set(change.edits) else (redo,)
    if in_channel:
        return reply(line, choices=again, channel_edits=back, undoes=change.id)
    return reply(line, choices=again, edits=back, undoes=change.id)


def _rows(situation: Situation, edits: tuple[Edit, ...]) -> None:
    """Raise InTheWay where a told week or a log is no longer what the change made it."""
    held: dict[str, dict[str, Any]] = {
        "weeks": {day.isoformat(): week for day, week in situation.weeks.items()},
        "logs": dict(situation.logs),
    }
    for made in edits:
        if made.collection in held:
            put(held[made.collection], made)


COMMANDS = (
    Command(
        ("plan", "need"),
        need,
        (
            Parameter("action", Kind.ONE_OF, options=("add", "drop")),
            Parameter("priority", Kind.ONE_OF, options=("1", "2", "3")),
            Parameter("words", Kind.NEED),
            Parameter("asked-by", Kind.TEXT),
        ),
    ),
    Command(("plan", "history"), history, looks_back=True, aliases=("history",)),
    Command(
        ("plan", "undo"), undo, (Parameter("change", Kind.TEXT), CHANNEL), afar=True, looks_back=True, aliases=("undo",)
    ),
)
