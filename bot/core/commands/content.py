"""The content list: a look at one thing at a time, one's own list or a channel's, and handing a thing over.

The same functions serve both lists; `shared` says which. Links are kept as text and never opened.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from bot.core.commands.adding import add, items_of, kept_on_list, path_of, used, when_next
from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.library import squeeze
from bot.core.message import Choice
from bot.core.moment import Moment, choice, reply
from bot.core.plan.content_list import due, item_details, looked_at, spread
from bot.core.plan.document import Finding, Item, Member, Retired
from bot.core.plan.edits import edit
from bot.core.situation import Outcome

MOST_MEMBERS = 8  # choices in one message; the others are typed by name


def show(moment: Moment, values: Values, *, shared: bool = False) -> Outcome:
    """Show what is worth a look now, one item at a time, and how long the list is."""
    held = items_of(moment, shared=shared)
    if not held:
        path, fixed = path_of(shared, "add")
        return reply(moment.say("content.empty"), choices=(choice(moment.say("content.add_first"), *path, **fixed),))
    offered = [key for key, item in held.items() if shared and item.offered_to == moment.person_id]
    if offered:
        mine = offered[0]
        label = moment.say("handing.take_all", n=len(offered))
        every = choice(label, "channel", "content", action="hand-over", title="all", to="me")
        return reply(
            moment.say("content.offered_you", title=held[mine].title),
            choices=(
                *((every,) if len(offered) > 1 else ()),
                choice(moment.say("content.take"), "channel", "content", action="hand-over", item=mine, to="me"),
                choice(moment.say("content.leave"), "channel", "content", action="hand-over", item=mine, to="nobody"),
            ),
        )
    asked = [key for key, item in held.items() if shared and item.stand_in == moment.person_id and not item.stands_in]
    if asked:
        fixed = {"action": "stand-in", "item": asked[0]}
        taps = (
            choice(moment.say("standing.yes"), "channel", "content", **fixed, to="me"),
            choice(moment.say("standing.no"), "channel", "content", **fixed, to="nobody"),
        )
        return reply(moment.say("standing.ask_you", title=held[asked[0]].title), choices=taps)
    found = due(held, moment.today, moment.library.rules, moment.library.news.values())
    if not found:
        return reply(moment.say("content.none_due", n=len(held)), _next_line(held, moment))
    key, reason = found[0]
    item = held[key]
    lines = [item_line(moment, item, reason), moment.say("content.due_of", n=len(found), all=len(held))]
    return reply(*lines, choices=look_choices(moment, key, shared=shared))


def item_line(moment: Moment, item: Item, reason: str) -> str:
    """Return the question about one item, with the reason that it is asked now."""
    return moment.words.family("look", reason, **item_details(item, moment.today, moment.library))


def look_choices(moment: Moment, key: str, *, shared: bool) -> tuple[Choice, ...]:
    """Return the four outcomes, and handing over where the list is shared."""
    made = []
    for finding in Finding:
        path, fixed = path_of(shared, finding.value)
        made.append(choice(moment.words.family("finding", finding.name.lower()), *path, **fixed, item=key))
    if shared:
        made.append(choice(moment.say("content.hand_over"), "channel", "content", action="hand-over", item=key))
    return tuple(made)


def _next_line(held: Mapping[str, Item], moment: Moment) -> str:
    days = [i.next_used for i in held.values() if i.next_used and i.next_used >= moment.today]
    return moment.say("content.next_used", day=min(days)) if days else ""


def looked(moment: Moment, key: str, finding: Finding, *, shared: bool = False) -> Outcome:
    """Note what a look found; the item rests, longer after a clean look, shorter after a change."""
    held, rules = items_of(moment, shared=shared), moment.library.rules
    item = held[key]
    line = moment.words.family("found", finding.name.lower(), title=item.title)
    if finding is Finding.DROP:
        gone = edit("retired", key, None, Retired(moment.today)) if shared else ()
        return kept_on_list(moment, edit("items", key, item, None) + gone, line, shared=shared)
    if item.last is finding and item.checked == moment.today:  # one look counts once
        return reply(moment.say("content.looked_today", title=item.title))
    after = looked_at(item, finding, moment.today, rules, quick=_is_quick(moment))
    after = spread(after, (other for k, other in held.items() if k != key), moment.today, rules)
    past = item.next_used is not None and after.next_used is None and not shared
    again = (when_next(moment, key),) if past else ()
    return kept_on_list(moment, edit("items", key, item, after), line, shared=shared, choices=again)


def _is_quick(moment: Moment) -> bool:
    """Say whether the question was answered faster than anybody could look; a typed line never is."""
    rules, offered = moment.library.rules, moment.situation.offered
    if offered is None:
        return False
    shown = offered.expires - timedelta(days=rules.choice_days)
    return timedelta(0) <= moment.now - shown < timedelta(seconds=rules.item_quick_seconds)


def hand_over(moment: Moment, key: str, to: str, *, shared: bool) -> Outcome:
    """Offer a shared item to another member, who accepts or not; an own item has only its owner."""
    if not shared:
        return reply(moment.say("content.own_only"))
    channel = moment.situation.channel
    item = channel.items[key]
    me = moment.person_id
    if to == "nobody" and item.offered_to == me:
        after = replace(item, offered_to="")
        return kept_on_list(moment, edit("items", key, item, after), moment.say("content.left"), shared=True)
    if to == "me" and (item.offered_to == me or not item.owner):
        after = replace(item.without(me), owner=me, offered_to="")
        line = moment.say("content.accepted", title=item.title)
        return kept_on_list(moment, edit("items", key, item, after), line, shared=True)
    owner = channel.members.get(item.owner)
    if owner and item.owner != me and not moment.situation.actor.is_keeper:
        return reply(moment.say("content.not_yours_to_give", title=item.title, owner=owner.name))
    others = {k: member for k, member in channel.members.items() if k not in (item.owner, me)}
    named = members_named(to, others)
    if len(named) != 1:
        offers = member_choices(moment, named or others, "content", action="hand-over", item=key)
        if not item.owner and not named:
            mine = choice(moment.say("content.take"), "channel", "content", action="hand-over", item=key, to="me")
            offers = (mine, *offers)
        asked = moment.say("content.hand_to" if offers else "content.nobody_else")
        return reply(which_of(moment, named) if named else asked, choices=offers)
    ((to, member),) = named.items()
    line = moment.say("content.offered", title=item.title, name=member.name)
    return kept_on_list(moment, edit("items", key, item, replace(item, offered_to=to)), line, shared=True)


def members_named(said: str, members: Mapping[str, Member]) -> dict[str, Member]:
    """Return the members that are meant by an id, or by a name as it is shown: "Sam", "@sam", "to Sam"."""
    if said in members:
        return {said: members[said]}
    wanted = squeeze(said)
    meant = {wanted, wanted.removeprefix("to ")} - {""}
    return {key: member for key, member in members.items() if squeeze(member.name) in meant}


def member_choices(moment: Moment, members: Mapping[str, Member], name: str, **fixed: str) -> tuple[Choice, ...]:
    """Return a choice for each of these members; those of one name are told apart by the day they joined."""
    names, seen, made = Counter(member.name for member in members.values()), Counter[str](), []
    for key, member in list(members.items())[:MOST_MEMBERS]:
        several = names[member.name] > 1
        label = moment.say("content.member_since", name=member.name[:40], day=member.joined) if several else member.name
        seen[label] += 1
        if seen[label] > 1:
            label = moment.say("content.member_number", name=label, n=seen[label])
        made.append(choice(label, "channel", name, **fixed, to=key))
    return tuple(made)


def which_of(moment: Moment, named: Mapping[str, Member]) -> str:
    """Return the question that tells members of one name apart."""
    return moment.say("content.which_of_them", name=next(iter(named.values())).name, n=len(named))


def _look(finding: Finding):  # type: ignore[no-untyped-def]
    def run(moment: Moment, values: Values) -> Outcome:
        return looked(moment, values.text("item"), finding)

    run.__doc__ = f"Note that a look found: {finding.value}."
    return run


def _hand_over(moment: Moment, values: Values) -> Outcome:
    """Say where handing over is done: on a channel's list."""
    return hand_over(moment, values.text("item"), values.text("to"), shared=False)


ITEM = Parameter("item", Kind.ITEM, required=True)
ADD = (
    Parameter("title", Kind.LONG_TEXT, required=True),
    Parameter("used", Kind.DAY),
    Parameter("tool", Kind.TOOL),
    Parameter("clinical", Kind.ONE_OF, options=("yes", "no")),
    Parameter("ask", Kind.ONE_OF, options=("yes",)),
)
COMMANDS = (
    Command(("content", "add"), add, ADD, opens_form=True),
    Command(("content", "due"), show),
    *(Command(("content", finding.value), _look(finding), (ITEM,), opens_form=True) for finding in Finding),
    Command(("content", "used"), used, (ITEM, Parameter("day", Kind.DAY, required=True)), opens_form=True),
    Command(("content", "hand-over"), _hand_over, (ITEM, Parameter("to", Kind.TEXT)), opens_form=True),
)
