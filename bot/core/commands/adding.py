"""Putting things on a content list, one's own or a channel's, and saying when they are used next.

Lines, a table or a link; what is on the list already and comes with another day is used again then.
"""

import re
from collections.abc import Mapping
from datetime import date

from bot.core.commands.binding import FURTHEST, Unclear, tool_names
from bot.core.commands.lines import english
from bot.core.commands.lines.pasted import LINK, Row, rows_of
from bot.core.commands.table import Values
from bot.core.library import squeeze
from bot.core.message import Choice
from bot.core.moment import Moment, choice, reply, undo_choice
from bot.core.plan.content_list import first_interval, looks_in_a_week, spread, used_again
from bot.core.plan.document import Item
from bot.core.plan.edits import Edit, edit
from bot.core.situation import Outcome

_USED = re.compile(r"(?:[\s,]*\b(?:next|used|for|on|clinical))+$", re.IGNORECASE)
_CLINICAL = re.compile(r"\bclinical\b", re.IGNORECASE)
MOST_AT_ONCE = 60
LONGEST_TITLE = 120
LONG_WEEKS = 26  # a round that takes longer than half a year is said


def items_of(moment: Moment, *, shared: bool) -> Mapping[str, Item]:
    """Return the list that is meant."""
    return moment.situation.channel.items if shared else moment.plan.items


