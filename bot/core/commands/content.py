"""The content list: what students meet, one's own or a channel's, and a look at one thing at a time.

The same functions serve both lists; `shared` says which. Links are kept as text and never opened.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from bot.core.commands import english
from bot.core.commands.binding import tool_names
from bot.core.commands.table import Command, Kind, Parameter, Values
from bot.core.library import squeeze
from bot.core.message import Choice
from bot.core.moment import Moment, choice, reply, undo_choice
from bot.core.plan.content_list import due, first_interval, looked_at
from bot.core.plan.document import Finding, Item, Member
from bot.core.plan.edits import Edit, edit
from bot.core.situation import Outcome

_LINK = re.compile(r"https?://[^\s<>|\"]{3,500}", re.IGNORECASE)
_USED = re.compile(r"(?:[\s,]*\b(?:next|used|for|on|clinical))+$", re.IGNORECASE)
_CLINICAL = re.compile(r"\bclinical\b", re.IGNORECASE)
MOST_AT_ONCE = 60
MOST_MEMBERS = 8  # choices in one message; the others are typed by name


def items_of(moment: Moment, *, shared: bool) -> Mapping[str, Item]:
    """Return the list that is meant."""
    return moment.situation.channel.items if shared else moment.plan.items


def _path(shared: bool, action: str) -> tuple[tuple[str, ...], dict[str, str]]:
    return (("channel", "content"), {"action": action}) if shared else (("content", action), {})


def _kept(
    moment: Moment, edits: tuple[Edit, ...], *lines: str, shared: bool, choices: tuple[Choice, ...] = ()
) -> Outcome:
    shown = tuple(line for line in lines if line)
    with_undo = (*choices, undo_choice(moment)) if edits else choices
    if shared:
        return reply(*shown, choices=with_undo, channel_edits=edits)
    return reply(*shown, choices=with_undo, edits=edits)


def add(moment: Moment, values: Values, *, shared: bool = False) -> Outcome:
    """Add one thing or many lines; each line is a title, a link, a day it is next used, or all three."""
    text = values.text("title")
    if values.text("ask"):
        path, fixed = _path(shared, "add")
        yes = choice(moment.say("content.yes_add"), *path, **fixed, title=text)
        return reply(
            moment.say("content.add_link"), choices=(yes, choice(moment.say("choice.not_now"), "nudges", "not-now"))
        )
    lines = [line.strip(" -•\t") for line in text.splitlines() if line.strip(" -•\t")]
    if len(lines) > MOST_AT_ONCE:
        return reply(moment.say("content.too_many", most=MOST_AT_ONCE))
    held = items_of(moment, shared=shared)
    edits: tuple[Edit, ...] = ()
    titles, known = [], {(item.title.casefold(), item.link) for item in held.values()}
    for number, line in enumerate(lines):
        made = _item(moment, line, values, shared=shared)
        if (made.title.casefold(), made.link) in known:
            continue
        known.add((made.title.casefold(), made.link))
        titles.append(made.title)
        edits += edit("items", moment.fresh(f"item/{number}"), None, made)
    if not titles:
        return reply(moment.say("content.already"))
    if len(titles) > 1:
        return _kept(moment, edits, moment.say("content.added_many", n=len(titles)), shared=shared)
    one = edits[0].after
    used = one.next_used if isinstance(one, Item) else None
    line = (
        moment.say("content.added_used", title=titles[0], day=used)
        if used
        else moment.say("content.added", title=titles[0])
    )
    return _kept(moment, edits, line, shared=shared)


def _item(moment: Moment, line: str, values: Values, *, shared: bool) -> Item:
    link = found[0] if (found := _LINK.search(line)) else ""
    text = line.replace(link, " ") if link else line
    clinical = values.text("clinical") == "yes" or bool(_CLINICAL.search(text))
    used = values.day("used")
    if used is None:
        try:
            read = english.day(text, moment.today)
        except english.NotADay:
            read = None
        if read:
            used, text = read
    title = _USED.sub("", " ".join(text.split()).strip(" ,;:-")).strip(" ,;:-")[:120] or link
    return Item(
        title,
        moment.today,
        moment.today,
        first_interval(clinical, moment.library.rules),
        link,
        values.text("tool") or tool_behind(moment, link, title),
        used,
        clinical,
        owner=moment.person_id if shared else "",
    )


def tool_behind(moment: Moment, link: str, title: str) -> str:
    """Return the tool that a link's host or a word of the title names, "" where none does."""
    host = re.sub(r"^https?://(?:www\.|m\.)?", "", link.casefold()).split("/")[0]
    for card in moment.library.tools.values():
        if host and any(host == known or host.endswith("." + known) for known in card.links):
            return card.id
    names = tool_names(moment)
    return next((names[word] for word in squeeze(title).split() if len(word) > 2 and word in names), "")