def path_of(shared: bool, action: str) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return the command for an action on the list that is meant, and what it is given."""
    return (("channel", "content"), {"action": action}) if shared else (("content", action), {})


def kept_on_list(
    moment: Moment, edits: tuple[Edit, ...], *lines: str, shared: bool, choices: tuple[Choice, ...] = ()
) -> Outcome:
    """Return an outcome that changes the list that is meant, and offers to take it back."""
    shown = tuple(line for line in lines if line)
    with_undo = (*choices, undo_choice(moment)) if edits else choices
    if shared:
        return reply(*shown, choices=with_undo, channel_edits=edits)
    return reply(*shown, choices=with_undo, edits=edits)


def add(moment: Moment, values: Values, *, shared: bool = False) -> Outcome:
    """Add one thing, many lines, or a table; each is a title, a link, a day it is next used, or all three.

    What is on the list already and comes with another day is used again then.
    """
    text = values.text("title")
    if values.text("ask"):
        path, fixed = path_of(shared, "add")
        yes = choice(moment.say("content.yes_add"), *path, **fixed, title=text)
        return reply(
            moment.say("content.add_link"), choices=(yes, choice(moment.say("choice.not_now"), "nudges", "not-now"))
        )
    rows = rows_of(text)
    if len(rows) > MOST_AT_ONCE:
        return reply(moment.say("content.too_many", most=MOST_AT_ONCE))
    held = dict(items_of(moment, shared=shared))
    edits: tuple[Edit, ...] = ()
    added, again = [], []
    for number, row in enumerate(rows):
        made = _item(moment, row, values, shared=shared, alone=len(rows) == 1)
        key = next((key for key, item in held.items() if _is_same(item, made)), "")
        if not key:
            key = moment.fresh(f"item/{number}")
            held[key] = spread(made, held.values(), moment.today, moment.library.rules)
            edits += edit("items", key, None, held[key])
            added.append(held[key])
        elif made.next_used and made.next_used != held[key].next_used:
            after = used_again(held[key], made.next_used, moment.today)
            edits += edit("items", key, held[key], after)
            held[key] = after
            again.append(after)
    said = _added(moment, added, again, len(held))
    one = () if len(added) != 1 or again or added[0].next_used or shared else (when_next(moment, edits[0].key),)
    return kept_on_list(moment, edits, *said, shared=shared, choices=one)


def _is_same(item: Item, other: Item) -> bool:
    return item.title.casefold() == other.title.casefold() or bool(item.link and item.link == other.link)


def _added(moment: Moment, added: list[Item], again: list[Item], held: int) -> list[str]:
    """Return what is said of what was added, and of what is used again."""
    said = []
    if len(added) == 1:
        used, title = added[0].next_used, added[0].title
        if used and used < moment.today:
            said.append(moment.say("content.added_was_used", title=title, day=used))
        elif used:
            said.append(moment.say("content.added_used", title=title, day=used))
        else:
            said.append(moment.say("content.added", title=title))
    elif added:
        said.append(moment.say("content.added_many", n=len(added)))
    if len(again) == 1 and again[0].next_used:
        said.append(moment.say("content.used_again", title=again[0].title, day=again[0].next_used))
    elif again:
        said.append(moment.say("content.used_again_many", n=len(again)))
    rules = moment.library.rules
    weeks = -(-held // looks_in_a_week(rules))
    if len(added) > 1 and weeks > LONG_WEEKS:
        said.append(moment.say("content.round", minutes=rules.item_weekly_minutes, weeks=weeks))
    return said or [moment.say("content.already")]


def when_next(moment: Moment, key: str) -> Choice:
    """Return the choice that asks on which day an item is used next."""
    return choice(moment.say("content.when_next"), "content", "used", item=key)


def used(moment: Moment, values: Values) -> Outcome:
    """Note on which day an item is used next."""
    day = values.day("day")
    return use(moment, values.text("item"), day) if day else reply(moment.say("value.day"))


def use(moment: Moment, key: str, day: date, *, shared: bool = False) -> Outcome:
    """Note on which day an item is used next; a use that is past counts as a cohort."""
    item = items_of(moment, shared=shared)[key]
    line = moment.say("content.used_again", title=item.title, day=day)
    return kept_on_list(moment, edit("items", key, item, used_again(item, day, moment.today)), line, shared=shared)


def _item(moment: Moment, row: Row, values: Values, *, shared: bool, alone: bool) -> Item:
    link = found[0].rstrip(".,;)") if (found := LINK.search(row.line)) else ""
    text = row.line.replace(link, " ") if link else row.line
    clinical = values.text("clinical") == "yes" or bool(_CLINICAL.search(text))
    used = values.day("used")
    if used is None:
        used, text = _day_in(text, moment, alone=alone)
    title = _USED.sub("", " ".join(text.split()).strip(" ,;:-")).strip(" ,;:-") or link
    if len(title) > LONGEST_TITLE:
        raise Unclear(moment.say("content.title_long", begins=title[:30], most=LONGEST_TITLE))
    return Item(
        title,
        moment.today,
        moment.today,
        first_interval(clinical, moment.library.rules),
        link,
        values.text("tool") or tool_names(moment).get(squeeze(row.tool), "") or tool_behind(moment, link, title),
        used,
        clinical,
        owner=moment.person_id if shared else "",
    )


def _day_in(text: str, moment: Moment, *, alone: bool) -> tuple[date | None, str]:
    """Return the day a line names, and the rest of it; a far day is a part of the title, or is refused."""
    try:
        read = english.day(text, moment.today)
    except english.NotADay:
        if alone:
            raise Unclear(moment.say("value.no_such_day")) from None
        read = None
    if read is None:
        return None, text
    day, rest = read
    if abs(day - moment.today) <= FURTHEST:
        return day, rest
    if alone and (day > moment.today or _USED.search(rest.rstrip(" ,;:-"))):
        raise Unclear(moment.say("value.day_far"))
    return None, text  # "Lecture of 12 March 2019"


def tool_behind(moment: Moment, link: str, title: str) -> str:
    """Return the tool that a link's host or a word of the title names, "" where none does."""
    host = re.sub(r"^https?://(?:www\.|m\.)?", "", link.casefold()).split("/")[0]
    for card in moment.library.tools.values():
        if host and any(host == known or host.endswith("." + known) for known in card.links):
            return card.id
    names = tool_names(moment)
    return next((names[word] for word in squeeze(title).split() if len(word) > 2 and word in names), "")