def show(moment: Moment, values: Values, *, shared: bool = False) -> Outcome:
    """Show what is worth a look now, one item at a time, and how long the list is."""
    held = items_of(moment, shared=shared)
    if not held:
        path, fixed = _path(shared, "add")
        return reply(moment.say("content.empty"), choices=(choice(moment.say("content.add_first"), *path, **fixed),))
    mine = next((key for key, item in held.items() if shared and item.offered_to == moment.person_id), "")
    if mine:
        return reply(
            moment.say("content.offered_you", title=held[mine].title),
            choices=(
                choice(moment.say("content.take"), "channel", "content", action="hand-over", item=mine, to="me"),
                choice(moment.say("content.leave"), "channel", "content", action="hand-over", item=mine, to="nobody"),
            ),
        )
    found = due(held, moment.today, moment.library.rules)
    if not found:
        return reply(moment.say("content.none_due", n=len(held)), _next_line(held, moment))
    key, reason = found[0]
    item = held[key]
    lines = [item_line(moment, item, reason), moment.say("content.due_of", n=len(found), all=len(held))]
    return reply(*lines, choices=look_choices(moment, key, shared=shared))


def item_line(moment: Moment, item: Item, reason: str) -> str:
    """Return the question about one item, with the reason that it is asked now."""
    details = {"title": item.title, "checked": item.checked, "used": item.next_used or item.checked}
    return moment.words.family("look", reason, **details)


def look_choices(moment: Moment, key: str, *, shared: bool) -> tuple[Choice, ...]:
    """Return the four outcomes, and handing over where the list is shared."""
    made = []
    for finding in Finding:
        path, fixed = _path(shared, finding.value)
        made.append(choice(moment.words.family("finding", finding.name.lower()), *path, **fixed, item=key))
    if shared:
        made.append(choice(moment.say("content.hand_over"), "channel", "content", action="hand-over", item=key))
    return tuple(made)


def _next_line(held: Mapping[str, Item], moment: Moment) -> str:
    days = [i.next_used for i in held.values() if i.next_used and i.next_used >= moment.today]
    return moment.say("content.next_used", day=min(days)) if days else ""


def looked(moment: Moment, key: str, finding: Finding, *, shared: bool = False) -> Outcome:
    """Note what a look found; the item rests, longer after a clean look, shorter after a change."""
    held = items_of(moment, shared=shared)
    item = held[key]
    after = None if finding is Finding.DROP else looked_at(item, finding, moment.today, moment.library.rules)
    line = moment.words.family("found", finding.name.lower(), title=item.title)
    return _kept(moment, edit("items", key, item, after), line, shared=shared)


def hand_over(moment: Moment, key: str, to: str, *, shared: bool) -> Outcome:
    """Offer a shared item to another member, who accepts or not; an own item has only its owner."""
    if not shared:
        return reply(moment.say("content.own_only"))
    channel = moment.situation.channel
    item = channel.items[key]
    me = moment.person_id
    if to == "nobody" and item.offered_to == me:
        after = replace(item, offered_to="")
        return _kept(moment, edit("items", key, item, after), moment.say("content.left"), shared=True)
    if to == "me" and (item.offered_to == me or not item.owner):
        after = replace(item, owner=me, offered_to="")
        line = moment.say("content.accepted", title=item.title)
        return _kept(moment, edit("items", key, item, after), line, shared=True)
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
    return _kept(moment, edit("items", key, item, replace(item, offered_to=to)), line, shared=True)


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
    Command(("content", "hand-over"), _hand_over, (ITEM, Parameter("to", Kind.TEXT)), opens_form=True),
)
